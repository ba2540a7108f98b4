#include "trainer/train/fit.h"

#include <gtest/gtest.h>

#include "tests/trainer/train/toy.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

FitOptions small_options() {
  FitOptions options;
  options.ials.num_factors = 8;
  options.ials.num_sweeps = 10;
  return options;
}

TEST(Fit, ChoosesTheSweepsByValidationAndTrainsThatManyOnEverything) {
  const InteractionMatrix matrix = random_matrix(400, 60, 0.15, false, 1);
  double best = -1;
  uint32_t best_sweep = 0, final_sweeps = 0;
  const FitResult result = fit(matrix, small_options(), [&](const FitProgress& progress) {
    if (progress.stage == "final") {
      ++final_sweeps;
    } else if (progress.validation_ndcg > best) {
      best = progress.validation_ndcg;
      best_sweep = progress.sweep.sweep;
    }
  });
  EXPECT_EQ(result.num_sweeps, best_sweep);
  EXPECT_EQ(final_sweeps, best_sweep);
  EXPECT_EQ(result.validation_ndcg, best);
  IalsOptions ials = small_options().ials;
  ials.num_sweeps = best_sweep;
  EXPECT_EQ(train_ials(matrix, ials).item_factors.values, result.model.item_factors.values);
}

TEST(Fit, WithoutEarlyStoppingMakesExactlyTheSweepsAsked) {
  FitOptions options = small_options();
  options.early_stopping = false;
  const FitResult result = fit(random_matrix(100, 30, 0.2, true, 2), options);
  EXPECT_EQ(result.num_sweeps, options.ials.num_sweeps);
  EXPECT_EQ(result.validation_ndcg, -1);
}

TEST(Fit, TrainsOnDataTooSmallToValidate) {
  const FitResult result = fit(two_groups(2, 3), small_options());
  EXPECT_EQ(result.num_sweeps, small_options().ials.num_sweeps);
}

// Every validated person's held-out item is theirs alone, and behind those that win the ties.
TEST(Fit, ValidationWithoutAHitDecidesNothing) {
  InteractionMatrix matrix{130, 230, {0}, {}, {}};
  for (uint32_t user = 0; user < matrix.num_rows; ++user) {
    const uint32_t own = user < 30 ? 1 : 2;
    for (uint32_t i = 0; i < own; ++i) {
      matrix.columns.push_back(static_cast<uint32_t>(matrix.columns.size()));
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  const FitResult result = fit(matrix, small_options());
  EXPECT_EQ(result.validation_ndcg, 0);
  EXPECT_EQ(result.num_sweeps, small_options().ials.num_sweeps);
}

TEST(Fit, SameBitsAtAnyThreadCount) {
  const InteractionMatrix matrix = random_matrix(300, 50, 0.2, true, 3);
  FitOptions options = small_options();
  options.ials.threads = 1;
  const FitResult one = fit(matrix, options);
  options.ials.threads = 2;
  const FitResult two = fit(matrix, options);
  EXPECT_EQ(one.num_sweeps, two.num_sweeps);
  EXPECT_EQ(one.model.item_factors.values, two.model.item_factors.values);
}

// Weight 0 is "seen, not liked": no evidence for taste.
TEST(Fit, ItemsThatWereNotLikedDoNotTrain) {
  InteractionMatrix matrix = two_groups(12, 6);
  FitOptions options = small_options();
  options.early_stopping = false;
  const FitResult without = fit(matrix, options);
  InteractionMatrix more = matrix;
  more.weights.assign(more.columns.size(), 1.0F);
  const uint32_t other_group = more.num_columns - 1;
  more.columns.insert(more.columns.begin() + static_cast<ptrdiff_t>(more.offsets[1]), other_group);
  more.weights.insert(more.weights.begin() + static_cast<ptrdiff_t>(more.offsets[1]), 0.0F);
  for (size_t r = 1; r < more.offsets.size(); ++r) ++more.offsets[r];
  EXPECT_EQ(fit(more, options).model.item_factors.values, without.model.item_factors.values);
}

TEST(Fit, SaysThatNothingIsLiked) {
  InteractionMatrix matrix = two_groups(2, 3);
  matrix.weights.assign(matrix.columns.size(), 0.0F);
  try {
    fit(matrix, small_options());
    FAIL() << "expected a DataError";
  } catch (const DataError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("nothing to train on: of " + std::to_string(matrix.num_entries()) +
                           " interactions none is liked (ratings below 55 %"),
              std::string::npos)
        << message;
  }
}

}  // namespace
}  // namespace pocketrec
