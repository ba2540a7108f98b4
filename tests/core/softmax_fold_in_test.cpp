// The softmax fold-in against its formula in double precision, and at the edges.
#include "core/softmax_fold_in.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "core/encoder.h"
#include "tests/core/softmax_reference.h"

namespace pocketrec {
namespace {

double distance(const std::vector<float>& found, const std::vector<double>& expected) {
  double squares = 0;
  for (size_t k = 0; k < found.size(); ++k) {
    squares += (double{found[k]} - expected[k]) * (double{found[k]} - expected[k]);
  }
  return std::sqrt(squares);
}

double length_of(const std::vector<float>& x) {
  return distance(x, std::vector<double>(x.size(), 0.0));
}

struct Setting {
  SoftmaxParameters parameters;
  uint32_t num_factors, bits, num_items = 300;
};

std::vector<Setting> settings() {
  SoftmaxParameters focused;
  focused.focus = 6.0F;
  SoftmaxParameters warm{0.5F, 0.7F, 1.5F, 0.6F, 3};
  SoftmaxParameters alone;
  alone.background_weight = 0.0F;
  SoftmaxParameters sampled = focused;
  sampled.num_sampled = 100;
  sampled.num_near = 30;
  SoftmaxParameters few = sampled;
  few.num_sampled = 1;
  few.num_near = 1;
  SoftmaxParameters in_part = sampled;
  in_part.most_looked_at = 300;  // every fourth of 1100
  SoftmaxParameters more_near_than_there_are = in_part;
  more_near_than_there_are.num_near = 331;
  return {{{}, 16, 8},
          {{}, 7, 4},
          {focused, 33, 8},
          {focused, 20, 4},
          {warm, 1, 8},
          {warm, 64, 8},
          {alone, 16, 8},
          {sampled, 20, 8},
          {sampled, 32, 4},
          {few, 16, 8},
          {in_part, 16, 8, 1100},
          {more_near_than_there_are, 16, 8, 1100}};
}

class SoftmaxFormula : public testing::TestWithParam<Setting> {};

TEST_P(SoftmaxFormula, IsWhatEncodeComputes) {
  const auto& [parameters, num_factors, bits, num_items] = GetParam();
  const Catalogue catalogue(num_factors, clustered_rows(num_items, num_factors, bits), bits);
  const SoftmaxFoldIn fold_in(parameters, num_factors);
  const SoftmaxReference as_core(catalogue, parameters, Rounding::kAsTheCore);
  const SoftmaxReference unrounded(catalogue, parameters, Rounding::kNone);
  const bool is_exact =
      parameters.num_sampled >= num_items;  // else rounding may choose other neighbours
  std::mt19937 random(1);
  int different = 0;
  for (int n = 0; n < 60; ++n) {
    const History history = random_history(random, num_items, n % 3 == 0 ? 300 : 8);
    const std::vector<float> x = fold_in.encode(catalogue.rows(), history);
    const double off = distance(x, as_core.encode(history));
    if (off > 2e-4) ++different;
    EXPECT_LT(off, 0.01);
    if (is_exact) {
      EXPECT_LT(distance(x, unrounded.encode(history)), 0.1);
    }
  }
  EXPECT_LE(different, 4) << "a code of the query may be rounded the other way, rarely";
}

TEST_P(SoftmaxFormula, ExplanationsSumToTheProduct) {
  const auto& [parameters, num_factors, bits, num_items] = GetParam();
  const Catalogue catalogue(num_factors, clustered_rows(num_items, num_factors, bits), bits);
  const SoftmaxFoldIn fold_in(parameters, num_factors);
  std::mt19937 random(2);
  for (int n = 0; n < 60; ++n) {
    const History history = random_history(random, num_items, n % 3 == 0 ? 300 : 8);
    const std::vector<float> x = fold_in.encode(catalogue.rows(), history);
    const auto target = static_cast<uint32_t>(random() % num_items);
    const std::vector<float> row = catalogue.row(target);
    const std::vector<float> parts = fold_in.explain(catalogue.rows(), history, target);
    ASSERT_EQ(parts.size(), history.liked.size());
    double sum = 0, expected = 0, largest = 0;
    for (const float part : parts) {
      sum += part;
      largest = std::max(largest, std::abs(double{part}));
    }
    for (uint32_t k = 0; k < num_factors; ++k) expected += double{x[k]} * row[k];
    EXPECT_NEAR(sum, expected, 1e-4 * length_of(row) + 1e-5 * largest);
    EXPECT_LE(largest, 100 * length_of(row) + 1e-6) << "parts that cancel out explain nothing";
  }
}

INSTANTIATE_TEST_SUITE_P(Settings, SoftmaxFormula, testing::ValuesIn(settings()));

// Encodes, explains every item, and checks that there is a direction or nothing, and numbers. At
// the extremes parts may be large and cancel out, until they are refused as out of range.
std::vector<float> sound_encoding(const Catalogue& catalogue, const SoftmaxParameters& parameters,
                                  const History& history) {
  const Encoder encoder({parameters, {0.0F, 1.0F}}, catalogue.num_factors());
  std::vector<float> x = encoder.fold_in.encode(catalogue.rows(), history);
  const double length = length_of(x);
  EXPECT_TRUE(length == 0 || std::abs(length - 1) < 1e-5) << length;
  for (uint32_t item = 0; item < catalogue.num_items(); ++item) {
    const std::vector<float> row = catalogue.row(item);
    const auto parts = explain_score(encoder, catalogue.rows(), history, item);
    if (!parts.ok()) {
      EXPECT_EQ(parts.error().code, ErrorCode::kBadValue);
      continue;
    }
    double sum = 0, expected = 0, largest = 0;
    for (const float part : parts.value()) {
      EXPECT_TRUE(std::isfinite(part));
      sum += part;
      largest = std::max(largest, std::abs(double{part}));
    }
    for (uint32_t k = 0; k < catalogue.num_factors(); ++k) expected += double{x[k]} * row[k];
    EXPECT_NEAR(sum, expected, 1e-4 * (1 + length_of(row)) + 1e-5 * largest);
  }
  return x;
}

std::vector<SoftmaxParameters> extremes() {
  std::vector<SoftmaxParameters> all;
  for (const float temperature : {kMinTemperature, 0.08F, kMaxTemperature}) {
    for (const float background : {0.0F, 1.2F, kMaxBackgroundWeight}) {
      for (const float focus : {0.0F, kMaxFocus}) {
        for (const float step : {kMinStepSize, 2.0F, kMaxStepSize}) {
          for (const uint32_t steps : {1U, kMaxSteps}) {
            SoftmaxParameters parameters{temperature, background, focus, step, steps};
            all.push_back(parameters);
            parameters.num_sampled = parameters.num_near = 1;
            all.push_back(parameters);
          }
        }
      }
    }
  }
  return all;
}

TEST(SoftmaxFoldIn, OneItemIsItsOwnDirection) {
  const Catalogue catalogue(3, {0.6F, -0.8F, 0.0F});
  for (const SoftmaxParameters& parameters : extremes()) {
    const auto x = sound_encoding(catalogue, parameters, {{0}, {1.0F}, {}});
    EXPECT_LT(distance(x, catalogue.unit(0)), 1e-5);
  }
}

TEST(SoftmaxFoldIn, AHistoryOfAllItemsIsTheirMean) {
  const Catalogue catalogue(8, clustered_rows(40, 8, 3));
  History all;
  for (uint32_t i = 0; i < 40; ++i) {
    all.liked.push_back(i);
    all.weights.push_back(1.0F);
  }
  for (SoftmaxParameters parameters : extremes()) {
    (void)sound_encoding(catalogue, parameters, all);
    if (parameters.focus > 0.0F) continue;
    // Nothing is left to be pushed away from, and the mean is where F is at its highest.
    std::vector<double> mean(8);
    for (uint32_t i = 0; i < 40; ++i) {
      for (uint32_t k = 0; k < 8; ++k) mean[k] += catalogue.unit(i)[k];
    }
    normalise_in_place(mean);
    EXPECT_LT(distance(SoftmaxFoldIn(parameters, 8).encode(catalogue.rows(), all), mean), 1e-4);
  }
}

// To the bit: who was there before items were added must not get other scores by them.
TEST(SoftmaxFoldIn, ItemsAddedAfterTrainingMoveNobody) {
  constexpr uint32_t kTrained = 1100, kAll = 1500, kFactors = 16;
  const std::vector<float> rows = clustered_rows(kAll, kFactors, 8);
  const Catalogue all(kFactors, rows);
  const Catalogue trained(kFactors, {rows.begin(), rows.begin() + kTrained * kFactors});
  std::mt19937 random(3);
  for (const Setting& setting : settings()) {
    SoftmaxParameters parameters = setting.parameters;
    const SoftmaxFoldIn before(parameters, kFactors);
    parameters.num_trained = kTrained;
    const SoftmaxFoldIn after(parameters, kFactors);
    const History history = random_history(random, kTrained, 20);
    const std::vector<float> x = before.encode(trained.rows(), history);
    EXPECT_EQ(after.encode(all.rows(), history), x);
    EXPECT_EQ(after.explain(all.rows(), history, 7), before.explain(trained.rows(), history, 7));
    EXPECT_EQ(before.encode(all.rows(), history) == x, parameters.background_weight == 0.0F);
    // Whoever likes added ones is where they are.
    const History added = {{3, kAll - 2}, {1.0F, 4.0F}, {}};
    const auto y = after.encode(all.rows(), added);
    EXPECT_GT(product_of({y.begin(), y.end()}, all.unit(kAll - 2)), 0.3);
  }
}

// Of histories in which nothing is known there is no direction: what is popular comes first then.
TEST(SoftmaxFoldIn, RowsThatCancelOutGiveZeros) {
  const Catalogue catalogue(2, {1, 0.5F, -1, -0.5F, 0, 1, 1, 1, 0, 0});
  for (const SoftmaxParameters& parameters : extremes()) {
    for (const History& history : {History{{0, 1}, {2.0F, 2.0F}, {}}, History{{4}, {1.0F}, {}}}) {
      EXPECT_EQ(sound_encoding(catalogue, parameters, history), std::vector<float>(2, 0.0F));
    }
    // Whoever likes something besides has a taste.
    const auto x = sound_encoding(catalogue, parameters, {{0, 1, 2}, {2.0F, 2.0F, 0.5F}, {}});
    EXPECT_GT(length_of(x), 0.9);
  }
}

TEST(SoftmaxFoldIn, ItemsWithoutAVectorPushNobodyAway) {
  std::vector<float> rows = clustered_rows(30, 6, 4);
  for (uint32_t k = 0; k < 6; ++k) rows[9 * 6 + k] = 1.0F;  // no gap among the first 19
  rows.resize(size_t{19} * 6);
  const Catalogue without(6, rows);
  rows.resize(size_t{400} * 6);
  const Catalogue with(6, rows);
  const History history{{2, 5, 11}, {1.0F, 0.5F, 2.0F}, {}};
  for (const float temperature : {0.01F, 0.5F, 10.0F}) {
    const SoftmaxFoldIn fold_in({temperature, 1.2F, 1.0F}, 6);
    EXPECT_EQ(fold_in.encode(with.rows(), history), fold_in.encode(without.rows(), history));
  }
}

TEST(SoftmaxFoldIn, EveryExtremeGivesNumbers) {
  const Catalogue catalogue(5, clustered_rows(60, 5, 5), 4);
  std::mt19937 random(3);
  for (const SoftmaxParameters& parameters : extremes()) {
    (void)sound_encoding(catalogue, parameters, random_history(random, 60, 20));
  }
}

// A taste of two: with focus, the vector follows the stronger one.
TEST(SoftmaxFoldIn, FocusFollowsTheStrongerTaste) {
  std::vector<float> rows;
  for (int i = 0; i < 20; ++i) {
    const float lean = 0.02F * static_cast<float>(i);
    rows.insert(rows.end(), {i % 2 == 0 ? 1.0F : lean, i % 2 == 1 ? 1.0F : lean});
  }
  const Catalogue catalogue(2, rows);
  const History history{{0, 2, 4, 1, 3}, {1, 1, 1, 1, 1}, {}};
  SoftmaxParameters parameters;
  parameters.background_weight = 0.0F;
  const auto even = SoftmaxFoldIn(parameters, 2).encode(catalogue.rows(), history);
  parameters.focus = 10.0F;
  const auto focused = SoftmaxFoldIn(parameters, 2).encode(catalogue.rows(), history);
  EXPECT_GT(focused[0], even[0] + 0.05F);
  EXPECT_LT(focused[1], even[1] - 0.05F);
}

TEST(SoftmaxFoldIn, LimitsAreInclusiveAndNothingElseIsValid) {
  EXPECT_TRUE(are_valid(SoftmaxParameters{}));
  for (const SoftmaxParameters& parameters : extremes()) EXPECT_TRUE(are_valid(parameters));
  const auto with = [](auto member, auto value) {
    SoftmaxParameters parameters;
    parameters.*member = value;
    return are_valid(parameters);
  };
  for (const float bad : {-1.0F, 1e9F, NAN, INFINITY, -INFINITY}) {
    EXPECT_FALSE(with(&SoftmaxParameters::temperature, bad)) << bad;
    EXPECT_FALSE(with(&SoftmaxParameters::background_weight, bad)) << bad;
    EXPECT_FALSE(with(&SoftmaxParameters::focus, bad)) << bad;
    EXPECT_FALSE(with(&SoftmaxParameters::step_size, bad)) << bad;
  }
  EXPECT_FALSE(with(&SoftmaxParameters::temperature, std::nextafter(kMinTemperature, 0.0F)));
  EXPECT_FALSE(with(&SoftmaxParameters::temperature, std::nextafter(kMaxTemperature, 99.0F)));
  EXPECT_FALSE(with(&SoftmaxParameters::focus, std::nextafter(kMaxFocus, 99.0F)));
  EXPECT_FALSE(with(&SoftmaxParameters::step_size, std::nextafter(kMinStepSize, 0.0F)));
  EXPECT_FALSE(with(&SoftmaxParameters::num_steps, 0U));
  EXPECT_FALSE(with(&SoftmaxParameters::num_steps, kMaxSteps + 1));
}

}  // namespace
}  // namespace pocketrec
