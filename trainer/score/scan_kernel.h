// The inner loop of scoring many users at a time. The file is compiled once a target: plain (what
// SIMDe makes of it), and on x86-64 for AVX2 and for AVX-512 with VNNI. All give the same bits: dot
// products are exact integers, and a score is made of them as in core/dot.h.
#pragma once

#include <cstdint>

namespace pocketrec::scan_kernel {

// Rows that lie side by side in a panel, and queries that lie side by side in a group: so many
// scores lie in a row, and no sum runs across a register.
inline constexpr uint32_t kPanelRows = 32;
inline constexpr uint32_t kGroupQueries = 8;

// How rows and queries lie. A panel holds step by step, and in each step row by row, four bytes:
// the next codes of that row, with zero codes behind the last. A group of queries likewise.
enum class Layout {
  kPairs,  // two codes, each widened to 16 bits
  kQuads,  // four codes; of rows each with 128 added, so that it is never negative
};

struct Panels {
  const uint8_t* codes;  // num_panels x num_steps x kPanelRows x 4
  const float* scales;   // num_panels x kPanelRows; NaN where there is no row
  uint32_t num_steps;
};

struct Found {
  uint32_t row;
  float score;
};

struct Query {
  int32_t bias;     // is added to its dot products
  float scale;      // score = float(dot) * row_scale * scale
  float threshold;  // only rows with a greater score are found
  Found* found;
  uint32_t num_found;
};

// All queries together, and what is found for each.
struct Group {
  const uint8_t* codes;  // num_steps x kGroupQueries x 4
  Query queries[kGroupQueries];
};

struct Kernel {
  const char* name;  // "plain", "avx2", "avx512"
  Layout layout;
  // Appends to what each query of the group found the rows of the `count` panels from `first` on
  // whose score is greater than its threshold, in ascending order. There is room for all of them.
  void (*rows_above)(const Panels& panels, uint32_t first, uint32_t count, Group& group);
};

// The best for this machine.
const Kernel& kernel();

namespace plain {
extern const Kernel kKernel;
}
#if defined(POCKETREC_X86_SCANS)
namespace avx2 {
extern const Kernel kKernel;
}
namespace avx512 {
extern const Kernel kKernel;
}
#endif

}  // namespace pocketrec::scan_kernel
