#include "trainer/score/scan_kernel.h"

namespace pocketrec::scan_kernel {

const Kernel& kernel() {
#if defined(POCKETREC_X86_SCANS)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni")) {
    return avx512::kKernel;
  }
  if (__builtin_cpu_supports("avx2")) return avx2::kKernel;
#endif
  return plain::kKernel;
}

}  // namespace pocketrec::scan_kernel
