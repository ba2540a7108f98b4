#include "trainer/train/choose_softmax.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/trainer/train/toy.h"

namespace pocketrec {
namespace {

SoftmaxOptions small_options() {
  SoftmaxOptions options;
  options.num_factors = 8;
  options.num_epochs = 6;
  options.batch_users = 64;
  options.num_negatives = 50;
  options.threads = 1;
  return options;
}

constexpr FixedSettings kAllFixed = {true, true, true, true, true};

// People enough to choose by.
class ChooseSoftmax : public testing::Test {
 protected:
  SoftmaxChoice choose(const SoftmaxOptions& start, const FixedSettings& fixed = {}) const {
    return choose_softmax(start, fixed, validation_, {});
  }
  mutable Validation validation_{planted_communities(4, 240, 15, 6).training, 1, 1};
};

void expect_same(const SoftmaxOptions& a, const SoftmaxOptions& b) {
  EXPECT_EQ(a.temperature, b.temperature);
  EXPECT_EQ(a.background_weight, b.background_weight);
  EXPECT_EQ(a.focus, b.focus);
  EXPECT_EQ(a.smoothing, b.smoothing);
  EXPECT_EQ(a.neighbour_weight, b.neighbour_weight);
  EXPECT_EQ(a.neighbour_temperature, b.neighbour_temperature);
  EXPECT_EQ(a.num_epochs, b.num_epochs);
}

TEST_F(ChooseSoftmax, AllFixedIsNothingToChoose) {
  const SoftmaxOptions start = small_options();
  const SoftmaxChoice choice = choose(start, kAllFixed);
  expect_same(choice.options, start);
  EXPECT_EQ(choice.ndcg, -1);
}

// Where it would be left if it were free, beside another that is.
TEST_F(ChooseSoftmax, WhatIsFixedStays) {
  using Fixed = FixedSettings;
  struct Setting {
    float SoftmaxOptions::*value;
    float bad;
    bool Fixed::*is_fixed;
    bool Fixed::*another;
  };
  using Options = SoftmaxOptions;
  for (const auto& [value, bad, is_fixed, another] :
       {Setting{&Options::temperature, 5.0F, &Fixed::temperature, &Fixed::background_weight},
        {&Options::background_weight, 15.0F, &Fixed::background_weight, &Fixed::temperature},
        {&Options::focus, 32.0F, &Fixed::focus, &Fixed::neighbour_weight},
        {&Options::smoothing, -3.0F, &Fixed::smoothing, &Fixed::focus},
        {&Options::neighbour_weight, 0.0F, &Fixed::neighbour_weight, &Fixed::focus}}) {
    SoftmaxOptions start = small_options();
    start.*value = bad;
    FixedSettings fixed = kAllFixed;
    fixed.*is_fixed = false;
    EXPECT_NE(choose(start, fixed).options.*value, bad);
    fixed.*is_fixed = true;
    fixed.*another = false;
    EXPECT_EQ(choose(start, fixed).options.*value, bad);
  }
}

// Each is where it stood, or on its ladder.
TEST_F(ChooseSoftmax, ChoosesFromTheLadders) {
  SoftmaxOptions start = small_options();
  start.temperature = 0.6F;
  start.background_weight = 3.0F;
  const SoftmaxChoice choice = choose(start);
  const auto expect_one_of = [](float chosen, float stood, const std::vector<float>& ladder) {
    EXPECT_TRUE(chosen == stood || std::count(ladder.begin(), ladder.end(), chosen) > 0) << chosen;
  };
  const SoftmaxOptions& chosen = choice.options;
  expect_one_of(chosen.temperature, start.temperature,
                {0.045F, 0.06F, 0.08F, 0.105F, 0.14F, 0.19F, 0.25F, 0.35F, 0.5F});
  expect_one_of(chosen.background_weight, start.background_weight,
                {0.8F, 0.9F, 1.0F, 1.1F, 1.2F, 1.3F});
  expect_one_of(chosen.smoothing, start.smoothing, {0.0F, 0.07F, 0.14F, 0.2F});
  expect_one_of(chosen.neighbour_weight, start.neighbour_weight, {0.0F, 0.1F, 0.2F, 0.4F, 0.8F});
  expect_one_of(chosen.focus, start.focus, {0.0F, 2.0F});
  EXPECT_EQ(chosen.neighbour_temperature, start.neighbour_temperature);
}

TEST_F(ChooseSoftmax, IsNeverWorseThanTheStart) {
  SoftmaxOptions start = small_options();
  start.temperature = 5.0F;  // at which all items are alike
  const double before =
      validation_.ndcg(softmax_model(train_softmax(validation_.training(), start), start));
  const SoftmaxChoice choice = choose(start);
  EXPECT_GT(choice.ndcg, before);
  EXPECT_LT(choice.options.temperature, start.temperature);
  // What it says is what the choice gives. (Trainings this short are not shortened further.)
  EXPECT_EQ(choice.ndcg,
            validation_.ndcg(softmax_model(train_softmax(validation_.training(), choice.options),
                                           choice.options)));
}

TEST_F(ChooseSoftmax, ThreadsDoNotMatter) {
  SoftmaxOptions start = small_options();
  const SoftmaxChoice one = choose(start);
  start.threads = 3;
  Validation more(planted_communities(4, 240, 15, 6).training, 1, 3);
  const SoftmaxChoice three = choose_softmax(start, {}, more, {});
  expect_same(one.options, three.options);
  EXPECT_EQ(one.ndcg, three.ndcg);
}

TEST_F(ChooseSoftmax, ShortTrainingsLeaveTheEpochsOfTheLongOne) {
  SoftmaxOptions start = small_options();
  start.num_epochs = 40;
  uint32_t most = 0;
  const SoftmaxChoice choice =
      choose_softmax(start, {}, validation_, [&](const FitProgress& progress) {
        EXPECT_EQ(progress.stage, "validation");
        EXPECT_LE(progress.round, progress.max_rounds);
        most = std::max(most, progress.max_rounds);
      });
  EXPECT_EQ(most, 6);  // the fewest that tell settings apart
  EXPECT_EQ(choice.options.num_epochs, 40);
}

}  // namespace
}  // namespace pocketrec
