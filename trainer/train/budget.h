// How training makes do with a given time. The only place where a result depends on a clock.
//
// The time for everything is divided: at most kChoosingShare of it goes to choosing settings, and
// what is then left to the final trainings, which have fewer epochs where it is short.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "trainer/train/checkpoint.h"
#include "trainer/train/softmax.h"

namespace pocketrec {

inline constexpr double kChoosingShare = 0.4;

struct BudgetOptions {
  double seconds = 0;  // 0: as long as it takes
  // Trainings as long as the final one that share the time: train makes another for its figures.
  uint32_t num_final_trainings = 1;
};

class Budget {
 public:
  // The clock starts. What it says is kept in `checkpoint` (may be null), and a training that goes
  // on from there decides again as it did before.
  Budget(const BudgetOptions& options, Checkpoint* checkpoint);

  bool is_limited() const { return options_.seconds > 0; }
  // Tries how long an epoch of `options` takes on `interactions`: what epochs are counted by below.
  void measure(const InteractionMatrix& interactions, const SoftmaxOptions& options);
  // Will so many epochs with all factors be over before this share of the time is? Always, without
  // limit. `when`: another for every question.
  bool has_time(const std::string& when, double share, double epochs);
  // Epochs that the final training can have now, 1 to `most`.
  uint32_t final_epochs(uint32_t most);
  // Those that it will have if choosing takes all that it may.
  uint32_t planned_epochs(uint32_t most) const;

 private:
  double elapsed_seconds(const std::string& when);
  uint32_t epochs_in(double seconds, uint32_t most) const;

  BudgetOptions options_;
  Checkpoint* checkpoint_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  double before_ = 0;  // seconds of processes that were stopped
  double epoch_seconds_ = 0;
};

}  // namespace pocketrec
