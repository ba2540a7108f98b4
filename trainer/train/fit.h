// Fit a model to interactions: choose the number of sweeps on held-out users, then train on all.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/ials.h"

namespace pocketrec {

struct FitOptions {
  IalsOptions ials;
  bool early_stopping = true;  // false: exactly ials.num_sweeps on everything
  uint32_t patience = 2;       // sweeps without a better validation NDCG before stopping
};

struct FitProgress {
  std::string stage;  // "validation" or "final"
  SweepReport sweep;
  double validation_ndcg = -1;  // NDCG@20 on the held-out users; -1: not measured
  uint32_t max_sweeps = 0;
  double stage_seconds = 0;  // since the stage began, loss and validation included
};

struct FitResult {
  Model model;
  uint32_t num_sweeps = 0;      // of the final training
  double validation_ndcg = -1;  // the best; -1: no early stopping
  double seconds = 0;           // all training, validation included
};

// `interactions`: users x items, weight 0 where an item was seen but not liked. Where validation
// says nothing (fewer than 20 people, or no hit in anyone's list), ials.num_sweeps sweeps are made.
// Deterministic in (interactions, options) at any thread count. Throws DataError where nothing is
// liked, Cancelled.
FitResult fit(const InteractionMatrix& interactions, const FitOptions& options,
              const std::function<void(const FitProgress&)>& progress = {});

}  // namespace pocketrec
