#include "trainer/train/fit.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/trainer/train/toy.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

FitOptions small_options(Algorithm algorithm) {
  FitOptions options;
  options.algorithm = algorithm;
  options.num_factors = 8;
  options.ials.num_sweeps = 10;
  options.softmax.num_epochs = 10;
  return options;
}

FitOptions small_ials() { return small_options(Algorithm::kIals); }

// What both algorithms promise.
class Fit : public testing::TestWithParam<Algorithm> {
 protected:
  FitOptions options_ = small_options(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Algorithms, Fit, testing::Values(Algorithm::kSoftmax, Algorithm::kIals),
                         [](const auto& algorithm) { return name_of(algorithm.param); });

TEST(FitDefaults, AreSoftmaxWith128Factors) {
  EXPECT_EQ(FitOptions{}.algorithm, Algorithm::kSoftmax);
  EXPECT_EQ(FitOptions{}.num_factors, 128);
  EXPECT_TRUE(std::holds_alternative<EncoderParameters>(
      fit(two_groups(2, 3), small_options(Algorithm::kSoftmax)).model.encoder));
  EXPECT_TRUE(std::holds_alternative<RidgeEncoder>(
      fit(two_groups(2, 3), small_options(Algorithm::kIals)).model.encoder));
}

TEST_P(Fit, WithoutValidationMakesExactlyTheRoundsAsked) {
  options_.validate = false;
  uint32_t rounds = 0;
  const FitResult result =
      fit(random_matrix(400, 30, 0.2, true, 2), options_, [&](const FitProgress& progress) {
        EXPECT_EQ(progress.stage, "final");
        EXPECT_EQ(progress.round, ++rounds);
        EXPECT_EQ(progress.max_rounds, 10U);
        EXPECT_GT(progress.loss, 0);
        EXPECT_EQ(progress.validation_ndcg, -1);
      });
  EXPECT_EQ(rounds, 10U);
  EXPECT_EQ(result.validation_ndcg, -1);
  EXPECT_EQ(result.chosen.ials.num_sweeps, 10U);
  EXPECT_EQ(result.chosen.softmax.num_epochs, 10U);
  EXPECT_EQ(result.model.item_factors.num_factors, 8U);
}

// Training again with `chosen` is how `evaluate` measures what `train` has shipped.
TEST_P(Fit, ChosenOptionsGiveTheModelAgain) {
  const InteractionMatrix matrix = random_matrix(400, 40, 0.15, true, 7);
  const FitResult result = fit(matrix, options_);
  EXPECT_FALSE(result.chosen.validate);
  EXPECT_EQ(result.chosen.algorithm, GetParam());
  EXPECT_EQ(fit(matrix, result.chosen).model.item_factors.values, result.model.item_factors.values);
}

TEST_P(Fit, FactorsSeedAndThreadsAreThoseOfTheRequest) {
  const InteractionMatrix matrix = two_groups(6, 4);
  options_.validate = false;
  options_.seed = 5;
  const FitResult first = fit(matrix, options_);
  EXPECT_EQ(first.model.item_factors.num_factors, 8U);
  options_.softmax.seed = options_.ials.seed = 99;
  options_.softmax.num_factors = options_.ials.num_factors = 3;
  EXPECT_EQ(fit(matrix, options_).model.item_factors.values, first.model.item_factors.values);
  options_.seed = 6;
  EXPECT_NE(fit(matrix, options_).model.item_factors.values, first.model.item_factors.values);
}

TEST_P(Fit, SameBitsAtAnyThreadCount) {
  const InteractionMatrix matrix = random_matrix(300, 50, 0.2, true, 3);
  options_.threads = 1;
  const FitResult one = fit(matrix, options_);
  for (const uint32_t threads : {2U, 5U}) {
    options_.threads = threads;
    const FitResult more = fit(matrix, options_);
    EXPECT_EQ(one.chosen.ials.num_sweeps, more.chosen.ials.num_sweeps);
    EXPECT_EQ(one.validation_ndcg, more.validation_ndcg);
    EXPECT_EQ(one.model.item_factors.values, more.model.item_factors.values);
  }
}

// Weight 0 is "seen, not chosen": no evidence for taste.
TEST_P(Fit, ItemsThatWereNotChosenDoNotTrain) {
  InteractionMatrix matrix = two_groups(12, 6);
  options_.validate = false;
  const FitResult without = fit(matrix, options_);
  InteractionMatrix more = matrix;
  more.weights.assign(more.columns.size(), 1.0F);
  const uint32_t other_group = more.num_columns - 1;
  more.columns.insert(more.columns.begin() + static_cast<ptrdiff_t>(more.offsets[1]), other_group);
  more.weights.insert(more.weights.begin() + static_cast<ptrdiff_t>(more.offsets[1]), 0.0F);
  for (size_t r = 1; r < more.offsets.size(); ++r) ++more.offsets[r];
  EXPECT_EQ(fit(more, options_).model.item_factors.values, without.model.item_factors.values);
}

TEST_P(Fit, TrainsOnDataTooSmallToValidate) {
  const FitResult result = fit(two_groups(2, 3), options_);
  EXPECT_EQ(result.validation_ndcg, -1);
  EXPECT_EQ(result.chosen.ials.num_sweeps, 10U);
  EXPECT_EQ(result.chosen.softmax.num_epochs, 10U);
}

TEST_P(Fit, SaysThatNothingIsChosen) {
  InteractionMatrix matrix = two_groups(2, 3);
  matrix.weights.assign(matrix.columns.size(), 0.0F);
  try {
    fit(matrix, options_);
    FAIL() << "expected a DataError";
  } catch (const DataError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("nothing to train on: of " + std::to_string(matrix.num_entries()) +
                           " interactions none counts"),
              std::string::npos)
        << message;
  }
}

TEST(FitIals, ChoosesTheSweepsByValidationAndTrainsThatManyOnEverything) {
  const InteractionMatrix matrix = random_matrix(400, 60, 0.15, false, 1);
  double best = -1;
  uint32_t best_sweep = 0, final_sweeps = 0;
  const FitResult result = fit(matrix, small_ials(), [&](const FitProgress& progress) {
    if (progress.stage == "final") {
      ++final_sweeps;
    } else if (progress.validation_ndcg > best) {
      best = progress.validation_ndcg;
      best_sweep = progress.round;
    }
  });
  EXPECT_EQ(result.chosen.ials.num_sweeps, best_sweep);
  EXPECT_EQ(final_sweeps, best_sweep);
  EXPECT_EQ(result.validation_ndcg, best);
  IalsOptions ials = small_ials().ials;
  ials.num_factors = 8;
  ials.num_sweeps = best_sweep;
  EXPECT_EQ(train_ials(matrix, ials).item_factors.values, result.model.item_factors.values);
}

// Every validated person's held-out item is theirs alone, and behind those that win the ties.
// People who have nothing in common.
InteractionMatrix strangers() {
  InteractionMatrix matrix{130, 230, {0}, {}, {}};
  for (uint32_t user = 0; user < matrix.num_rows; ++user) {
    const uint32_t own = user < 30 ? 1 : 2;
    for (uint32_t i = 0; i < own; ++i) {
      matrix.columns.push_back(static_cast<uint32_t>(matrix.columns.size()));
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  return matrix;
}

TEST(FitIals, ValidationWithoutAHitDecidesNothing) {
  const FitResult result = fit(strangers(), small_ials());
  EXPECT_EQ(result.validation_ndcg, 0);
  EXPECT_EQ(result.chosen.ials.num_sweeps, small_ials().ials.num_sweeps);
}

TEST(FitSoftmax, ValidationWithoutAHitDecidesNothing) {
  FitOptions options = small_options(Algorithm::kSoftmax);
  options.softmax.smoothing = 0.3F;
  options.softmax.neighbour_weight = 0.3F;
  const FitResult result = fit(strangers(), options);
  EXPECT_EQ(result.validation_ndcg, 0);
  EXPECT_EQ(result.chosen.softmax.temperature, options.softmax.temperature);
  EXPECT_EQ(result.chosen.softmax.smoothing, 0.3F);
  EXPECT_EQ(result.chosen.softmax.neighbour_weight, 0.3F);
}

TEST(SettledOptions, CountUsersWhoAreTrainedOn) {
  constexpr uint32_t kMany = 400'000;
  InteractionMatrix singles{kMany, 2, {0}, {}, {}};
  for (uint32_t user = 0; user < kMany; ++user) {
    singles.columns.push_back(user % 2);
    singles.offsets.push_back(singles.columns.size());
  }
  EXPECT_EQ(settled_options({}, singles).softmax.num_negatives, most_negatives(kMany));
  EXPECT_EQ(settled_options({}, singles).softmax.batch_users, fewest_batch_users(kMany));
  singles.columns.push_back(1);  // the last user takes both
  ++singles.offsets.back();
  EXPECT_EQ(settled_options({}, singles).softmax.num_negatives, most_negatives(1));
  EXPECT_EQ(settled_options({}, singles).softmax.batch_users, SoftmaxOptions{}.batch_users);
}

TEST(FitSoftmax, TrainsWithWhatItHasChosen) {
  const InteractionMatrix matrix = random_matrix(200, 30, 0.2, false, 4);
  const FitResult result = fit(matrix, small_options(Algorithm::kSoftmax));
  const SoftmaxOptions& chosen = result.chosen.softmax;
  EXPECT_EQ(softmax_model(train_softmax(matrix, chosen), chosen).item_factors.values,
            result.model.item_factors.values);
}

}  // namespace
}  // namespace pocketrec
