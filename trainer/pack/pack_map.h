// The map part: where each item lies when the catalogue is drawn. Only pages and this tool read it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/recommender.h"
#include "trainer/map/map.h"
#include "trainer/train/model.h"

namespace pocketrec {

// places: one an item.
std::vector<uint8_t> pack_map(const std::vector<MapPlace>& places, uint64_t model_id);

// The places that `bytes` hold, of all items of the bundle that `info` is of. Fails where they are
// no map part, are damaged, or belong to another bundle.
Result<std::vector<MapPlace>> parse_map(std::span<const uint8_t> bytes, const BundleInfo& info);

// The rows of a packed items part, as they are scored: a map of a bundle is made from these.
FactorTable packed_rows(std::span<const uint8_t> items);

}  // namespace pocketrec
