// Training as a whole: what it finds, and what it promises at the edges.
#include "trainer/train/softmax.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/trainer/train/toy.h"
#include "trainer/metrics/accuracy.h"
#include "trainer/metrics/ranking.h"
#include "trainer/support/error.h"
#include "trainer/train/float_scores.h"

namespace pocketrec {
namespace {

SoftmaxOptions small_options() {
  SoftmaxOptions options;
  options.num_factors = 12;
  options.num_epochs = 12;
  options.batch_users = 64;
  options.num_negatives = 40;
  options.temperature = 0.2F;
  options.threads = 2;
  return options;
}

double length_of(const FactorTable& table, uint32_t row) {
  double squares = 0;
  for (uint32_t k = 0; k < table.num_factors; ++k) squares += std::pow(table.row(row)[k], 2.0);
  return std::sqrt(squares);
}

void expect_sound(const SoftmaxTables& tables) {
  for (const FactorTable* table : {&tables.items, &tables.audiences}) {
    for (const float value : table->values) ASSERT_TRUE(std::isfinite(value));
  }
  for (uint32_t i = 0; i < tables.items.num_rows; ++i) {
    EXPECT_NEAR(length_of(tables.items, i), 1, 1e-5) << i;
  }
}

double ndcg_at_10(const Communities& data, const auto& scores_of) {
  RankedLists lists(data.training.num_rows, 10);
  for (uint32_t user = 0; user < data.training.num_rows; ++user) {
    std::vector<float> scores = scores_of(user);
    rank_unseen(scores, data.training.row(user), lists.list(user));
  }
  return mean_ndcg_at(lists, data.held_out, 10);
}

// Behind the users of `matrix`, one more for each of `items`, who chose it alone.
InteractionMatrix with_single_choices(InteractionMatrix matrix,
                                      const std::vector<uint32_t>& items) {
  for (const uint32_t item : items) {
    matrix.columns.push_back(item);
    matrix.offsets.push_back(matrix.columns.size());
    ++matrix.num_rows;
  }
  return matrix;
}

TEST(TrainSoftmax, FindsPlantedCommunities) {
  const Communities data = planted_communities(5, 250, 20, 1);
  const SoftmaxOptions options = small_options();
  const FloatScorer scorer(softmax_model(train_softmax(data.training, options), options), 1);
  const double found = ndcg_at_10(data, [&](uint32_t user) {
    return scorer.score(std::vector<ChosenItems>{{data.training.row(user), {}}});
  });
  const InteractionMatrix by_item = transpose(data.training);
  const double popularity = ndcg_at_10(data, [&](uint32_t) {
    std::vector<float> scores;
    for (uint32_t i = 0; i < by_item.num_rows; ++i) {
      scores.push_back(static_cast<float>(by_item.row(i).size()));
    }
    return scores;
  });
  // A list of ten from the twelve or so unread items of the own kind can hardly be better than
  // chance among them, which is about 0.3.
  EXPECT_GT(found, 0.25);
  EXPECT_GT(found, 3 * popularity);
}

TEST(TrainSoftmax, ItemsOfOneGroupAreNearerThanThoseOfAnother) {
  SoftmaxOptions options = small_options();
  options.batch_users = 15;
  options.num_epochs = 30;
  const SoftmaxTables tables = train_softmax(two_groups(30, 6), options);
  double least_within = 1, most_between = -1;
  for (uint32_t a = 0; a < 12; ++a) {
    for (uint32_t b = 0; b < a; ++b) {
      double cosine = 0;
      for (uint32_t k = 0; k < 12; ++k) {
        cosine += double{tables.items.row(a)[k]} * tables.items.row(b)[k];
      }
      if (a / 6 == b / 6) {
        least_within = std::min(least_within, cosine);
      } else {
        most_between = std::max(most_between, cosine);
      }
    }
  }
  EXPECT_GT(least_within, most_between + 0.2);
}

TEST(TrainSoftmax, LossFalls) {
  std::vector<EpochReport> reports;
  const auto data = planted_communities(5, 250, 20, 2);
  train_softmax(data.training, small_options(),
                [&](const EpochReport& report) { reports.push_back(report); });
  ASSERT_EQ(reports.size(), 12);
  for (uint32_t e = 0; e < 12; ++e) {
    EXPECT_EQ(reports[e].epoch, e + 1);
    EXPECT_TRUE(std::isfinite(reports[e].loss));
    EXPECT_GE(reports[e].seconds, 0);
  }
  EXPECT_LT(reports.back().loss, reports.front().loss - 0.5);
}

// Batches of more than one group of users, and enough items for several blocks.
TEST(TrainSoftmax, SameBitsAtAnyThreadCount) {
  const InteractionMatrix matrix = random_matrix(500, 300, 0.03, true, 3);
  SoftmaxOptions options = small_options();
  options.num_epochs = 3;
  options.batch_users = 400;
  options.num_negatives = 200;
  options.threads = 1;
  const SoftmaxTables one = train_softmax(matrix, options);
  for (const uint32_t threads : {2, 3}) {
    options.threads = threads;
    const SoftmaxTables more = train_softmax(matrix, options);
    EXPECT_EQ(more.items.values, one.items.values) << threads;
    EXPECT_EQ(more.audiences.values, one.audiences.values) << threads;
  }
  options.seed = 2;
  EXPECT_NE(train_softmax(matrix, options).items.values, one.items.values);
}

// What matters for scores alone is left to softmax_model.
TEST(TrainSoftmax, LooksAtWhatTrainingNeeds) {
  const InteractionMatrix matrix = two_groups(6, 4);
  SoftmaxOptions options = small_options();
  const SoftmaxTables tables = train_softmax(matrix, options);
  options.focus = 3;
  options.smoothing = 0.3F;
  options.neighbour_weight = 1.5F;
  options.neighbour_temperature = 0.3F;
  EXPECT_EQ(train_softmax(matrix, options).items.values, tables.items.values);
  options.temperature = 0.3F;
  EXPECT_NE(train_softmax(matrix, options).items.values, tables.items.values);
}

TEST(TrainSoftmax, WeightsCount) {
  InteractionMatrix matrix = random_matrix(60, 30, 0.2, false, 6);
  const SoftmaxOptions options = small_options();
  const SoftmaxTables without = train_softmax(matrix, options);
  matrix.weights.assign(matrix.num_entries(), 1.0F);
  EXPECT_EQ(train_softmax(matrix, options).items.values, without.items.values);
  matrix.weights[5] = 4.0F;
  const SoftmaxTables with = train_softmax(matrix, options);
  EXPECT_NE(with.items.values, without.items.values);
  expect_sound(with);
}

TEST(TrainSoftmax, OneOfEverythingIsEnough) {
  const SoftmaxOptions options = small_options();
  expect_sound(train_softmax({1, 5, {0, 5}, {0, 1, 2, 3, 4}, {}}, options));  // one user
  expect_sound(train_softmax({3, 1, {0, 1, 2, 3}, {0, 0, 0}, {}}, options));  // one item
  expect_sound(train_softmax({1, 1, {0, 1}, {0}, {0.0625F}}, options));       // one choice
  SoftmaxOptions narrow = options;
  narrow.num_factors = 1;
  expect_sound(train_softmax(two_groups(4, 3), narrow));
  narrow.num_negatives = narrow.batch_users = narrow.num_epochs = 1;
  expect_sound(train_softmax(two_groups(4, 3), narrow));
}

TEST(TrainSoftmax, ExtremesOfTheSettingsGiveNumbers) {
  for (const float temperature : {kMinTemperature, kMaxTemperature}) {
    for (const float background_weight : {0.0F, kMaxBackgroundWeight}) {
      SoftmaxOptions options = small_options();
      options.temperature = temperature;
      options.background_weight = background_weight;
      expect_sound(train_softmax(two_groups(10, 8), options));
    }
  }
}

TEST(TrainSoftmax, MoreNegativesThanItemsAreAllOfThem) {
  const InteractionMatrix matrix = two_groups(10, 6);
  SoftmaxOptions options = small_options();
  options.num_negatives = 12;
  const SoftmaxTables all = train_softmax(matrix, options);
  options.num_negatives = 1'000'000;
  EXPECT_EQ(train_softmax(matrix, options).items.values, all.items.values);
}

// Of somebody who chose all there is, nothing can be learnt; others are not to suffer for it.
TEST(TrainSoftmax, WhoChoseEverythingIsNoMatter) {
  for (const uint32_t items_a_group : {2, 16, 40}) {
    InteractionMatrix matrix = two_groups(10, items_a_group);
    for (uint32_t i = 0; i < matrix.num_columns; ++i) matrix.columns.push_back(i);
    matrix.num_rows += 1;
    matrix.offsets.push_back(matrix.columns.size());
    SoftmaxOptions options = small_options();
    options.num_negatives = 1000;
    for (const float temperature : {0.05F, 0.2F}) {
      options.temperature = temperature;
      SCOPED_TRACE(testing::Message() << items_a_group << " items, temperature " << temperature);
      expect_sound(train_softmax(matrix, options));
    }
  }
}

// Nor do they change anything for the others.
TEST(TrainSoftmax, ItemsAndUsersWithoutInteractionsAreZero) {
  const InteractionMatrix matrix = two_groups(10, 6);
  const SoftmaxTables tables = train_softmax(matrix, small_options());
  InteractionMatrix wider = matrix;
  wider.num_columns += 3;
  wider.num_rows += 1;
  wider.offsets.push_back(wider.offsets.back());
  const SoftmaxTables with = train_softmax(wider, small_options());
  ASSERT_EQ(with.items.num_rows, 15);
  EXPECT_TRUE(std::equal(tables.items.values.begin(), tables.items.values.end(),
                         with.items.values.begin()));
  for (uint32_t i = 12; i < 15; ++i) {
    EXPECT_EQ(length_of(with.items, i), 0);
    EXPECT_EQ(length_of(with.audiences, i), 0);
  }
}

TEST(TrainSoftmax, RefusesNothingToTrainOnAndImpossibleSettings) {
  EXPECT_THROW(train_softmax({2, 2, {0, 0, 0}, {}, {}}, small_options()), DataError);
  const auto training_with = [](auto member, auto value) {
    SoftmaxOptions options = small_options();
    options.*member = value;
    train_softmax(two_groups(2, 2), options);
  };
  for (const uint32_t bad : {0U, 1025U}) {
    EXPECT_THROW(training_with(&SoftmaxOptions::num_factors, bad), UsageError);
  }
  EXPECT_THROW(training_with(&SoftmaxOptions::num_epochs, 0U), UsageError);
  EXPECT_THROW(training_with(&SoftmaxOptions::batch_users, 0U), UsageError);
  EXPECT_THROW(training_with(&SoftmaxOptions::num_negatives, 0U), UsageError);
  for (const auto member :
       {&SoftmaxOptions::temperature, &SoftmaxOptions::background_weight, &SoftmaxOptions::focus,
        &SoftmaxOptions::neighbour_weight, &SoftmaxOptions::neighbour_temperature}) {
    for (const float bad : {-1.0F, 100.0F, NAN}) {
      EXPECT_THROW(training_with(member, bad), UsageError);
    }
  }
}

TEST(SoftmaxModel, ShipsTheItemsMovedTowardsTheirAudience) {
  SoftmaxOptions options = small_options();
  options.smoothing = 0.25F;
  options.focus = 2.0F;
  options.background_weight = 1.1F;
  options.neighbour_weight = 0.75F;
  options.neighbour_temperature = 0.3F;
  const SoftmaxTables tables = train_softmax(two_groups(6, 4), options);
  const Model model = softmax_model(tables, options);
  for (size_t i = 0; i < model.item_factors.values.size(); ++i) {
    EXPECT_FLOAT_EQ(model.item_factors.values[i],
                    tables.items.values[i] + 0.25F * tables.audiences.values[i]);
  }
  const auto& encoder = std::get<EncoderParameters>(model.encoder);
  EXPECT_EQ(encoder.fold_in.temperature, options.temperature);
  EXPECT_EQ(encoder.fold_in.background_weight, 1.1F);
  EXPECT_EQ(encoder.fold_in.focus, 2.0F);
  EXPECT_EQ(encoder.neighbours.weight, 0.75F);
  EXPECT_EQ(encoder.neighbours.temperature, 0.3F);
}

TEST(TrainSoftmax, SingleChoicesChangeNothing) {
  const InteractionMatrix training = planted_communities(3, 60, 12, 1).training;
  const auto alone = train_softmax(training, small_options(), {});
  const auto with_others =
      train_softmax(with_single_choices(training, {0, 0, 5, 35}), small_options(), {});
  EXPECT_EQ(alone.items.values, with_others.items.values);
  EXPECT_EQ(alone.audiences.values, with_others.audiences.values);
}

TEST(TrainSoftmax, WhatWasNeverChosenWithAnotherHasNoVector) {
  InteractionMatrix training = planted_communities(3, 60, 12, 1).training;
  const uint32_t lonely = training.num_columns++;
  const auto tables = train_softmax(with_single_choices(training, {lonely}), small_options(), {});
  EXPECT_EQ(length_of(tables.items, lonely), 0);
  EXPECT_GT(length_of(tables.items, 0), 0);
}

TEST(TrainSoftmax, WhereAllChoicesAreSingleAllAreTakenAsTheyAre) {
  const InteractionMatrix training = with_single_choices({0, 4, {0}, {}, {}}, {0, 0, 1, 2, 3, 3});
  expect_sound(train_softmax(training, small_options(), {}));
}

}  // namespace
}  // namespace pocketrec
