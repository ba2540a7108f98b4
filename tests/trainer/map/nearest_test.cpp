#include "trainer/map/nearest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/trainer/map/clusters.h"
#include "trainer/map/projection_trees.h"

namespace pocketrec {
namespace {

// By definition, in double.
std::vector<uint32_t> nearest_by_definition(const FactorTable& rows, uint32_t row, uint32_t k) {
  std::vector<std::pair<double, uint32_t>> others;
  for (uint32_t r = 0; r < rows.num_rows; ++r) {
    double cosine = 0;
    for (uint32_t f = 0; f < rows.num_factors; ++f) {
      cosine += double{rows.row(row)[f]} * rows.row(r)[f];
    }
    if (r != row) others.emplace_back(-cosine, r);
  }
  std::sort(others.begin(), others.end());
  std::vector<uint32_t> nearest;
  for (uint32_t i = 0; i < k; ++i) nearest.push_back(others[i].second);
  return nearest;
}

TEST(NearestRows, AreThoseOfTheDefinition) {
  const FactorTable rows = at_unit_length(clustered_rows(300, 10, 21, 0.5F));
  const NearestRows nearest = nearest_rows(rows, {.k = 5, .threads = 2});
  for (uint32_t r = 0; r < rows.num_rows; ++r) {
    const auto found = nearest.of(r);
    EXPECT_EQ(std::vector(found.begin(), found.end()), nearest_by_definition(rows, r, 5)) << r;
  }
}

TEST(NearestRows, AreMostlyFoundWhereNotAllPairsAreLookedAt) {
  const FactorTable rows = at_unit_length(clustered_rows(6000, 150, 24, 0.5F));
  const NearestRows exact = nearest_rows(rows, {.k = 10, .threads = 2});
  const NearestRows found = nearest_rows(rows, {.k = 10, .threads = 2, .max_exact_rows = 100});
  uint32_t hits = 0;
  for (uint32_t r = 0; r < rows.num_rows; ++r) {
    for (const uint32_t near : exact.of(r)) {
      const auto list = found.of(r);
      hits += std::find(list.begin(), list.end(), near) != list.end() ? 1 : 0;
    }
  }
  const double recall = hits / 60'000.0;
  RecordProperty("recall", std::to_string(recall));
  EXPECT_GT(recall, 0.95);
}

TEST(NearestRows, AreTheSameAtAnyThreadCount) {
  const FactorTable rows = at_unit_length(clustered_rows(3000, 40, 17, 0.6F));
  for (const uint32_t max_exact_rows : {100U, kMaxExactRows}) {
    const NearestRows one =
        nearest_rows(rows, {.k = 8, .threads = 1, .max_exact_rows = max_exact_rows});
    const NearestRows three =
        nearest_rows(rows, {.k = 8, .threads = 3, .max_exact_rows = max_exact_rows});
    EXPECT_EQ(one.rows, three.rows);
    EXPECT_EQ(one.cosines, three.cosines);
  }
}

TEST(NearestRows, EndEarlyWhereThereAreFewer) {
  const NearestRows nearest = nearest_rows(at_unit_length(clustered_rows(3, 1, 4, 0.1F)), {.k = 5});
  for (uint32_t r = 0; r < 3; ++r) {
    EXPECT_NE(nearest.of(r)[1], kNoRow);
    EXPECT_EQ(nearest.of(r)[2], kNoRow);
  }
}

TEST(NearestRows, OfEqualRowsAreTheFirst) {
  FactorTable rows{2000, 2, {}};
  for (uint32_t r = 0; r < rows.num_rows; ++r) rows.values.insert(rows.values.end(), {1.0F, 0.0F});
  const NearestRows exact = nearest_rows(rows, {.k = 3, .threads = 2});
  EXPECT_EQ(exact.of(9)[0], 0U);
  EXPECT_EQ(exact.of(0)[0], 1U);
  const NearestRows found = nearest_rows(rows, {.k = 3, .threads = 2, .max_exact_rows = 100});
  EXPECT_NE(found.of(1999)[2], kNoRow);
}

TEST(ProjectionTree, HoldsEveryRowInOneLeafWhateverTheRowsAre) {
  FactorTable equal{5000, 3, {}};
  equal.values.assign(15'000, 0.5F);
  for (const FactorTable& rows : {equal, clustered_rows(5000, 9, 3, 0.2F)}) {
    const Leaves leaves = leaves_of_tree(rows, 1, 0, 2);
    std::vector<uint32_t> all;
    for (size_t leaf = 0; leaf < leaves.size(); ++leaf) {
      EXPECT_LE(leaves[leaf].size(), kMaxLeafRows);
      EXPECT_GE(leaves[leaf].size(), kMaxLeafRows / 2 - 1);
      EXPECT_TRUE(std::is_sorted(leaves[leaf].begin(), leaves[leaf].end()));
      all.insert(all.end(), leaves[leaf].begin(), leaves[leaf].end());
    }
    std::sort(all.begin(), all.end());
    ASSERT_EQ(all.size(), 5000U);
    for (uint32_t r = 0; r < 5000; ++r) EXPECT_EQ(all[r], r);
  }
}

}  // namespace
}  // namespace pocketrec
