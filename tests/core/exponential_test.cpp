#include "core/exponential.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

namespace pocketrec {
namespace {

// Of a float between 2^e and 2^(e + 1) a unit in the last place is 2^(e - 23).
double error_in_units(float x) {
  const double expected = std::exp(static_cast<double>(x));
  int exponent = 0;
  std::frexp(expected, &exponent);
  return std::abs(static_cast<double>(exponential(x)) - expected) / std::ldexp(1.0, exponent - 24);
}

// Every 499th float of the range, and all near zero and where the whole number of ln 2 changes.
TEST(Exponential, IsWithinFourUnitsInTheLastPlace) {
  for (const float limit : {-87.0F, 88.0F}) {
    const auto most = __builtin_bit_cast(uint32_t, limit);
    for (uint32_t bits = most & 0x80000000U; bits <= most; bits += 499) {
      const auto x = __builtin_bit_cast(float, bits);
      ASSERT_LE(error_in_units(x), 4.0) << x;
    }
    ASSERT_LE(error_in_units(limit), 4.0);
  }
  for (int n = -125; n <= 126; ++n) {
    auto x = static_cast<float>((n + 0.5) * std::log(2.0));
    for (int i = 0; i < 50; ++i) x = std::nextafter(x, -100.0F);
    for (int i = 0; i < 100; ++i) {
      ASSERT_LE(error_in_units(x), 4.0) << x;
      x = std::nextafter(x, 100.0F);
    }
  }
}

TEST(Exponential, OfZeroIsOne) {
  EXPECT_EQ(exponential(0.0F), 1.0F);
  EXPECT_EQ(exponential(-0.0F), 1.0F);
}

TEST(Exponential, BelowItsRangeIsTheLeastAndNeverZero) {
  const float least = exponential(-87.0F);
  EXPECT_GT(least, 0.0F);
  EXPECT_GE(least, std::numeric_limits<float>::min());
  for (const float x : {-87.0001F, -100.0F, -1e6F, -1e30F, -std::numeric_limits<float>::max(),
                        -std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(exponential(x), least) << x;
  }
}

// What is nearer must never weigh less.
TEST(Exponential, NeverFallsByMoreThanItsError) {
  float before = exponential(-90.0F);
  for (float x = -90.0F; x < 88.0F; x += 1e-3F) {
    const float value = exponential(x);
    ASSERT_GE(value, before * (1.0F - 6e-7F)) << x;
    before = value;
  }
}

}  // namespace
}  // namespace pocketrec
