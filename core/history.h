// A visitor's history in the one form from which everything is computed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/recommender.h"

namespace pocketrec {

inline constexpr float kMaxWeight = 16.0F;
// Weights are whole numbers over this.
inline constexpr float kWeightDivisor = 16.0F;

// The nearest multiple of 1/16 (halves to even), at most 255/16, and at least 1/16 for a weight
// above 0. Weights are such multiples wherever they are used, in training, in a bundle (one byte
// each) and in fold-in, so that all three agree to the bit. weight: 0..kMaxWeight.
float round_weight(float weight);

// Sorted by item, each item once, weights rounded.
struct History {
  std::vector<uint32_t> liked;     // those with a weight above 0
  std::vector<float> weights;      // of `liked`
  std::vector<uint32_t> disliked;  // the others: seen, but not liked
};

// Sorts and checks. Of two entries for one item the larger weight counts. Fails on an item index
// from num_items on (kUnknownItem), on a weight outside [0, kMaxWeight] (kBadValue), and where no
// entry has a weight above 0 (kEmptyHistory).
Result<History> prepare_history(std::span<const HistoryEntry> entries, uint32_t num_items);

}  // namespace pocketrec
