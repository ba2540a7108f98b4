// The nearest rows of each row, by cosine: the graph that a map is drawn from.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/train/model.h"

namespace pocketrec {

inline constexpr uint32_t kNoRow = 0xFFFFFFFF;

// Of each of some rows the `k` nearest others, nearest first; ties by the lower index.
struct NearestRows {
  NearestRows(uint32_t num, uint32_t list_length);

  std::span<const uint32_t> of(uint32_t row) const { return {rows.data() + size_t{row} * k, k}; }
  // Takes `other` into the list of `row` where it is near enough and not there yet.
  void offer(uint32_t row, uint32_t other, float cosine);
  // What is offered with less is not taken.
  float least(uint32_t row) const { return cosines[size_t{row} * k + k - 1]; }

  uint32_t num_rows, k;
  std::vector<uint32_t> rows;  // num_rows x k; kNoRow where there are fewer
  std::vector<float> cosines;  // num_rows x k; below any cosine where there are fewer
};

// Up to this many rows all pairs are looked at.
inline constexpr uint32_t kMaxExactRows = 50'000;

struct NearestOptions {
  uint32_t k = 15;
  uint64_t seed = 1;
  uint32_t threads = 0;
  uint32_t max_exact_rows = kMaxExactRows;
};

// unit: rows of length 1. Beyond max_exact_rows the lists are approximate: leaves of random
// projection trees, then the neighbours of neighbours (Tang et al., "Visualizing Large-scale and
// High-dimensional Data", WWW 2016, section 3.2). The same for every number of threads.
NearestRows nearest_rows(const FactorTable& unit, const NearestOptions& options);

// Of each query, a row of length 1, the nearest rows of `unit`, all of which are looked at.
NearestRows nearest_to(const FactorTable& queries, const FactorTable& unit, uint32_t k,
                       uint32_t threads);

}  // namespace pocketrec
