#include "trainer/evaluate/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "core/recommender.h"
#include "trainer/evaluate/baselines.h"
#include "trainer/evaluate/cold.h"
#include "trainer/evaluate/contest.h"
#include "trainer/evaluate/model_rankers.h"
#include "trainer/evaluate/models.h"
#include "trainer/evaluate/question.h"
#include "trainer/evaluate/short_histories.h"
#include "trainer/metrics/calibration.h"
#include "trainer/pack/pack.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

constexpr double kHeldShare = 0.2;

// Items of a list by which scores are turned into shares.
constexpr uint32_t kCalibratedLength = 100;

// Ascending, each once.
std::vector<uint32_t> checked_cutoffs(std::vector<uint32_t> cutoffs) {
  if (cutoffs.empty()) throw UsageError("no list length was given; pass for example --k 10,20,100");
  for (const uint32_t k : cutoffs) {
    if (k >= 1 && k <= kMaxResults) continue;
    throw UsageError(fmt::format("expected list lengths from 1 to {}, found {}", kMaxResults, k));
  }
  std::sort(cutoffs.begin(), cutoffs.end());
  cutoffs.erase(std::unique(cutoffs.begin(), cutoffs.end()), cutoffs.end());
  return cutoffs;
}

EvaluateOptions completed(EvaluateOptions options) {
  options.cutoffs = checked_cutoffs(std::move(options.cutoffs));
  options.fit.seed = options.seed;
  options.fit.threads = options.threads;
  return options;
}

ModelReport train_and_judge(const ModelKind& kind, Contest& contest) {
  const Stopwatch watch;
  Ranker ranker = kind.train(contest);
  if (ranker.train_seconds == 0) ranker.train_seconds = watch.seconds();
  return contest.judge(ranker);
}

// What a contest is about. items: what they are, where that is known.
struct Source {
  const InteractionMatrix& training;
  const EvaluationSet& test;
  const std::vector<Item>* items = nullptr;
  const ColdSplit* cold = nullptr;  // of protocol cold
  std::shared_ptr<const KnownPeople> people = nullptr;
};

EvaluationReport run(const Source& source, EvaluateOptions options,
                     const EvaluateProgress& progress) {
  options = completed(std::move(options));
  options.people = source.people;
  const std::vector<ModelKind> kinds = models_named(options.models);
  const Question question(source.training, source.test,
                          options.known_interactions
                              ? impartial_order(source.training, options.seed)
                              : bundle_order(source.training));
  if (source.items != nullptr) question.tell_content(*source.items, options);
  if (source.cold != nullptr) question.tell_cold(*source.cold, options);
  const InteractionMatrix& training = question.training;
  const EvaluationSet& test = question.test;
  Contest contest(training, test, options, progress);
  EvaluationReport report;
  report.num_items = training.num_columns;
  report.num_candidates = static_cast<uint32_t>(
      options.candidates.empty() ? training.num_columns : options.candidates.size());
  report.num_training_users = training.num_rows;
  report.num_training_interactions = training.num_entries();
  report.num_test_interactions = test.targets.num_entries();
  report.known_interactions = options.known_interactions;
  report.history_items = options.history_items;
  report.answers = options.answers;
  report.seed = options.seed;
  report.num_resamples = options.num_resamples;
  report.cutoffs = options.cutoffs;
  for (const ModelKind& kind : kinds) {
    const std::string obstacle = kind.obstacle(contest);
    if (obstacle.empty()) {
      report.models.push_back(train_and_judge(kind, contest));
    } else if (asks_for_all(options.models)) {
      report.skipped.push_back({kind.name, obstacle});
    } else {
      throw UsageError(fmt::format("{}; leave {} out of --models", obstacle, kind.name));
    }
  }
  return report;
}

// The figures of one model that a manifest shows.
nlohmann::ordered_json headline(const ModelReport& model, uint32_t k) {
  nlohmann::ordered_json json;
  for (const char* name : {"recall", "ndcg"}) {
    const Metric& metric = model.metrics.at(name, k);
    const std::string key = fmt::format("{}@{}", name, k);
    json[key] = metric.value;
    json[key + "_interval"] = {metric.interval.low, metric.interval.high};
  }
  return json;
}

// Rounded to what is known of them.
double rounded(double value) { return std::round(value * 1e4) / 1e4; }

// The error is that of a line through half of the people for the other half.
nlohmann::ordered_json calibration_json(const std::vector<std::vector<ScoredOutcome>>& people) {
  std::vector<ScoredOutcome> all, halves[2];
  for (size_t p = 0; p < people.size(); ++p) {
    all.insert(all.end(), people[p].begin(), people[p].end());
    halves[p % 2].insert(halves[p % 2].end(), people[p].begin(), people[p].end());
  }
  const Calibration calibration = calibrate(all);
  nlohmann::ordered_json scores = nlohmann::ordered_json::array(), shares = scores;
  for (const float score : calibration.scores) scores.push_back(rounded(score));
  for (const float share : calibration.shares) shares.push_back(rounded(share));
  return {{"scores", scores},
          {"shares", shares},
          {"held_share", kHeldShare},
          {"error", rounded(calibration_error(calibrate(halves[0]), halves[1]))}};
}

// Those who are tested are still among the rows of training where `in_training`.
std::shared_ptr<const KnownPeople> people_of(const std::vector<User>& users,
                                             const std::vector<uint32_t>& test_users,
                                             bool in_training) {
  auto people = std::make_shared<KnownPeople>();
  for (const uint32_t user : test_users) people->tested.push_back(users[user]);
  for (uint32_t user = 0; user < users.size(); ++user) {
    if (in_training || !std::ranges::binary_search(test_users, user)) {
      people->training.push_back(users[user]);
    }
  }
  return people;
}

EvaluationReport about(const Dataset& dataset, Protocol protocol, EvaluationReport report) {
  report.protocol = name_of(protocol);
  report.data_format = name_of(dataset.format);
  report.data_fingerprint = dataset.fingerprint;
  report.simulated = dataset.simulated;
  return report;
}

ColdOptions cold_options(const EvaluateOptions& options) {
  return {.hold_warm = options.among_all,
          .known_interactions = options.known_interactions,
          .history_items = options.history_items,
          .seed = options.seed};
}

EvaluationReport evaluate_cold(const Dataset& dataset, const ColdSplit& split,
                               const EvaluateOptions& options, const EvaluateProgress& progress) {
  return about(dataset, Protocol::kCold,
               run({split.training, split.test, &dataset.items, &split}, options, progress));
}

}  // namespace

Protocol protocol_named(std::string_view name) {
  if (name == "holdout") return Protocol::kHoldout;
  if (name == "strong") return Protocol::kStrong;
  if (name == "cold") return Protocol::kCold;
  throw UsageError(
      fmt::format("unknown protocol '{}'; expected 'holdout', 'strong' or 'cold'", name));
}

const char* name_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::kHoldout:
      return "holdout";
    case Protocol::kStrong:
      return "strong";
    case Protocol::kCold:
      return "cold";
  }
  return "";
}

Split split_by(Protocol protocol, const InteractionMatrix& interactions, uint64_t seed) {
  if (protocol == Protocol::kCold) {
    ColdSplit split = split_cold(interactions, ColdOptions{.seed = seed});
    return {std::move(split.training), std::move(split.test), {}};
  }
  if (protocol == Protocol::kHoldout) return split_holdout(interactions, kHeldShare, seed);
  return split_users(interactions, {.held_share = kHeldShare, .seed = seed});
}

EvaluationReport evaluate(const Dataset& dataset, Protocol protocol, const EvaluateOptions& options,
                          const EvaluateProgress& progress) {
  if (protocol == Protocol::kCold) {
    return evaluate_cold(dataset, split_cold(interactions_of(dataset), cold_options(options)),
                         options, progress);
  }
  Split split = split_by(protocol, interactions_of(dataset), options.seed);
  if (options.history_items) shorten_histories(split.test, *options.history_items, options.seed);
  const auto people = people_of(dataset.users, split.test_users, protocol == Protocol::kHoldout);
  return about(
      dataset, protocol,
      run({split.training, split.test, &dataset.items, nullptr, people}, options, progress));
}

EvaluationReport evaluate_later(Dataset dataset, const Dataset& later,
                                const EvaluateOptions& options, const EvaluateProgress& progress) {
  const uint32_t first = add_later_items(dataset, later);
  std::vector<uint32_t> cold(dataset.items.size() - first);
  std::iota(cold.begin(), cold.end(), first);
  ColdOptions how = cold_options(options);
  how.fewest_liked = 1;
  return evaluate_cold(dataset, split_cold(interactions_of(dataset), std::move(cold), how), options,
                       progress);
}

EvaluationReport evaluate_lists(const InteractionMatrix& train, const InteractionMatrix& test,
                                ListedUsers users, const EvaluateOptions& options,
                                const EvaluateProgress& progress) {
  if (train.num_rows != test.num_rows || train.num_columns != test.num_columns) {
    throw DataError(fmt::format(
        "training and test lists must be over the same users and items, found {} x {} and {} x {}",
        train.num_rows, train.num_columns, test.num_rows, test.num_columns));
  }
  if (users == ListedUsers::kUnseen) {
    const Split split = split_listed_users(train, test, options.seed);
    EvaluationReport report = run({split.training, split.test}, options, progress);
    report.protocol = "unseen";
    return report;
  }
  EvaluationReport report = run({chosen_only(train), {train, liked_only(test)}}, options, progress);
  report.protocol = "lists";
  return report;
}

std::string held_out_metrics_json(const InteractionMatrix& interactions,
                                  const std::vector<Item>& items, const EvaluateOptions& options) {
  constexpr uint32_t kLength = 20;
  // None of the people by whom fit() made its choices.
  const std::vector<uint32_t> validation =
      split_validation_users(interactions, options.seed).test_users;
  const Split split = split_users(
      interactions, {.held_share = kHeldShare, .seed = options.seed, .excluded = validation});
  if (split.test_users.empty()) return nlohmann::json{{"users", 0}}.dump();
  EvaluateOptions quick = options;
  quick.cutoffs = {kLength};
  quick = completed(quick);
  const Question question(split.training, split.test, bundle_order(split.training));
  question.tell_content(items, quick);
  Contest contest(question.training, question.test, quick, {});
  const ModelReport popularity = contest.judge(popularity_ranker(contest.audiences()));
  const Ranker shipped = packed_ranker("", contest.trained().model, quick);
  const ModelReport model = contest.judge(shipped);

  nlohmann::ordered_json json = {{"protocol", name_of(Protocol::kStrong)},
                                 {"users", model.metrics.num_people}};
  json.update(headline(model, kLength));
  json["popularity"] = headline(popularity, kLength);
  json["calibration"] = calibration_json(contest.outcomes(shipped, kCalibratedLength));
  return json.dump();
}

}  // namespace pocketrec
