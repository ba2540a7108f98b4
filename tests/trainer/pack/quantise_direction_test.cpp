#include "trainer/pack/quantise_direction.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/quantise.h"
#include "trainer/support/random.h"

namespace pocketrec {
namespace {

struct Coded {
  float scale;
  std::vector<int8_t> codes;
};

Coded by_direction(const std::vector<float>& values, uint32_t bits) {
  Coded coded{0, std::vector<int8_t>(values.size(), 99)};
  coded.scale = quantise_direction(values, bits, coded.codes);
  return coded;
}

Coded by_largest(const std::vector<float>& values, uint32_t bits) {
  Coded coded{0, std::vector<int8_t>(values.size(), 99)};
  coded.scale = quantise_row(values, bits, coded.codes);
  return coded;
}

double length_of(const auto& values) {
  double squares = 0;
  for (const auto value : values) squares += static_cast<double>(value) * value;
  return std::sqrt(squares);
}

double cosine_of(const std::vector<float>& values, const Coded& coded) {
  double product = 0;
  for (size_t k = 0; k < values.size(); ++k) product += double{values[k]} * coded.codes[k];
  return product / length_of(values) / length_of(coded.codes);
}

std::vector<float> gaussian_row(Random& random, size_t size) {
  std::vector<float> row(size);
  for (float& value : row) value = static_cast<float>(random.normal());
  return row;
}

TEST(QuantiseDirection, EightBitsAreThoseOfTheFormat) {
  Random random(1);
  for (const size_t size : {1, 2, 64, 300}) {
    const std::vector<float> row = gaussian_row(random, size);
    const Coded coded = by_direction(row, 8);
    EXPECT_EQ(coded.scale, by_largest(row, 8).scale);
    EXPECT_EQ(coded.codes, by_largest(row, 8).codes);
  }
}

// The coarsest step, that of the largest value, is among those tried: it can only get better.
TEST(QuantiseDirection, FourBitsLoseLessOfTheDirection) {
  Random random(2);
  double lost = 0, lost_by_largest = 0;
  for (int n = 0; n < 200; ++n) {
    const std::vector<float> row = gaussian_row(random, 128);
    const double cosine = cosine_of(row, by_direction(row, 4));
    const double otherwise = cosine_of(row, by_largest(row, 4));
    EXPECT_GE(cosine, otherwise - 1e-12);
    lost += 1 - cosine;
    lost_by_largest += 1 - otherwise;
  }
  EXPECT_LT(lost, 0.9 * lost_by_largest);
  EXPECT_LT(lost / 200, 0.01);
}

TEST(QuantiseDirection, AnyLengthOfRowIsNoWorse) {
  Random random(3);
  for (size_t size = 1; size < 40; ++size) {
    for (int n = 0; n < 10; ++n) {
      const std::vector<float> row = gaussian_row(random, size);
      EXPECT_GE(cosine_of(row, by_direction(row, 4)), cosine_of(row, by_largest(row, 4)) - 1e-12);
    }
  }
}

TEST(QuantiseDirection, FourBitsKeepTheLength) {
  Random random(4);
  for (const size_t size : {1, 3, 20, 128, 1024}) {
    std::vector<float> row = gaussian_row(random, size);
    for (const float factor : {1.0F, 1e-20F, 1e12F}) {
      std::vector<float> scaled = row;
      for (float& value : scaled) value *= factor;
      const Coded coded = by_direction(scaled, 4);
      const double length = length_of(scaled);
      EXPECT_NEAR(coded.scale * length_of(coded.codes), length, 1e-6 * length);
    }
  }
}

TEST(QuantiseDirection, CodesStayWithinTheirRange) {
  Random random(5);
  for (int n = 0; n < 100; ++n) {
    for (const int8_t code : by_direction(gaussian_row(random, 64), 4).codes) {
      EXPECT_LE(std::abs(code), 7);
    }
  }
}

TEST(QuantiseDirection, SignsAndScaleOfTheRowDoNotMatter) {
  Random random(6);
  const std::vector<float> row = gaussian_row(random, 50);
  const Coded coded = by_direction(row, 4);
  std::vector<float> other = row;
  for (float& value : other) value *= -4.0F;
  const Coded turned = by_direction(other, 4);
  EXPECT_EQ(turned.scale, 4 * coded.scale);
  for (size_t k = 0; k < row.size(); ++k) EXPECT_EQ(turned.codes[k], -coded.codes[k]);
}

TEST(QuantiseDirection, ZerosStayZeros) {
  for (const uint32_t bits : {4U, 8U}) {
    const Coded coded = by_direction(std::vector<float>(20, 0.0F), bits);
    EXPECT_EQ(coded.scale, 0.0F);
    EXPECT_EQ(coded.codes, std::vector<int8_t>(20, 0));
  }
}

// The scale of a row that has one is a normal number, as FORMAT.md promises.
TEST(QuantiseDirection, RowsTooShortForAScaleAreZeros) {
  Random random(7);
  for (const uint32_t bits : {4U, 8U}) {
    for (float size = 1e-30F; size > 0.0F; size /= 2) {
      std::vector<float> row = gaussian_row(random, 30);
      for (float& value : row) value *= size;
      const Coded coded = by_direction(row, bits);
      if (coded.scale == 0.0F) {
        EXPECT_EQ(coded.codes, std::vector<int8_t>(30, 0));
      } else {
        EXPECT_GE(coded.scale, std::numeric_limits<float>::min()) << size << ", " << bits;
      }
    }
  }
}

// Cutting it off would turn the row; so it keeps its place, and the others become nothing.
TEST(QuantiseDirection, OneHugeValueIsKept) {
  std::vector<float> row(64, 0.01F);
  row[17] = -1000.0F;
  const Coded coded = by_direction(row, 4);
  EXPECT_LT(coded.codes[17], 0);
  EXPECT_EQ(std::count(coded.codes.begin(), coded.codes.end(), 0), 63);
  EXPECT_NEAR(coded.scale * coded.codes[17], -1000.0F, 0.01F);
}

// A few values that stand out are cut off, for the sake of all the others.
TEST(QuantiseDirection, ValuesThatStandOutALittleAreCutOff) {
  Random random(8);
  std::vector<float> row(256);
  for (float& value : row) value = static_cast<float>(random.uniform() - 0.5);
  row[3] = 1.0F;
  const Coded coded = by_direction(row, 4);
  EXPECT_EQ(coded.codes[3], 7);
  EXPECT_LT(7 * coded.scale, 0.9F);
}

}  // namespace
}  // namespace pocketrec
