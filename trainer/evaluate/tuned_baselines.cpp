#include "trainer/evaluate/tuned_baselines.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "trainer/evaluate/model_rankers.h"
#include "trainer/split/split.h"

namespace pocketrec {
namespace {

constexpr uint32_t kListLength = 20;

// Settings in the order of the grid, and how they are named to people.
template <class Settings>
struct Candidate {
  Settings settings;
  std::string name;
};

// `train(contest, settings)` makes a ranker for a smaller contest.
template <class Settings, class Train>
Settings best_of(const Contest& contest, const char* model,
                 const std::vector<Candidate<Settings>>& grid, Train train) {
  const Split split = split_validation_users(contest.training(), contest.options().seed);
  if (split.test_users.empty()) return grid.front().settings;
  EvaluateOptions options = contest.options();
  options.cutoffs = {kListLength};
  options.num_resamples = 1;  // its intervals are not looked at
  // These people are asked for any item, and others than those of the test.
  options.candidates.clear();
  options.warm_targets = nullptr;
  const Contest smaller(split.training, split.test, options, {});
  const Candidate<Settings>* best = &grid.front();
  double best_ndcg = -1;
  for (const Candidate<Settings>& candidate : grid) {
    const ModelReport report = smaller.judge(train(smaller, candidate.settings));
    const double ndcg = report.metrics.at("ndcg", kListLength).value;
    contest.say(fmt::format("{}: {}, validation NDCG@20 {:.4f}", model, candidate.name, ndcg));
    if (ndcg <= best_ndcg) continue;
    best_ndcg = ndcg;
    best = &candidate;
  }
  return best->settings;
}

}  // namespace

ItemKnnOptions item_knn_options(const Contest& contest) {
  ItemKnnOptions standard;
  standard.threads = contest.options().threads;
  if (!contest.options().tune_baselines) return standard;
  std::vector<Candidate<ItemKnnOptions>> grid;
  for (const uint32_t num_neighbours : {100U, 30U, 400U}) {
    for (const float shrinkage : {20.0F, 0.0F, 5.0F, 100.0F}) {
      ItemKnnOptions options = standard;
      options.num_neighbours = num_neighbours;
      options.shrinkage = shrinkage;
      grid.push_back(
          {options, fmt::format("{} neighbours, shrinkage {}", num_neighbours, shrinkage)});
    }
  }
  return best_of(contest, "item-knn", grid, [](const Contest& smaller, const auto& options) {
    return item_knn_ranker(smaller.training(), smaller.audiences(), options);
  });
}

EaseOptions ease_options(const Contest& contest) {
  EaseOptions standard;
  standard.threads = contest.options().threads;
  if (!contest.options().tune_baselines) return standard;
  std::vector<Candidate<EaseOptions>> grid;
  for (const float regularisation : {100.0F, 30.0F, 300.0F, 1000.0F}) {
    EaseOptions options = standard;
    options.regularisation = regularisation;
    grid.push_back({options, fmt::format("regularisation {}", regularisation)});
  }
  return best_of(contest, "ease", grid, [](const Contest& smaller, const auto& options) {
    return ease_ranker(smaller.training(), smaller.audiences(), options);
  });
}

FitOptions ials_options(const Contest& contest) {
  FitOptions standard = contest.options().fit;
  standard.algorithm = Algorithm::kIals;
  if (!contest.options().tune_baselines) return standard;
  std::vector<Candidate<FitOptions>> grid;
  for (const float ratio : {15.0F, 5.0F, 45.0F}) {
    for (const float regularisation : {0.7F, 0.2F, 2.0F}) {
      FitOptions options = standard;
      options.ials.unobserved_ratio = ratio;
      options.ials.regularisation = regularisation;
      options.validate = false;
      grid.push_back(
          {options, fmt::format("unobserved ratio {}, regularisation {}", ratio, regularisation)});
    }
  }
  FitOptions best = best_of(contest, "ials", grid, [](const Contest& smaller, const auto& options) {
    return float_ranker("ials", fit(smaller.training(), options).model, options.threads);
  });
  best.validate = standard.validate;  // the number of sweeps
  return best;
}

}  // namespace pocketrec
