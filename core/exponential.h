// e^x with the same bits on every machine, which std::exp does not promise.
#pragma once

#include <cstdint>

namespace pocketrec {

// e^x for x in [-87, 88], within 4 units in the last place of a float; below -87, e^-87. Only
// additions, multiplications and shifts, without a branch, so that compilers make vectors of it.
// x must be a number. Always inlined: copies for other instruction sets must not meet in the
// linker.
//
// x = n ln 2 + r with |r| <= ln 2 / 2, so e^x = 2^n e^r, and e^r is its Taylor series to r^6: what
// is left out is below 2^-22 of it.
[[gnu::always_inline]] inline float exponential(float x) {
  x = x < -87.0F ? -87.0F : x;
  // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number, halves to even.
  constexpr float kRounder = 12582912.0F;
  const float n = (x * 1.44269504F + kRounder) - kRounder;
  // ln 2 in two parts: n times the first has no rounding error.
  const float r = (x - n * 0.693359375F) - n * -2.12194440e-4F;
  float series = 1.0F / 720.0F;
  series = series * r + 1.0F / 120.0F;
  series = series * r + 1.0F / 24.0F;
  series = series * r + 1.0F / 6.0F;
  series = series * r + 0.5F;
  series = series * r + 1.0F;
  series = series * r + 1.0F;
  return __builtin_bit_cast(
      float, __builtin_bit_cast(int32_t, series) + static_cast<int32_t>(n) * (1 << 23));
}

}  // namespace pocketrec
