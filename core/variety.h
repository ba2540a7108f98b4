// Lists that give up some score for variety: less of the same (diversity), less of what everybody
// knows already (novelty).
//
// Both choose among candidates, the best rows of a scan. Of those not chosen yet, the next is the
// one with the greatest
//
//   (1 - diversity) * merit - diversity * (greatest cosine to a chosen one),   where
//   merit     = (1 - novelty) * relevance + novelty * rarity
//   relevance = (score - lowest) / (highest - lowest) over the candidates (1 where all are equal)
//   rarity    = log2(item_index + 1) / log2(num_items)
//
// and ties go to the lower index. The first is the one with the greatest merit.
//
// The choice is maximal marginal relevance (Carbonell and Goldstein, "The use of MMR, diversity-
// based reranking for reordering documents and producing summaries", SIGIR 1998). It weighs a score
// against a cosine, so the score must come in a cosine's unit. Divided by the best score it would
// not: scores may be negative or all nearly equal, and then cosines alone would decide. Their place
// between the candidates' lowest and highest has neither fault.
//
// Items are in order of popularity, so that the index is the rank: rarity needs no titles. Where
// popularity falls with the rank as it commonly does (Zipf), the logarithm of the rank grows as the
// self-information of the choice does, by which novelty is measured (trainer/metrics/catalogue.h).
// With diversity 0 the list's mean rarity never falls as novelty grows, because the list then is
// the one with the greatest sum of merits.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/item_rows.h"
#include "core/recommender.h"

namespace pocketrec {

// How many of the best rows a list of n is chosen from: 5 n, at least 100 and at most 2000. What is
// beyond these never comes in. Up to n = 20 they are the same, so that a shorter list is the
// beginning of a longer one. The upper limit keeps a list of 1000 at 2 million cosines.
constexpr uint32_t num_candidates(uint32_t n) { return std::clamp(5 * n, 100U, 2000U); }

// log2(item_index + 1) / log2(num_items), in [0, 1]: 0 for the most popular item, 1 for the least.
// log2 is taken exactly at powers of 2 and on a straight line between them (at most 0.09 below),
// which needs no libm. item_index: below num_items, which is at most 2^28.
float rarity(uint32_t item_index, uint32_t num_items);

// How many of the best rows listed() looks at.
constexpr uint32_t num_ranked(const ListOptions& options) {
  const bool varied = options.diversity != 0.0F || options.novelty != 0.0F;
  return varied ? num_candidates(options.n) : options.n;
}

// The first options.n of `ranked` (best first); with diversity or novelty, those chosen as above
// from its first num_candidates(options.n), in the order of the choice. Scores stay as they are.
// Fewer when fewer are ranked. options: n, diversity and novelty within their ranges.
std::vector<ScoredItem> listed(std::vector<ScoredItem> ranked, const ItemRows& items,
                               const ListOptions& options);

}  // namespace pocketrec
