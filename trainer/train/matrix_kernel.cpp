// Compiled once a target: POCKETREC_KERNEL_TARGET names the namespace (see CMakeLists.txt).
#include "trainer/train/matrix_kernel.h"

#include <cstring>

#include "core/exponential.h"

#if defined(__AVX512F__) || defined(__FMA__)
#include <immintrin.h>
#endif

#ifndef POCKETREC_KERNEL_TARGET
#define POCKETREC_KERNEL_TARGET plain
#endif

namespace pocketrec::matrix_kernel::POCKETREC_KERNEL_TARGET {
namespace {

#define POCKETREC_INLINE [[gnu::always_inline]] inline

// One register of floats; kRows x kVectors of them make a tile of sums that stays in registers.
#if defined(__AVX512F__)
using Lanes = __m512;
constexpr size_t kRows = 8;
POCKETREC_INLINE Lanes load(const float* from) { return _mm512_loadu_ps(from); }
POCKETREC_INLINE void store(float* to, Lanes lanes) { _mm512_storeu_ps(to, lanes); }
POCKETREC_INLINE Lanes fused(float a, Lanes b, Lanes c) {
  return _mm512_fmadd_ps(_mm512_set1_ps(a), b, c);
}
#elif defined(__FMA__)
using Lanes = __m256;
constexpr size_t kRows = 4;
POCKETREC_INLINE Lanes load(const float* from) { return _mm256_loadu_ps(from); }
POCKETREC_INLINE void store(float* to, Lanes lanes) { _mm256_storeu_ps(to, lanes); }
POCKETREC_INLINE Lanes fused(float a, Lanes b, Lanes c) {
  return _mm256_fmadd_ps(_mm256_set1_ps(a), b, c);
}
#else
struct Lanes {
  float lane[4];
};
constexpr size_t kRows = 4;
POCKETREC_INLINE Lanes load(const float* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}
POCKETREC_INLINE void store(float* to, const Lanes& lanes) {
  std::memcpy(to, &lanes, sizeof lanes);
}
POCKETREC_INLINE Lanes fused(float a, const Lanes& b, Lanes c) {
  for (size_t l = 0; l < 4; ++l) c.lane[l] = __builtin_fmaf(a, b.lane[l], c.lane[l]);
  return c;
}
#endif
constexpr size_t kWidth = sizeof(Lanes) / sizeof(float);
constexpr size_t kVectors = 2;
static_assert(kColumns % (kWidth * kVectors) == 0);

// Rows of `right` that are used again for every tile of rows: they stay in the second cache.
constexpr size_t kDepthBlock = 256;

template <size_t kTileRows>
POCKETREC_INLINE void multiply_tile(float* out, size_t out_stride, View left, const float* right,
                                    size_t right_stride, size_t depth) {
  Lanes sums[kTileRows][kVectors];
  for (size_t r = 0; r < kTileRows; ++r) {
    for (size_t v = 0; v < kVectors; ++v) sums[r][v] = load(out + r * out_stride + v * kWidth);
  }
  const float* l = left.values;
  for (size_t k = 0; k < depth; ++k, l += left.column_step, right += right_stride) {
    Lanes b[kVectors];
    for (size_t v = 0; v < kVectors; ++v) b[v] = load(right + v * kWidth);
    for (size_t r = 0; r < kTileRows; ++r) {
      const float a = l[r * left.row_step];
      for (size_t v = 0; v < kVectors; ++v) sums[r][v] = fused(a, b[v], sums[r][v]);
    }
  }
  for (size_t r = 0; r < kTileRows; ++r) {
    for (size_t v = 0; v < kVectors; ++v) store(out + r * out_stride + v * kWidth, sums[r][v]);
  }
}

template <size_t kTileRows>
POCKETREC_INLINE void multiply_rows(float* out, size_t out_stride, View left, const float* right,
                                    size_t right_stride, size_t depth, size_t columns) {
  for (size_t column = 0; column < columns; column += kWidth * kVectors) {
    multiply_tile<kTileRows>(out + column, out_stride, left, right + column, right_stride, depth);
  }
}

void multiply_add(float* out, size_t out_stride, View left, const float* right, size_t right_stride,
                  size_t rows, size_t depth, size_t columns) {
  for (size_t k = 0; k < depth; k += kDepthBlock) {
    const size_t block = depth - k < kDepthBlock ? depth - k : kDepthBlock;
    const float* right_block = right + k * right_stride;
    const float* left_block = left.values + k * left.column_step;
    size_t r = 0;
    // A tile's rows on the left stay in the first cache over all columns.
    for (; r + kRows <= rows; r += kRows) {
      multiply_rows<kRows>(out + r * out_stride, out_stride,
                           {left_block + r * left.row_step, left.row_step, left.column_step},
                           right_block, right_stride, block, columns);
    }
    for (; r < rows; ++r) {
      multiply_rows<1>(out + r * out_stride, out_stride,
                       {left_block + r * left.row_step, left.row_step, left.column_step},
                       right_block, right_stride, block, columns);
    }
  }
}

float exponentials(float* values, size_t count, float factor) {
  constexpr size_t kSums = 16;
  float sums[kSums] = {};
  for (size_t i = 0; i < count; i += kSums) {
    for (size_t l = 0; l < kSums; ++l) {
      const float value = exponential((values[i + l] - 1.0F) * factor);
      values[i + l] = value;
      sums[l] += value;
    }
  }
  float total = 0.0F;
  for (const float sum : sums) total += sum;
  return total;
}

}  // namespace

extern const Kernels kKernels;
const Kernels kKernels = {multiply_add, exponentials};

}  // namespace pocketrec::matrix_kernel::POCKETREC_KERNEL_TARGET
