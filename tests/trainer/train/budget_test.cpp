// What a given time does to a training. No test waits for a clock.
#include "trainer/train/budget.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/trainer/temp_folder.h"
#include "tests/trainer/train/toy.h"
#include "trainer/train/fit.h"

namespace pocketrec {
namespace {

FitOptions small_options(double seconds) {
  FitOptions options;
  options.num_factors = 12;
  options.softmax.num_epochs = 12;
  options.softmax.batch_users = 64;
  options.softmax.num_negatives = 40;
  options.budget.seconds = seconds;
  return options;
}

const InteractionMatrix& communities() {
  static const InteractionMatrix matrix = planted_communities(5, 300, 12, 4).training;
  return matrix;
}

std::set<std::string> stages_of(const FitOptions& options, FitResult& result) {
  std::set<std::string> stages;
  result = fit(communities(), options,
               [&](const FitProgress& progress) { stages.insert(progress.stage); });
  return stages;
}

TEST(Budget, EnoughTimeChangesNothing) {
  const FitResult without = fit(communities(), small_options(0));
  const FitResult with = fit(communities(), small_options(1e9));
  EXPECT_EQ(with.model.item_factors.values, without.model.item_factors.values);
  EXPECT_EQ(with.validation_ndcg, without.validation_ndcg);
  EXPECT_EQ(with.chosen.softmax.num_epochs, 12U);
}

TEST(Budget, WithoutTimeOneEpochAndNoChoice) {
  FitResult result;
  EXPECT_EQ(stages_of(small_options(1e-9), result), std::set<std::string>{"final"});
  EXPECT_EQ(result.chosen.softmax.num_epochs, 1U);
  EXPECT_EQ(result.validation_ndcg, -1);
}

// What stands in the manifest is enough to make the model again, on any machine.
TEST(Budget, ChosenOptionsGiveTheModelAgain) {
  FitResult result;
  stages_of(small_options(1e-9), result);
  EXPECT_EQ(result.chosen.budget.seconds, 0);
  EXPECT_EQ(fit(communities(), result.chosen).model.item_factors.values,
            result.model.item_factors.values);
}

TEST(Budget, EndsTheSweepsOfIals) {
  FitOptions options = small_options(1e-9);
  options.algorithm = Algorithm::kIals;
  EXPECT_EQ(fit(communities(), options).chosen.ials.num_sweeps, 1U);
}

TEST(Budget, CountsEpochsInTheTimeThatIsLeft) {
  const testing::TempFolder home;
  Checkpoint checkpoint(home.path() / "kept", {});
  // As if measured, and asked, by a process before: 2 s an epoch, 10 s gone.
  checkpoint.remember("seconds an epoch", [] { return 2.0; });
  checkpoint.remember("seconds before choosing", [] { return 10.0; });
  checkpoint.remember("seconds before the final training", [] { return 40.0; });
  Budget budget({100, 1}, &checkpoint);
  budget.measure(communities(), {});
  EXPECT_EQ(budget.planned_epochs(60), 30U);  // of the 60 s behind the choosing
  EXPECT_EQ(budget.planned_epochs(20), 20U);
  EXPECT_TRUE(budget.has_time("choosing", 0.4, 14));
  EXPECT_FALSE(budget.has_time("choosing", 0.4, 16));
  EXPECT_EQ(budget.final_epochs(60), 30U);
  Budget shared({100, 2}, &checkpoint);
  shared.measure(communities(), {});
  EXPECT_EQ(shared.final_epochs(60), 15U);
}

// The clock of a process that goes on stands where that of the stopped one stood.
TEST(Budget, TimeOfAStoppedProcessIsGone) {
  const testing::TempFolder home;
  Checkpoint checkpoint(home.path() / "kept", {});
  checkpoint.remember("seconds an epoch", [] { return 2.0; });
  checkpoint.remember("seconds before choosing", [] { return 1e6; });
  Budget budget({2e6, 1}, &checkpoint);
  budget.measure(communities(), {});
  EXPECT_FALSE(budget.has_time("choosing", 0.4, 0));
  EXPECT_NEAR(budget.final_epochs(1'000'000), 500'000, 1000);
}

TEST(MostNegatives, FewerFromManyUsersOn) {
  EXPECT_EQ(most_negatives(0), 4096U);
  EXPECT_EQ(most_negatives(200'000), 4096U);
  EXPECT_EQ(most_negatives(400'000), 2048U);
  EXPECT_EQ(most_negatives(1'000'000), 1024U);
  EXPECT_EQ(most_negatives(1ULL << 40), 1024U);
}

TEST(FewestBatchUsers, MoreWhereNegativesAreFewer) {
  EXPECT_EQ(fewest_batch_users(200'000), 1U);
  EXPECT_EQ(fewest_batch_users(200'001), 512U * 4096 / most_negatives(200'001));
  EXPECT_EQ(fewest_batch_users(400'000), 1024U);
  EXPECT_EQ(fewest_batch_users(1ULL << 40), 2048U);
}

}  // namespace
}  // namespace pocketrec
