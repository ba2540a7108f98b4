// Random projection trees: rows that are near to each other often end in the same leaf.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "trainer/train/model.h"

namespace pocketrec {

// A tree's leaves: which rows each holds, ascending. Every row is in one.
struct Leaves {
  std::vector<uint32_t> rows;
  std::vector<size_t> begins;  // one more than there are leaves

  size_t size() const { return begins.size() - 1; }
  std::span<const uint32_t> operator[](size_t leaf) const {
    return {rows.data() + begins[leaf], begins[leaf + 1] - begins[leaf]};
  }
};

// The tree of this number: rows are halved along the difference of two of them, drawn by the seed,
// until at most kMaxLeafRows are left. Halves, rather than the sides of a plane, bound the cost
// whatever the rows are (Dasgupta, Freund, "Random projection trees and low dimensional manifolds",
// STOC 2008).
Leaves leaves_of_tree(const FactorTable& unit, uint64_t seed, uint32_t tree, uint32_t threads);

inline constexpr size_t kMaxLeafRows = 640;

}  // namespace pocketrec
