#include "trainer/train/tune.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "tests/trainer/train/toy.h"
#include "trainer/support/error.h"
#include "trainer/train/softmax_search.h"
#include "trainer/train/validation.h"

namespace pocketrec {
namespace {

TuneOptions small_search(uint32_t num_trials) {
  TuneOptions options;
  options.fit.num_factors = 8;
  options.fit.threads = 1;
  options.fit.softmax.num_epochs = 54;
  options.fit.softmax.batch_users = 64;
  options.fit.softmax.num_negatives = 30;
  options.fit.fixed.batch_users = options.fit.fixed.num_negatives = true;
  options.num_trials = num_trials;
  return options;
}

InteractionMatrix people() { return planted_communities(20, 400, 6, 6).training; }

std::map<uint32_t, std::vector<uint32_t>> trials_by_round(const TuneResult& result) {
  std::map<uint32_t, std::vector<uint32_t>> rounds;
  for (const Trial& trial : result.trials) {
    std::vector<uint32_t>& numbers = rounds[trial.round];
    if (std::count(numbers.begin(), numbers.end(), trial.number) == 0) {
      numbers.push_back(trial.number);
    }
  }
  return rounds;
}

TEST(Tune, AThirdGoesOnToThreeTimesTheEpochs) {
  const TuneResult result = tune(people(), small_search(12));
  auto rounds = trials_by_round(result);
  ASSERT_EQ(rounds.size(), 3U);
  EXPECT_EQ(rounds[1].size(), 12U);
  EXPECT_EQ(rounds[2].size(), 4U);
  EXPECT_EQ(rounds[3].size(), 2U);
  const uint32_t epochs[] = {6, 18, 54};
  double worst_that_went_on = 1, best_that_did_not = 0;
  for (const Trial& trial : result.trials) {
    EXPECT_EQ(trial.options.num_epochs, epochs[trial.round - 1]);
    if (trial.round != 1 || trial.number == 0) continue;
    const bool went_on = std::count(rounds[2].begin(), rounds[2].end(), trial.number) > 0;
    if (went_on) worst_that_went_on = std::min(worst_that_went_on, trial.ndcg);
    if (!went_on) best_that_did_not = std::max(best_that_did_not, trial.ndcg);
  }
  EXPECT_GE(worst_that_went_on, best_that_did_not);
}

// What training chooses by itself is measured to the end, and the best is not worse.
TEST(Tune, TheBestIsAsGoodAsItSays) {
  const TuneOptions options = small_search(9);
  const TuneResult result = tune(people(), options);
  EXPECT_EQ(result.automatic.number, 0U);
  EXPECT_EQ(result.automatic.round, 3U);
  EXPECT_GE(result.best.ndcg, result.automatic.ndcg);
  EXPECT_EQ(result.best.options.num_epochs, options.fit.softmax.num_epochs);
  EXPECT_EQ(result.best.options.num_factors, options.fit.num_factors);
  for (const Trial& trial : {result.automatic, result.best}) {
    Validation validation(people(), options.fit.seed, 1);
    const SoftmaxTables tables = train_softmax(validation.training(), trial.options);
    EXPECT_EQ(trial.ndcg, validation.ndcg(softmax_model(tables, trial.options)));
  }
}

TEST(Tune, FindsWhatTrainingByItselfDoesNotLookFor) {
  TuneOptions options = small_search(18);
  options.fit.softmax.rate = 3.0F;
  options.fit.softmax.num_epochs = 9;
  options.fit.fixed = {true, true, true, true, true, true, true, false, true};
  const TuneResult result = tune(people(), options);
  EXPECT_GT(result.best.ndcg, result.automatic.ndcg) << result.trials.size();
  EXPECT_LT(result.best.options.rate, 3.0F);
}

TEST(Tune, WhatIsFixedStays) {
  TuneOptions options = small_search(9);
  options.fit.fixed = {true, true, true, true, true, true, true, true, true};
  options.fit.fixed.rate = false;
  options.fit.softmax.temperature = 0.3F;
  const TuneResult result = tune(people(), options);
  std::vector<float> rates;
  for (const Trial& trial : result.trials) {
    EXPECT_EQ(trial.options.temperature, 0.3F);
    EXPECT_EQ(trial.options.background_weight, options.fit.softmax.background_weight);
    EXPECT_EQ(trial.options.smoothing, options.fit.softmax.smoothing);
    EXPECT_EQ(trial.options.neighbour_weight, options.fit.softmax.neighbour_weight);
    EXPECT_EQ(trial.options.neighbour_temperature, options.fit.softmax.neighbour_temperature);
    EXPECT_EQ(trial.options.batch_users, options.fit.softmax.batch_users);
    EXPECT_EQ(trial.options.num_negatives, options.fit.softmax.num_negatives);
    rates.push_back(trial.options.rate);
  }
  std::sort(rates.begin(), rates.end());
  EXPECT_GT(rates.back(), rates.front());
}

TEST(Tune, ThreadsDoNotMatter) {
  TuneOptions options = small_search(6);
  options.fit.softmax.num_epochs = 18;
  const TuneResult one = tune(people(), options);
  options.fit.threads = 3;
  const TuneResult three = tune(people(), options);
  ASSERT_EQ(one.trials.size(), three.trials.size());
  for (size_t t = 0; t < one.trials.size(); ++t) {
    EXPECT_EQ(one.trials[t].ndcg, three.trials[t].ndcg);
    EXPECT_EQ(one.trials[t].options.rate, three.trials[t].options.rate);
  }
}

TEST(Tune, ABudgetThatIsOverLeavesWhatTrainingChooses) {
  TuneOptions options = small_search(243);
  options.fit.budget.seconds = 1e-6;
  const TuneResult result = tune(people(), options);
  EXPECT_TRUE(result.was_cut_short);
  EXPECT_TRUE(result.trials.empty());
  EXPECT_EQ(result.best.ndcg, -1);
  EXPECT_EQ(result.best.options.temperature, options.fit.softmax.temperature);
}

TEST(Tune, TooFewPeopleAreRefused) {
  EXPECT_THROW(tune(planted_communities(2, 20, 15, 6).training, small_search(3)), DataError);
}

TEST(SoftmaxSearch, TakesTheFirstValueThatLosesLittleEnough) {
  Validation validation(planted_communities(5, 300, 12, 4).training, 1, 1);
  const SoftmaxOptions start = small_search(3).fit.softmax;
  const std::function<void(const FitProgress&)> silent;
  const ChoiceLimits limits;
  const Measuring measuring{validation, silent, limits, true};
  const std::vector<float> values = {-0.7F, 0.0F, 0.14F};  // the first leaves little of items
  const auto chosen = [&](double most_loss) {
    SoftmaxSearch search(start, start.num_factors, measuring);
    search.try_cautiously(&SoftmaxOptions::smoothing, values, most_loss);
    return std::pair(search.best().smoothing, search.best_ndcg());
  };
  double best = 0;
  std::map<float, double> ndcg;
  const SoftmaxTables tables = train_softmax(validation.training(), start);
  for (const float value : values) {
    SoftmaxOptions options = start;
    options.smoothing = value;
    ndcg[value] = validation.ndcg(softmax_model(tables, options));
    best = std::max(best, ndcg[value]);
  }
  ASSERT_LT(ndcg[-0.7F], best) << "or there is nothing to tell apart";
  EXPECT_EQ(chosen(1.0), std::pair(-0.7F, ndcg[-0.7F]));
  EXPECT_EQ(chosen(0.0).second, best);
  const double loss = 1 - ndcg[-0.7F] / best;
  EXPECT_EQ(chosen(loss + 1e-6).first, -0.7F);
  EXPECT_NE(chosen(loss - 1e-6).first, -0.7F);
}

// People's vectors are kept from one call to the next; the figures are those of a fresh start.
TEST(Validation, RemembersNoMoreThanWhatIsTheSame) {
  Validation validation(people(), 1, 1);
  SoftmaxOptions options = small_search(3).fit.softmax;
  options.num_epochs = 3;
  const SoftmaxTables tables = train_softmax(validation.training(), options);
  const auto expect_as_fresh = [&] {
    Validation fresh(people(), 1, 1);
    const Model model = softmax_model(tables, options);
    EXPECT_EQ(validation.ndcg(model), fresh.ndcg(model));
  };
  expect_as_fresh();
  options.neighbour_weight = 2.0F;
  expect_as_fresh();
  options.focus = 8.0F;
  expect_as_fresh();
  options.temperature = 0.5F;
  expect_as_fresh();
  options.background_weight = 0.0F;
  expect_as_fresh();
  options.smoothing = 3.0F;
  expect_as_fresh();
}

}  // namespace
}  // namespace pocketrec
