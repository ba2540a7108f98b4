#include "trainer/train/choose_softmax.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace pocketrec {
namespace {

using Progress = std::function<void(const FitProgress&)>;

// Rungs of about a third: finer steps are below what the validation people can tell apart.
constexpr float kTemperatures[] = {0.045F, 0.06F, 0.08F, 0.105F, 0.14F, 0.19F, 0.25F, 0.35F, 0.5F};
constexpr float kBackgroundWeights[] = {0.8F, 0.9F, 1.0F, 1.1F, 1.2F, 1.3F};
constexpr float kSmoothings[] = {0.28F, 0.2F, 0.14F, 0.1F, 0.07F, 0.035F, 0.0F};  // cautious first
constexpr float kNeighbourWeights[] = {0.0F, 0.1F,  0.2F, 0.28F,
                                       0.4F, 0.57F, 0.8F, 1.13F};  // the same
constexpr float kFocuses[] = {0.0F, 1.0F, 2.0F, 4.0F};

// Of a training's epochs and factors: enough to rank settings as the whole training would.
constexpr uint32_t kShortening = 5;
constexpr uint32_t kMinEpochs = 6;
constexpr uint32_t kFewFactors = 64;

// What a change must gain, relatively, to count.
constexpr double kClearly = 1.002;

// What held-out people's loss may be, relatively, for a more cautious setting. Items held out at
// random lie between a person's others, where what is asked of a model comes after them: closeness
// to single items is worth less then, and what a whole audience has in common more. (As the rule of
// one standard error: Breiman et al., "Classification and Regression Trees", 1984.)
constexpr double kNearly = 0.99;

// What short trainings are measured by, and how.
struct Measuring {
  const Validation& validation;
  const Progress& progress;
  const ChoiceLimits& limits;
  bool smoothing_varies;
};

bool has_time(const ChoiceLimits& limits, const std::string& what, double epochs) {
  return limits.budget == nullptr || limits.budget->has_time(what, kChoosingShare, epochs);
}

class Search {
 public:
  // With at most `max_factors` factors.
  Search(const SoftmaxOptions& start, uint32_t max_factors, const Measuring& measuring)
      : best_(shortened(start, max_factors)),
        all_factors_(start.num_factors),
        measuring_(measuring) {
    best_ndcg_ = ndcg(best_);
  }

  static SoftmaxOptions shortened(SoftmaxOptions options, uint32_t max_factors) {
    options.num_factors = std::min(options.num_factors, max_factors);
    options.num_epochs =
        std::min(options.num_epochs, std::max(kMinEpochs, options.num_epochs / kShortening));
    return options;
  }

  // Along a ladder of values of a setting that needs training, from the rung nearest to the best.
  // It must leave the time for `reserve` epochs with all factors.
  void climb(float SoftmaxOptions::*setting, std::span<const float> ladder, double reserve) {
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

  // A setting that matters for scores alone: every value, on the tables trained last.
  void try_all(float SoftmaxOptions::*setting, std::span<const float> values) {
    for (const float value : values) {
      if (value == best_.*setting) continue;
      SoftmaxOptions options = best_;
      options.*setting = value;
      if (!has_time(0, options)) return;
      keep_if_better(options);
    }
  }

  // The same for a setting of which random hold-outs want too much: of the values within kNearly of
  // the best, the first.
  void try_cautiously(float SoftmaxOptions::*setting, std::span<const float> cautious_first) {
    std::vector<std::pair<double, SoftmaxOptions>> measured;
    for (const float value : cautious_first) {
      SoftmaxOptions options = best_;
      options.*setting = value;
      if (!has_time(0, options)) return;
      measured.emplace_back(ndcg(options), options);
    }
    const auto better = [](const auto& a, const auto& b) { return a.first < b.first; };
    const double most = std::max_element(measured.begin(), measured.end(), better)->first;
    std::tie(best_ndcg_, best_) =
        *std::find_if(measured.begin(), measured.end(),
                      [&](const auto& one) { return one.first >= most * kNearly; });
  }

  const SoftmaxOptions& best() const { return best_; }
  double best_ndcg() const { return best_ndcg_; }

 private:
  static size_t nearest(std::span<const float> ladder, float value) {
    const auto at_least = std::lower_bound(ladder.begin(), ladder.end(), value * 0.999F);
    return static_cast<size_t>(std::min(at_least, ladder.end() - 1) - ladder.begin());
  }

  static std::string describe(const SoftmaxOptions& options) {
    return fmt::format(
        "{} factors, {} epochs, temperature {}, background weight {}, smoothing {}, focus {}, "
        "neighbour weight {}",
        options.num_factors, options.num_epochs, options.temperature, options.background_weight,
        options.smoothing, options.focus, options.neighbour_weight);
  }

  // Of a training, counted with all factors.
  double epochs_of(const SoftmaxOptions& options) const {
    return static_cast<double>(options.num_epochs) * options.num_factors / all_factors_;
  }

  // For so many epochs before these options are measured.
  bool has_time(double epochs, const SoftmaxOptions& options) const {
    return pocketrec::has_time(measuring_.limits, describe(options), epochs);
  }

  // Trains only where it is not known, and the tables are not those of the last training.
  double ndcg(const SoftmaxOptions& options) {
    return remember(measuring_.limits.checkpoint, "NDCG@20 of " + describe(options), [&] {
      const bool is_trained = trained_ && trained_->temperature == options.temperature &&
                              trained_->background_weight == options.background_weight;
      if (!is_trained) train(options);
      return measuring_.validation.ndcg(softmax_model(tables_, options));
    });
  }

  void train(SoftmaxOptions options) {
    const std::string what = fmt::format(" (temperature {}, background weight {})",
                                         options.temperature, options.background_weight);
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

  bool keep_if_better(const SoftmaxOptions& options) {
    const double found = ndcg(options);
    if (found <= best_ndcg_ * kClearly) return false;
    best_ = options;
    best_ndcg_ = found;
    return true;
  }

  SoftmaxOptions best_;
  uint32_t all_factors_;
  const Measuring& measuring_;
  std::optional<SoftmaxOptions> trained_;
  SoftmaxTables tables_;
  double best_ndcg_ = -1;
};

void choose_for_training(SoftmaxChoice& choice, const FixedSettings& fixed,
                         const Measuring& measuring, double reserve) {
  Search search(choice.options, kFewFactors, measuring);
  if (!fixed.temperature) search.climb(&SoftmaxOptions::temperature, kTemperatures, reserve);
  if (!fixed.background_weight) {
    search.climb(&SoftmaxOptions::background_weight, kBackgroundWeights, reserve);
  }
  choice.options.temperature = search.best().temperature;
  choice.options.background_weight = search.best().background_weight;
  choice.ndcg = search.best_ndcg();
}

void choose_for_scores(SoftmaxChoice& choice, const FixedSettings& fixed,
                       const Measuring& measuring) {
  Search search(choice.options, choice.options.num_factors, measuring);
  if (!fixed.neighbour_weight) {
    search.try_cautiously(&SoftmaxOptions::neighbour_weight, kNeighbourWeights);
  }
  if (!fixed.smoothing) search.try_cautiously(&SoftmaxOptions::smoothing, kSmoothings);
  if (!fixed.focus) search.try_all(&SoftmaxOptions::focus, kFocuses);
  choice.options.neighbour_weight = search.best().neighbour_weight;
  choice.options.smoothing = search.best().smoothing;
  choice.options.focus = search.best().focus;
  choice.ndcg = search.best_ndcg();
}

}  // namespace

SoftmaxChoice choose_softmax(const SoftmaxOptions& start, const FixedSettings& fixed,
                             const Validation& validation, const Progress& progress,
                             const ChoiceLimits& limits) {
  const Measuring measuring{validation, progress, limits, !fixed.smoothing};
  const bool for_scores = !fixed.neighbour_weight || !fixed.smoothing || !fixed.focus;
  // In epochs with all factors.
  const double all = Search::shortened(start, start.num_factors).num_epochs;
  const double few = all * std::min(kFewFactors, start.num_factors) / start.num_factors;
  const double reserve = for_scores ? all : 0;
  SoftmaxChoice choice{start, -1};
  // Fewer than three trainings tell nothing.
  if ((!fixed.temperature || !fixed.background_weight) &&
      has_time(limits, "choosing for training", 3 * few + reserve)) {
    choose_for_training(choice, fixed, measuring, reserve);
  }
  if (for_scores && has_time(limits, "choosing for scores", all)) {
    choose_for_scores(choice, fixed, measuring);
  }
  return choice;
}

}  // namespace pocketrec
