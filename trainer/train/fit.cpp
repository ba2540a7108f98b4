#include "trainer/train/fit.h"

#include <chrono>
#include <cmath>
#include <string>

#include "trainer/data/dataset.h"
#include "trainer/metrics/accuracy.h"
#include "trainer/metrics/ranking.h"
#include "trainer/split/split.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"
#include "trainer/train/float_scores.h"

namespace pocketrec {
namespace {

using Clock = std::chrono::steady_clock;
using Progress = std::function<void(const FitProgress&)>;

constexpr uint32_t kValidationLength = 20;
constexpr size_t kPeoplePerBlock = 32;

// Fewer people than this say nothing about when to stop.
constexpr uint32_t kMinValidationPeople = 20;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// liked: liked_only(test.histories)
double validation_ndcg(const Model& model, const EvaluationSet& test,
                       const InteractionMatrix& liked, uint32_t threads) {
  const FloatScorer scorer(model, threads);
  RankedLists lists(test.histories.num_rows, kValidationLength);
  parallel_blocks(lists.num_lists(), kPeoplePerBlock, threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    std::vector<LikedItems> people;
                    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
                      people.push_back({liked.row(r), liked.row_weights(r)});
                    }
                    std::vector<float> scores = scorer.score(people);
                    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
                      const std::span<float> own(scores.data() + (r - begin) * scorer.num_items(),
                                                 scorer.num_items());
                      rank_unseen(own, test.histories.row(r), lists.list(r));
                    }
                  });
  return mean_ndcg_at(lists, test.targets, kValidationLength);
}

struct Choice {
  uint32_t num_sweeps = 0;
  double ndcg = -1;
};

// Trains without the validation people until their NDCG has not risen for `patience` sweeps.
Choice choose_sweeps(const InteractionMatrix& interactions, const FitOptions& options,
                     const Progress& progress) {
  const Split split = split_validation_users(interactions, options.ials.seed);
  Choice best{options.ials.num_sweeps, -1};
  if (split.test.targets.num_rows < kMinValidationPeople) return best;
  const InteractionMatrix liked = liked_only(split.test.histories);
  const auto start = Clock::now();
  train_ials(split.training, options.ials, [&](const SweepReport& sweep) {
    const double ndcg = validation_ndcg(*sweep.model, split.test, liked, options.ials.threads);
    if (ndcg > best.ndcg) best = {sweep.sweep, ndcg};
    if (progress) {
      progress({"validation", sweep, ndcg, options.ials.num_sweeps, seconds_since(start)});
    }
    return sweep.sweep - best.num_sweeps < options.patience;
  });
  if (best.ndcg == 0) best.num_sweeps = options.ials.num_sweeps;  // no list had a hit
  return best;
}

void check_liked(const InteractionMatrix& interactions, const InteractionMatrix& liked) {
  if (liked.num_entries() != 0 || interactions.num_entries() == 0) return;
  throw DataError("there is nothing to train on: of " + std::to_string(interactions.num_entries()) +
                  " interactions none is liked (ratings below " +
                  std::to_string(std::lround(100.0F * kLikedPosition)) +
                  " % of the way from the worst to the best); add better rated ones, or take the "
                  "ratings away to count every choice");
}

}  // namespace

FitResult fit(const InteractionMatrix& interactions, const FitOptions& options,
              const Progress& progress) {
  const auto start = Clock::now();
  const InteractionMatrix liked = liked_only(interactions);
  check_liked(interactions, liked);
  Choice choice{options.ials.num_sweeps, -1};
  if (options.early_stopping) choice = choose_sweeps(interactions, options, progress);

  FitResult result;
  IalsOptions ials = options.ials;
  ials.num_sweeps = choice.num_sweeps;
  const auto final_start = Clock::now();
  const auto report = [&](const SweepReport& sweep) {
    progress({"final", sweep, -1, ials.num_sweeps, seconds_since(final_start)});
    return true;
  };
  result.model = progress ? train_ials(liked, ials, report) : train_ials(liked, ials);
  result.num_sweeps = choice.num_sweeps;
  result.validation_ndcg = choice.ndcg;
  result.seconds = seconds_since(start);
  return result;
}

}  // namespace pocketrec
