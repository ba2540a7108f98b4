// How true a map is to what it shows.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/map/map.h"
#include "trainer/train/model.h"

namespace pocketrec {

// The mean, over at most `num_asked` rows evenly spread, of the share of a row's k nearest by
// cosine that are among its k nearest on the map. By chance it is about k / (number of rows). Only
// rows with a place count; 1 where there are at most k + 1 of them.
double neighbours_kept(const FactorTable& rows, const std::vector<MapPlace>& places, uint32_t k,
                       uint32_t num_asked, uint32_t threads);

}  // namespace pocketrec
