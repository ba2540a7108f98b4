#include "trainer/train/choose_softmax.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace pocketrec {
namespace {

using Progress = std::function<void(const FitProgress&)>;

// Rungs of about a third: finer steps are below what the validation people can tell apart.
constexpr float kTemperatures[] = {0.045F, 0.06F, 0.08F, 0.105F, 0.14F, 0.19F, 0.25F, 0.35F, 0.5F};
constexpr float kBackgroundWeights[] = {0.8F, 0.9F, 1.0F, 1.1F, 1.2F, 1.3F};
constexpr float kSmoothings[] = {0.0F, 0.035F, 0.07F, 0.14F, 0.28F};
constexpr float kNeighbourWeights[] = {0.0F, 0.2F, 0.28F, 0.4F, 0.57F, 0.8F, 1.13F};
constexpr float kFocuses[] = {0.0F, 1.0F, 2.0F, 4.0F};

// Of a training's epochs and factors: enough to rank settings as the whole training would.
constexpr uint32_t kShortening = 5;
constexpr uint32_t kMinEpochs = 6;
constexpr uint32_t kFewFactors = 64;

// What a change must gain, relatively, to count.
constexpr double kClearly = 1.002;

class Search {
 public:
  // With at most `max_factors` factors.
  Search(const SoftmaxOptions& start, uint32_t max_factors, const Validation& validation,
         const Progress& progress)
      : best_(start), validation_(validation), progress_(progress) {
    best_.num_factors = std::min(best_.num_factors, max_factors);
    best_.num_epochs =
        std::min(best_.num_epochs, std::max(kMinEpochs, best_.num_epochs / kShortening));
    train(best_);
    best_ndcg_ = validation_.ndcg(softmax_model(tables_, best_));
  }

  // Along a ladder of values of a setting that needs training, from the rung nearest to the best.
  void climb(float SoftmaxOptions::*setting, std::span<const float> ladder) {
    const auto from = static_cast<ptrdiff_t>(nearest(ladder, best_.*setting));
    for (const ptrdiff_t direction : {-1, 1}) {
      bool moved = false;
      for (ptrdiff_t rung = from + direction;
           rung >= 0 && rung < static_cast<ptrdiff_t>(ladder.size()); rung += direction) {
        SoftmaxOptions options = best_;
        options.*setting = ladder[static_cast<size_t>(rung)];
        train(options);
        if (!keep_if_better(options)) break;
        moved = true;
      }
      if (moved) break;
    }
  }

  // A setting that matters for scores alone: every value, on the tables trained last.
  void try_all(float SoftmaxOptions::*setting, std::span<const float> values) {
    for (const float value : values) {
      if (value == best_.*setting) continue;
      SoftmaxOptions options = best_;
      options.*setting = value;
      keep_if_better(options);
    }
  }

  const SoftmaxOptions& best() const { return best_; }
  double best_ndcg() const { return best_ndcg_; }

 private:
  static size_t nearest(std::span<const float> ladder, float value) {
    const auto at_least = std::lower_bound(ladder.begin(), ladder.end(), value * 0.999F);
    return static_cast<size_t>(std::min(at_least, ladder.end() - 1) - ladder.begin());
  }

  void train(const SoftmaxOptions& options) {
    const std::string what = fmt::format(" (temperature {}, background weight {})",
                                         options.temperature, options.background_weight);
    tables_ = train_softmax(validation_.training(), options, [&](const EpochReport& epoch) {
      if (!progress_) return;
      const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
      progress_({"validation", what, epoch.epoch, options.num_epochs, epoch.seconds, epoch.loss,
                 epoch.epoch == options.num_epochs ? best_ndcg_ : -1, elapsed.count()});
    });
  }

  bool keep_if_better(const SoftmaxOptions& options) {
    const double ndcg = validation_.ndcg(softmax_model(tables_, options));
    if (ndcg <= best_ndcg_ * kClearly) return false;
    best_ = options;
    best_ndcg_ = ndcg;
    return true;
  }

  SoftmaxOptions best_;
  const Validation& validation_;
  const Progress& progress_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  SoftmaxTables tables_;
  double best_ndcg_ = -1;
};

}  // namespace

SoftmaxChoice choose_softmax(const SoftmaxOptions& start, const FixedSettings& fixed,
                             const Validation& validation, const Progress& progress) {
  if (fixed.temperature && fixed.background_weight && fixed.focus && fixed.smoothing &&
      fixed.neighbour_weight) {
    return {start, -1};
  }
  SoftmaxOptions chosen = start;
  double ndcg = -1;
  if (!fixed.temperature || !fixed.background_weight) {
    Search search(start, kFewFactors, validation, progress);
    if (!fixed.temperature) search.climb(&SoftmaxOptions::temperature, kTemperatures);
    if (!fixed.background_weight) {
      search.climb(&SoftmaxOptions::background_weight, kBackgroundWeights);
    }
    chosen.temperature = search.best().temperature;
    chosen.background_weight = search.best().background_weight;
    ndcg = search.best_ndcg();
  }
  if (!fixed.neighbour_weight || !fixed.smoothing || !fixed.focus) {
    Search search(chosen, chosen.num_factors, validation, progress);
    if (!fixed.neighbour_weight) {
      search.try_all(&SoftmaxOptions::neighbour_weight, kNeighbourWeights);
    }
    if (!fixed.smoothing) search.try_all(&SoftmaxOptions::smoothing, kSmoothings);
    if (!fixed.focus) search.try_all(&SoftmaxOptions::focus, kFocuses);
    chosen.neighbour_weight = search.best().neighbour_weight;
    chosen.smoothing = search.best().smoothing;
    chosen.focus = search.best().focus;
    ndcg = search.best_ndcg();
  }
  return {chosen, ndcg};
}

}  // namespace pocketrec
