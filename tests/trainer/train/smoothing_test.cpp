#include "trainer/train/smoothing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/trainer/train/toy.h"

namespace pocketrec {
namespace {

// The definition at graph_mean, over every pair.
double mean_by_definition(const InteractionMatrix& matrix, const FactorTable& table, uint32_t row,
                          uint32_t factor) {
  const auto dense = weights_of(matrix);
  double row_sum = 0, mean = 0;
  for (const double weight : dense[row]) row_sum += weight;
  for (uint32_t c = 0; c < matrix.num_columns; ++c) {
    double column_sum = 0;
    for (const auto& weights : dense) column_sum += weights[c];
    if (dense[row][c] == 0) continue;
    mean += dense[row][c] / std::sqrt(row_sum * column_sum) * table.row(c)[factor];
  }
  return mean;
}

TEST(GraphMean, IsTheNormalisedAdjacencyTimesTheTable) {
  for (const bool weighted : {false, true}) {
    const InteractionMatrix matrix = random_matrix(40, 25, 0.15, weighted, 3);
    const FactorTable table = random_table(25, 6, 1);
    const FactorTable means = graph_mean(matrix, table, 2);
    ASSERT_EQ(means.num_rows, 40);
    ASSERT_EQ(means.num_factors, 6);
    for (uint32_t r = 0; r < 40; ++r) {
      for (uint32_t k = 0; k < 6; ++k) {
        EXPECT_NEAR(means.row(r)[k], mean_by_definition(matrix, table, r, k), 1e-5);
      }
    }
  }
}

// Two people who chose the same three things: each is worth 1 / sqrt(3 * 2).
TEST(GraphMean, IsWhatItIsByHand) {
  const InteractionMatrix matrix{2, 3, {0, 3, 6}, {0, 1, 2, 0, 1, 2}, {}};
  const FactorTable table{3, 1, {1, 2, 3}};
  EXPECT_FLOAT_EQ(graph_mean(matrix, table, 1).row(1)[0], 6 / std::sqrt(6.0F));
}

TEST(GraphMean, RowsWithoutEntriesAreZero) {
  const InteractionMatrix matrix{3, 2, {0, 1, 1, 2}, {0, 0}, {}};
  const FactorTable means = graph_mean(matrix, random_table(2, 4, 2), 1);
  for (uint32_t k = 0; k < 4; ++k) EXPECT_EQ(means.row(1)[k], 0.0F);
}

TEST(GraphMean, SameBitsAtAnyThreadCount) {
  const InteractionMatrix matrix = random_matrix(900, 50, 0.1, true, 5);
  const FactorTable table = random_table(50, 8, 3);
  const FactorTable one = graph_mean(matrix, table, 1);
  for (const uint32_t threads : {2, 3}) {
    EXPECT_EQ(graph_mean(matrix, table, threads).values, one.values);
  }
}

TEST(NormaliseRows, GivesEveryRowLengthOneAndKeepsItsDirection) {
  FactorTable table = random_table(600, 5, 4);
  const FactorTable before = table;
  for (uint32_t k = 0; k < 5; ++k) table.row(300)[k] = 0.0F;
  normalise_rows(table, 2);
  for (uint32_t r = 0; r < 600; ++r) {
    double squares = 0, product = 0, before_squares = 0;
    for (uint32_t k = 0; k < 5; ++k) {
      squares += double{table.row(r)[k]} * table.row(r)[k];
      product += double{table.row(r)[k]} * before.row(r)[k];
      before_squares += double{before.row(r)[k]} * before.row(r)[k];
    }
    EXPECT_NEAR(squares, r == 300 ? 0 : 1, 1e-6);
    EXPECT_NEAR(product, r == 300 ? 0 : std::sqrt(before_squares), 1e-5);
  }
}

}  // namespace
}  // namespace pocketrec
