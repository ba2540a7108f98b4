// Integer dot products of one vector with many rows: the only module that knows an instruction set.
//
// score(row) = float(dot) * row_scale * query_scale, multiplied in that order. The dot is an exact
// integer (at most 2^24, so it is exact as a float too): the score is the same to the bit whatever
// the instruction set.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "core/quantise.h"
#include "core/recommender.h"

namespace pocketrec {

// A vector of int8 codes made ready for rows of 8- or 4-bit codes: widened to 16 bits once instead
// of once a row, and for 4 bits in the order in which nibbles are unpacked.
class DotQuery {
 public:
  DotQuery(std::span<const int8_t> codes, uint32_t row_bits);

  const int16_t* lanes() const { return lanes_.data(); }
  // What the kernel for 4 bits adds: it multiplies by code + 8, which is never negative.
  int32_t bias() const { return bias_; }

 private:
  std::vector<int16_t> lanes_;
  int32_t bias_ = 0;
};

struct Scan {
  const CodeTable& table;
  // num_rows; the table's own scales, or others (inverse norms for cosines).
  PackedArray<float> row_scales;
  const DotQuery& query;  // made for table.bits, from table.num_factors codes
  float query_scale;
};

// Writes to `found`, in ascending order, the rows of [first, first + count) whose score is greater
// than `threshold`, and returns how many. `found` has room for `count`.
uint32_t rows_above(const Scan& scan, uint32_t first, uint32_t count, float threshold,
                    ScoredItem* found);

// The same of these rows, in their order. `found` has room for all of them.
uint32_t rows_above(const Scan& scan, std::span<const uint32_t> rows, float threshold,
                    ScoredItem* found);

// sums[k] += weights[r] * code k of row first + r, for r = 0..count - 1 in ascending order, each a
// separate multiply and add in float: the same bits whatever the instruction set.
// weights: count; sums: num_factors.
void add_weighted_rows(const CodeTable& table, uint32_t first, uint32_t count, const float* weights,
                       std::span<float> sums);

// The dot product of a row of codes with itself.
int32_t squared_length(const CodeTable& table, uint32_t row);

// Whether a code, or what lies behind a row's codes, is -128 (of 8 bits) or -8 (of 4): there is no
// such code.
bool has_code_below_least(const CodeTable& table);

// 1 / length of codes, from their dot product with themselves; 0 for zeros. That product is an
// exact integer below 2^24, and square root and division round correctly everywhere.
inline float inverse_length(int32_t squared_length) {
  return squared_length == 0 ? 0.0F : 1.0F / std::sqrt(static_cast<float>(squared_length));
}

// Of each row of a table.
std::vector<float> inverse_lengths(const CodeTable& table);

// The plain integer dot product that defines the kernels above.
int32_t dot_reference(std::span<const int8_t> a, std::span<const int8_t> b);

}  // namespace pocketrec
