// Small matrices whose right answers are known.
#pragma once

#include "trainer/data/interaction_matrix.h"
#include "trainer/support/random.h"

namespace pocketrec {

// Two groups of users and two of items that never meet; each user misses one item of their group.
inline InteractionMatrix two_groups(uint32_t users_a_group, uint32_t items_a_group) {
  InteractionMatrix matrix{2 * users_a_group, 2 * items_a_group, {0}, {}, {}};
  for (uint32_t user = 0; user < matrix.num_rows; ++user) {
    const uint32_t first = user < users_a_group ? 0 : items_a_group;
    for (uint32_t i = 0; i < items_a_group; ++i) {
      if (i != user % items_a_group) matrix.columns.push_back(first + i);
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  return matrix;
}

inline InteractionMatrix random_matrix(uint32_t users, uint32_t items, double density,
                                       bool weighted, uint64_t seed) {
  Random random(seed);
  InteractionMatrix matrix{users, items, {0}, {}, {}};
  for (uint32_t user = 0; user < users; ++user) {
    for (uint32_t item = 0; item < items; ++item) {
      if (random.uniform() >= density) continue;
      matrix.columns.push_back(item);
      if (weighted) matrix.weights.push_back(static_cast<float>(1 + random.below(32)) / 16.0F);
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  return matrix;
}

}  // namespace pocketrec
