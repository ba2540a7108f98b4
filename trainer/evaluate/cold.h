// Items that nobody has chosen yet: how well are they brought to those who will?
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/split/split.h"

namespace pocketrec {

// A split by items: nobody is trained on a choice of a cold item, and only those are asked for.
struct ColdSplit {
  InteractionMatrix training;  // all users; columns of cold items are empty
  EvaluationSet test;
  std::vector<uint32_t> cold_items;  // ascending
  // Rows as the test's. With hold_warm: warm items that those people like, held out of training and
  // histories too; else empty rows.
  InteractionMatrix warm_targets;
};

struct ColdOptions {
  double item_share = 0.2;      // of the items that somebody chose; in (0, 1)
  uint32_t fewest_liked = 3;    // warm items that a tested person liked, at least
  uint32_t max_users = 10'000;  // tested, at most
  bool hold_warm = false;       // a fifth of what a tested person likes of the warm items
  uint64_t seed = 1;
};

// A random share of the items is cold.
ColdSplit split_cold(const InteractionMatrix& interactions, const ColdOptions& options);
// These items are cold (ascending).
ColdSplit split_cold(const InteractionMatrix& interactions, std::vector<uint32_t> cold_items,
                     const ColdOptions& options);

// `dataset` with the items of `later` behind its own, and what its users chose of them. Items that
// `dataset` has already, under their id or that of another edition, are not added again. Returns
// the first of the added items.
uint32_t add_later_items(Dataset& dataset, const Dataset& later);

}  // namespace pocketrec
