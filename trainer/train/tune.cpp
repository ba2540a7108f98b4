#include "trainer/train/tune.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "trainer/split/split.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"
#include "trainer/support/random.h"
#include "trainer/train/softmax_search.h"
#include "trainer/train/validation.h"

namespace pocketrec {
namespace {

using Progress = std::function<void(const FitProgress&)>;

// A third of the trials go on to a round of three times the epochs: every round costs the same, but
// for the last, with all factors.
constexpr uint32_t kHalving = 3;
constexpr uint32_t kNumRounds = 3;
constexpr uint32_t kMinEpochs = 6;
constexpr uint32_t kFewFactors = 64;
constexpr uint32_t kTrialsWithoutBudget = 27;
constexpr uint32_t kTrialsByBudget[] = {243, 162, 81, 54, 27, 18, 9, 6, 3};

// How far trials lie from what fit() chooses: by these factors, or steps.
constexpr float kTemperatureFactors[] = {0.55F, 0.65F, 0.75F, 0.87F, 1.0F, 1.15F, 1.33F, 1.55F};
constexpr float kBackgroundSteps[] = {-0.2F, -0.1F, 0.0F, 0.1F, 0.2F};
constexpr float kRateFactors[] = {0.35F, 0.5F, 0.7F, 1.0F, 1.4F, 2.0F};
constexpr uint32_t kBatches[] = {256, 512, 1024, 2048};
constexpr uint32_t kNegatives[] = {1024, 2048, 4096, 8192};
constexpr float kNeighbourTemperatures[] = {0.035F, 0.05F, 0.07F, 0.1F, 0.14F};

template <class T, size_t kCount>
T one_of(const T (&values)[kCount], Random& random) {
  return values[random.below(kCount)];
}

// As people write numbers: a file of settings holds them.
float rounded(float value) { return std::stof(fmt::format("{:.3g}", value)); }

// Trial 0 is where the others begin from.
SoftmaxOptions drawn(const SoftmaxOptions& automatic, const FixedSettings& fixed, uint64_t seed,
                     uint32_t number) {
  Random random(seed, number);
  const float temperature = automatic.temperature * one_of(kTemperatureFactors, random);
  const float background_weight = automatic.background_weight + one_of(kBackgroundSteps, random);
  const float rate = automatic.rate * one_of(kRateFactors, random);
  const uint32_t batch_users = one_of(kBatches, random);
  const uint32_t num_negatives = one_of(kNegatives, random);
  SoftmaxOptions options = automatic;
  if (number == 0) return options;
  if (!fixed.temperature) {
    options.temperature = std::clamp(rounded(temperature), kMinTemperature, kMaxTemperature);
  }
  if (!fixed.background_weight) {
    options.background_weight = std::clamp(rounded(background_weight), 0.0F, kMaxBackgroundWeight);
  }
  if (!fixed.rate) options.rate = rounded(rate);
  if (!fixed.batch_users) options.batch_users = batch_users;
  if (!fixed.num_negatives) options.num_negatives = num_negatives;
  return options;
}

// Of the model that all this is for, to the part that a round trains.
SoftmaxOptions for_round(SoftmaxOptions options, uint32_t round) {
  if (round == kNumRounds) return options;
  uint32_t epochs = options.num_epochs;
  for (uint32_t r = round; r < kNumRounds; ++r) epochs /= kHalving;
  options.num_epochs = std::min(options.num_epochs, std::max(kMinEpochs, epochs));
  options.num_factors = std::min(options.num_factors, kFewFactors);
  return options;
}

// Of few epochs the first rounds have the same.
bool says_more_than_the_last(const SoftmaxOptions& options, uint32_t round) {
  if (round == 1) return true;
  const SoftmaxOptions now = for_round(options, round), before = for_round(options, round - 1);
  return now.num_epochs > before.num_epochs || now.num_factors > before.num_factors;
}

// Beside trial 0.
uint32_t others_that_go_on(uint32_t num_trials) { return std::max(2U, num_trials / kHalving) - 1; }

// Of training `trained`, in epochs of `whole`, which the budget has measured: most of the time goes
// into scores of users and negatives.
double epochs_of(const SoftmaxOptions& trained, const SoftmaxOptions& whole) {
  const double factors = static_cast<double>(trained.num_factors) / whole.num_factors;
  const double negatives = static_cast<double>(trained.num_negatives) / whole.num_negatives;
  return trained.num_epochs * factors * std::max(1.0, negatives);
}

// Of all rounds, likewise, with the mean number of negatives.
double cost_of(const SoftmaxOptions& options, bool negatives_vary, uint32_t num_trials) {
  double negatives = 1;
  if (negatives_vary) {
    negatives = 0;
    for (const uint32_t count : kNegatives) {
      negatives += std::max(1.0, static_cast<double>(count) / options.num_negatives);
    }
    negatives /= static_cast<double>(std::size(kNegatives));
  }
  double cost = 0;
  for (uint32_t round = 1; round <= kNumRounds; ++round) {
    cost += num_trials * negatives * epochs_of(for_round(options, round), options);
    num_trials = others_that_go_on(num_trials) + 1;
  }
  return cost;
}

class Tuning {
 public:
  Tuning(Validation& validation, const TuneOptions& options, const Progress& progress,
         Budget& budget)
      : validation_(validation),
        options_(options),
        progress_(progress),
        limits_{&budget, options.fit.checkpoint} {}

  TuneResult run() {
    result_.num_people = validation_.num_people();
    result_.num_rounds = kNumRounds;
    const SoftmaxChoice choice =
        choose_softmax(options_.fit.softmax, options_.fit.fixed, validation_, progress_, limits_);
    result_.automatic.options = result_.best.options = choice.options;
    std::vector<Trial> trials(num_trials(choice.options));
    for (uint32_t t = 0; t < trials.size(); ++t) {
      trials[t].number = t;
      trials[t].options = drawn(choice.options, options_.fit.fixed, options_.fit.seed, t);
    }
    for (uint32_t round = 1; round <= kNumRounds && !trials.empty(); ++round) {
      if (!says_more_than_the_last(choice.options, round)) continue;
      trials = better_third(run_round(trials, round));
    }
    return result_;
  }

 private:
  bool has_time(const std::string& when, double epochs) const {
    return limits_.budget->has_time(when, 1.0, epochs);
  }

  uint32_t num_trials(const SoftmaxOptions& options) const {
    if (options_.num_trials > 0) return options_.num_trials;
    if (!limits_.budget->is_limited()) return kTrialsWithoutBudget;
    for (const uint32_t count : kTrialsByBudget) {
      const double cost = cost_of(options, !options_.fit.fixed.num_negatives, count);
      if (has_time(fmt::format("{} trials", count), cost)) return count;
    }
    return kTrialsByBudget[std::size(kTrialsByBudget) - 1];
  }

  // Those that there was time for.
  std::vector<Trial> run_round(const std::vector<Trial>& trials, uint32_t round) {
    std::vector<Trial> measured;
    for (const Trial& trial : trials) {
      const SoftmaxOptions trained = for_round(trial.options, round);
      const double epochs = epochs_of(trained, options_.fit.softmax);
      if (!has_time(fmt::format("trial {} in round {}", trial.number, round), epochs)) {
        result_.was_cut_short = true;
        break;
      }
      check_cancelled();
      measured.push_back(trial);
      measured.back().round = round;
      measured.back().ndcg = measure(measured.back(), trained);
    }
    return measured;
  }

  // In the last round the settings for scores are chosen too, on the tables of a whole training.
  double measure(Trial& trial, const SoftmaxOptions& trained) {
    const std::string what =
        fmt::format(", trial {} in round {} of {}", trial.number, trial.round, kNumRounds);
    const FixedSettings& fixed = options_.fit.fixed;
    const Progress progress = [&](FitProgress epoch) {
      epoch.what = what + epoch.what;
      if (progress_) progress_(epoch);
    };
    const Measuring measuring{validation_, progress, limits_, !fixed.smoothing, 1.0};
    SoftmaxSearch search(trained, options_.fit.num_factors, measuring);
    record(trial, trained, search.best_ndcg());
    if (trial.round < kNumRounds) return search.best_ndcg();
    if (trial.number == 0) result_.automatic = result_.best = result_.trials.back();
    search.choose_for_scores(fixed);
    if (!fixed.neighbour_temperature) {
      search.try_all(&SoftmaxOptions::neighbour_temperature, kNeighbourTemperatures);
    }
    trial.options = search.best();
    record(trial, trial.options, search.best_ndcg());
    if (search.best_ndcg() > result_.best.ndcg) result_.best = result_.trials.back();
    return search.best_ndcg();
  }

  void record(const Trial& trial, const SoftmaxOptions& options, double ndcg) {
    result_.trials.push_back({trial.number, trial.round, options, ndcg});
  }

  // And trial 0, first.
  static std::vector<Trial> better_third(std::vector<Trial> trials) {
    if (trials.empty()) return trials;
    std::stable_sort(trials.begin() + 1, trials.end(),
                     [](const Trial& a, const Trial& b) { return a.ndcg > b.ndcg; });
    const uint32_t count = others_that_go_on(static_cast<uint32_t>(trials.size())) + 1;
    if (trials.size() > count) trials.resize(count);
    return trials;
  }

  Validation& validation_;
  const TuneOptions& options_;
  const Progress& progress_;
  ChoiceLimits limits_;
  TuneResult result_;
};

}  // namespace

TuneResult tune(const InteractionMatrix& interactions, const TuneOptions& options,
                const Progress& progress) {
  const InteractionMatrix choices = choices_to_train_on(interactions);
  TuneOptions settled = options;
  settled.fit = settled_options(options.fit, choices);
  Validation validation(interactions, settled.fit.seed, settled.fit.threads);
  if (!validation.says_something()) {
    throw DataError(fmt::format(
        "expected enough people with two liked items to hold out at least {}, found {}; tune where "
        "there are more, and train with the defaults here",
        Validation::kMinPeople, validation.num_people()));
  }
  Budget budget(settled.fit.budget, settled.fit.checkpoint);
  budget.measure(choices, settled.fit.softmax);
  return Tuning(validation, settled, progress, budget).run();
}

}  // namespace pocketrec
