// The best of all items for a vector: what every list begins with.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/item_lists.h"
#include "core/item_rows.h"
#include "core/live_catalogue.h"
#include "core/recommender.h"

namespace pocketrec {

struct ItemQuery {
  RowFactor factor;
  std::span<const int8_t> codes;  // num_factors
  float scale;
  uint32_t k;  // 1 or more
  // Where items are in lists: as in ListOptions.
  bool exact = false;
  std::vector<uint32_t>* missing = nullptr;
};

// The lists that are looked at for a list of items: those nearest to the vector, so many. With the
// first items, they hold the ten best of a million items with twenty interactions each, nine of ten
// where of ten million hardly anything is known (tests/bench/lists.json).
inline constexpr uint32_t kListsLookedAt = 16;

// Of the lists that a filter makes a request look at, those that are worth a download.
inline constexpr uint32_t kMostListsMissing = 4 * kListsLookedAt;

// The k items that are not in `blocked` with the greatest
//   dot product of codes * the row's factor * query.scale, boosted,
// best first; fewer where fewer are left. Of items in lists, those of kListsLookedAt lists, or of
// as many more as items are blocked, unless query.exact.
std::vector<ScoredItem> best_items(const ItemRows& items, const ItemQuery& query,
                                   const BitSet& blocked, const Boosts& boosts);

}  // namespace pocketrec
