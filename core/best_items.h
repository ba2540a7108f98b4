// The best of all items for a vector: what every list begins with.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/item_rows.h"
#include "core/live_catalogue.h"
#include "core/recommender.h"

namespace pocketrec {

// What rows are multiplied by beside the vector: their scales (for predicted preferences), or 1
// over their lengths (for cosines).
enum class RowFactor { kScale, kInverseNorm };

// The k items that are not in `blocked` with the greatest
//   dot product of codes * the row's factor * query_scale, boosted,
// best first; fewer where fewer are left. query: num_factors codes.
std::vector<ScoredItem> best_items(const ItemRows& items, RowFactor factor,
                                   std::span<const int8_t> query, float query_scale, uint32_t k,
                                   const BitSet& blocked, const Boosts& boosts);

}  // namespace pocketrec
