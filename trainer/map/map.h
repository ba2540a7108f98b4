// A map of the catalogue: every item a point of the plane, near to those with a similar audience.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/train/model.h"

namespace pocketrec {

// In whole steps from 1 to 65535, the longer side of the map over all of them; {0, 0}: no place.
struct MapPlace {
  uint16_t x = 0, y = 0;

  bool is_placed() const { return x != 0; }
  bool operator==(const MapPlace&) const = default;
};

struct MapOptions {
  uint64_t seed = 1;
  uint32_t threads = 0;
};

// The place of each row; rows of zeros have none. The same for every number of threads. Throws
// Cancelled.
std::vector<MapPlace> map_rows(const FactorTable& rows, const MapOptions& options);

// Places for rows that come later, on the map as it is: each at the mean of the places of the
// nearest rows that are on it, weighted by their cosines. places: one a row of `rows`.
std::vector<MapPlace> places_among(const FactorTable& added, const FactorTable& rows,
                                   const std::vector<MapPlace>& places, uint32_t threads);

}  // namespace pocketrec
