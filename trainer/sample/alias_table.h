// Draws one of n things with given weights in constant time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/sample/streams.h"

namespace pocketrec {

// Walker's alias method in integers: exact to 2^-32 a column, and the same on every machine.
class AliasTable {
 public:
  AliasTable() = default;

  // At least one weight, at least one of them positive; their sum times their number below 2^63.
  explicit AliasTable(std::span<const uint64_t> weights);

  // The index of a weight. Weights of 0 are never drawn.
  uint32_t draw(Random& random) const {
    const uint64_t bits = random.next();
    const auto index = static_cast<uint32_t>(((bits >> 32) * columns_.size()) >> 32);
    const Column& column = columns_[index];
    return static_cast<uint32_t>(bits) < column.threshold ? index : column.other;
  }

  bool empty() const { return columns_.empty(); }

 private:
  // Below `threshold` (of 2^32) a column stands for its own index, else for `other`.
  struct Column {
    uint32_t other = 0;
    uint32_t threshold = 0;
  };
  std::vector<Column> columns_;
};

}  // namespace pocketrec
