#include "trainer/evaluate/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/trainer/evaluate/toy_data.h"
#include "trainer/evaluate/model_rankers.h"
#include "trainer/support/error.h"
#include "trainer/train/ials.h"
#include "trainer/train/softmax.h"

namespace pocketrec {
namespace {

EvaluateOptions small_options() {
  EvaluateOptions options;
  options.cutoffs = {5, 10};
  options.num_resamples = 50;
  options.fit.num_factors = 8;
  options.fit.ials.num_sweeps = 6;
  options.fit.softmax.num_epochs = 20;
  return options;
}

Dataset dataset_of(const InteractionMatrix& matrix) {
  Dataset dataset;
  dataset.items.resize(matrix.num_columns);
  dataset.users.resize(matrix.num_rows);
  for (uint32_t user = 0; user < matrix.num_rows; ++user) {
    for (const uint32_t item : matrix.row(user)) {
      dataset.interactions.push_back({user, item, kImplicit, 0});
    }
  }
  return dataset;
}

const ModelReport& row_of(const EvaluationReport& report, const std::string& name) {
  const auto row = std::find_if(report.models.begin(), report.models.end(),
                                [&](const ModelReport& model) { return model.name == name; });
  if (row == report.models.end()) throw std::out_of_range(name);
  return *row;
}

double ndcg_of(const EvaluationReport& report, const std::string& name) {
  return row_of(report, name).metrics.at("ndcg", 10).value;
}

TEST(EvaluateModels, AreThoseOfTheTable) {
  EXPECT_EQ(model_names(), (std::vector<std::string>{
                               "random", "popularity", "place-popularity", "age-popularity",
                               "group-popularity", "content-knn", "author", "ridge", "item-knn",
                               "ease", "ease-popular", "ials", "softmax", "asked-popular",
                               "asked-offered", "asked-authors", "softmax-int8", "softmax-float"}));
}

// "softmax" is what ships; the float rows are no candidates to ship.
TEST(EvaluateModels, SayWhatAnItemTakes) {
  EvaluateOptions options = small_options();
  options.models = {"softmax", "softmax-int8", "softmax-float", "ials"};
  const Dataset dataset = dataset_of(tasteful_users(200, 30, 4));
  const auto expect_sizes = [&](const char* name, uint32_t bits, double bytes) {
    const EvaluationReport report = evaluate(dataset, Protocol::kHoldout, options);
    EXPECT_EQ(row_of(report, name).bits, bits) << name;
    EXPECT_EQ(row_of(report, name).bytes_per_item, bytes) << name;
    EXPECT_EQ(row_of(report, name).num_factors, 8) << name;
  };
  options.fit.validate = false;
  EXPECT_EQ(EvaluateOptions{}.bits, 4);
  expect_sizes("softmax", 4, 16 + 4);  // rows of 8 codes are padded to 16 bytes
  expect_sizes("softmax-int8", 8, 16 + 4);
  expect_sizes("softmax-float", 32, 8 * sizeof(float));
  expect_sizes("ials", 32, 8 * sizeof(float));
  options.bits = 8;
  expect_sizes("softmax", 8, 16 + 4);
}

// Of the packed lists, which are those that can be asked for it.
TEST(EvaluateModels, DiversityAndNoveltyChangeThePackedLists) {
  const Dataset dataset = dataset_of(tasteful_users(400, 120, 4));
  EvaluateOptions options = small_options();
  options.fit.validate = false;
  options.models = {"softmax", "softmax-float"};
  const auto values = [&](const char* model, const char* metric) {
    const EvaluationReport report = evaluate(dataset, Protocol::kStrong, options);
    return row_of(report, model).metrics.at(metric, 10).value;
  };
  const double diversity = values("softmax", "diversity"), novelty = values("softmax", "novelty");
  const double exact = values("softmax-float", "ndcg");
  options.diversity = 0.7F;
  EXPECT_GT(values("softmax", "diversity"), diversity);
  EXPECT_EQ(values("softmax-float", "ndcg"), exact);
  options.diversity = 0;
  options.novelty = 0.7F;
  EXPECT_GT(values("softmax", "novelty"), novelty);
}

class EveryProtocol : public testing::TestWithParam<Protocol> {};

TEST_P(EveryProtocol, TasteBeatsPopularityBeatsChance) {
  const Dataset dataset = dataset_of(tasteful_users(1'000, 60, 1));
  const EvaluationReport report = evaluate(dataset, GetParam(), small_options());
  EXPECT_EQ(report.protocol, name_of(GetParam()));
  ASSERT_EQ(report.models.size(), model_names().size() - 10);
  ASSERT_EQ(report.skipped.size(), 10U);
  EXPECT_EQ(report.skipped[0].name, "place-popularity");  // the data has no places
  EXPECT_EQ(report.skipped[3].name, "content-knn");       // and no titles
  EXPECT_EQ(report.skipped[6].name, "ease-popular");      // for larger catalogues
  EXPECT_GT(ndcg_of(report, "popularity"), 1.2 * ndcg_of(report, "random"));
  for (const char* name :
       {"item-knn", "ease", "ials", "softmax", "softmax-int8", "softmax-float"}) {
    EXPECT_GT(ndcg_of(report, name), 1.3 * ndcg_of(report, "popularity")) << name;
  }
  EXPECT_NEAR(ndcg_of(report, "softmax-int8"), ndcg_of(report, "softmax-float"), 0.01);
  EXPECT_NEAR(ndcg_of(report, "softmax"), ndcg_of(report, "softmax-float"), 0.05);
}

TEST_P(EveryProtocol, ThreadsDoNotChangeAFigure) {
  const Dataset dataset = dataset_of(tasteful_users(400, 40, 2));
  EvaluateOptions options = small_options();
  options.threads = 1;
  const EvaluationReport one = evaluate(dataset, GetParam(), options);
  options.threads = 3;
  const EvaluationReport three = evaluate(dataset, GetParam(), options);
  for (size_t row = 0; row < one.models.size(); ++row) {
    const auto& left = one.models[row].metrics.values;
    const auto& right = three.models[row].metrics.values;
    ASSERT_EQ(left.size(), right.size());
    for (size_t m = 0; m < left.size(); ++m) {
      EXPECT_EQ(left[m].value, right[m].value) << one.models[row].name << " " << left[m].name;
      EXPECT_EQ(left[m].interval.low, right[m].interval.low);
      EXPECT_EQ(left[m].interval.high, right[m].interval.high);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Protocols, EveryProtocol,
                         testing::Values(Protocol::kHoldout, Protocol::kStrong),
                         [](const auto& protocol) { return name_of(protocol.param); });

// The expected recall of a random list of k among the n unseen items is k / n for everyone.
TEST(Evaluate, RandomModelReachesItsExpectation) {
  constexpr uint32_t kUsers = 3'000, kItems = 50;
  InteractionMatrix matrix{kUsers, kItems, {0}, {}, {}};
  for (uint32_t user = 0; user < kUsers; ++user) {
    for (uint32_t item = user % 5; item < kItems; item += 5) matrix.columns.push_back(item);
    matrix.offsets.push_back(matrix.columns.size());
  }
  EvaluateOptions options = small_options();
  options.models = {"random"};
  const EvaluationReport report = evaluate(dataset_of(matrix), Protocol::kHoldout, options);
  // 10 items each, of which 2 are held out: 42 unseen ones to choose from.
  const Metric& recall = report.models[0].metrics.at("recall", 10);
  const double slack = 1.5 * (recall.interval.high - recall.interval.low);
  EXPECT_NEAR(recall.value, 10.0 / 42, slack);
  EXPECT_LT(slack, 0.05);
}

TEST(Evaluate, ListsTestEveryoneWithATestItem) {
  // User 2 has no training item: a newcomer, who is shown what is popular.
  const InteractionMatrix train{4, 4, {0, 2, 3, 3, 4}, {0, 1, 0, 0}, {}};
  const InteractionMatrix test{4, 4, {0, 1, 1, 2, 3}, {2, 0, 1}, {}};
  EvaluateOptions options = small_options();
  options.cutoffs = {1};
  options.models = {"item-knn"};
  const EvaluationReport report = evaluate_lists(train, test, ListedUsers::kAll, options);
  EXPECT_EQ(report.protocol, "lists");
  EXPECT_EQ(report.models[0].metrics.num_people, 3U);
  // User 2 wants item 0, the most popular; user 3 wants item 1, which goes with item 0; user 0
  // wants item 2, which nobody chose but which comes first of the items without any evidence.
  EXPECT_DOUBLE_EQ(report.models[0].metrics.at("recall", 1).value, 1);
}

TEST(Evaluate, TiesGoToTheMorePopularItem) {
  // Item 2 is more popular than item 1; nothing connects them to the history, item 0.
  const InteractionMatrix train{4, 3, {0, 1, 2, 3, 4}, {0, 2, 2, 1}, {}};
  const InteractionMatrix test{4, 3, {0, 1, 1, 1, 1}, {2}, {}};
  EvaluateOptions options = small_options();
  options.cutoffs = {1};
  options.models = {"item-knn"};
  const EvaluationReport report = evaluate_lists(train, test, ListedUsers::kAll, options);
  EXPECT_DOUBLE_EQ(report.models[0].metrics.at("hit_rate", 1).value, 1);
}

TEST(Evaluate, DislikedItemsAreNeitherAskedForNorRecommended) {
  const InteractionMatrix interactions = tasteful_users(300, 30, 5);
  IalsOptions ials;
  ials.num_factors = 8;
  SoftmaxOptions softmax;
  softmax.num_factors = 8;
  softmax.num_epochs = 5;
  const Model models[] = {train_ials(interactions, ials),
                          softmax_model(train_softmax(interactions, softmax), softmax)};
  // Shows one liked item; everything else of the row was seen and not liked.
  InteractionMatrix histories = interactions;
  histories.weights.assign(histories.num_entries(), 0.0F);
  for (uint32_t row = 0; row < histories.num_rows; ++row)
    histories.weights[histories.offsets[row]] = 1;
  const InteractionMatrix liked = chosen_only(histories);
  std::vector<Person> people;
  for (uint32_t row = 0; row < histories.num_rows; ++row) {
    people.push_back({row, histories.row(row), histories.row_weights(row), liked.row(row), {}});
  }
  for (const Ranker& ranker :
       {float_ranker("ials", models[0], 1), packed_ranker("softmax", models[1], small_options()),
        float_ranker("softmax-float", models[1], 1)}) {
    RankedLists lists(histories.num_rows, 10);
    ranker.rank(people, lists);
    for (uint32_t row = 0; row < histories.num_rows; ++row) {
      const auto seen = histories.row(row);
      EXPECT_NE(lists.list(row)[0], kNoItem);
      for (const uint32_t item : lists.list(row)) {
        EXPECT_FALSE(std::binary_search(seen.begin(), seen.end(), item)) << ranker.name;
      }
    }
  }
}

TEST(Evaluate, WrongUsageIsSaidInOneSentence) {
  const Dataset dataset = dataset_of(tasteful_users(50, 12, 6));
  const auto evaluating = [&](auto change) {
    EvaluateOptions options = small_options();
    change(options);
    return evaluate(dataset, Protocol::kStrong, options);
  };
  EXPECT_THROW(evaluating([](auto& o) { o.models = {"svd"}; }), UsageError);
  // Nobody is asked; then people are, but of no item is an author known.
  EXPECT_THROW(evaluating([](auto& o) { o.models = {"asked-popular"}; }), UsageError);
  EXPECT_THROW(evaluating([](auto& o) {
                 o.models = {"asked-authors"};
                 o.answers = 5;
               }),
               UsageError);
  EXPECT_THROW(evaluating([](auto& o) { o.cutoffs = {}; }), UsageError);
  EXPECT_THROW(evaluating([](auto& o) { o.cutoffs = {0}; }), UsageError);
  EXPECT_THROW(evaluating([](auto& o) { o.cutoffs = {1'001}; }), UsageError);
  EXPECT_THROW(protocol_named("lukewarm"), UsageError);
  EXPECT_THROW(protocol_named("weak"), UsageError);
  EXPECT_EQ(protocol_named("strong"), Protocol::kStrong);
  EXPECT_EQ(protocol_named("holdout"), Protocol::kHoldout);
  EXPECT_EQ(protocol_named("cold"), Protocol::kCold);
}

TEST(Evaluate, NobodyToTestIsAnError) {
  const InteractionMatrix one_each{3, 3, {0, 1, 2, 3}, {0, 1, 2}, {}};
  EXPECT_THROW(evaluate(dataset_of(one_each), Protocol::kHoldout, small_options()), DataError);
  EXPECT_THROW(evaluate(dataset_of(one_each), Protocol::kStrong, small_options()), DataError);
}

TEST(Evaluate, EaseIsLeftOutOfLargeCatalogues) {
  const InteractionMatrix train{2, 12'001, {0, 2, 4}, {0, 1, 1, 2}, {}};
  const InteractionMatrix test{2, 12'001, {0, 1, 2}, {2, 0}, {}};
  EvaluateOptions options = small_options();
  options.models = {"ease"};
  EXPECT_THROW(evaluate_lists(train, test, ListedUsers::kAll, options), UsageError);
}

TEST(Evaluate, ListsOfDifferentShapesAreRefused) {
  const InteractionMatrix train{1, 3, {0, 1}, {0}, {}};
  EXPECT_THROW(evaluate_lists(train, {1, 4, {0, 1}, {3}, {}}, ListedUsers::kAll, small_options()),
               DataError);
}

TEST(HeldOutMetrics, AreAJsonObjectForTheManifest) {
  const InteractionMatrix interactions = tasteful_users(600, 40, 7);
  const auto json = nlohmann::json::parse(held_out_metrics_json(interactions, {}, small_options()));
  EXPECT_EQ(json["protocol"], "strong");
  EXPECT_EQ(json["users"], 100);
  EXPECT_GT(json["ndcg@20"], json["popularity"]["ndcg@20"]);
  EXPECT_LE(json["recall@20_interval"][0], json["recall@20"]);
  EXPECT_GE(json["recall@20_interval"][1], json["recall@20"]);

  const InteractionMatrix one_each{3, 3, {0, 1, 2, 3}, {0, 1, 2}, {}};
  EXPECT_EQ(held_out_metrics_json(one_each, {}, small_options()), R"({"users":0})");
}

}  // namespace
}  // namespace pocketrec
