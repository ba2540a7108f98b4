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

Result<History> prepare_history(std::span<const HistoryEntry> entries, uint32_t num_items) {
  std::vector<HistoryEntry> sorted(entries.begin(), entries.end());
  for (HistoryEntry& entry : sorted) {
    if (entry.item_index >= num_items) {
      return failure(ErrorCode::kUnknownItem,
                     {"the history names item ", entry.item_index, ", but the bundle has ",
                      num_items, " items, counted from 0"});
    }
    if (!(entry.weight >= 0.0F && entry.weight <= kMaxWeight)) {
      return failure(ErrorCode::kBadValue,
                     {"the history's weight for item ", entry.item_index,
                      " is outside 0 to 16; give 1 for an ordinary interaction"});
    }
    entry.weight = round_weight(entry.weight);
  }
  std::sort(sorted.begin(), sorted.end(), [](const HistoryEntry& a, const HistoryEntry& b) {
    return a.item_index < b.item_index || (a.item_index == b.item_index && a.weight > b.weight);
  });

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
