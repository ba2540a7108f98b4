// Where the points of a map begin.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/train/model.h"

namespace pocketrec {

struct Point {
  float x = 0.0F, y = 0.0F;
};

// The rows on their first two principal components, scaled to a deviation of 1 along the first,
// with a little noise from the seed, without which equal rows could not part. The sign of a
// component is that which makes its largest loading positive.
std::vector<Point> principal_components(const FactorTable& rows, uint64_t seed, uint32_t threads);

}  // namespace pocketrec
