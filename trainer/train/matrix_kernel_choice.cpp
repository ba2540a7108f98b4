#include "trainer/train/matrix_kernel.h"

namespace pocketrec::matrix_kernel {

const Kernels& kernels() {
#if defined(POCKETREC_X86_KERNELS)
  if (__builtin_cpu_supports("avx512f")) return avx512::kKernels;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return avx2::kKernels;
#endif
  return plain::kKernels;
}

}  // namespace pocketrec::matrix_kernel
