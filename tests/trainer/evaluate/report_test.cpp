#include "trainer/evaluate/report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace pocketrec {
namespace {

Metrics metrics_with(double recall, uint32_t k) {
  Metrics metrics{.num_people = 7, .values = {}};
  for (const char* name : {"recall", "recall_min", "ndcg", "hit_rate", "mrr", "map", "novelty",
                           "diversity", "coverage", "gini"}) {
    metrics.values.push_back({name, k, 0.25, {0.2, 0.3}});
  }
  metrics.values.front().value = recall;
  return metrics;
}

ModelReport model_with(const char* name, uint32_t num_factors, uint32_t bits, double recall) {
  ModelReport model;
  model.name = name;
  model.num_factors = num_factors;
  model.bits = bits;
  model.bytes_per_item = 68;
  model.train_seconds = 1.5;
  model.metrics = metrics_with(recall, 20);
  return model;
}

EvaluationReport example() {
  EvaluationReport report;
  report.protocol = "strong";
  report.data_format = "book-crossing";
  report.num_items = 1'000;
  report.num_test_interactions = 21;
  report.cutoffs = {20};
  report.models = {model_with("random", 0, 0, 0.01), model_with("ials", 64, 32, 0.14),
                   model_with("softmax", 64, 8, 0.15), model_with("softmax-float", 64, 32, 0.16)};
  report.skipped = {{"ease", "too many items"}};
  return report;
}

TEST(Report, JsonHasTheDocumentedShape) {
  const auto json = nlohmann::json::parse(to_json(example()));
  EXPECT_EQ(json["protocol"], "strong");
  EXPECT_EQ(json["data"]["items"], 1'000);
  EXPECT_EQ(json["k"], nlohmann::json::parse("[20]"));
  ASSERT_EQ(json["models"].size(), 4U);
  const auto& model = json["models"][2];
  EXPECT_EQ(model["name"], "softmax");
  EXPECT_EQ(model["factors"], 64);
  EXPECT_EQ(model["bits"], 8);
  EXPECT_EQ(model["bytes_per_item"], 68);
  EXPECT_EQ(model["train_seconds"], 1.5);
  EXPECT_EQ(model["users"], 7);
  EXPECT_EQ(model["recall@20"], 0.15);
  EXPECT_EQ(model["recall@20_interval"], nlohmann::json::parse("[0.2, 0.3]"));
  for (const char* key : {"recall_min@20", "ndcg@20", "hit_rate@20", "mrr@20", "map@20",
                          "novelty@20", "diversity@20", "coverage@20", "gini@20"}) {
    EXPECT_TRUE(model[key].is_number()) << key;
  }
  EXPECT_TRUE(json["models"][0]["factors"].is_null());
  EXPECT_TRUE(json["models"][0]["bits"].is_null());
  EXPECT_EQ(json["skipped"][0]["name"], "ease");
  EXPECT_EQ(json["skipped"][0]["reason"], "too many items");
}

TEST(Report, TableSaysWhatQuantisingCosts) {
  const std::string table = to_table(example());
  EXPECT_NE(table.find("7 people"), std::string::npos);
  EXPECT_NE(table.find("0.1500 [0.2000, 0.3000]"), std::string::npos) << table;
  EXPECT_NE(table.find("softmax in 8 bits against float: recall -6.25 %"), std::string::npos)
      << table;
  EXPECT_EQ(table.find("ials in"), std::string::npos) << "that is another model: " << table;
  EXPECT_NE(table.find("ease left out: too many items"), std::string::npos);
  EXPECT_EQ(table.find("simulated"), std::string::npos);
}

TEST(Report, TableSaysThatReadersAreSimulated) {
  EvaluationReport report = example();
  report.simulated = true;
  EXPECT_NE(to_table(report).find("simulated"), std::string::npos);
}

TEST(Report, TableShowsTheListLengthNearestToTwenty) {
  EvaluationReport report = example();
  report.cutoffs = {5, 50};
  for (ModelReport& model : report.models) model.metrics = metrics_with(0.5, 5);
  EXPECT_NE(to_table(report).find("at 5 "), std::string::npos);
}

}  // namespace
}  // namespace pocketrec
