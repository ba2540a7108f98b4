#include "core/variety.h"

#include <bit>
#include <limits>

#include "core/gathered_rows.h"
#include "core/top_k.h"

namespace pocketrec {
namespace {

struct Candidate {
  ScoredItem item;
  float merit;
  float closest = -2.0F;  // the greatest cosine to a chosen one; no cosine is as low
  bool is_chosen = false;
};

// scored: best first.
std::vector<Candidate> candidates_of(const std::vector<ScoredItem>& scored, uint32_t num_items,
                                     float novelty) {
  std::vector<Candidate> candidates;
  for (const ScoredItem& item : scored) {
    const float spread = scored.front().score - scored.back().score;
    const float relevance = spread > 0.0F ? (item.score - scored.back().score) / spread : 1.0F;
    const float merit = (1.0F - novelty) * relevance + novelty * rarity(item.item_index, num_items);
    candidates.push_back({item, merit});
  }
  return candidates;
}

// The position of the candidate to be chosen next; at least one is left.
uint32_t next_choice(const std::vector<Candidate>& candidates, float diversity) {
  uint32_t next = 0;
  ScoredItem best = {0, -std::numeric_limits<float>::infinity()};
  for (uint32_t c = 0; c < candidates.size(); ++c) {
    const Candidate& candidate = candidates[c];
    if (candidate.is_chosen) continue;
    const float value = (1.0F - diversity) * candidate.merit - diversity * candidate.closest;
    const ScoredItem valued = {candidate.item.item_index, value};
    if (!ranks_before(valued, best)) continue;
    best = valued;
    next = c;
  }
  return next;
}

// log2(x), on straight lines between powers of 2. x: 1..2^28.
float binary_log(uint32_t x) {
  const uint32_t power = std::bit_floor(x);
  return static_cast<float>(std::countr_zero(power)) +
         static_cast<float>(x - power) / static_cast<float>(power);
}

}  // namespace

float rarity(uint32_t item_index, uint32_t num_items) {
  return item_index == 0 ? 0.0F : binary_log(item_index + 1) / binary_log(num_items);
}

std::vector<ScoredItem> listed(std::vector<ScoredItem> ranked, const ItemRows& items,
                               const ListOptions& options) {
  if (options.diversity == 0.0F && options.novelty == 0.0F) {
    ranked.resize(std::min<size_t>(ranked.size(), options.n));
    return ranked;
  }
  ranked.resize(std::min<size_t>(ranked.size(), num_candidates(options.n)));
  std::vector<Candidate> candidates = candidates_of(ranked, items.size(), options.novelty);
  GatheredRows rows(items);
  for (const ScoredItem& item : ranked) rows.add(item.item_index);
  std::vector<ScoredItem> list;
  while (list.size() < std::min<size_t>(options.n, candidates.size())) {
    const uint32_t next = next_choice(candidates, list.empty() ? 0.0F : options.diversity);
    candidates[next].is_chosen = true;
    list.push_back(candidates[next].item);
    if (options.diversity == 0.0F) continue;
    const std::vector<ScoredItem>& cosines = rows.cosines_with(candidates[next].item.item_index);
    for (size_t c = 0; c < candidates.size(); ++c) {
      candidates[c].closest = std::max(candidates[c].closest, cosines[c].score);
    }
  }
  return list;
}

}  // namespace pocketrec
