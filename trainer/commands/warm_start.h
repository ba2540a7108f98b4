// `train --warm-start`: go on from the vectors of an older bundle.
#pragma once

#include <cstdint>
#include <span>

#include "trainer/commands/commands.h"
#include "trainer/pack/load.h"
#include "trainer/train/model.h"

namespace pocketrec {

// Opens request.warm_start, and takes from it what no flag has set: the factors, the settings that
// it was trained with, and a quarter of its epochs (but at least four, and as many as before if it
// went on from another itself). Nothing is left to choose. Throws DataError.
LoadedBundle open_warm_start(TrainRequest& request);

// The bundle's vectors of the items of `dataset` in this order (bundle_order): by id, else by any
// of their further ids. Zero for items that the bundle does not know. Throws DataError where it
// knows none.
FactorTable known_items(const LoadedBundle& bundle, const Dataset& dataset,
                        std::span<const uint32_t> order);

}  // namespace pocketrec
