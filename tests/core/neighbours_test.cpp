// What neighbours of a history's items gain, against the equation of core/neighbours.h in double.
// (reranking_test.cpp is about the lists that come of it.)
#include "core/neighbours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/top_k.h"
#include "core/variety.h"
#include "tests/core/catalogue.h"

namespace pocketrec {
namespace {

// c exp((cosine - 1) / temperature) of each liked item; 0 of the item itself.
std::vector<double> pulls_on(const Catalogue& catalogue, const NeighbourParameters& parameters,
                             const History& history, uint32_t item) {
  std::vector<double> pulls;
  for (size_t i = 0; i < history.liked.size(); ++i) {
    const double cosine = product_of(catalogue.unit(history.liked[i]), catalogue.unit(item));
    const double pull = history.weights[i] * std::exp((cosine - 1) / parameters.temperature);
    pulls.push_back(history.liked[i] == item ? 0.0 : pull);
  }
  return pulls;
}

double term_of(const Catalogue& catalogue, const NeighbourParameters& parameters,
               const History& history, uint32_t item) {
  double sum = 0;
  for (const double pull : pulls_on(catalogue, parameters, history, item)) sum += pull;
  return parameters.weight * std::pow(sum, 0.25);
}

std::vector<ScoredItem> every_item(const Catalogue& catalogue) {
  std::vector<ScoredItem> all;
  for (uint32_t i = 0; i < catalogue.num_items(); ++i) {
    all.push_back({i, static_cast<float>(i * 37 % 101) / 101.0F});
  }
  std::sort(all.begin(), all.end(), ranks_before);
  return all;
}

struct Setting {
  uint32_t num_factors, bits;
  NeighbourParameters parameters;
};

class Neighbours : public testing::TestWithParam<Setting> {
 protected:
  Catalogue catalogue_{GetParam().num_factors, clustered_rows(150, GetParam().num_factors, 7),
                       GetParam().bits};
  NeighbourTerm term_{GetParam().parameters};
};

TEST_P(Neighbours, AddWhatTheirEquationSays) {
  std::mt19937 random(1);
  for (const uint32_t most : {1U, 5U, 40U, 150U}) {
    const History history = random_history(random, 150, most);
    const std::vector<ScoredItem> before = every_item(catalogue_);
    std::vector<ScoredItem> after = before;
    term_.add(catalogue_.rows(), history, after);
    ASSERT_EQ(after.size(), before.size());
    EXPECT_TRUE(std::is_sorted(after.begin(), after.end(), ranks_before));
    for (const ScoredItem& item : before) {
      const auto same = std::find_if(after.begin(), after.end(), [&](const ScoredItem& other) {
        return other.item_index == item.item_index;
      });
      ASSERT_NE(same, after.end());
      const double expected = term_of(catalogue_, GetParam().parameters, history, item.item_index);
      EXPECT_NEAR(same->score - item.score, expected, 1e-5 * (expected + 1));
    }
  }
}

TEST_P(Neighbours, ExplanationsAreEachItemsShareOfTheTerm) {
  std::mt19937 random(2);
  const History history = random_history(random, 150, 30);
  for (uint32_t item = 0; item < 150; ++item) {
    const std::vector<double> pulls = pulls_on(catalogue_, GetParam().parameters, history, item);
    const double term = term_of(catalogue_, GetParam().parameters, history, item);
    double whole = 0;
    for (const double pull : pulls) whole += pull;
    const std::vector<float> parts = term_.explain(catalogue_.rows(), history, item);
    ASSERT_EQ(parts.size(), pulls.size());
    double sum = 0;
    for (size_t i = 0; i < parts.size(); ++i) {
      EXPECT_NEAR(parts[i], term * pulls[i] / whole, 1e-5 * (term + 1e-3));
      sum += parts[i];
    }
    EXPECT_NEAR(sum, term, 1e-5 * (term + 1e-3));
    std::vector<ScoredItem> alone = {{item, 0.25F}};
    term_.add(catalogue_.rows(), history, alone);
    EXPECT_NEAR(0.25 + sum, alone[0].score, 1e-5 * (term + 1));
  }
}

INSTANTIATE_TEST_SUITE_P(Settings, Neighbours,
                         testing::Values(Setting{16, 8, {}}, Setting{20, 4, {0.75F, 0.125F}},
                                         Setting{128, 4, {}}, Setting{3, 8, {1.4F, 0.5F}},
                                         Setting{1, 8, {16.0F, 10.0F}},
                                         Setting{33, 8, {2.0F, 0.02F}}));

const Catalogue& small_catalogue() {
  static const Catalogue catalogue(8, clustered_rows(60, 8, 3));
  return catalogue;
}

TEST(NeighbourTerm, AnItemDoesNotDrawItself) {
  const Catalogue& catalogue = small_catalogue();
  const NeighbourTerm term({1.0F, 0.1F});
  const History alone{{5}, {1.0F}, {}};
  std::vector<ScoredItem> candidates = {{5, 0.5F}};
  term.add(catalogue.rows(), alone, candidates);
  EXPECT_EQ(candidates[0].score, 0.5F);
  EXPECT_EQ(term.explain(catalogue.rows(), alone, 5), std::vector<float>{0.0F});

  // With another in the history, by that other alone.
  const History both{{5, 11}, {1.0F, 2.0F}, {}};
  term.add(catalogue.rows(), both, candidates);
  const std::vector<float> parts = term.explain(catalogue.rows(), both, 5);
  EXPECT_EQ(parts[0], 0.0F);
  EXPECT_GT(parts[1], 0.0F);
  EXPECT_FLOAT_EQ(candidates[0].score, 0.5F + parts[1]);
  EXPECT_EQ(parts[1], term.explain(catalogue.rows(), {{11}, {2.0F}, {}}, 5)[0]);
}

TEST(NeighbourTerm, WeightZeroChangesNothing) {
  const Catalogue& catalogue = small_catalogue();
  const NeighbourTerm off({0.0F, 0.1F});
  EXPECT_TRUE(off.is_off());
  EXPECT_FALSE(NeighbourTerm({0.001F, 0.1F}).is_off());
  std::vector<ScoredItem> candidates = {{3, 0.5F}, {9, 0.25F}, {4, 0.5F}};
  const History history{{3, 7}, {1.0F, 1.0F}, {}};
  off.add(catalogue.rows(), history, candidates);
  EXPECT_EQ(indices_of(candidates), (std::vector<uint32_t>{3, 9, 4}));
  EXPECT_EQ(candidates[1].score, 0.25F);
  EXPECT_EQ(off.explain(catalogue.rows(), history, 4), std::vector<float>(2, 0.0F));
}

TEST(NeighbourTerm, TiesGoToTheLowerIndex) {
  // Items 1, 3 and 5 are alike; 2 and 4 are too, and further away.
  const Catalogue catalogue(2, {1, 0, 1, 0.5F, 0, 1, 1, 0.5F, 0, 1, 1, 0.5F});
  std::vector<ScoredItem> candidates = {{5, 0.5F}, {4, 0.5F}, {3, 0.5F}, {2, 0.5F}, {1, 0.5F}};
  NeighbourTerm({1.0F, 0.1F}).add(catalogue.rows(), {{0}, {1.0F}, {}}, candidates);
  EXPECT_EQ(indices_of(candidates), (std::vector<uint32_t>{1, 3, 5, 2, 4}));
  EXPECT_EQ(candidates[0].score, candidates[2].score);
}

// Whose cosine counts as 0 then: far, but within what the temperature reaches.
TEST(NeighbourTerm, ItemsWithoutAVectorAreAtRightAngles) {
  const Catalogue catalogue(2, {1, 0, 0, 0, 0, 1});
  std::vector<ScoredItem> candidates = {{1, 0.0F}, {2, 0.0F}};
  NeighbourTerm({1.0F, 0.5F}).add(catalogue.rows(), {{0}, {1.0F}, {}}, candidates);
  EXPECT_EQ(candidates[0].score, candidates[1].score);
  EXPECT_NEAR(candidates[0].score, std::exp(-2.0 / 4), 1e-6);
}

TEST(NeighbourTerm, NobodyToRankIsNoMatter) {
  std::vector<ScoredItem> none;
  NeighbourTerm({1.0F, 0.1F}).add(small_catalogue().rows(), {{0}, {1.0F}, {}}, none);
  EXPECT_TRUE(none.empty());
}

TEST(NeighbourParameters, LimitsAreInclusiveAndNothingElseIsValid) {
  EXPECT_TRUE(are_valid(NeighbourParameters{}));
  for (const float weight : {0.0F, kMaxNeighbourWeight}) {
    for (const float temperature : {kMinNeighbourTemperature, kMaxNeighbourTemperature}) {
      EXPECT_TRUE(are_valid(NeighbourParameters{weight, temperature}));
    }
  }
  for (const float bad : {-1.0F, 1e9F, NAN, INFINITY, -INFINITY}) {
    EXPECT_FALSE(are_valid(NeighbourParameters{bad, 0.1F})) << bad;
    EXPECT_FALSE(are_valid(NeighbourParameters{0.5F, bad})) << bad;
  }
  EXPECT_FALSE(are_valid(NeighbourParameters{std::nextafter(kMaxNeighbourWeight, 99.0F), 0.1F}));
  EXPECT_FALSE(
      are_valid(NeighbourParameters{0.5F, std::nextafter(kMinNeighbourTemperature, 0.0F)}));
  EXPECT_FALSE(
      are_valid(NeighbourParameters{0.5F, std::nextafter(kMaxNeighbourTemperature, 99.0F)}));
}

TEST(NumReranked, IsTenTimesTheListWithinItsLimits) {
  EXPECT_EQ(num_reranked(1), 1000);
  EXPECT_EQ(num_reranked(100), 1000);
  EXPECT_EQ(num_reranked(101), 1010);
  EXPECT_EQ(num_reranked(399), 3990);
  EXPECT_EQ(num_reranked(1000), 4000);
}

TEST(NumReranked, IsEnoughForEveryVariedList) {
  for (uint32_t n = 1; n <= kMaxResults; ++n) {
    EXPECT_GE(num_reranked(n), num_ranked({n, {}, {}, false, 0.5F, 0.0F})) << n;
  }
}

}  // namespace
}  // namespace pocketrec
