// Fit a model to interactions: choose what the data must decide on held-out users, then train on
// all.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/budget.h"
#include "trainer/train/checkpoint.h"
#include "trainer/train/choose_softmax.h"
#include "trainer/train/ials.h"
#include "trainer/train/softmax.h"

namespace pocketrec {

enum class Algorithm { kSoftmax, kIals };

// "softmax", "ials".
const char* name_of(Algorithm algorithm);

struct FitOptions {
  Algorithm algorithm = Algorithm::kSoftmax;
  uint32_t num_factors = 128;  // 1..1024
  uint64_t seed = 1;
  uint32_t threads = 0;  // 0: all cores; never changes a bit of the result
  // Their factors, seed and threads are set from those above.
  SoftmaxOptions softmax;
  IalsOptions ials;
  // Are people's choices learned together with what items are (softmax.content, set where the
  // caller knows it)? Unless it is said: for up to 200,000 users. With more, items have audiences
  // of their own, and an epoch would take several times as long.
  std::optional<bool> use_content;
  // false: all settings are taken as they are. true: those of softmax that are not in `fixed`, and
  // the number of sweeps of ials, are chosen by validation.
  bool validate = true;
  FixedSettings fixed;
  uint32_t patience = 2;  // of ials: sweeps without a better validation NDCG before stopping
  // With one, what is chosen depends on the speed of the machine.
  BudgetOptions budget;
  // Not owned; null: none. Of softmax alone. What is found there is not done again.
  Checkpoint* checkpoint = nullptr;
};

// The most negatives of a training of so many users where they are not fixed: 4096 up to 200,000
// users, then such that users times negatives stay the same, but at least 1024. More users see more
// samples.
uint32_t most_negatives(uint64_t num_users);
// The fewest users in a batch, likewise: any number up to 200,000 users, then 512, and as many
// times more as there are fewer negatives, so that a step stays as large, and an item's row is
// fetched for more users at a time.
uint32_t fewest_batch_users(uint64_t num_users);

// What was chosen of `interactions` (weight > 0). Throws DataError where there are interactions,
// but no choice.
InteractionMatrix choices_to_train_on(const InteractionMatrix& interactions);

// With what is common to all models set in each of them, and what depends on the number of users
// who are trained on.
FitOptions settled_options(FitOptions options, const InteractionMatrix& choices);

struct FitResult {
  Model model;
  // With what the final training ran: `validate` is false, and there is no budget.
  FitOptions chosen;
  double validation_ndcg = -1;  // the best; -1: not measured
  double seconds = 0;           // all training, validation included
};

// `interactions`: users x items, weight 0 where an item was seen but not chosen. Where validation
// says nothing (fewer than 20 people, or no hit in anyone's list), the options are taken as they
// are. With softmax.start, `validate` must be false. Deterministic in (interactions, options) at
// any thread count. Throws DataError where nothing is chosen, UsageError, Cancelled.
FitResult fit(const InteractionMatrix& interactions, const FitOptions& options,
              const std::function<void(const FitProgress&)>& progress = {});

}  // namespace pocketrec
