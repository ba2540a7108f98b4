#include "trainer/metrics/ranking.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "trainer/support/random.h"

namespace pocketrec {
namespace {

std::vector<uint32_t> top_of(std::vector<float> scores, const std::vector<uint32_t>& seen,
                             size_t length) {
  std::vector<uint32_t> top(length, 12345);
  rank_unseen(scores, seen, top);
  return top;
}

TEST(RankUnseen, BestFirstSeenLeftOut) {
  EXPECT_EQ(top_of({0.5F, 2, -1, 7, 3}, {3}, 3), (std::vector<uint32_t>{4, 1, 0}));
}

TEST(RankUnseen, TiesGoToTheLowerIndex) {
  EXPECT_EQ(top_of({1, 2, 1, 2, 1, 2}, {}, 4), (std::vector<uint32_t>{1, 3, 5, 0}));
  EXPECT_EQ(top_of({0, 0, 0, 0}, {0}, 2), (std::vector<uint32_t>{1, 2}));
}

TEST(RankUnseen, PlacesWithoutAnItemAreEmpty) {
  EXPECT_EQ(top_of({1, 5, 3}, {1}, 4), (std::vector<uint32_t>{2, 0, kNoItem, kNoItem}));
  EXPECT_EQ(top_of({1, 5}, {0, 1}, 1), (std::vector<uint32_t>{kNoItem}));
  EXPECT_EQ(top_of({}, {}, 1), (std::vector<uint32_t>{kNoItem}));
  EXPECT_TRUE(top_of({1, 5}, {}, 0).empty());
}

// Scores on a coarse grid, so that ties abound.
RC_GTEST_PROP(RankUnseen, EqualsSortingEverything, ()) {
  Random random(*rc::gen::arbitrary<uint64_t>());
  const uint32_t num_items = *rc::gen::inRange(0, 200);
  const uint32_t length = *rc::gen::inRange(0, 60);
  const uint32_t grid = *rc::gen::element(1U, 3U, 20U, 100'000U);
  std::vector<float> scores(num_items);
  std::vector<uint32_t> seen, expected;
  for (uint32_t item = 0; item < num_items; ++item) {
    scores[item] = static_cast<float>(random.below(grid)) - static_cast<float>(grid) / 2;
    (random.below(5) == 0 ? seen : expected).push_back(item);
  }
  std::stable_sort(expected.begin(), expected.end(),
                   [&](uint32_t a, uint32_t b) { return scores[a] > scores[b]; });
  expected.resize(length, kNoItem);
  RC_ASSERT(top_of(scores, seen, length) == expected);
}

}  // namespace
}  // namespace pocketrec
