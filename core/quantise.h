// Rows of numbers as small integers and one scale: value = scale * code.
//
// This plain code defines the format (FORMAT.md, "Codes"); everything faster must equal it.
#pragma once

#include <cstdint>
#include <span>

#include "core/bytes.h"

namespace pocketrec {

inline constexpr uint32_t kMaxFactors = 1024;
// Scales above this are refused, so that no score can overflow a float.
inline constexpr float kMaxScale = 1e15F;

// The largest code: 127 for 8 bits, 7 for 4. The smallest is its negative.
constexpr int32_t max_code(uint32_t bits) { return bits == 8 ? 127 : 7; }

// Bytes from one row to the next: the codes, padded with zero codes to a multiple of 16.
constexpr uint32_t row_stride(uint32_t num_factors, uint32_t bits) {
  return (num_factors * bits / 8 + (num_factors * bits % 8 != 0 ? 1 : 0) + 15) / 16 * 16;
}

// Rounds each value / scale to the nearest code, halves to even, where scale = max|value| /
// max_code. Returns the scale. values: finite; codes: as many. |value - scale * code| is at most
// scale / 2 (plus a rounding of 2^-17 scale). A row of zeros, or one whose scale would be
// subnormal, gets scale 0 and codes 0.
float quantise_row(std::span<const float> values, uint32_t bits, std::span<int8_t> codes);

// Writes codes as they lie in a part. row: row_stride(codes.size(), bits) bytes.
void store_row(std::span<const int8_t> codes, uint32_t bits, std::span<uint8_t> row);

// Quantised rows as they lie in a part.
struct CodeTable {
  const uint8_t* codes = nullptr;  // num_rows x row_stride(num_factors, bits)
  PackedArray<float> scales;       // num_rows
  uint32_t num_rows = 0;
  uint32_t num_factors = 0;
  uint32_t bits = 8;

  uint32_t stride() const { return row_stride(num_factors, bits); }
  const uint8_t* row(uint32_t r) const { return codes + size_t{r} * stride(); }
};

// The codes of one row. codes: num_factors.
void load_row(const CodeTable& table, uint32_t row, std::span<int8_t> codes);

// The numbers that the codes of one row stand for. values: num_factors.
void dequantise_row(const CodeTable& table, uint32_t row, std::span<float> values);

}  // namespace pocketrec
