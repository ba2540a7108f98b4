#include "trainer/metrics/catalogue.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "trainer/support/random.h"

namespace pocketrec {
namespace {

InteractionMatrix random_audiences(uint32_t num_items, uint32_t num_users, Random& random) {
  InteractionMatrix matrix{num_items, num_users, {0}, {}, {}};
  for (uint32_t item = 0; item < num_items; ++item) {
    const double share = random.uniform() * random.uniform();
    for (uint32_t user = 0; user < num_users; ++user) {
      if (random.uniform() < share) matrix.columns.push_back(user);
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  return matrix;
}

double cosine(const InteractionMatrix& audiences, uint32_t a, uint32_t b) {
  const auto left = audiences.row(a), right = audiences.row(b);
  std::vector<uint32_t> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(both));
  if (both.empty()) return 0;
  return static_cast<double>(both.size()) /
         std::sqrt(static_cast<double>(left.size()) * static_cast<double>(right.size()));
}

double naive_diversity(const InteractionMatrix& audiences, const std::vector<uint32_t>& list) {
  if (list.size() < 2) return 0;
  double sum = 0, pairs = 0;
  for (size_t a = 0; a < list.size(); ++a) {
    for (size_t b = a + 1; b < list.size(); ++b) {
      sum += cosine(audiences, list[a], list[b]);
      pairs += 1;
    }
  }
  return 1 - sum / pairs;
}

TEST(Coverage, IsTheShareOfItemsCounted) {
  EXPECT_DOUBLE_EQ(coverage(std::vector<uint32_t>{0, 3, 0, 1}), 0.5);
  EXPECT_EQ(coverage(std::vector<uint32_t>{}), 0);
}

TEST(Gini, EqualCountsAreZeroOneItemTakingAllIsNearlyOne) {
  EXPECT_NEAR(gini(std::vector<uint32_t>{4, 4, 4, 4}), 0, 1e-12);
  // n items, one of which has everything: 1 - 1/n.
  EXPECT_NEAR(gini(std::vector<uint32_t>{0, 0, 9, 0}), 0.75, 1e-12);
  EXPECT_EQ(gini(std::vector<uint32_t>{0, 0}), 0);
  EXPECT_EQ(gini(std::vector<uint32_t>{}), 0);
}

// Half the relative mean absolute difference is the same number.
RC_GTEST_PROP(Gini, EqualsTheMeanAbsoluteDifference, ()) {
  const auto counts =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<uint32_t>>(rc::gen::inRange(0U, 30U)));
  double differences = 0, total = 0;
  for (const double a : counts) {
    total += a;
    for (const double b : counts) differences += std::abs(a - b);
  }
  const auto n = static_cast<double>(counts.size());
  const double expected = total == 0 ? 0 : differences / (2 * n * total);
  RC_ASSERT(std::abs(gini(counts) - expected) < 1e-9);
}

TEST(Novelty, IsTheMeanSelfInformationInBits) {
  // Of 8 users, 8 chose item 0, 2 item 1, nobody item 2.
  const InteractionMatrix audiences{3, 8, {0, 8, 10, 10}, {0, 1, 2, 3, 4, 5, 6, 7, 2, 5}, {}};
  const ListVariety variety(audiences);
  EXPECT_DOUBLE_EQ(variety.novelty_at(std::vector<uint32_t>{0, 1, 2}, 1), 0);
  EXPECT_DOUBLE_EQ(variety.novelty_at(std::vector<uint32_t>{0, 1, 2}, 2), (0 + 2) / 2.0);
  EXPECT_DOUBLE_EQ(variety.novelty_at(std::vector<uint32_t>{0, 1, 2}, 3), (0 + 2 + 3) / 3.0)
      << "nobody counts as one";
  EXPECT_DOUBLE_EQ(variety.novelty_at(std::vector<uint32_t>{1, kNoItem}, 2), 2);
  EXPECT_EQ(variety.novelty_at(std::vector<uint32_t>{kNoItem}, 1), 0);
}

TEST(Diversity, SameAudienceIsZeroStrangersAreOne) {
  const InteractionMatrix audiences{3, 4, {0, 2, 4, 6}, {0, 1, 0, 1, 2, 3}, {}};
  ListVariety variety(audiences);
  const std::vector<uint32_t> cutoffs = {2};
  std::vector<double> diversities(1);
  variety.diversity_at(std::vector<uint32_t>{0, 1}, cutoffs, diversities);
  EXPECT_NEAR(diversities[0], 0, 1e-12);
  variety.diversity_at(std::vector<uint32_t>{0, 2}, cutoffs, diversities);
  EXPECT_NEAR(diversities[0], 1, 1e-12);
}

RC_GTEST_PROP(Diversity, EqualsTheMeanOverAllPairs, ()) {
  Random random(*rc::gen::arbitrary<uint64_t>());
  const InteractionMatrix audiences = random_audiences(30, 25, random);
  ListVariety variety(audiences);
  const std::vector<uint32_t> cutoffs = {1, 2, 5, 10, 40};
  // One object for several lists: no list may leave a trace in the next.
  for (int repeat = 0; repeat < 3; ++repeat) {
    std::vector<uint32_t> items(30);
    std::iota(items.begin(), items.end(), 0U);
    shuffle(std::span(items), random);
    items.resize(random.below(31));
    std::vector<uint32_t> ranked = items;
    ranked.resize(40, kNoItem);
    std::vector<double> diversities(cutoffs.size(), -1);
    variety.diversity_at(ranked, cutoffs, diversities);
    for (size_t c = 0; c < cutoffs.size(); ++c) {
      std::vector<uint32_t> cut = items;
      cut.resize(std::min<size_t>(items.size(), cutoffs[c]));
      RC_ASSERT(std::abs(diversities[c] - naive_diversity(audiences, cut)) < 1e-9);
    }
  }
}

}  // namespace
}  // namespace pocketrec
