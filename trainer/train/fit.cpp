#include "trainer/train/fit.h"

#include <chrono>
#include <cmath>
#include <string>

#include "trainer/data/dataset.h"
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

// The settings of all models in one place, from that of the request.
FitOptions with_common(FitOptions options) {
  options.softmax.num_factors = options.ials.num_factors = options.num_factors;
  options.softmax.seed = options.ials.seed = options.seed;
  options.softmax.threads = options.ials.threads = options.threads;
  return options;
}

struct Choice {
  FitOptions options;
  double ndcg = -1;
};

// Trains without the validation people until their NDCG has not risen for `patience` sweeps.
Choice choose_sweeps(const FitOptions& options, const Validation& validation,
                     const Progress& progress) {
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
    return sweep.sweep - best.options.ials.num_sweeps < options.patience;
  });
  if (best.ndcg == 0) best.options = options;  // no list had a hit
  return best;
}

Choice choose(const InteractionMatrix& interactions, const FitOptions& options,
              const Progress& progress) {
  const Validation validation(interactions, options.seed, options.threads);
  if (!validation.says_something()) return {options, -1};
  if (options.algorithm == Algorithm::kIals) return choose_sweeps(options, validation, progress);
  FitOptions chosen = options;
  const SoftmaxChoice choice = choose_softmax(options.softmax, options.fixed, validation, progress);
  chosen.softmax = choice.options;
  return {chosen, choice.ndcg};
}

Model train_final(const InteractionMatrix& liked, const FitOptions& options,
                  const Progress& progress) {
  const auto start = Clock::now();
  if (options.algorithm == Algorithm::kIals) {
    return train_ials(liked, options.ials, [&](const SweepReport& sweep) {
      if (progress) {
        progress({"final", "", sweep.sweep, options.ials.num_sweeps, sweep.seconds,
                  sweep.loss.total(), -1, seconds_since(start)});
      }
      return true;
    });
  }
  const SoftmaxTables tables = train_softmax(liked, options.softmax, [&](const EpochReport& epoch) {
    if (progress) {
      progress({"final", "", epoch.epoch, options.softmax.num_epochs, epoch.seconds, epoch.loss, -1,
                seconds_since(start)});
    }
  });
  return softmax_model(tables, options.softmax);
}

void check_liked(const InteractionMatrix& interactions, const InteractionMatrix& liked) {
  if (liked.num_entries() != 0 || interactions.num_entries() == 0) return;
  throw DataError("there is nothing to train on: of " + std::to_string(interactions.num_entries()) +
                  " interactions none is liked (ratings below " +
                  std::to_string(std::lround(100.0F * kLikedPosition)) +
                  " % of the way from the worst to the best); add better rated ones, or take the "
                  "ratings away to count every choice");
}

}  // namespace

const char* name_of(Algorithm algorithm) {
  return algorithm == Algorithm::kSoftmax ? "softmax" : "ials";
}

FitResult fit(const InteractionMatrix& interactions, const FitOptions& options,
              const Progress& progress) {
  const auto start = Clock::now();
  const InteractionMatrix liked = liked_only(interactions);
  check_liked(interactions, liked);
  Choice choice{with_common(options), -1};
  if (options.validate) choice = choose(interactions, choice.options, progress);
  choice.options.validate = false;
  FitResult result;
  result.model = train_final(liked, choice.options, progress);
  result.chosen = choice.options;
  result.validation_ndcg = choice.ndcg;
  result.seconds = seconds_since(start);
  return result;
}

}  // namespace pocketrec
