// The settings of the softmax model that data sets want different, chosen on held-out people.
#pragma once

#include <cstdint>
#include <functional>

#include "trainer/train/budget.h"
#include "trainer/train/checkpoint.h"
#include "trainer/train/fit_progress.h"
#include "trainer/train/softmax.h"
#include "trainer/train/validation.h"

namespace pocketrec {

// What the caller has set, and is not to be chosen.
struct FixedSettings {
  bool temperature = false, background_weight = false, focus = false, smoothing = false,
       neighbour_weight = false;
  bool num_negatives = false, batch_users = false;   // else by the number of users (fit.h)
  bool rate = false, neighbour_temperature = false;  // chosen by tune() alone (tune.h)
  // Never chosen. What a training takes over from another one leaves these and the two above alone.
  bool num_factors = false, num_epochs = false;
};

struct SoftmaxChoice {
  SoftmaxOptions options;
  double ndcg =
      -1;  // on the validation people, of the short training; -1: nothing was to be chosen
};

// What may end a choice early, or go on with one.
struct ChoiceLimits {
  Budget* budget = nullptr;          // null: as long as it takes
  Checkpoint* checkpoint = nullptr;  // what is measured is kept there, and not measured again
};

// By short trainings without the validation people: with few factors first the temperature, up and
// down a ladder from where it stands until both neighbours are worse, then the background weight
// likewise; then, after a training with all factors, the weight of neighbours, smoothing and focus.
// A setting is left only for one that is clearly better; of the neighbours' weight the smallest is
// taken that loses next to nothing, and smoothing stays as it is unless that loses much.
// Deterministic at any thread count.
SoftmaxChoice choose_softmax(const SoftmaxOptions& start, const FixedSettings& fixed,
                             Validation& validation,
                             const std::function<void(const FitProgress&)>& progress,
                             const ChoiceLimits& limits = {});

}  // namespace pocketrec
