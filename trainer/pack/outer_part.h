// Parts that the core leaves aside: what it would check of them when they are attached.
#pragma once

#include <optional>

#include "core/part_reader.h"
#include "core/recommender.h"

namespace pocketrec {

// The first thing wrong with a part that was read to its end: in itself, or that it is not of the
// bundle that `info` is of. num_items: as the part says.
std::optional<Error> finish_outer_part(PartReader& reader, Part part, uint32_t num_items,
                                       const BundleInfo& info);

}  // namespace pocketrec
