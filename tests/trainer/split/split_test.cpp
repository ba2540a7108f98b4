#include "trainer/split/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "trainer/support/random.h"

namespace pocketrec {
namespace {

using Entries = std::map<std::pair<uint32_t, uint32_t>, float>;

// Rows of 0..40 items out of 60: about a quarter rated low, an eighth seen and not chosen.
InteractionMatrix random_interactions(uint64_t seed, uint32_t num_users = 500) {
  InteractionMatrix matrix;
  matrix.num_rows = num_users;
  matrix.num_columns = 60;
  matrix.offsets = {0};
  Random random(seed);
  for (uint32_t user = 0; user < num_users; ++user) {
    const double density = random.uniform() * 0.6;
    for (uint32_t item = 0; item < matrix.num_columns; ++item) {
      if (random.uniform() >= density) continue;
      matrix.columns.push_back(item);
      const auto steps = static_cast<float>(random.below(16));
      const uint32_t kind = random.below(8);
      matrix.weights.push_back(kind == 0 ? 0.0F : kind <= 2 ? kChosenWeight : 1.0F + steps / 16.0F);
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  return matrix;
}

Entries entries_of(const InteractionMatrix& matrix) {
  Entries entries;
  for (uint32_t row = 0; row < matrix.num_rows; ++row) {
    for (size_t i = 0; i < matrix.row(row).size(); ++i) {
      const auto weights = matrix.row_weights(row);
      entries[{row, matrix.row(row)[i]}] = weights.empty() ? 1.0F : weights[i];
    }
  }
  return entries;
}

// The stated rule: a fifth, rounded to the nearest.
size_t fifth_of(size_t n) {
  return static_cast<size_t>(std::llround(0.2 * static_cast<double>(n)));
}

size_t liked_in_row(const InteractionMatrix& matrix, uint32_t row) {
  const auto weights = matrix.row_weights(row);
  if (weights.empty()) return matrix.row(row).size();
  return std::count_if(weights.begin(), weights.end(), [](float w) { return w >= 1; });
}

void expect_equal(const InteractionMatrix& a, const InteractionMatrix& b) {
  EXPECT_EQ(a.num_rows, b.num_rows);
  EXPECT_EQ(a.num_columns, b.num_columns);
  EXPECT_EQ(a.offsets, b.offsets);
  EXPECT_EQ(a.columns, b.columns);
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.times, b.times);
}

void expect_equal(const Split& a, const Split& b) {
  expect_equal(a.training, b.training);
  expect_equal(a.test.histories, b.test.histories);
  expect_equal(a.test.targets, b.test.targets);
  EXPECT_EQ(a.test_users, b.test_users);
}

void expect_valid(const InteractionMatrix& matrix) {
  ASSERT_EQ(matrix.offsets.size(), size_t{matrix.num_rows} + 1);
  ASSERT_EQ(matrix.offsets.back(), matrix.columns.size());
  for (uint32_t row = 0; row < matrix.num_rows; ++row) {
    const auto items = matrix.row(row);
    EXPECT_TRUE(std::is_sorted(items.begin(), items.end()));
    EXPECT_EQ(std::adjacent_find(items.begin(), items.end()), items.end());
  }
}

// What every split promises about the people it tests.
void expect_test_follows_rules(const Split& split, const InteractionMatrix& source) {
  expect_valid(split.training);
  expect_valid(split.test.histories);
  expect_valid(split.test.targets);
  ASSERT_EQ(split.test.histories.num_rows, split.test_users.size());
  ASSERT_EQ(split.test.targets.num_rows, split.test_users.size());
  EXPECT_TRUE(split.test.targets.weights.empty());
  const Entries all = entries_of(source);
  for (uint32_t row = 0; row < split.test_users.size(); ++row) {
    const uint32_t user = split.test_users[row];
    const size_t liked = liked_in_row(source, user);
    ASSERT_GE(liked, 2U);
    const size_t held = split.test.targets.row(row).size();
    EXPECT_EQ(held, std::clamp<size_t>(fifth_of(liked), 1, liked - 1));
    EXPECT_EQ(liked_in_row(split.test.histories, row), liked - held);
    const size_t not_liked = source.row(user).size() - liked;
    EXPECT_EQ(split.test.histories.row(row).size() - (liked - held),
              not_liked - fifth_of(not_liked));
    for (const uint32_t item : split.test.targets.row(row)) {
      EXPECT_GE(all.at({user, item}), 1.0F);
      const auto history = split.test.histories.row(row);
      EXPECT_FALSE(std::binary_search(history.begin(), history.end(), item));
    }
  }
  for (const auto& [where, weight] : entries_of(split.test.histories)) {
    EXPECT_EQ(all.at({split.test_users[where.first], where.second}), weight);
  }
}

TEST(SplitHoldout, TrainingAndTargetsAreDisjointAndComplete) {
  const InteractionMatrix source = random_interactions(1);
  const Split split = split_holdout(source, 0.2, 9);
  expect_test_follows_rules(split, source);
  EXPECT_EQ(split.training.num_rows, source.num_rows);

  const Entries liked = entries_of(liked_only(source));
  Entries together = entries_of(split.training);
  EXPECT_EQ(std::ranges::count(split.training.weights, 0.0F), 0);
  EXPECT_GT(std::ranges::count(split.training.weights, kChosenWeight), 0);
  std::erase_if(together, [](const auto& entry) { return entry.second < 1.0F; });
  for (auto& [where, weight] : together) weight = 1.0F;
  for (const auto& [where, weight] : entries_of(split.test.targets)) {
    const std::pair key{split.test_users[where.first], where.second};
    EXPECT_TRUE(together.emplace(key, 1.0F).second) << "in both";
  }
  EXPECT_EQ(together, liked);
}

TEST(SplitHoldout, EveryUserWithTwoLikedItemsIsTested) {
  const InteractionMatrix source = random_interactions(2);
  const Split split = split_holdout(source, 0.2, 9);
  std::vector<uint32_t> expected;
  for (uint32_t user = 0; user < source.num_rows; ++user) {
    if (liked_in_row(source, user) >= 2) expected.push_back(user);
  }
  EXPECT_EQ(split.test_users, expected);
}

TEST(SplitHoldout, HistoryOfATestedUserIsTheirTrainingRow) {
  const InteractionMatrix source = random_interactions(3);
  const Split split = split_holdout(source, 0.2, 9);
  const InteractionMatrix known = chosen_only(split.test.histories);
  for (uint32_t row = 0; row < known.num_rows; ++row) {
    const auto history = known.row(row);
    const auto trained = split.training.row(split.test_users[row]);
    EXPECT_TRUE(std::equal(history.begin(), history.end(), trained.begin(), trained.end()));
  }
}

TEST(SplitUsers, TestedUsersAreInNothingThatIsTrained) {
  const InteractionMatrix source = random_interactions(4);
  const Split split = split_users(source, {.min_users = 20, .seed = 5});
  expect_test_follows_rules(split, source);
  EXPECT_EQ(split.training.num_rows + split.test_users.size(), source.num_rows);

  const std::set<uint32_t> tested(split.test_users.begin(), split.test_users.end());
  std::map<uint32_t, uint32_t> training_row;
  for (uint32_t user = 0; user < source.num_rows; ++user) {
    if (!tested.contains(user)) training_row.emplace(user, training_row.size());
  }
  Entries expected;
  for (const auto& [where, weight] : entries_of(chosen_only(source))) {
    const auto row = training_row.find(where.first);
    if (row != training_row.end()) expected[{row->second, where.second}] = weight;
  }
  EXPECT_EQ(entries_of(split.training), expected);
}

TEST(SplitUsers, CountIsTheShareWithinItsLimits) {
  const InteractionMatrix source = random_interactions(5);
  size_t eligible = 0;
  for (uint32_t user = 0; user < source.num_rows; ++user) {
    eligible += liked_in_row(source, user) >= 2 ? 1 : 0;
  }
  const auto eligible_tenth = std::llround(static_cast<double>(eligible) / 10);
  const auto tested = [&](const UserSplitOptions& options) {
    return split_users(source, options).test_users.size();
  };
  EXPECT_EQ(tested({.min_users = 1}), eligible_tenth);
  EXPECT_EQ(tested({.min_users = 80}), 80U);
  EXPECT_EQ(tested({.min_users = 1, .max_users = 7}), 7U);
  EXPECT_EQ(tested({.min_users = 5'000}), eligible / 2) << "never more than half";
}

TEST(SplitUsers, ExcludedPeopleAreTrainedOnAndNeverTested) {
  const InteractionMatrix source = random_interactions(8);
  const Split validation = split_validation_users(source, 1);
  const Split split = split_users(source, {.seed = 1, .excluded = validation.test_users});
  ASSERT_FALSE(split.test_users.empty());
  std::vector<uint32_t> both;
  std::set_intersection(validation.test_users.begin(), validation.test_users.end(),
                        split.test_users.begin(), split.test_users.end(), std::back_inserter(both));
  EXPECT_TRUE(both.empty());
  EXPECT_EQ(split.training.num_rows + split.test_users.size(), source.num_rows);
}

TEST(SplitUsers, NobodyToTestIsAnEmptyTest) {
  const InteractionMatrix one_each{3, 2, {0, 1, 2, 2}, {0, 1}, {}};
  const Split split = split_users(one_each, {});
  EXPECT_TRUE(split.test_users.empty());
  EXPECT_EQ(split.test.histories.num_rows, 0U);
  expect_equal(split.training, one_each);
}

// Every item at another time; the later ones have lower numbers in every other row.
InteractionMatrix timed_interactions(uint64_t seed) {
  InteractionMatrix matrix = random_interactions(seed);
  for (uint32_t row = 0; row < matrix.num_rows; ++row) {
    for (const uint32_t item : matrix.row(row)) {
      matrix.times.push_back(row % 2 == 0 ? 1 + item : 1 + matrix.num_columns - item);
    }
  }
  return matrix;
}

TEST(SplitUsers, HoldsOutTheLatestOfEachUser) {
  const InteractionMatrix source = timed_interactions(8);
  const Split split = split_users(source, {.seed = 3, .latest = true});
  ASSERT_GE(split.test_users.size(), 20U);
  for (uint32_t t = 0; t < split.test_users.size(); ++t) {
    const bool rises = split.test_users[t] % 2 == 0;
    for (const uint32_t held : split.test.targets.row(t)) {
      const auto kept = split.test.histories.row(t);
      const auto weights = split.test.histories.row_weights(t);
      for (size_t i = 0; i < kept.size(); ++i) {
        if (weights[i] < 1) continue;  // what is not liked is held out in the same share by itself
        EXPECT_TRUE(rises ? kept[i] < held : kept[i] > held) << kept[i] << " and " << held;
      }
    }
  }
}

TEST(SplitUsers, TimesStayWithWhatIsNotHeldOut) {
  const Split split = split_holdout(timed_interactions(9), 0.2, 1);
  const auto expect_own_times = [&](const InteractionMatrix& kept, uint32_t row, uint32_t user) {
    for (size_t i = 0; i < kept.row(row).size(); ++i) {
      const uint32_t item = kept.row(row)[i];
      EXPECT_EQ(kept.row_times(row)[i], user % 2 == 0 ? 1 + item : 1 + kept.num_columns - item);
    }
  };
  ASSERT_EQ(split.training.times.size(), split.training.columns.size());
  for (uint32_t row = 0; row < split.training.num_rows; ++row) {
    expect_own_times(split.training, row, row);
  }
  ASSERT_EQ(split.test.histories.times.size(), split.test.histories.columns.size());
  for (uint32_t row = 0; row < split.test_users.size(); ++row) {
    expect_own_times(split.test.histories, row, split.test_users[row]);
  }
}

TEST(SplitValidationUsers, HoldsOutTheLatestWhereMostTimesAreKnown) {
  InteractionMatrix source = timed_interactions(10);
  EXPECT_TRUE(tells_times(source));
  const Split latest = split_validation_users(source, 1);
  InteractionMatrix timeless = source;
  timeless.times.clear();
  EXPECT_FALSE(tells_times(timeless));
  const Split any = split_validation_users(timeless, 1);
  EXPECT_EQ(latest.test_users, any.test_users);
  EXPECT_NE(latest.test.targets.columns, any.test.targets.columns);
  for (size_t i = 0; i < source.times.size(); i += 2) source.times[i] = 0;
  source.times[1] = 0;  // one more than half
  EXPECT_FALSE(tells_times(source));
  EXPECT_EQ(split_validation_users(source, 1).test.targets.columns, any.test.targets.columns);
}

TEST(ReorderItems, MovesColumnsWithTheirWeightsAndTimes) {
  const InteractionMatrix source{2,           3, {0, 2, 4}, {0, 2, 1, 2}, {1.5F, 0.0F, 1.0F, 2.0F},
                                 {7, 8, 9, 0}};
  const std::vector<uint32_t> order = {2, 0, 1};
  expect_equal(reorder_items(source, order),
               {2, 3, {0, 2, 4}, {0, 1, 0, 2}, {0.0F, 1.5F, 2.0F, 1.0F}, {8, 7, 0, 9}});
}

TEST(InteractionsOf, WeighsRatingsAndKeepsUsersWithoutAny) {
  Dataset dataset;
  dataset.items.resize(4);
  dataset.users.resize(3);
  dataset.scale = {1, 10};
  dataset.interactions = {{0, 1, kImplicit, 0}, {0, 3, 1.0F, -5}, {2, 0, 10.0F, 1'000'000'000}};
  const InteractionMatrix interactions = interactions_of(dataset);
  EXPECT_EQ(interactions.num_rows, 3U);
  EXPECT_EQ(interactions.num_columns, 4U);
  EXPECT_EQ(interactions.offsets, (std::vector<uint64_t>{0, 2, 2, 3}));
  EXPECT_EQ(interactions.columns, (std::vector<uint32_t>{1, 3, 0}));
  EXPECT_EQ(interactions.weights,
            (std::vector<float>{1.0F, kChosenWeight, weight_of(10.0F, dataset.scale)}));
  EXPECT_EQ(interactions.times, (std::vector<uint32_t>{0, 0, 1'000'000'000}));
  EXPECT_EQ(chosen_only(interactions).columns, interactions.columns);
  EXPECT_EQ(liked_only(interactions).columns, (std::vector<uint32_t>{1, 0}));
}

TEST(Split, SameSeedSameSplitOtherSeedAnother) {
  const InteractionMatrix source = random_interactions(6);
  expect_equal(split_holdout(source, 0.2, 1), split_holdout(source, 0.2, 1));
  expect_equal(split_validation_users(source, 1), split_validation_users(source, 1));
  EXPECT_NE(split_holdout(source, 0.2, 1).test.targets.columns,
            split_holdout(source, 0.2, 2).test.targets.columns);
  EXPECT_NE(split_validation_users(source, 1).test_users,
            split_validation_users(source, 2).test_users);
}

TEST(Split, AllOnesStayUnweighted) {
  InteractionMatrix source = random_interactions(7);
  source.weights.clear();
  const Split split = split_users(source, {});
  EXPECT_TRUE(split.training.weights.empty());
  EXPECT_TRUE(split.test.histories.weights.empty());
  EXPECT_EQ(split.test.histories.num_entries() + split.test.targets.num_entries() +
                split.training.num_entries(),
            source.num_entries());
}

}  // namespace
}  // namespace pocketrec
