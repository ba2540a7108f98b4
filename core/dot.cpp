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

using FourRows = const uint8_t* [kRowsAtOnce];

struct FourSums {
  v128_t row[kRowsAtOnce];
};

// One lane a row: the sums of the four vectors' lanes.
inline v128_t sum_lanes(const FourSums& sums) {
  const v128_t* s = sums.row;
  const v128_t s01 = wasm_i32x4_add(wasm_i32x4_shuffle(s[0], s[1], 0, 1, 4, 5),
                                    wasm_i32x4_shuffle(s[0], s[1], 2, 3, 6, 7));
  const v128_t s23 = wasm_i32x4_add(wasm_i32x4_shuffle(s[2], s[3], 0, 1, 4, 5),
                                    wasm_i32x4_shuffle(s[2], s[3], 2, 3, 6, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(s01, s23, 0, 2, 4, 6),
                        wasm_i32x4_shuffle(s01, s23, 1, 3, 5, 7));
}

// Dot products of four rows of 8-bit codes.
inline v128_t dot_four_rows_8(const FourRows& rows, uint32_t stride, const DotQuery& query) {
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
inline v128_t dot_four_rows_4(const FourRows& rows, uint32_t stride, const DotQuery& query) {
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

// kStride: the stride where it is known when compiling, so that the loop over a row unrolls; 0 for
// any other.
template <uint32_t kBits, uint32_t kStride>
inline v128_t dot_four_rows(const FourRows& rows, uint32_t stride, const DotQuery& query) {
  const uint32_t known = kStride == 0 ? stride : kStride;
  if constexpr (kBits == 8) return dot_four_rows_8(rows, known, query);
  return dot_four_rows_4(rows, known, query);
}

// Rows that lie anywhere. In the last four, the last row stands in for those that are missing.
template <uint32_t kBits>
uint32_t listed_rows_above(const Scan& scan, std::span<const uint32_t> listed, float threshold,
                           ScoredItem* found) {
  uint32_t num_found = 0;
  for (size_t i = 0; i < listed.size(); i += kRowsAtOnce) {
    const size_t count = std::min<size_t>(kRowsAtOnce, listed.size() - i);
    FourRows rows;
    for (uint32_t r = 0; r < kRowsAtOnce; ++r) {
      rows[r] = scan.table.row(listed[i + std::min<size_t>(r, count - 1)]);
    }
    int32_t dots[kRowsAtOnce];
    const v128_t sums = dot_four_rows<kBits, 0>(rows, scan.table.stride(), scan.query);
    wasm_v128_store(dots, sums);
    for (size_t r = 0; r < count; ++r) {
      const uint32_t row = listed[i + r];
      const float score = static_cast<float>(dots[r]) * scan.row_scales[row] * scan.query_scale;
      if (score > threshold) found[num_found++] = {row, score};
    }
  }
  return num_found;
}

template <uint32_t kBits, uint32_t kStride>
uint32_t rows_above_of(const Scan& scan, uint32_t first, uint32_t count, float threshold,
                       ScoredItem* found) {
  const uint32_t stride = kStride == 0 ? scan.table.stride() : kStride;
  const v128_t query_scale = wasm_f32x4_splat(scan.query_scale);
  const v128_t limit = wasm_f32x4_splat(threshold);
  const uint8_t* row = scan.table.codes + size_t{first} * stride;
  const uint8_t* row_scales = scan.row_scales.data() + size_t{first} * sizeof(float);
  const uint32_t end = first + count;
  uint32_t num_found = 0;
  for (; first + kRowsAtOnce <= end; first += kRowsAtOnce) {
    const FourRows rows = {row, row + stride, row + 2 * stride, row + 3 * stride};
    const v128_t dots = dot_four_rows<kBits, kStride>(rows, stride, scan.query);
    const v128_t scales = wasm_v128_load(row_scales);
    const v128_t scores =
        wasm_f32x4_mul(wasm_f32x4_mul(wasm_f32x4_convert_i32x4(dots), scales), query_scale);
    row += kRowsAtOnce * stride;
    row_scales += kRowsAtOnce * sizeof(float);
    if (!wasm_v128_any_true(wasm_f32x4_gt(scores, limit))) continue;
    float score[kRowsAtOnce];
    wasm_v128_store(score, scores);
    for (uint32_t r = 0; r < kRowsAtOnce; ++r) {
      if (score[r] > threshold) found[num_found++] = {first + r, score[r]};
    }
  }
  uint32_t last[kRowsAtOnce];
  uint32_t num_last = 0;
  while (first < end) last[num_last++] = first++;
  return num_found + listed_rows_above<kBits>(scan, {last, num_last}, threshold, found + num_found);
}

// Where factor j lies among the lanes that a row's codes are unpacked to. With 4 bits nibble n of
// lane l of a block of 32 factors is factor 4 l + n.
inline uint32_t lane_of(uint32_t j, uint32_t bits) {
  return bits == 8 ? j : j / 32 * 32 + j % 4 * 8 + j % 32 / 4;
}

// sums += weight * the eight codes.
inline void add_eight(v128_t codes, v128_t weight, v128_t* sums) {
  const v128_t low = wasm_f32x4_convert_i32x4(wasm_i32x4_extend_low_i16x8(codes));
  const v128_t high = wasm_f32x4_convert_i32x4(wasm_i32x4_extend_high_i16x8(codes));
  sums[0] = wasm_f32x4_add(sums[0], wasm_f32x4_mul(low, weight));
  sums[1] = wasm_f32x4_add(sums[1], wasm_f32x4_mul(high, weight));
}

// Calls use(codes) for each of the four nibbles of 16-bit lanes, from the lowest: brought to the
// top of its lane, and down again with its sign.
template <class Use>
inline void for_each_four_bits(v128_t nibbles, Use use) {
  use(wasm_i16x8_shr(wasm_i16x8_shl(nibbles, 12), 12));
  use(wasm_i16x8_shr(wasm_i16x8_shl(nibbles, 8), 12));
  use(wasm_i16x8_shr(wasm_i16x8_shl(nibbles, 4), 12));
  use(wasm_i16x8_shr(nibbles, 12));
}

// One block of 16 bytes of each row: its lanes stay in registers over all rows.
template <uint32_t kBits>
void add_block(const uint8_t* codes, uint32_t stride, uint32_t count, const float* weights,
               float* lanes) {
  constexpr uint32_t kVectors = kBlockBytes * 8 / kBits / 4;
  v128_t sums[kVectors];
  for (uint32_t v = 0; v < kVectors; ++v) sums[v] = wasm_v128_load(lanes + size_t{4} * v);
  for (uint32_t r = 0; r < count; ++r, codes += stride) {
    const v128_t weight = wasm_f32x4_splat(weights[r]);
    if constexpr (kBits == 8) {
      add_eight(wasm_i16x8_load8x8(codes), weight, sums);
      add_eight(wasm_i16x8_load8x8(codes + kBlockBytes / 2), weight, sums + 2);
    } else {
      v128_t* next = sums;
      for_each_four_bits(wasm_v128_load(codes), [&](v128_t lanes_codes) {
        add_eight(lanes_codes, weight, next);
        next += 2;
      });
    }
  }
  for (uint32_t v = 0; v < kVectors; ++v) wasm_v128_store(lanes + size_t{4} * v, sums[v]);
}

}  // namespace

DotQuery::DotQuery(std::span<const int8_t> codes, uint32_t row_bits) {
  const auto num_factors = static_cast<uint32_t>(codes.size());
  const uint32_t num_lanes = row_stride(num_factors, row_bits) * 8 / row_bits;
  lanes_.resize(num_lanes);
  for (uint32_t j = 0; j < num_factors; ++j) {
    lanes_[lane_of(j, row_bits)] = codes[j];
    if (row_bits == 4) bias_ -= 8 * codes[j];
  }
}

uint32_t rows_above(const Scan& scan, uint32_t first, uint32_t count, float threshold,
                    ScoredItem* found) {
  assert(first <= scan.table.num_rows && count <= scan.table.num_rows - first);
  // With 4 bits a row of the usual length is few blocks: unrolled, they take two thirds of the
  // time.
  constexpr uint32_t kUsual = row_stride(128, 4);
  auto* const of_stride = scan.table.bits == 8            ? rows_above_of<8, 0>
                          : scan.table.stride() == kUsual ? rows_above_of<4, kUsual>
                                                          : rows_above_of<4, 0>;
  return of_stride(scan, first, count, threshold, found);
}

uint32_t rows_above(const Scan& scan, std::span<const uint32_t> rows, float threshold,
                    ScoredItem* found) {
  return scan.table.bits == 8 ? listed_rows_above<8>(scan, rows, threshold, found)
                              : listed_rows_above<4>(scan, rows, threshold, found);
}

void add_weighted_rows(const CodeTable& table, uint32_t first, uint32_t count, const float* weights,
                       std::span<float> sums) {
  assert(first <= table.num_rows && count <= table.num_rows - first);
  assert(sums.size() == table.num_factors);
  const uint32_t stride = table.stride();
  const uint32_t lanes_per_block = kBlockBytes * 8 / table.bits;
  float lanes[kMaxFactors + 32];  // whole blocks
  std::fill_n(lanes, stride / kBlockBytes * lanes_per_block, 0.0F);
  for (uint32_t k = 0; k < table.num_factors; ++k) lanes[lane_of(k, table.bits)] = sums[k];
  const uint8_t* row = table.row(first);
  for (uint32_t block = 0; block < stride / kBlockBytes; ++block) {
    auto* const add = table.bits == 8 ? add_block<8> : add_block<4>;
    add(row + size_t{block} * kBlockBytes, stride, count, weights,
        lanes + size_t{block} * lanes_per_block);
  }
  for (uint32_t k = 0; k < table.num_factors; ++k) sums[k] = lanes[lane_of(k, table.bits)];
}

int32_t squared_length(const CodeTable& table, uint32_t row) {
  const uint8_t* bytes = table.row(row);
  const uint32_t stride = table.stride();  // the padding is zero
  v128_t sums = wasm_i32x4_splat(0);
  const auto add = [&](v128_t codes) {
    sums = wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(codes, codes));
  };
  for (uint32_t j = 0; j < stride; j += kBlockBytes) {
    if (table.bits == 8) {
      add(wasm_i16x8_load8x8(bytes + j));
      add(wasm_i16x8_load8x8(bytes + j + kBlockBytes / 2));
    } else {
      const v128_t nibbles = wasm_v128_load(bytes + j);
      for_each_four_bits(nibbles, add);
    }
  }
  int32_t parts[4];
  wasm_v128_store(parts, sums);
  return parts[0] + parts[1] + parts[2] + parts[3];
}

std::vector<float> inverse_lengths(const CodeTable& table) {
  std::vector<float> lengths(table.num_rows);
  for (uint32_t r = 0; r < table.num_rows; ++r) {
    lengths[r] = inverse_length(squared_length(table, r));
  }
  return lengths;
}

bool has_code_below_least(const CodeTable& table) {
  const size_t size = size_t{table.num_rows} * table.stride();
  // By 8-bit lanes: the one code that is none, and with 4 bits, the same in either half.
  const v128_t none = wasm_i8x16_splat(static_cast<int8_t>(0x80));
  const v128_t none_low = wasm_i8x16_splat(0x08);
  const v128_t high = wasm_i8x16_splat(static_cast<int8_t>(0xF0));
  const v128_t low = wasm_i8x16_splat(0x0F);
  v128_t bad = wasm_i32x4_splat(0);
  for (size_t i = 0; i < size; i += kBlockBytes) {
    const v128_t codes = wasm_v128_load(table.codes + i);
    if (table.bits == 8) {
      bad = wasm_v128_or(bad, wasm_i8x16_eq(codes, none));
    } else {
      bad = wasm_v128_or(bad, wasm_i8x16_eq(wasm_v128_and(codes, high), none));
      bad = wasm_v128_or(bad, wasm_i8x16_eq(wasm_v128_and(codes, low), none_low));
    }
  }
  return wasm_v128_any_true(bad);
}

int32_t dot_reference(std::span<const int8_t> a, std::span<const int8_t> b) {
  assert(a.size() == b.size());
  int32_t sum = 0;
  for (size_t j = 0; j < a.size(); ++j) sum += int32_t{a[j]} * int32_t{b[j]};
  return sum;
}

}  // namespace pocketrec
