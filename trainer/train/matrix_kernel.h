// The inner loops of softmax training. The file is compiled once a target: plain, and on x86-64 for
// AVX2 and AVX-512. All give the same bits: each element of a product is summed in ascending order
// of the inner index, by fused multiply-add, whatever the width of the registers. (The plain one is
// as slow as the machine's fmaf where there is no instruction for it, before 2013.)
#pragma once

#include <cstddef>

namespace pocketrec::matrix_kernel {

// Columns of products come in multiples of this.
inline constexpr size_t kColumns = 32;

constexpr size_t round_up(size_t value, size_t multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

// A matrix whose element (row, column) is values[row * row_step + column * column_step].
struct View {
  const float* values;
  size_t row_step, column_step;
};

struct Kernels {
  // out += left * right. out: rows x columns, its rows `out_stride` apart; left: rows x depth;
  // right: depth x columns, its rows `right_stride` apart. `columns` is a multiple of kColumns.
  void (*multiply_add)(float* out, size_t out_stride, View left, const float* right,
                       size_t right_stride, size_t rows, size_t depth, size_t columns);
  // values[i] = exponential((values[i] - 1) * factor); returns their sum. count is a multiple of
  // 16; sixteen partial sums are added in order.
  float (*exponentials)(float* values, size_t count, float factor);
};

// The best for this machine.
const Kernels& kernels();

namespace plain {
extern const Kernels kKernels;
}
#if defined(POCKETREC_X86_KERNELS)
namespace avx2 {
extern const Kernels kKernels;
}
namespace avx512 {
extern const Kernels kKernels;
}
#endif

}  // namespace pocketrec::matrix_kernel
