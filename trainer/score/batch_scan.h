// The best rows of a table of codes for many queries at once: what best_rows() (core/top_k.h) gives
// for each alone, to the bit, but every row is read once for a block of queries.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/quantise.h"
#include "core/recommender.h"
#include "trainer/score/scan_kernel.h"

namespace pocketrec {

// One of many. The score of a row is float(dot of the codes) * row_scale * scale.
struct BatchQuery {
  std::span<const int8_t> codes;  // num_factors
  float scale = 0.0F;
  std::span<const uint32_t> excluded = {};  // rows that are not to be listed, ascending
  const BitSet* blocked = nullptr;          // further ones, of num_rows; null: none
};

class BatchScan {
 public:
  // Copies the table, in the order in which the kernel reads it: two bytes a code, with AVX-512
  // one. kernel: one that this machine can run.
  explicit BatchScan(const CodeTable& table,
                     const scan_kernel::Kernel& kernel = scan_kernel::kernel());

  uint32_t num_rows() const { return num_rows_; }

  // For each query the best k rows (k >= 1) that are neither excluded nor blocked, best first, ties
  // to the lower row; fewer where fewer are left. threads: 0 for all cores; never changes a bit.
  // Safe to call from several threads.
  std::vector<std::vector<ScoredItem>> best_rows(std::span<const BatchQuery> queries, uint32_t k,
                                                 uint32_t threads) const;

 private:
  void pack(const CodeTable& table);
  void scan_block(std::span<const BatchQuery> queries, uint32_t k,
                  std::span<std::vector<ScoredItem>> lists) const;

  const scan_kernel::Kernel& kernel_;
  uint32_t num_rows_, num_factors_, num_steps_;
  std::vector<uint8_t> panels_;
  std::vector<float> scales_;
};

}  // namespace pocketrec
