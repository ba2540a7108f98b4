// Sparse user x item matrix in compressed rows; rows are users, or items when transposed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pocketrec {

struct InteractionMatrix {
  uint32_t num_rows = 0;
  uint32_t num_columns = 0;
  std::vector<uint64_t> offsets;  // num_rows + 1
  std::vector<uint32_t> columns;  // ascending within a row
  std::vector<float> weights;     // empty: all ones; 0: seen, not chosen (trainer/split/split.h)
  // When each entry was chosen: later is larger, 0 unknown; to be compared within a user alone.
  // Empty: nothing is known of it.
  std::vector<uint32_t> times = {};

  uint64_t num_entries() const { return columns.size(); }
  std::span<const uint32_t> row(uint32_t r) const {
    return {columns.data() + offsets[r], static_cast<size_t>(offsets[r + 1] - offsets[r])};
  }
  // Empty when all weights are one.
  std::span<const float> row_weights(uint32_t r) const {
    if (weights.empty()) return {};
    return {weights.data() + offsets[r], static_cast<size_t>(offsets[r + 1] - offsets[r])};
  }
  // Empty when no times are known.
  std::span<const uint32_t> row_times(uint32_t r) const {
    if (times.empty()) return {};
    return {times.data() + offsets[r], static_cast<size_t>(offsets[r + 1] - offsets[r])};
  }
};

// Of the i-th entry of a row of weights.
inline float weight_at(std::span<const float> row_weights, size_t i) {
  return row_weights.empty() ? 1.0F : row_weights[i];
}

InteractionMatrix transpose(const InteractionMatrix& matrix);

// The same with rows of fewer than `min_entries` entries emptied, and without times.
InteractionMatrix without_short_rows(const InteractionMatrix& matrix, uint64_t min_entries);

}  // namespace pocketrec
