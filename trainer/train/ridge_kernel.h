// The inner loops of the ridge solve: plain arithmetic in a fixed order on lanes of eight floats.
// The file is compiled once for the baseline and, natively, once more for AVX2; both give the same
// bits, because each element is summed in the same order with separate multiply and add.
#pragma once

#include <cstddef>

namespace pocketrec::ridge_kernel {

// Rows of a system are solved four at a time, columns sixteen at a time.
inline constexpr size_t kRowTile = 4;
inline constexpr size_t kColumnTile = 16;

constexpr size_t round_up(size_t value, size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

struct Kernels {
  // system += sum_{k < count} left_k' right_k, on and right of the diagonal tiles only.
  // system: size x stride, row-major; left, right: count x stride. `size` is a multiple of
  // kRowTile, `stride` of kColumnTile, stride >= size. Sums run over k in ascending order.
  void (*accumulate)(float* system, size_t size, size_t stride, const float* left,
                     const float* right, size_t count);
  // Factorises the symmetric positive definite system (upper triangle) in place as U'U, and turns
  // `right` (stride floats) from b into the solution of system * x = b.
  void (*solve)(float* system, size_t size, size_t stride, float* right);
  // to[c * to_stride + r] = from[r][c] for `rows` row pointers and `columns` columns, a multiple
  // of 8; rows up to the next multiple of 8 are filled with zeros (to_stride has room for them).
  void (*transpose)(const float* const* from, size_t rows, size_t columns, float* to,
                    size_t to_stride);
};

// The best for this machine.
const Kernels& kernels();

namespace baseline {
extern const Kernels kKernels;
}
#if defined(POCKETREC_RIDGE_AVX2)
namespace avx2 {
extern const Kernels kKernels;
}
#endif

}  // namespace pocketrec::ridge_kernel
