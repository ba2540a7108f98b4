#include "trainer/train/budget.h"

#include <algorithm>
#include <cmath>

namespace pocketrec {
namespace {

// Of the budget: for measuring.
constexpr double kMeasuringShare = 0.02;

}  // namespace

Budget::Budget(const BudgetOptions& options, Checkpoint* checkpoint)
    : options_(options), checkpoint_(checkpoint) {}

void Budget::measure(const InteractionMatrix& interactions, const SoftmaxOptions& options) {
  if (!is_limited()) return;
  epoch_seconds_ = remember(checkpoint_, "seconds an epoch", [&] {
    return measure_epoch_seconds(interactions, options, kMeasuringShare * options_.seconds);
  });
}

bool Budget::has_time(const std::string& when, double share, double epochs) {
  return !is_limited() ||
         elapsed_seconds(when) + epochs * epoch_seconds_ <= share * options_.seconds;
}

uint32_t Budget::final_epochs(uint32_t most) {
  if (!is_limited()) return most;
  return epochs_in(options_.seconds - elapsed_seconds("the final training"), most);
}

uint32_t Budget::planned_epochs(uint32_t most) const {
  return is_limited() ? epochs_in((1 - kChoosingShare) * options_.seconds, most) : most;
}

// As it was when a stopped process asked, and from then on.
double Budget::elapsed_seconds(const std::string& when) {
  const auto now = [&] {
    const std::chrono::duration<double> here = std::chrono::steady_clock::now() - start_;
    return before_ + here.count();
  };
  const double seconds = remember(checkpoint_, "seconds before " + when, now);
  before_ += std::max(0.0, seconds - now());
  return seconds;
}

uint32_t Budget::epochs_in(double seconds, uint32_t most) const {
  const double each = epoch_seconds_ * options_.num_final_trainings;
  const double epochs = std::floor(seconds / std::max(each, 1e-9));
  return static_cast<uint32_t>(std::clamp(epochs, 1.0, static_cast<double>(most)));
}

}  // namespace pocketrec
