#include "trainer/train/choose_softmax.h"

#include <algorithm>
#include <span>

#include "trainer/train/softmax_search.h"

namespace pocketrec {
namespace {

using Progress = std::function<void(const FitProgress&)>;

// Rungs of about a third: finer steps are below what the validation people can tell apart.
constexpr float kTemperatures[] = {0.045F, 0.06F, 0.08F, 0.105F, 0.14F, 0.19F, 0.25F, 0.35F, 0.5F};
constexpr float kBackgroundWeights[] = {0.8F, 0.9F, 1.0F, 1.1F, 1.2F, 1.3F};

// Of a training's epochs and factors: enough to rank settings as the whole training would.
constexpr uint32_t kShortening = 6;
constexpr uint32_t kMinEpochs = 6;
constexpr uint32_t kFewFactors = 64;

bool has_time(const ChoiceLimits& limits, const char* what, double epochs) {
  return limits.budget == nullptr || limits.budget->has_time(what, kChoosingShare, epochs);
}

SoftmaxOptions shortened(SoftmaxOptions options, uint32_t max_factors) {
  options.num_factors = std::min(options.num_factors, max_factors);
  options.num_epochs =
      std::min(options.num_epochs, std::max(kMinEpochs, options.num_epochs / kShortening));
  return options;
}

void choose_for_training(SoftmaxChoice& choice, const FixedSettings& fixed,
                         const Measuring& measuring, double reserve) {
  SoftmaxSearch search(shortened(choice.options, kFewFactors), choice.options.num_factors,
                       measuring);
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
  SoftmaxSearch search(shortened(choice.options, choice.options.num_factors),
                       choice.options.num_factors, measuring);
  search.choose_for_scores(fixed);
  choice.options.neighbour_weight = search.best().neighbour_weight;
  choice.options.smoothing = search.best().smoothing;
  choice.options.focus = search.best().focus;
  choice.ndcg = search.best_ndcg();
}

}  // namespace

SoftmaxChoice choose_softmax(const SoftmaxOptions& start, const FixedSettings& fixed,
                             Validation& validation, const Progress& progress,
                             const ChoiceLimits& limits) {
  const Measuring measuring{validation, progress, limits, !fixed.smoothing};
  const bool for_scores = !fixed.neighbour_weight || !fixed.smoothing || !fixed.focus;
  // In epochs with all factors.
  const double all = shortened(start, start.num_factors).num_epochs;
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
