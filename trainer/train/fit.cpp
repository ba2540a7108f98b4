#include "trainer/train/fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "trainer/split/split.h"
#include "trainer/support/error.h"
#include "trainer/train/choose_softmax.h"
#include "trainer/train/validation.h"

namespace pocketrec {
namespace {

using Clock = std::chrono::steady_clock;
using Progress = std::function<void(const FitProgress&)>;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

uint64_t users_to_train_on(const InteractionMatrix& choices) {
  const uint64_t fewest = fewest_items_to_train_on(choices);
  uint64_t num_users = 0;
  for (uint32_t r = 0; r < choices.num_rows; ++r)
    num_users += choices.row(r).size() >= fewest ? 1 : 0;
  return num_users;
}

constexpr uint64_t kUsersWithMostNegatives = 200'000;
constexpr uint64_t kMostUsersWithContent = 200'000;
constexpr uint32_t kMostNegatives = 4096, kFewestNegatives = 1024;
constexpr uint32_t kFewestBatchUsers = 512;

// Nothing is chosen where the budget leaves fewer than one in so many of the epochs asked for.
constexpr uint32_t kLeastShareToChoose = 3;

struct Choice {
  FitOptions options;
  double ndcg = -1;
};

// Trains without the validation people until their NDCG has not risen for `patience` sweeps.
Choice choose_sweeps(const FitOptions& options, Validation& validation, const Progress& progress,
                     Budget& budget) {
  Choice best{options, -1};
  const auto start = Clock::now();
  train_ials(validation.training(), options.ials, [&](const SweepReport& sweep) {
    const double ndcg = validation.ndcg(*sweep.model);
    if (ndcg > best.ndcg) {
      best.options.ials.num_sweeps = sweep.sweep;
      best.ndcg = ndcg;
    }
    if (progress) {
      progress({"validation", "", sweep.sweep, options.ials.num_sweeps, sweep.seconds,
                sweep.loss.total(), ndcg, seconds_since(start)});
    }
    return sweep.sweep - best.options.ials.num_sweeps < options.patience &&
           budget.has_time("the next sweep", kChoosingShare, 0);
  });
  if (best.ndcg == 0) best.options = options;  // no list had a hit
  return best;
}

Choice choose(const InteractionMatrix& interactions, const FitOptions& options,
              const Progress& progress, Budget& budget) {
  Validation validation(interactions, options.seed, options.threads);
  if (!validation.says_something()) return {options, -1};
  if (options.algorithm == Algorithm::kIals) {
    return choose_sweeps(options, validation, progress, budget);
  }
  FitOptions chosen = options;
  const SoftmaxChoice choice = choose_softmax(options.softmax, options.fixed, validation, progress,
                                              {&budget, options.checkpoint});
  chosen.softmax = choice.options;
  return {chosen, choice.ndcg};
}

// `what`: for people, of this training.
Model train_final(const InteractionMatrix& choices, const FitOptions& options,
                  const std::string& what, const Progress& progress) {
  const auto start = Clock::now();
  if (options.algorithm == Algorithm::kIals) {
    return train_ials(choices, options.ials, [&](const SweepReport& sweep) {
      if (progress) {
        progress({"final", "", sweep.sweep, options.ials.num_sweeps, sweep.seconds,
                  sweep.loss.total(), -1, seconds_since(start)});
      }
      return true;
    });
  }
  const auto report = [&](const EpochReport& epoch) {
    if (!progress) return;
    progress({"final", what, epoch.epoch, options.softmax.num_epochs, epoch.seconds, epoch.loss, -1,
              epoch.all_seconds});
  };
  return softmax_model(train_softmax(choices, options.softmax, report, {options.checkpoint, true}),
                       options.softmax);
}

}  // namespace

const char* name_of(Algorithm algorithm) {
  return algorithm == Algorithm::kSoftmax ? "softmax" : "ials";
}

uint32_t most_negatives(uint64_t num_users) {
  const uint64_t shared =
      kMostNegatives * kUsersWithMostNegatives / std::max<uint64_t>(num_users, 1);
  // Whole blocks: a remainder costs as much as a block.
  return static_cast<uint32_t>(
      std::clamp<uint64_t>(shared / 32 * 32, kFewestNegatives, kMostNegatives));
}

uint32_t fewest_batch_users(uint64_t num_users) {
  if (num_users <= kUsersWithMostNegatives) return 1;
  return kFewestBatchUsers * kMostNegatives / most_negatives(num_users);
}

InteractionMatrix choices_to_train_on(const InteractionMatrix& interactions) {
  InteractionMatrix choices = chosen_only(interactions);
  choices.times = {};  // training does not look at them
  if (choices.num_entries() != 0 || interactions.num_entries() == 0) return choices;
  throw DataError("there is nothing to train on: of " + std::to_string(interactions.num_entries()) +
                  " interactions none counts (all have weight 0); expected choices, with a weight "
                  "above 0");
}

FitOptions settled_options(FitOptions options, const InteractionMatrix& choices) {
  const uint64_t num_users = users_to_train_on(choices);
  if (!options.fixed.num_negatives) {
    options.softmax.num_negatives =
        std::min(options.softmax.num_negatives, most_negatives(num_users));
  }
  if (!options.fixed.batch_users) {
    options.softmax.batch_users =
        std::max(options.softmax.batch_users, fewest_batch_users(num_users));
  }
  if (!options.use_content.value_or(num_users <= kMostUsersWithContent)) {
    options.softmax.content = nullptr;
  }
  options.use_content = options.softmax.content != nullptr;
  options.softmax.num_factors = options.ials.num_factors = options.num_factors;
  options.softmax.seed = options.ials.seed = options.seed;
  options.softmax.threads = options.ials.threads = options.threads;
  return options;
}

FitResult fit(const InteractionMatrix& interactions, const FitOptions& options,
              const Progress& progress) {
  const auto start = Clock::now();
  const InteractionMatrix choices = choices_to_train_on(interactions);
  Choice choice{settled_options(options, choices), -1};
  uint32_t& epochs = choice.options.softmax.num_epochs;
  const uint32_t most_epochs = epochs;
  Budget budget(options.budget, options.checkpoint);
  std::string what;
  const bool is_limited = budget.is_limited() && options.algorithm == Algorithm::kSoftmax;
  if (is_limited) {
    budget.measure(choices, choice.options.softmax);
    epochs = budget.planned_epochs(most_epochs);
  }
  // Of little time, more epochs make more than better settings.
  const bool has_time = epochs * kLeastShareToChoose >= most_epochs;
  if (options.validate && has_time) choice = choose(interactions, choice.options, progress, budget);
  if (is_limited) {
    epochs = budget.final_epochs(most_epochs);
    what = fmt::format(" ({} of {} epochs fit the budget)", epochs, most_epochs);
  }
  choice.options.validate = false;
  choice.options.budget = {};
  FitResult result;
  result.model = train_final(choices, choice.options, what, progress);
  result.chosen = choice.options;
  result.validation_ndcg = choice.ndcg;
  result.seconds = seconds_since(start);
  return result;
}

}  // namespace pocketrec
