#include "core/dot.h"

#include <algorithm>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#else
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/wasm/simd128.h>
#endif

namespace pocketrec {
namespace {

constexpr uint32_t kBlockBytes = 16;  // one register of codes
constexpr uint32_t kRowsAtOnce = 4;   // enough to hide the latency of multiply and add

struct FourSums {
  v128_t row[kRowsAtOnce];
};

// One lane a row: the sums of the four vectors' lanes.
v128_t sum_lanes(const FourSums& sums) {
  const v128_t* s = sums.row;
  const v128_t s01 = wasm_i32x4_add(wasm_i32x4_shuffle(s[0], s[1], 0, 1, 4, 5),
                                    wasm_i32x4_shuffle(s[0], s[1], 2, 3, 6, 7));
  const v128_t s23 = wasm_i32x4_add(wasm_i32x4_shuffle(s[2], s[3], 0, 1, 4, 5),
                                    wasm_i32x4_shuffle(s[2], s[3], 2, 3, 6, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(s01, s23, 0, 2, 4, 6),
                        wasm_i32x4_shuffle(s01, s23, 1, 3, 5, 7));
}

// Dot products of four rows of 8-bit codes.
v128_t dot_four_rows_8(const uint8_t* const* rows, uint32_t stride, const DotQuery& query) {
  const v128_t zero = wasm_i32x4_splat(0);
  FourSums sums{{zero, zero, zero, zero}};
  const int16_t* lanes = query.lanes();
  for (uint32_t j = 0; j < stride; j += kBlockBytes / 2) {
    const v128_t q = wasm_v128_load(lanes + j);
    for (uint32_t r = 0; r < kRowsAtOnce; ++r) {
      const v128_t codes = wasm_i16x8_load8x8(rows[r] + j);
      sums.row[r] = wasm_i32x4_add(sums.row[r], wasm_i32x4_dot_i16x8(codes, q));
    }
  }
  return sum_lanes(sums);
}

// Dot products of four rows of 4-bit codes. As 16-bit lanes, a block is four nibbles a lane: four
// shifts and masks give the codes of 32 factors already widened.
v128_t dot_four_rows_4(const uint8_t* const* rows, uint32_t stride, const DotQuery& query) {
  const v128_t zero = wasm_i32x4_splat(0);
  const v128_t sign = wasm_i16x8_splat(static_cast<int16_t>(0x8888));
  const v128_t low = wasm_i16x8_splat(15);
  FourSums sums{{zero, zero, zero, zero}};
  const int16_t* lanes = query.lanes();
  for (uint32_t j = 0; j < stride; j += kBlockBytes, lanes += 2 * kBlockBytes) {
    const v128_t q0 = wasm_v128_load(lanes);
    const v128_t q1 = wasm_v128_load(lanes + 8);
    const v128_t q2 = wasm_v128_load(lanes + 16);
    const v128_t q3 = wasm_v128_load(lanes + 24);
    for (uint32_t r = 0; r < kRowsAtOnce; ++r) {
      const v128_t codes = wasm_v128_xor(wasm_v128_load(rows[r] + j), sign);  // code + 8
      const v128_t c0 = wasm_v128_and(codes, low);
      const v128_t c1 = wasm_v128_and(wasm_u16x8_shr(codes, 4), low);
      const v128_t c2 = wasm_v128_and(wasm_u16x8_shr(codes, 8), low);
      const v128_t c3 = wasm_u16x8_shr(codes, 12);
      const v128_t d01 = wasm_i32x4_add(wasm_i32x4_dot_i16x8(c0, q0), wasm_i32x4_dot_i16x8(c1, q1));
      const v128_t d23 = wasm_i32x4_add(wasm_i32x4_dot_i16x8(c2, q2), wasm_i32x4_dot_i16x8(c3, q3));
      sums.row[r] = wasm_i32x4_add(sums.row[r], wasm_i32x4_add(d01, d23));
    }
  }
  return wasm_i32x4_add(sum_lanes(sums), wasm_i32x4_splat(query.bias()));
}

template <uint32_t kBits>
uint32_t rows_above_of(const Scan& scan, uint32_t first, uint32_t count, float threshold,
                       ScoredItem* found) {
  constexpr auto* kDot = kBits == 8 ? dot_four_rows_8 : dot_four_rows_4;
  const uint32_t stride = scan.table.stride();
  const v128_t query_scale = wasm_f32x4_splat(scan.query_scale);
  const v128_t limit = wasm_f32x4_splat(threshold);
  uint32_t num_found = 0;
  for (uint32_t done = 0; done < count; done += kRowsAtOnce) {
    const uint32_t num_rows = std::min(count - done, kRowsAtOnce);
    // Behind the last row the last row stands in, and its results are dropped.
    const uint8_t* rows[kRowsAtOnce];
    float scales[kRowsAtOnce];
    for (uint32_t r = 0; r < kRowsAtOnce; ++r) {
      const uint32_t row = first + done + std::min(r, num_rows - 1);
      rows[r] = scan.table.codes + size_t{row} * stride;
      scales[r] = scan.row_scales[row];
    }
    const v128_t dots = wasm_f32x4_convert_i32x4(kDot(rows, stride, scan.query));
    const v128_t scores = wasm_f32x4_mul(wasm_f32x4_mul(dots, wasm_v128_load(scales)), query_scale);
    if (!wasm_v128_any_true(wasm_f32x4_gt(scores, limit))) continue;
    float score[kRowsAtOnce];
    wasm_v128_store(score, scores);
    for (uint32_t r = 0; r < num_rows; ++r) {
      if (score[r] > threshold) found[num_found++] = {first + done + r, score[r]};
    }
  }
  return num_found;
}

}  // namespace

DotQuery::DotQuery(std::span<const int8_t> codes, uint32_t row_bits) {
  const auto num_factors = static_cast<uint32_t>(codes.size());
  const uint32_t num_lanes = row_stride(num_factors, row_bits) * 8 / row_bits;
  lanes_.resize(num_lanes);
  for (uint32_t j = 0; j < num_factors; ++j) {
    // Nibble n of lane l of a block of 32 factors is factor 4 l + n.
    const uint32_t lane = row_bits == 8 ? j : j / 32 * 32 + j % 4 * 8 + j % 32 / 4;
    lanes_[lane] = codes[j];
    if (row_bits == 4) bias_ -= 8 * codes[j];
  }
}

uint32_t rows_above(const Scan& scan, uint32_t first, uint32_t count, float threshold,
                    ScoredItem* found) {
  assert(first <= scan.table.num_rows && count <= scan.table.num_rows - first);
  return scan.table.bits == 8 ? rows_above_of<8>(scan, first, count, threshold, found)
                              : rows_above_of<4>(scan, first, count, threshold, found);
}

int32_t dot_reference(std::span<const int8_t> a, std::span<const int8_t> b) {
  assert(a.size() == b.size());
  int32_t sum = 0;
  for (size_t j = 0; j < a.size(); ++j) sum += int32_t{a[j]} * int32_t{b[j]};
  return sum;
}

}  // namespace pocketrec
