// Rows in clusters, for tests of maps.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "trainer/support/random.h"
#include "trainer/train/model.h"
#include "trainer/train/smoothing.h"

namespace pocketrec {

// Row r belongs to cluster r % num_clusters; `spread` against centres of deviation 1.
inline FactorTable clustered_rows(uint32_t num_rows, uint32_t num_clusters, uint32_t num_factors,
                                  float spread, uint64_t seed = 7) {
  Random random(seed);
  std::vector<float> centres(size_t{num_clusters} * num_factors);
  for (float& value : centres) value = static_cast<float>(random.normal());
  FactorTable rows{num_rows, num_factors, {}};
  rows.values.resize(size_t{num_rows} * num_factors);
  for (uint32_t r = 0; r < num_rows; ++r) {
    for (uint32_t k = 0; k < num_factors; ++k) {
      rows.row(r)[k] = centres[size_t{r % num_clusters} * num_factors + k] +
                       spread * static_cast<float>(random.normal());
    }
  }
  return rows;
}

// Rows along a closed curve: of each row it is known who its neighbours are, the rows beside it.
inline FactorTable rows_on_a_ring(uint32_t num_rows) {
  constexpr double kTurn = 6.283185307179586;
  FactorTable rows{num_rows, 6, {}};
  for (uint32_t r = 0; r < num_rows; ++r) {
    const double angle = kTurn * r / num_rows;
    for (const int turns : {1, 2, 3}) {
      rows.values.push_back(static_cast<float>(std::cos(turns * angle)));
      rows.values.push_back(static_cast<float>(std::sin(turns * angle)));
    }
  }
  return rows;
}

inline FactorTable at_unit_length(FactorTable rows) {
  normalise_rows(rows, 1);
  return rows;
}

}  // namespace pocketrec
