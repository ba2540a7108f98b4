#include "trainer/evaluate/short_histories.h"

#include <span>
#include <vector>

#include "trainer/support/random.h"

namespace pocketrec {
namespace {

constexpr uint64_t kShown = 5;  // stream of the seed

// Of weights all one.
InteractionMatrix with_rows_emptied(const InteractionMatrix& matrix,
                                    const std::vector<bool>& is_emptied) {
  InteractionMatrix kept{matrix.num_rows, matrix.num_columns, {0}, {}, {}};
  for (uint32_t row = 0; row < matrix.num_rows; ++row) {
    const auto items = is_emptied[row] ? std::span<const uint32_t>{} : matrix.row(row);
    kept.columns.insert(kept.columns.end(), items.begin(), items.end());
    kept.offsets.push_back(kept.columns.size());
  }
  return kept;
}

}  // namespace

void shorten_histories(EvaluationSet& test, uint32_t num_items, uint64_t seed,
                       InteractionMatrix* more_targets) {
  InteractionMatrix& histories = test.histories;
  if (histories.weights.empty()) histories.weights.assign(histories.num_entries(), 1.0F);
  std::vector<bool> is_short(histories.num_rows, false);
  for (uint32_t row = 0; row < histories.num_rows; ++row) {
    std::vector<uint64_t> chosen;
    for (uint64_t e = histories.offsets[row]; e < histories.offsets[row + 1]; ++e) {
      if (histories.weights[e] > 0) chosen.push_back(e);
    }
    is_short[row] = chosen.size() < kFewestHistoryItems;
    Random random(seed ^ kShown, row);
    shuffle(std::span(chosen), random);
    for (size_t k = num_items; k < chosen.size(); ++k) histories.weights[chosen[k]] = 0;
  }
  test.targets = with_rows_emptied(test.targets, is_short);
  if (more_targets != nullptr) *more_targets = with_rows_emptied(*more_targets, is_short);
}

}  // namespace pocketrec
