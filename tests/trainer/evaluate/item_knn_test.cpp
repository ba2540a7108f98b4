#include "trainer/evaluate/item_knn.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/trainer/evaluate/toy_data.h"

namespace pocketrec {
namespace {

// The definition over every pair, with every neighbour kept.
std::vector<std::vector<double>> naive_similarities(const InteractionMatrix& interactions,
                                                    float shrinkage) {
  const auto rows = dense(interactions);
  const uint32_t n = interactions.num_columns;
  std::vector<double> sizes(n, 0);
  std::vector<std::vector<double>> similarity(n, std::vector<double>(n, 0));
  for (uint32_t i = 0; i < n; ++i) {
    for (const auto& row : rows) sizes[i] += row[i];
  }
  for (uint32_t i = 0; i < n; ++i) {
    for (uint32_t j = 0; j < n; ++j) {
      double both = 0;
      for (const auto& row : rows) both += row[i] * row[j];
      if (i != j && both > 0) {
        similarity[i][j] = both / (std::sqrt(sizes[i] * sizes[j]) + shrinkage);
      }
    }
  }
  return similarity;
}

TEST(ItemKnn, SimilarityIsTheShrunkCosine) {
  // Item 0: users 0-3; item 1: users 0, 1; item 2: user 3.
  const InteractionMatrix interactions{4, 3, {0, 2, 4, 5, 7}, {0, 1, 0, 1, 0, 0, 2}, {}};
  const InteractionMatrix neighbours =
      item_neighbours(interactions, transpose(interactions), {.shrinkage = 1});
  ASSERT_EQ(neighbours.row(0).size(), 2U);
  EXPECT_EQ(neighbours.row(0)[0], 1U);
  EXPECT_FLOAT_EQ(neighbours.row_weights(0)[0], 2 / (std::sqrt(8.0F) + 1));
  EXPECT_FLOAT_EQ(neighbours.row_weights(0)[1], 1 / (std::sqrt(4.0F) + 1));
  ASSERT_EQ(neighbours.row(1).size(), 1U) << "items without a shared user are no neighbours";
}

TEST(ItemKnn, KeepsTheNearestTiesToTheLowerIndex) {
  // Items 1, 2, 3 are each chosen together with item 0 by one user.
  const InteractionMatrix interactions{3, 4, {0, 2, 4, 6}, {0, 1, 0, 2, 0, 3}, {}};
  const InteractionMatrix neighbours =
      item_neighbours(interactions, transpose(interactions), {.num_neighbours = 2});
  EXPECT_EQ(std::vector<uint32_t>(neighbours.row(0).begin(), neighbours.row(0).end()),
            (std::vector<uint32_t>{1, 2}));
}

RC_GTEST_PROP(ItemKnn, EqualsTheDefinition, ()) {
  const InteractionMatrix interactions = tasteful_users(60, 25, *rc::gen::arbitrary<uint64_t>());
  const InteractionMatrix audiences = transpose(interactions);
  const ItemKnnOptions options{.num_neighbours = *rc::gen::inRange(1U, 30U),
                               .shrinkage = *rc::gen::element(0.0F, 3.0F, 20.0F)};
  const auto expected = naive_similarities(interactions, options.shrinkage);
  const InteractionMatrix neighbours = item_neighbours(interactions, audiences, options);
  for (uint32_t i = 0; i < 25; ++i) {
    const auto similarities = neighbours.row_weights(i);
    std::vector<double> kept(similarities.begin(), similarities.end());
    for (size_t n = 0; n < kept.size(); ++n) {
      RC_ASSERT(std::abs(expected[i][neighbours.row(i)[n]] - kept[n]) < 1e-6);
    }
    // The kept ones are as similar as the nearest. (Which of two that are equal but for rounding is
    // kept is not compared.)
    std::vector<double> nearest = expected[i];
    std::sort(nearest.rbegin(), nearest.rend());
    nearest.resize(std::min<size_t>(nearest.size(), options.num_neighbours));
    while (!nearest.empty() && nearest.back() == 0) nearest.pop_back();
    std::sort(kept.rbegin(), kept.rend());
    RC_ASSERT(kept.size() == nearest.size());
    for (size_t n = 0; n < kept.size(); ++n) RC_ASSERT(std::abs(kept[n] - nearest[n]) < 1e-6);
  }
}

TEST(ItemKnn, ScoresAreSumsOverTheHistory) {
  const InteractionMatrix interactions = tasteful_users(200, 30, 4);
  const ItemKnnOptions options{.num_neighbours = 30, .shrinkage = 2};
  const auto similarity = naive_similarities(interactions, options.shrinkage);
  const RankedLists lists =
      lists_of(item_knn_ranker(interactions, transpose(interactions), options), interactions, 5);
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    std::vector<double> scores(30, 0);
    for (const uint32_t item : interactions.row(row)) {
      for (uint32_t other = 0; other < 30; ++other) scores[other] += similarity[item][other];
    }
    // Compared by score: near-equal sums may come out in another order in float.
    const auto expected = sorted_unseen(scores, interactions.row(row), 5);
    for (size_t rank = 0; rank < 5; ++rank) {
      const uint32_t item = lists.list(row)[rank];
      ASSERT_NE(item, kNoItem);
      EXPECT_NEAR(scores[item], scores[expected[rank]], 1e-5);
    }
  }
}

TEST(ItemKnn, ThreadsDoNotChangeTheNeighbours) {
  const InteractionMatrix interactions = tasteful_users(300, 600, 8);
  const InteractionMatrix audiences = transpose(interactions);
  const InteractionMatrix one = item_neighbours(interactions, audiences, {.threads = 1});
  const InteractionMatrix four = item_neighbours(interactions, audiences, {.threads = 4});
  EXPECT_EQ(one.columns, four.columns);
  EXPECT_EQ(one.weights, four.weights);
}

}  // namespace
}  // namespace pocketrec
