#include "trainer/metrics/calibration.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace pocketrec {
namespace {

constexpr size_t kMostLevels = 64;
constexpr size_t kErrorGroups = 10;

// Outcomes of one share.
struct Level {
  double sum_of_scores = 0;
  double num_chosen = 0;
  double num_outcomes = 0;

  double share() const { return num_chosen / num_outcomes; }
  double score() const { return sum_of_scores / num_outcomes; }
  bool is_above(const Level& other) const {
    return share() > other.share() && score() > other.score();
  }
  void add(const Level& other) {
    sum_of_scores += other.sum_of_scores;
    num_chosen += other.num_chosen;
    num_outcomes += other.num_outcomes;
  }
};

// As many outcomes in each group as in any other, but for one; of ascending scores.
std::vector<Level> grouped(std::vector<ScoredOutcome>& outcomes, size_t num_groups) {
  std::sort(outcomes.begin(), outcomes.end(), [](const ScoredOutcome& a, const ScoredOutcome& b) {
    return a.score != b.score ? a.score < b.score : a.was_chosen < b.was_chosen;
  });
  num_groups = std::min(num_groups, outcomes.size());
  std::vector<Level> groups(num_groups);
  for (size_t i = 0; i < outcomes.size(); ++i) {
    groups[i * num_groups / outcomes.size()].add(
        {outcomes[i].score, outcomes[i].was_chosen ? 1.0 : 0.0, 1.0});
  }
  return groups;
}

}  // namespace

Calibration calibrate(std::vector<ScoredOutcome> outcomes) {
  std::vector<Level> levels;
  for (const Level& group : grouped(outcomes, kMostLevels)) {
    levels.push_back(group);
    while (levels.size() > 1 && !levels.back().is_above(levels[levels.size() - 2])) {
      const Level last = levels.back();
      levels.pop_back();
      levels.back().add(last);
    }
  }
  Calibration calibration;
  for (const Level& level : levels) {
    calibration.scores.push_back(static_cast<float>(level.score()));
    calibration.shares.push_back(static_cast<float>(level.share()));
  }
  return calibration;
}

float share_at(const Calibration& calibration, float score) {
  const std::vector<float>& scores = calibration.scores;
  const std::vector<float>& shares = calibration.shares;
  if (scores.empty()) return 0.0F;
  const auto above = std::upper_bound(scores.begin(), scores.end(), score);
  if (above == scores.begin()) return shares.front();
  if (above == scores.end()) return shares.back();
  const auto k = static_cast<size_t>(above - scores.begin());
  const float way = (score - scores[k - 1]) / (scores[k] - scores[k - 1]);
  return shares[k - 1] + way * (shares[k] - shares[k - 1]);
}

double calibration_error(const Calibration& calibration, std::vector<ScoredOutcome> outcomes) {
  if (outcomes.empty()) return 0;
  const size_t num_groups = std::min(kErrorGroups, outcomes.size());
  const std::vector<Level> groups = grouped(outcomes, num_groups);  // sorts `outcomes`
  std::vector<double> expected(num_groups);
  for (size_t i = 0; i < outcomes.size(); ++i) {
    expected[i * num_groups / outcomes.size()] += share_at(calibration, outcomes[i].score);
  }
  double error = 0;
  for (size_t g = 0; g < num_groups; ++g) error += std::abs(expected[g] - groups[g].num_chosen);
  return error / static_cast<double>(outcomes.size());
}

}  // namespace pocketrec
