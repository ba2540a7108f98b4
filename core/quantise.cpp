#include "core/quantise.h"

#include <algorithm>
#include <cfloat>
#include <limits>

namespace pocketrec {
namespace {

// Nearest integer, halves to even, for |x| < 2^22: adding this number leaves no bit for a
// fraction, and the addition itself rounds to even. Needs no libm, and vectorises.
constexpr float kRounder = 12582912.0F;  // 1.5 * 2^23
static_assert(FLT_EVAL_METHOD == 0,
              "floats that are kept wider than they are (x87) round elsewhere");

int32_t code_at(const uint8_t* row, uint32_t j, uint32_t bits) {
  if (bits == 8) return static_cast<int8_t>(row[j]);
  const uint32_t nibble = (row[j / 2] >> (j % 2 * 4)) & 15U;
  return static_cast<int32_t>(nibble ^ 8U) - 8;
}

}  // namespace

float quantise_row(std::span<const float> values, uint32_t bits, std::span<int8_t> codes) {
  assert(values.size() == codes.size() && (bits == 8 || bits == 4));
  float largest = 0.0F;
  for (const float value : values) largest = std::max(largest, value < 0.0F ? -value : value);
  const float scale = largest / static_cast<float>(max_code(bits));
  if (scale < std::numeric_limits<float>::min()) {
    std::fill(codes.begin(), codes.end(), int8_t{0});
    return 0.0F;
  }
  for (size_t j = 0; j < values.size(); ++j) {
    const float rounded = (values[j] / scale + kRounder) - kRounder;
    codes[j] = static_cast<int8_t>(rounded);
  }
  return scale;
}

void store_row(std::span<const int8_t> codes, uint32_t bits, std::span<uint8_t> row) {
  assert(row.size() == row_stride(static_cast<uint32_t>(codes.size()), bits));
  std::fill(row.begin(), row.end(), uint8_t{0});
  for (size_t j = 0; j < codes.size(); ++j) {
    const auto code = static_cast<uint8_t>(codes[j]);
    if (bits == 8) {
      row[j] = code;
    } else {
      row[j / 2] = static_cast<uint8_t>(row[j / 2] | (code & 15U) << (j % 2 * 4));
    }
  }
}

void load_row(const CodeTable& table, uint32_t row, std::span<int8_t> codes) {
  assert(row < table.num_rows && codes.size() == table.num_factors);
  const uint8_t* bytes = table.row(row);
  for (uint32_t j = 0; j < table.num_factors; ++j) {
    codes[j] = static_cast<int8_t>(code_at(bytes, j, table.bits));
  }
}

void dequantise_row(const CodeTable& table, uint32_t row, std::span<float> values) {
  assert(row < table.num_rows && values.size() == table.num_factors);
  const uint8_t* bytes = table.row(row);
  const float scale = table.scales[row];
  for (uint32_t j = 0; j < table.num_factors; ++j) {
    values[j] = scale * static_cast<float>(code_at(bytes, j, table.bits));
  }
}

}  // namespace pocketrec
