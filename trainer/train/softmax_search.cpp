#include "trainer/train/softmax_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace pocketrec {
namespace {

// What is trusted most first.
constexpr float kSmoothings[] = {0.14F, 0.07F, 0.2F, 0.0F};
constexpr float kNeighbourWeights[] = {0.0F, 0.1F, 0.2F, 0.4F, 0.8F};
constexpr float kFocuses[] = {0.0F, 2.0F};

// What a change must gain, relatively, to count.
constexpr double kClearly = 1.002;

// What held-out people's loss may be, relatively, for a setting that is trusted more. (As the rule
// of one standard error: Breiman et al., "Classification and Regression Trees", 1984.)
struct Tolerance {
  double for_fewer_neighbours, for_usual_smoothing;
};

Tolerance tolerance(const Validation& validation) {
  if (validation.asks_for_what_came_last()) return {0.005, 0.005};
  // Items held out at random lie between a person's others, where what is asked of a model comes
  // after them: closeness to single items is worth less then, and what a whole audience has in
  // common more.
  return {0.01, 0.025};
}

size_t nearest(std::span<const float> ladder, float value) {
  const auto at_least = std::lower_bound(ladder.begin(), ladder.end(), value * 0.999F);
  return static_cast<size_t>(std::min(at_least, ladder.end() - 1) - ladder.begin());
}

// All that tables depend on, but seed and number of threads.
auto training_settings(const SoftmaxOptions& options) {
  return std::tie(options.num_factors, options.num_epochs, options.temperature,
                  options.background_weight, options.rate, options.batch_users,
                  options.num_negatives, options.content_drop, options.content);
}

std::string describe_training(const SoftmaxOptions& options) {
  return fmt::format("temperature {}, background weight {}, rate {}, {} users and {} negatives, {}",
                     options.temperature, options.background_weight, options.rate,
                     options.batch_users, options.num_negatives,
                     options.content == nullptr
                         ? "without content"
                         : fmt::format("content drop {}", options.content_drop));
}

// Different settings, different texts: what was measured is remembered by them.
std::string describe(const SoftmaxOptions& options) {
  return fmt::format(
      "{} factors, {} epochs, {}, smoothing {}, focus {}, neighbour weight {} and temperature {}",
      options.num_factors, options.num_epochs, describe_training(options), options.smoothing,
      options.focus, options.neighbour_weight, options.neighbour_temperature);
}

}  // namespace

SoftmaxSearch::SoftmaxSearch(const SoftmaxOptions& start, uint32_t all_factors,
                             const Measuring& measuring)
    : best_(start), all_factors_(all_factors), measuring_(measuring) {
  best_ndcg_ = ndcg(best_);
}

void SoftmaxSearch::climb(float SoftmaxOptions::*setting, std::span<const float> ladder,
                          double reserve) {
  const auto from = static_cast<ptrdiff_t>(nearest(ladder, best_.*setting));
  for (const ptrdiff_t direction : {-1, 1}) {
    bool moved = false;
    for (ptrdiff_t rung = from + direction;
         rung >= 0 && rung < static_cast<ptrdiff_t>(ladder.size()); rung += direction) {
      SoftmaxOptions options = best_;
      options.*setting = ladder[static_cast<size_t>(rung)];
      if (!has_time(epochs_of(options) + reserve, options) || !keep_if_better(options)) break;
      moved = true;
    }
    if (moved) break;
  }
}

void SoftmaxSearch::try_all(float SoftmaxOptions::*setting, std::span<const float> values) {
  for (const float value : values) {
    if (value == best_.*setting) continue;
    SoftmaxOptions options = best_;
    options.*setting = value;
    if (!has_time(0, options)) return;
    keep_if_better(options);
  }
}

void SoftmaxSearch::try_cautiously(float SoftmaxOptions::*setting,
                                   std::span<const float> trusted_first, double most_loss) {
  std::vector<std::pair<double, SoftmaxOptions>> measured;
  for (const float value : trusted_first) {
    SoftmaxOptions options = best_;
    options.*setting = value;
    if (!has_time(0, options)) return;
    measured.emplace_back(ndcg(options), options);
  }
  const auto better = [](const auto& a, const auto& b) { return a.first < b.first; };
  const double most = std::max_element(measured.begin(), measured.end(), better)->first;
  if (most <= 0) return;  // no list had a hit
  std::tie(best_ndcg_, best_) =
      *std::find_if(measured.begin(), measured.end(),
                    [&](const auto& one) { return one.first >= most * (1 - most_loss); });
}

void SoftmaxSearch::choose_for_scores(const FixedSettings& fixed) {
  const Tolerance most_loss = tolerance(measuring_.validation);
  if (!fixed.neighbour_weight) {
    try_cautiously(&SoftmaxOptions::neighbour_weight, kNeighbourWeights,
                   most_loss.for_fewer_neighbours);
  }
  if (!fixed.smoothing) {
    try_cautiously(&SoftmaxOptions::smoothing, kSmoothings, most_loss.for_usual_smoothing);
  }
  if (!fixed.focus) try_all(&SoftmaxOptions::focus, kFocuses);
}

double SoftmaxSearch::epochs_of(const SoftmaxOptions& options) const {
  return static_cast<double>(options.num_epochs) * options.num_factors / all_factors_;
}

bool SoftmaxSearch::has_time(double epochs, const SoftmaxOptions& options) const {
  Budget* budget = measuring_.limits.budget;
  return budget == nullptr || budget->has_time(describe(options), measuring_.budget_share, epochs);
}

double SoftmaxSearch::ndcg(const SoftmaxOptions& options) {
  return remember(measuring_.limits.checkpoint, "NDCG@20 of " + describe(options), [&] {
    if (!trained_ || training_settings(*trained_) != training_settings(options)) train(options);
    return measuring_.validation.ndcg(softmax_model(tables_, options));
  });
}

void SoftmaxSearch::train(SoftmaxOptions options) {
  const std::string what = fmt::format(" ({})", describe_training(options));
  trained_ = options;
  if (measuring_.smoothing_varies) options.smoothing = 1;  // the tables must have audiences
  tables_ = train_softmax(
      measuring_.validation.training(), options,
      [&](const EpochReport& epoch) {
        if (!measuring_.progress) return;
        measuring_.progress({"validation", what, epoch.epoch, options.num_epochs, epoch.seconds,
                             epoch.loss, epoch.epoch == options.num_epochs ? best_ndcg_ : -1,
                             epoch.all_seconds});
      },
      {measuring_.limits.checkpoint});
}

bool SoftmaxSearch::keep_if_better(const SoftmaxOptions& options) {
  const double found = ndcg(options);
  if (found <= best_ndcg_ * kClearly) return false;
  best_ = options;
  best_ndcg_ = found;
  return true;
}

}  // namespace pocketrec
