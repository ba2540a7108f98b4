// Settings of the softmax model, measured on held-out people and moved where that is better.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "trainer/train/choose_softmax.h"
#include "trainer/train/fit_progress.h"
#include "trainer/train/softmax.h"
#include "trainer/train/validation.h"

namespace pocketrec {

// What settings are measured by, and how.
struct Measuring {
  Validation& validation;
  const std::function<void(const FitProgress&)>& progress;
  const ChoiceLimits& limits;
  bool smoothing_varies =
      false;  // tables are trained with audiences, whatever smoothing begins with
  double budget_share = kChoosingShare;  // of the budget, after which nothing more is measured
};

// Begins with one set of settings, the best so far, and changes one at a time. Trains only where
// the last training's tables do not serve. Deterministic at any thread count, but for a budget.
class SoftmaxSearch {
 public:
  // Measures `start`. `all_factors`: those of the training that epochs are counted by (budget.h).
  SoftmaxSearch(const SoftmaxOptions& start, uint32_t all_factors, const Measuring& measuring);

  // Along a ladder of values, ascending, of a setting that needs training, from the rung nearest to
  // the best, until both neighbours are worse. It must leave the time for `reserve` epochs with all
  // factors.
  void climb(float SoftmaxOptions::*setting, std::span<const float> ladder, double reserve);

  // A setting that matters for scores alone: every value, on the tables trained last. Only what is
  // clearly better is taken.
  void try_all(float SoftmaxOptions::*setting, std::span<const float> values);

  // The same for a setting that random hold-outs mislead about: of the values that lose at most
  // this share of the best, the first.
  void try_cautiously(float SoftmaxOptions::*setting, std::span<const float> trusted_first,
                      double most_loss);

  // All that matters for scores alone, and is not fixed: neighbour weight, smoothing, focus.
  void choose_for_scores(const FixedSettings& fixed);

  const SoftmaxOptions& best() const { return best_; }
  double best_ndcg() const { return best_ndcg_; }

 private:
  double ndcg(const SoftmaxOptions& options);
  void train(SoftmaxOptions options);
  bool keep_if_better(const SoftmaxOptions& options);
  bool has_time(double epochs, const SoftmaxOptions& options) const;
  double epochs_of(const SoftmaxOptions& options) const;

  SoftmaxOptions best_;
  uint32_t all_factors_;
  const Measuring& measuring_;
  std::optional<SoftmaxOptions> trained_;
  SoftmaxTables tables_;
  double best_ndcg_ = -1;
};

}  // namespace pocketrec
