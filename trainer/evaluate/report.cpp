#include "trainer/evaluate/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint32_t kMainLength = 20;
constexpr char kFloatReference[] = "softmax-float";

Json null_if_open(std::optional<uint32_t> value) { return value ? Json(*value) : Json(); }

Json null_if_zero(uint32_t value) { return value == 0 ? Json() : Json(value); }

void add_metrics(const Metrics& metrics, const char* prefix, Json& json) {
  for (const Metric& metric : metrics.values) {
    const std::string key = fmt::format("{}{}@{}", prefix, metric.name, metric.k);
    json[key] = metric.value;
    json[key + "_interval"] = {metric.interval.low, metric.interval.high};
  }
}

Json model_json(const ModelReport& model, const std::vector<uint32_t>& cutoffs) {
  Json json = {{"name", model.name},
               {"factors", null_if_zero(model.num_factors)},
               {"bits", null_if_zero(model.bits)},
               {"bytes_per_item", model.bytes_per_item},
               {"train_seconds", model.train_seconds},
               {"rank_seconds", model.rank_seconds},
               {"users", model.metrics.num_people}};
  add_metrics(model.metrics, "", json);
  if (!model.warm) return json;
  add_metrics(*model.warm, "warm_", json);
  for (size_t c = 0; c < cutoffs.size(); ++c) {
    json[fmt::format("new_share@{}", cutoffs[c])] = model.new_shares[c];
  }
  return json;
}

uint32_t main_length(const std::vector<uint32_t>& cutoffs) {
  const auto distance = [](uint32_t k) {
    return k > kMainLength ? k - kMainLength : kMainLength - k;
  };
  return *std::min_element(cutoffs.begin(), cutoffs.end(),
                           [&](uint32_t a, uint32_t b) { return distance(a) < distance(b); });
}

std::string model_line(const ModelReport& model, uint32_t k) {
  const auto value = [&](const char* name) { return model.metrics.at(name, k).value; };
  const Interval recall = model.metrics.at("recall", k).interval;
  return fmt::format(
      "{:<13} {:>9.0f} {:>8.1f} {:>8.4f} [{:.4f}, {:.4f}] {:>7.4f} {:>7.4f} {:>7.4f} {:>7.4f} "
      "{:>8.4f} {:>7.2f} {:>7.4f} {:>9.4f}\n",
      model.name, model.bytes_per_item, model.train_seconds, value("recall"), recall.low,
      recall.high, value("ndcg"), value("hit_rate"), value("mrr"), value("map"), value("coverage"),
      value("novelty"), value("gini"), value("diversity"));
}

std::string header_line(uint32_t k) {
  return fmt::format(
      "{:<13} {:>9} {:>8} {:>8} {:^16} {:>7} {:>7} {:>7} {:>7} {:>8} {:>7} {:>7} {:>9}\n",
      fmt::format("at {}", k), "B/item", "train s", "recall", "95 % interval", "NDCG", "hits",
      "MRR", "MAP", "coverage", "novelty", "Gini", "diversity");
}

// What quantising costs, for every row that has the float model beside it.
std::string loss_lines(const EvaluationReport& report, uint32_t k) {
  const auto reference =
      std::find_if(report.models.begin(), report.models.end(),
                   [](const ModelReport& model) { return model.name == kFloatReference; });
  if (reference == report.models.end()) return {};
  const auto change = [&](const ModelReport& model, const char* name) {
    const double exact = reference->metrics.at(name, k).value;
    return exact == 0 ? 0.0 : 100 * (model.metrics.at(name, k).value / exact - 1);
  };
  std::string lines;
  for (const ModelReport& model : report.models) {
    if (model.name == kFloatReference || !model.name.starts_with("softmax")) continue;
    lines += fmt::format("{} in {} bits against float: recall {:+.2f} %, NDCG {:+.2f} %\n",
                         model.name, model.bits, change(model, "recall"), change(model, "ndcg"));
  }
  return lines;
}

// Where new items are ranked among all.
std::string mixed_lines(const EvaluationReport& report, uint32_t k) {
  const auto at =
      std::find(report.cutoffs.begin(), report.cutoffs.end(), k) - report.cutoffs.begin();
  std::string lines;
  for (const ModelReport& model : report.models) {
    if (!model.warm) continue;
    lines += fmt::format(
        "{}: {:.1f} % of what is shown is new; recall of new items {:.4f}, of the others {:.4f}\n",
        model.name, 100 * model.new_shares[static_cast<size_t>(at)],
        model.metrics.at("recall", k).value, model.warm->at("recall", k).value);
  }
  return lines;
}

}  // namespace

std::string to_json(const EvaluationReport& report) {
  Json json = {{"protocol", report.protocol}};
  json["data"] = {{"format", report.data_format},
                  {"fingerprint", report.data_fingerprint},
                  {"simulated", report.simulated},
                  {"items", report.num_items},
                  {"candidates", report.num_candidates},
                  {"training_users", report.num_training_users},
                  {"training_interactions", report.num_training_interactions},
                  {"test_interactions", report.num_test_interactions}};
  json["known_interactions"] = null_if_open(report.known_interactions);
  json["history_items"] = null_if_open(report.history_items);
  json["answers"] = null_if_open(report.answers);
  json["seed"] = report.seed;
  json["k"] = report.cutoffs;
  json["resamples"] = report.num_resamples;
  json["confidence"] = 0.95;
  json["models"] = Json::array();
  for (const ModelReport& model : report.models) {
    json["models"].push_back(model_json(model, report.cutoffs));
  }
  json["skipped"] = Json::array();
  for (const SkippedModel& model : report.skipped) {
    json["skipped"].push_back({{"name", model.name}, {"reason", model.reason}});
  }
  return json.dump(2) + "\n";
}

std::string to_table(const EvaluationReport& report) {
  const uint32_t k = main_length(report.cutoffs);
  const uint32_t people = report.models.empty() ? 0 : report.models.front().metrics.num_people;
  std::string table = fmt::format(
      "{}: {} people tested on {} held-out items, {} items in the catalogue, trained on {} "
      "interactions of {} users{}\n",
      report.protocol, people, report.num_test_interactions, report.num_items,
      report.num_training_interactions, report.num_training_users,
      report.simulated ? "; the readers are simulated" : "");
  if (report.known_interactions) {
    table += fmt::format("new items known by {} people each\n", *report.known_interactions);
  }
  if (report.history_items) {
    table += fmt::format("people known by {} items each\n", *report.history_items);
  }
  if (report.answers) {
    table += fmt::format("asked-*: people known by {} titles that they rated\n", *report.answers);
  }
  table += header_line(k);
  for (const ModelReport& model : report.models) table += model_line(model, k);
  table += loss_lines(report, k);
  table += mixed_lines(report, k);
  for (const SkippedModel& model : report.skipped) {
    table += fmt::format("{} left out: {}\n", model.name, model.reason);
  }
  return table;
}

}  // namespace pocketrec
