#include "core/history.h"

#include <algorithm>

#include "core/message.h"

namespace pocketrec {

float round_weight(float weight) {
  assert(weight >= 0.0F && weight <= kMaxWeight);
  if (weight <= 0.0F) return 0.0F;
  constexpr float kMostSteps = 255.0F;     // a bundle has one byte for it
  constexpr float kRounder = 12582912.0F;  // as in quantise.cpp: rounds halves to even
  const float steps = (weight * kWeightDivisor + kRounder) - kRounder;
  return std::min(std::max(steps, 1.0F), kMostSteps) / kWeightDivisor;
}

namespace {

bool comes_before(const ScoredItem& a, const ScoredItem& b) {
  return a.item_index < b.item_index || (a.item_index == b.item_index && a.score > b.score);
}

}  // namespace

Result<History> prepare_history(std::span<const HistoryEntry> entries, uint32_t num_items) {
  std::vector<ScoredItem> sorted;
  for (const auto& [item, weight] : entries) {
    if (item >= num_items) {
      return failure(ErrorCode::kUnknownItem,
                     {"the history names item ", item, ", but the bundle has ", num_items,
                      " items, counted from 0"});
    }
    if (!(weight >= 0.0F && weight <= kMaxWeight)) {
      return failure(ErrorCode::kBadValue,
                     {"the history's weight for item ", item,
                      " is outside 0 to 16; give 1 for an ordinary interaction"});
    }
    sorted.push_back({item, round_weight(weight)});
  }
  // As sort_best_first() does, and for the same reason.
  std::make_heap(sorted.begin(), sorted.end(), comes_before);
  std::sort_heap(sorted.begin(), sorted.end(), comes_before);

  History history;
  for (size_t i = 0; i < sorted.size(); ++i) {
    const auto& [item, weight] = sorted[i];
    if (i > 0 && sorted[i - 1].item_index == item) continue;
    if (weight == 0.0F) {
      history.disliked.push_back(item);
      continue;
    }
    history.liked.push_back(item);
    history.weights.push_back(weight);
  }
  if (history.liked.empty()) {
    return failure(ErrorCode::kEmptyHistory,
                   {entries.empty() ? "the history is empty" : "the history has no liked item",
                    ": give at least one item with a weight above 0, or show popular items"});
  }
  return history;
}

}  // namespace pocketrec
