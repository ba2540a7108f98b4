// Small matrices whose right answers are known.
#pragma once

#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/support/random.h"
#include "trainer/train/model.h"

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

// [row][column]; 0 where there is no entry.
inline std::vector<std::vector<double>> weights_of(const InteractionMatrix& matrix) {
  std::vector<std::vector<double>> dense(matrix.num_rows,
                                         std::vector<double>(matrix.num_columns, 0.0));
  for (uint32_t r = 0; r < matrix.num_rows; ++r) {
    for (size_t i = 0; i < matrix.row(r).size(); ++i) {
      dense[r][matrix.row(r)[i]] = matrix.weights.empty() ? 1.0 : matrix.row_weights(r)[i];
    }
  }
  return dense;
}

inline FactorTable random_table(uint32_t num_rows, uint32_t num_factors, uint64_t seed) {
  Random random(seed);
  FactorTable table{num_rows, num_factors, {}};
  for (size_t i = 0; i < size_t{num_rows} * num_factors; ++i) {
    table.values.push_back(static_cast<float>(random.normal()));
  }
  return table;
}

// Users and items of `num_communities` kinds; a user chooses some of their own kind's items, and
// now and then any. What is held out is of their own kind, and everything is equally popular.
struct Communities {
  InteractionMatrix training, held_out;
};

inline Communities planted_communities(uint32_t num_communities, uint32_t num_users,
                                       uint32_t items_each, uint64_t seed) {
  Random random(seed);
  const uint32_t num_items = num_communities * items_each;
  Communities result{{num_users, num_items, {0}, {}, {}}, {num_users, num_items, {0}, {}, {}}};
  for (uint32_t user = 0; user < num_users; ++user) {
    for (uint32_t item = 0; item < num_items; ++item) {
      const bool fits = item % num_communities == user % num_communities;
      const double chance = random.uniform();
      if (chance < (fits ? 0.4 : 0.01)) result.training.columns.push_back(item);
      if (fits && chance >= 0.4 && chance < 0.5) result.held_out.columns.push_back(item);
    }
    result.training.offsets.push_back(result.training.columns.size());
    result.held_out.offsets.push_back(result.held_out.columns.size());
  }
  return result;
}

}  // namespace pocketrec
