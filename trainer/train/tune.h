// The search for better settings than fit() chooses by itself, where there is time for it.
//
// Successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and
// Hyperparameter Optimization", AISTATS 2016): many settings are trained for a ninth of the epochs
// with few factors, the better third of them for a third of the epochs, and the better third of
// those as long, and with as many factors, as the model will be. What fit() chooses by itself is
// among them to the end, so that the gain is seen. All are judged by people held out of training.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/fit.h"

namespace pocketrec {

struct TuneOptions {
  // Where to begin. What is in `fixed` is not tuned; its budget is that of the whole search; its
  // checkpoint keeps every figure found.
  FitOptions fit;
  // Settings in the first round. 0: as many as fit the budget, at most 243; 27 without one.
  uint32_t num_trials = 0;
};

struct Trial {
  uint32_t number = 0;  // 0: what fit() chooses by itself
  uint32_t round = 0;   // 1-based
  // With the factors and epochs of the round.
  SoftmaxOptions options;
  double ndcg = -1;  // NDCG@20 of the held-out people; -1: not measured
};

struct TuneResult {
  uint32_t num_people = 0;  // held out
  uint32_t num_rounds = 0;
  std::vector<Trial> trials;  // all that were measured, in that order
  // What fit() chooses by itself, and the best found (which may be the same), both trained in full.
  // Not measured where there was no time for it.
  Trial automatic, best;
  bool was_cut_short = false;  // the budget was over before the last trial
};

// `interactions`: users x items, weight 0 where an item was seen but not chosen. Deterministic in
// (interactions, options) at any thread count, but for a budget. Throws as fit(), and DataError
// where too few people can be held out to tell settings apart.
TuneResult tune(const InteractionMatrix& interactions, const TuneOptions& options,
                const std::function<void(const FitProgress&)>& progress = {});

}  // namespace pocketrec
