// Items that nobody, or a known few, have chosen yet: how well are they brought to those who will?
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/split/split.h"

namespace pocketrec {

// What is set aside of a cold item where some of its people are to be known: so many of them, drawn
// once in an order by the seed. The first known_interactions of them are trained on, none of them
// is ever asked for, so that any two such figures are about the same questions to the same people.
inline constexpr uint32_t kSetAsideInteractions = 10;

// A split by items: nobody is trained on a choice of a cold item (but for known interactions), and
// only those are asked for.
struct ColdSplit {
  InteractionMatrix training;  // all users; columns of cold items hold known interactions alone
  EvaluationSet test;          // what is set aside and not known: in histories with weight 0
  std::vector<uint32_t> cold_items;  // ascending
  // Of them, ascending, what may be asked for: all; or, with known interactions, those that more
  // than kSetAsideInteractions people chose, each of which is then known by equally many.
  std::vector<uint32_t> candidates;
  // Rows as the test's. With hold_warm: warm items that those people like, held out of training and
  // histories too; else empty rows.
  InteractionMatrix warm_targets;
};

struct ColdOptions {
  double item_share = 0.2;      // of the items that somebody chose; in (0, 1)
  uint32_t fewest_liked = 3;    // warm items that a tested person liked, at least
  uint32_t max_users = 10'000;  // tested, at most
  bool hold_warm = false;       // a fifth of what a tested person likes of the warm items
  // People by whom a cold item is known, up to kSetAsideInteractions; nothing set aside without.
  std::optional<uint32_t> known_interactions = std::nullopt;
  // Items by which a tested person is known (short_histories.h), all of them warm; all without.
  std::optional<uint32_t> history_items = std::nullopt;
  uint64_t seed = 1;
};

// A random share of the items is cold. Both throw DataError where known interactions leave no
// candidate.
ColdSplit split_cold(const InteractionMatrix& interactions, const ColdOptions& options);
// These items are cold (ascending).
ColdSplit split_cold(const InteractionMatrix& interactions, std::vector<uint32_t> cold_items,
                     const ColdOptions& options);

// `dataset` with the items of `later` behind its own, and what its users chose of them. Items that
// `dataset` has already, under their id or that of another edition, are not added again. Returns
// the first of the added items.
uint32_t add_later_items(Dataset& dataset, const Dataset& later);

}  // namespace pocketrec
