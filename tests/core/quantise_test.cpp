#include "core/quantise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "core/history.h"

namespace pocketrec {
namespace {

TEST(Quantise, RoundsHalvesToEven) {
  // scale is exactly 1, so the values are the codes before rounding.
  const std::vector<float> values = {127.0F, 0.5F, 1.5F, 2.5F, -0.5F, -1.5F, -2.5F, 0.49F, -3.51F};
  std::vector<int8_t> codes(values.size());
  EXPECT_EQ(quantise_row(values, 8, codes), 1.0F);
  EXPECT_EQ(codes, (std::vector<int8_t>{127, 0, 2, 2, 0, -2, -2, 0, -4}));
}

TEST(Quantise, ErrorIsAtMostHalfTheScale) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  for (const uint32_t bits : {8U, 4U}) {
    for (const float size : {1e-30F, 1e-3F, 1.0F, 1e10F}) {
      std::vector<float> values(64);
      std::vector<int8_t> codes(64);
      for (float& value : values) value = size * normal(random);
      const float scale = quantise_row(values, bits, codes);
      const double bound = double{scale} * (0.5 + 1.0 / (1 << 17));
      for (size_t j = 0; j < values.size(); ++j) {
        EXPECT_LE(std::abs(codes[j]), max_code(bits));
        EXPECT_LE(std::abs(double{values[j]} - double{scale * static_cast<float>(codes[j])}),
                  bound);
      }
    }
  }
}

TEST(Quantise, LargestValueGetsTheLargestCode) {
  for (float largest = 1.0F; largest < 2.0F; largest = std::nextafter(largest, 3.0F) + 1e-4F) {
    int8_t code = 0;
    quantise_row(std::vector<float>{-largest}, 8, std::span(&code, 1));
    EXPECT_EQ(code, -127);
  }
}

TEST(Quantise, ZeroAndSubnormalRowsBecomeZero) {
  std::vector<int8_t> codes(3, 9);
  EXPECT_EQ(quantise_row(std::vector<float>{0.0F, -0.0F, 0.0F}, 8, codes), 0.0F);
  EXPECT_EQ(codes, (std::vector<int8_t>{0, 0, 0}));
  const float tiny = std::numeric_limits<float>::denorm_min();
  EXPECT_EQ(quantise_row(std::vector<float>{tiny, 0.0F, -tiny}, 4, codes), 0.0F);
  EXPECT_EQ(codes, (std::vector<int8_t>{0, 0, 0}));
}

TEST(Quantise, StoredRowsComeBack) {
  for (const uint32_t bits : {8U, 4U}) {
    for (uint32_t num_factors = 1; num_factors <= 70; ++num_factors) {
      std::vector<int8_t> codes(num_factors);
      for (uint32_t j = 0; j < num_factors; ++j) {
        codes[j] = static_cast<int8_t>(static_cast<int>(j * 5) % (2 * max_code(bits) + 1) -
                                       max_code(bits));
      }
      std::vector<uint8_t> row(row_stride(num_factors, bits), 0xEE);
      EXPECT_EQ(row.size() % 16, 0);
      store_row(codes, bits, row);
      const float scale = 0.25F;
      const CodeTable table{row.data(),
                            PackedArray<float>(reinterpret_cast<const uint8_t*>(&scale), 1), 1,
                            num_factors, bits};
      std::vector<int8_t> loaded(num_factors);
      std::vector<float> values(num_factors);
      load_row(table, 0, loaded);
      dequantise_row(table, 0, values);
      EXPECT_EQ(loaded, codes);
      for (uint32_t j = 0; j < num_factors; ++j)
        EXPECT_EQ(values[j], 0.25F * static_cast<float>(codes[j]));
    }
  }
}

TEST(Quantise, BytesOfARowAreAsPromised) {
  EXPECT_EQ(row_stride(64, 8) + sizeof(float), 68);
  EXPECT_EQ(row_stride(64, 4) + sizeof(float), 36);
  EXPECT_EQ(row_stride(128, 4) + sizeof(float), 68);
  EXPECT_EQ(row_stride(1, 8), 16);
  EXPECT_EQ(row_stride(33, 4), 32);
}

TEST(RoundWeight, IsTheNearestSixteenth) {
  EXPECT_EQ(round_weight(0.0F), 0.0F);
  EXPECT_EQ(round_weight(1.0F), 1.0F);
  EXPECT_EQ(round_weight(0.3F), 5.0F / 16);
  EXPECT_EQ(round_weight(1e-20F), 1.0F / 16);
  EXPECT_EQ(round_weight(2.5F / 16), 2.0F / 16);
  EXPECT_EQ(round_weight(3.5F / 16), 4.0F / 16);
  EXPECT_EQ(round_weight(16.0F), 255.0F / 16);
}

TEST(RoundWeight, ChangesNoRoundedWeight) {
  for (int code = 0; code <= 255; ++code) {
    const float weight = static_cast<float>(code) / 16;
    EXPECT_EQ(round_weight(weight), weight);
  }
}

}  // namespace
}  // namespace pocketrec
