// Sums over the factors of a row, in one fixed order at any width of registers.
#pragma once

#include <cmath>
#include <cstddef>

namespace pocketrec {

// sum_k a[k] b[k]. Lane l of sixteen sums k = l, l + 16, ..., then the lanes are added in order: a
// single sum would wait for each addition before the next, which took a third of training.
inline float product(const float* a, const float* b, size_t count) {
  constexpr size_t kLanes = 16;
  float lanes[kLanes] = {};
  size_t k = 0;
  for (; k + kLanes <= count; k += kLanes) {
    for (size_t l = 0; l < kLanes; ++l) lanes[l] += a[k + l] * b[k + l];
  }
  for (size_t l = 0; k < count; ++k, ++l) lanes[l] += a[k] * b[k];
  float sum = 0.0F;
  for (const float lane : lanes) sum += lane;
  return sum;
}

// 1 / length; 0 for a row of zeros.
inline float inverse_length(const float* row, size_t count) {
  const float squares = product(row, row, count);
  return squares > 0.0F ? 1.0F / std::sqrt(squares) : 0.0F;
}

}  // namespace pocketrec
