// Compiled once a target: POCKETREC_SCAN_TARGET names the namespace (see CMakeLists.txt).
#include "trainer/score/scan_kernel.h"

#if defined(__AVX512VNNI__) || defined(__AVX2__)
#include <immintrin.h>
#else
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/wasm/simd128.h>
#endif

#ifndef POCKETREC_SCAN_TARGET
#define POCKETREC_SCAN_TARGET plain
#endif
#define POCKETREC_TEXT_OF(name) #name
#define POCKETREC_TEXT(name) POCKETREC_TEXT_OF(name)

namespace pocketrec::scan_kernel::POCKETREC_SCAN_TARGET {
namespace {

#define POCKETREC_INLINE [[gnu::always_inline]] inline

// kQueries x kVectors registers of sums make a tile that stays in registers over all steps. Lanes
// are vectors of int32_t: of the intrinsics' own type, GCC copies every sum in every step.
#if defined(__AVX512VNNI__)
constexpr Layout kLayout = Layout::kQuads;
constexpr uint32_t kQueries = 8;
using Lanes = int32_t __attribute__((vector_size(64)));
using Floats = __m512;
POCKETREC_INLINE Lanes load(const uint8_t* from) { return (Lanes)_mm512_loadu_si512(from); }
POCKETREC_INLINE Lanes splat(int32_t value) { return (Lanes)_mm512_set1_epi32(value); }
POCKETREC_INLINE Lanes add_products(Lanes sums, Lanes rows, Lanes query) {
  return (Lanes)_mm512_dpbusd_epi32((__m512i)sums, (__m512i)rows, (__m512i)query);
}
POCKETREC_INLINE Floats load_floats(const float* from) { return _mm512_loadu_ps(from); }
POCKETREC_INLINE void store(float* to, Floats floats) { _mm512_storeu_ps(to, floats); }
POCKETREC_INLINE Floats scores_of(Lanes dots, Floats row_scales, float scale) {
  // With a mask of all lanes: the plain form makes GCC 12 warn of a register that is not set.
  const Floats exact = _mm512_maskz_cvtepi32_ps(static_cast<__mmask16>(-1), (__m512i)dots);
  return _mm512_mul_ps(_mm512_mul_ps(exact, row_scales), _mm512_set1_ps(scale));
}
POCKETREC_INLINE uint32_t lanes_above(Floats scores, float threshold) {
  return _mm512_cmp_ps_mask(scores, _mm512_set1_ps(threshold), _CMP_GT_OQ);
}
#elif defined(__AVX2__)
constexpr Layout kLayout = Layout::kPairs;
constexpr uint32_t kQueries = 4;
using Lanes = int32_t __attribute__((vector_size(32)));
using Floats = __m256;
POCKETREC_INLINE Lanes load(const uint8_t* from) {
  return (Lanes)_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}
POCKETREC_INLINE Lanes splat(int32_t value) { return (Lanes)_mm256_set1_epi32(value); }
POCKETREC_INLINE Lanes add_products(Lanes sums, Lanes rows, Lanes query) {
  return sums + (Lanes)_mm256_madd_epi16((__m256i)rows, (__m256i)query);
}
POCKETREC_INLINE Floats load_floats(const float* from) { return _mm256_loadu_ps(from); }
POCKETREC_INLINE void store(float* to, Floats floats) { _mm256_storeu_ps(to, floats); }
POCKETREC_INLINE Floats scores_of(Lanes dots, Floats row_scales, float scale) {
  return _mm256_mul_ps(_mm256_mul_ps(_mm256_cvtepi32_ps((__m256i)dots), row_scales),
                       _mm256_set1_ps(scale));
}
POCKETREC_INLINE uint32_t lanes_above(Floats scores, float threshold) {
  return static_cast<uint32_t>(
      _mm256_movemask_ps(_mm256_cmp_ps(scores, _mm256_set1_ps(threshold), _CMP_GT_OQ)));
}
#else
constexpr Layout kLayout = Layout::kPairs;
constexpr uint32_t kQueries = 4;
using Lanes = v128_t;
using Floats = v128_t;
POCKETREC_INLINE Lanes load(const uint8_t* from) { return wasm_v128_load(from); }
POCKETREC_INLINE Lanes splat(int32_t value) { return wasm_i32x4_splat(value); }
POCKETREC_INLINE Lanes add_products(Lanes sums, Lanes rows, Lanes query) {
  return wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(rows, query));
}
POCKETREC_INLINE Floats load_floats(const float* from) { return wasm_v128_load(from); }
POCKETREC_INLINE void store(float* to, Floats floats) { wasm_v128_store(to, floats); }
POCKETREC_INLINE Floats scores_of(Lanes dots, Floats row_scales, float scale) {
  return wasm_f32x4_mul(wasm_f32x4_mul(wasm_f32x4_convert_i32x4(dots), row_scales),
                        wasm_f32x4_splat(scale));
}
POCKETREC_INLINE uint32_t lanes_above(Floats scores, float threshold) {
  return wasm_i32x4_bitmask(wasm_f32x4_gt(scores, wasm_f32x4_splat(threshold)));
}
#endif
constexpr uint32_t kWidth = sizeof(Lanes) / 4;
constexpr uint32_t kVectors = 2;
constexpr uint32_t kTileRows = kWidth * kVectors;
static_assert(kPanelRows % kTileRows == 0 && kGroupQueries % kQueries == 0);

// Bit r of `rows`: row first_row + r, with scores[r].
void append(Query& query, uint32_t first_row, uint32_t rows, const float* scores) {
  Found* found = query.found + query.num_found;
  for (; rows != 0; rows &= rows - 1) {
    const auto r = static_cast<uint32_t>(__builtin_ctz(rows));
    *found++ = {first_row + r, scores[r]};
  }
  query.num_found = static_cast<uint32_t>(found - query.found);
}

// kTileRows rows of a panel with kQueries queries of a group. rows, group_codes: where their first
// codes lie; first_row: the number of the first row.
POCKETREC_INLINE void scan_tile(const uint8_t* rows, const uint8_t* group_codes, uint32_t num_steps,
                                const float* row_scales, uint32_t first_row, Query* queries) {
  Lanes sums[kQueries][kVectors];
  for (uint32_t q = 0; q < kQueries; ++q) {
    for (uint32_t v = 0; v < kVectors; ++v) sums[q][v] = splat(queries[q].bias);
  }
  for (uint32_t step = 0; step < num_steps; ++step) {
    Lanes codes[kVectors];
    for (uint32_t v = 0; v < kVectors; ++v) codes[v] = load(rows + v * sizeof(Lanes));
    for (uint32_t q = 0; q < kQueries; ++q) {
      int32_t own;
      __builtin_memcpy(&own, group_codes + q * sizeof own, sizeof own);
      const Lanes query = splat(own);
      for (uint32_t v = 0; v < kVectors; ++v) {
        sums[q][v] = add_products(sums[q][v], codes[v], query);
      }
    }
    rows += kPanelRows * 4;
    group_codes += kGroupQueries * 4;
  }
  // Without a branch, so that sums never leave their registers: few rows are found.
  float scores[kQueries][kTileRows];
  uint32_t found[kQueries] = {};
  uint32_t is_any = 0;
  for (uint32_t v = 0; v < kVectors; ++v) {
    const Floats scales = load_floats(row_scales + v * kWidth);
    for (uint32_t q = 0; q < kQueries; ++q) {
      const Floats own = scores_of(sums[q][v], scales, queries[q].scale);
      store(scores[q] + v * kWidth, own);
      found[q] |= lanes_above(own, queries[q].threshold) << (v * kWidth);
    }
  }
  for (uint32_t q = 0; q < kQueries; ++q) is_any |= found[q];
  if (is_any == 0) return;
  for (uint32_t q = 0; q < kQueries; ++q) append(queries[q], first_row, found[q], scores[q]);
}

void rows_above(const Panels& panels, uint32_t first, uint32_t count, Group& group) {
  const uint64_t panel_bytes = uint64_t{panels.num_steps} * kPanelRows * 4;
  for (uint32_t panel = first; panel < first + count; ++panel) {
    const uint8_t* codes = panels.codes + panel * panel_bytes;
    const uint32_t first_row = panel * kPanelRows;
    for (uint32_t r = 0; r < kPanelRows; r += kTileRows) {
      for (uint32_t q = 0; q < kGroupQueries; q += kQueries) {
        scan_tile(codes + r * 4, group.codes + q * 4, panels.num_steps,
                  panels.scales + first_row + r, first_row + r, group.queries + q);
      }
    }
  }
}

}  // namespace

extern const Kernel kKernel;
const Kernel kKernel = {POCKETREC_TEXT(POCKETREC_SCAN_TARGET), kLayout, rows_above};

}  // namespace pocketrec::scan_kernel::POCKETREC_SCAN_TARGET
