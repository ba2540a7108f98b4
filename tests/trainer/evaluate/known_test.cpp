// Items known by a few people, and people known by a few items: the same questions for any number.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/trainer/evaluate/toy_data.h"
#include "trainer/evaluate/cold.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/evaluate/question.h"
#include "trainer/evaluate/short_histories.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

using Pairs = std::set<std::pair<uint32_t, uint32_t>>;

Pairs pairs_of(const InteractionMatrix& matrix) {
  Pairs pairs;
  for (uint32_t row = 0; row < matrix.num_rows; ++row) {
    for (const uint32_t column : matrix.row(row)) pairs.emplace(row, column);
  }
  return pairs;
}

bool contains_all(const Pairs& whole, const Pairs& part) {
  return std::ranges::includes(whole, part);
}

// Every fourth choice was rated low.
InteractionMatrix rated() {
  InteractionMatrix interactions = interactions_of(tasteful_dataset());
  interactions.weights.assign(interactions.columns.size(), 1.0F);
  for (size_t e = 0; e < interactions.weights.size(); e += 4) {
    interactions.weights[e] = kChosenWeight;
  }
  return interactions;
}

ColdSplit known_by(uint32_t count) {
  return split_cold(rated(), ColdOptions{.known_interactions = count, .seed = 5});
}

TEST(KnownInteractions, TheSameIsAskedOfTheSamePeopleForAnyNumber) {
  const ColdSplit plain = split_cold(rated(), ColdOptions{.seed = 5});
  const ColdSplit none = known_by(0);
  EXPECT_EQ(none.cold_items, plain.cold_items);
  EXPECT_EQ(none.training.columns, plain.training.columns) << "nothing is known yet";
  EXPECT_LT(none.test.targets.num_entries(), plain.test.targets.num_entries());
  for (const uint32_t count : {1U, 2U, 5U, 10U}) {
    const ColdSplit split = known_by(count);
    EXPECT_EQ(split.candidates, none.candidates);
    EXPECT_EQ(split.test.targets.columns, none.test.targets.columns);
    EXPECT_EQ(split.test.targets.offsets, none.test.targets.offsets);
    EXPECT_EQ(split.test.histories.columns, none.test.histories.columns)
        << "what is never to be recommended, chosen or not";
  }
}

TEST(KnownInteractions, EachCandidateIsTrainedOnByAsManyAndTheirPairsAreNotAskedFor) {
  const InteractionMatrix audiences = transpose(rated());
  Pairs fewer;
  for (const uint32_t count : {0U, 1U, 2U, 5U, 10U}) {
    const ColdSplit split = known_by(count);
    const InteractionMatrix known = transpose(split.training);
    ASSERT_FALSE(split.candidates.empty());
    for (const uint32_t item : split.cold_items) {
      const size_t people = audiences.row(item).size();
      EXPECT_EQ(known.row(item).size(), std::min<size_t>(count, people));
      EXPECT_EQ(std::ranges::binary_search(split.candidates, item), people > 10);
    }
    const Pairs trained = pairs_of(split.training);
    EXPECT_TRUE(contains_all(trained, fewer)) << "those of a smaller number are among them";
    fewer = trained;
  }
}

TEST(KnownInteractions, AreInTheHistoriesOfTheirPeople) {
  const ColdSplit split = known_by(5);
  const auto is_cold = [&](uint32_t item) {
    return std::ranges::binary_search(split.cold_items, item);
  };
  uint32_t chosen = 0, set_aside = 0;
  for (uint32_t row = 0; row < split.test.histories.num_rows; ++row) {
    const auto items = split.test.histories.row(row);
    const auto asked = split.test.targets.row(row);
    for (size_t i = 0; i < items.size(); ++i) {
      EXPECT_FALSE(std::ranges::binary_search(asked, items[i]));
      const float weight = split.test.histories.row_weights(row)[i];
      if (!is_cold(items[i])) {
        EXPECT_GT(weight, 0);
      } else {
        ++(weight > 0 ? chosen : set_aside);
      }
    }
  }
  EXPECT_GT(chosen, 30U) << "of 12 items, five people each";
  EXPECT_GT(set_aside, 30U) << "the other five";
}

TEST(KnownInteractions, NeedAnItemThatMoreThanTenPeopleChose) {
  const InteractionMatrix few{
      3, 5, {0, 5, 10, 15}, {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4}, {}};
  EXPECT_THROW(split_cold(few, ColdOptions{.known_interactions = 1}), DataError);
  EXPECT_EQ(split_cold(few, ColdOptions{}).candidates.size(), 1U);
}

TEST(KnownInteractions, TellModelsOfWhoChoseWhatAboutNewItems) {
  EvaluateOptions options = quick_options();
  options.models = {"popularity", "item-knn", "ials", "softmax"};
  options.fit.use_content = false;
  std::map<uint32_t, EvaluationReport> reports;
  options.known_interactions = 0;
  EXPECT_THROW(evaluate(tasteful_dataset(), Protocol::kCold, options), UsageError);
  for (const uint32_t count : {1U, 10U}) {
    options.known_interactions = count;
    reports[count] = evaluate(tasteful_dataset(), Protocol::kCold, options);
  }
  const auto ndcg = [&](uint32_t count, size_t model) {
    return reports[count].models[model].metrics.at("ndcg", 5).value;
  };
  EXPECT_EQ(ndcg(1, 0), ndcg(10, 0)) << "all are equally popular";
  for (const size_t model : {1, 2, 3}) {
    EXPECT_GT(ndcg(10, model), 1.2 * ndcg(1, model)) << reports[1].models[model].name;
    EXPECT_GT(ndcg(10, model), 1.3 * ndcg(10, 0)) << reports[1].models[model].name;
  }
  EXPECT_EQ(nlohmann::json::parse(to_json(reports[10])).at("known_interactions"), 10);
  EXPECT_NE(to_table(reports[10]).find("known by 10 people"), std::string::npos);
  options.models = {"ridge"};
  EXPECT_THROW(evaluate(tasteful_dataset(), Protocol::kCold, options), UsageError);
}

TEST(KnownInteractions, AreTheSameForAnyNumberOfThreads) {
  EvaluateOptions options = quick_options();
  options.models = {"item-knn", "softmax"};
  options.known_interactions = 2;
  options.history_items = 2;
  std::vector<std::vector<double>> values;
  for (const uint32_t threads : {1U, 3U}) {
    options.threads = threads;
    values.emplace_back();
    for (const ModelReport& model : evaluate(tasteful_dataset(), Protocol::kCold, options).models) {
      for (const Metric& metric : model.metrics.values) values.back().push_back(metric.value);
    }
  }
  EXPECT_EQ(values[0], values[1]);
}

TEST(ImpartialOrder, IsByPopularityAndThenAny) {
  // Items 0 and 7 were chosen, 7 twice.
  const InteractionMatrix training{3, 8, {0, 1, 2, 3}, {7, 0, 7}, {}};
  std::vector<uint32_t> order = impartial_order(training, 3);
  EXPECT_EQ(order[0], 7U);
  EXPECT_EQ(order[1], 0U);
  EXPECT_FALSE(std::ranges::is_sorted(order.begin() + 2, order.end()));
  EXPECT_EQ(impartial_order(training, 3), order);
  std::ranges::sort(order);
  EXPECT_EQ(order, (std::vector<uint32_t>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(ShortHistories, KeepSoManyChosenItemsAndAskThoseWhoHaveFive) {
  const InteractionMatrix histories{3,
                                    9,
                                    {0, 6, 10, 15},
                                    {0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 0, 1, 2, 3, 4},
                                    {1, 1, 1, 0.5F, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1}};
  const InteractionMatrix targets{3, 9, {0, 1, 2, 3}, {8, 8, 8}, {}};
  Pairs fewer;
  for (uint32_t count = 0; count <= kFewestHistoryItems; ++count) {
    EvaluationSet test{histories, targets};
    InteractionMatrix more = targets;
    shorten_histories(test, count, 7, &more);
    EXPECT_EQ(test.histories.columns, histories.columns) << "never to be recommended";
    EXPECT_EQ(pairs_of(test.targets), (Pairs{{0, 8}})) << "the others have four that were chosen";
    EXPECT_EQ(pairs_of(more), pairs_of(test.targets));
    const InteractionMatrix chosen = chosen_only(test.histories);
    EXPECT_EQ(chosen.row(0).size(), count);
    EXPECT_TRUE(contains_all(pairs_of(chosen), fewer));
    fewer = pairs_of(chosen);
  }
}

TEST(ShortHistories, WhoIsKnownByNothingIsShownWhatIsPopular) {
  EvaluateOptions options = quick_options();
  options.models = {"random", "popularity", "item-knn", "softmax"};
  std::map<uint32_t, EvaluationReport> reports;
  for (const uint32_t count : {0U, 5U}) {
    options.history_items = count;
    reports[count] = evaluate(tasteful_dataset(), Protocol::kStrong, options);
    EXPECT_EQ(nlohmann::json::parse(to_json(reports[count])).at("history_items"), count);
  }
  const auto ndcg = [&](uint32_t count, size_t model) {
    return reports[count].models[model].metrics.at("ndcg", 5).value;
  };
  EXPECT_EQ(reports[0].models[0].metrics.num_people, reports[5].models[0].metrics.num_people);
  EXPECT_EQ(reports[0].num_test_interactions, reports[5].num_test_interactions);
  for (const size_t model : {0, 1}) EXPECT_EQ(ndcg(0, model), ndcg(5, model)) << "needs no history";
  EXPECT_NE(ndcg(0, 0), ndcg(0, 1));
  for (const size_t model : {2, 3}) {
    EXPECT_EQ(ndcg(0, model), ndcg(0, 1));
    EXPECT_GT(ndcg(5, model), 1.2 * ndcg(0, model));
  }
}

TEST(ShortHistories, OfProtocolColdAreOfWarmItemsAndOfTheSamePeople) {
  ColdOptions options{.hold_warm = true, .known_interactions = 10, .history_items = 2, .seed = 5};
  const ColdSplit split = split_cold(rated(), options);
  options.known_interactions = options.history_items = 0;
  const ColdSplit none = split_cold(rated(), options);
  EXPECT_EQ(pairs_of(split.test.targets), pairs_of(none.test.targets));
  EXPECT_EQ(pairs_of(split.warm_targets), pairs_of(none.warm_targets));
  const InteractionMatrix chosen = chosen_only(split.test.histories);
  for (uint32_t row = 0; row < chosen.num_rows; ++row) {
    EXPECT_LE(chosen.row(row).size(), 2U);
    for (const uint32_t item : chosen.row(row)) {
      EXPECT_FALSE(std::ranges::binary_search(split.cold_items, item));
    }
  }
}

// What is tuned by is other people's warm items, whatever the test ranks and measures.
TEST(KnownInteractions, AmongAllWithTunedBaselines) {
  EvaluateOptions options = quick_options();
  options.models = {"item-knn"};
  options.among_all = options.tune_baselines = true;
  options.known_interactions = 5;
  const EvaluationReport report = evaluate(tasteful_dataset(), Protocol::kCold, options);
  EXPECT_EQ(report.num_candidates, 60U);
  EXPECT_GT(report.models[0].warm->at("recall", 5).value, 0.1);
}

}  // namespace
}  // namespace pocketrec
