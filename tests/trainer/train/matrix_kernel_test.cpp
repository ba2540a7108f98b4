// The inner loops of softmax training: right, and the same bits on every machine.
#include "trainer/train/matrix_kernel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "trainer/support/random.h"

namespace pocketrec::matrix_kernel {
namespace {

std::vector<float> random_values(size_t count, uint64_t seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(random.normal());
  return values;
}

// All that this machine can run; the first is the plain one.
std::vector<std::pair<std::string, const Kernels*>> runnable() {
  std::vector<std::pair<std::string, const Kernels*>> all = {{"plain", &plain::kKernels}};
#if defined(POCKETREC_X86_KERNELS)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    all.emplace_back("avx2", &avx2::kKernels);
  }
  if (__builtin_cpu_supports("avx512f")) all.emplace_back("avx512", &avx512::kKernels);
#endif
  return all;
}

// A product, with room between rows and behind the end that must stay as it is.
struct Product {
  size_t rows, depth, columns, gap;
  bool is_left_transposed;

  size_t stride() const { return columns + gap; }
  View left(const std::vector<float>& values) const {
    return is_left_transposed ? View{values.data(), 1, rows} : View{values.data(), depth, 1};
  }
  std::vector<float> by(const Kernels& kernels) const {
    const std::vector<float> left_values = random_values(rows * depth, 1);
    const std::vector<float> right = random_values(depth * stride(), 2);
    std::vector<float> out = random_values(rows * stride(), 3);
    kernels.multiply_add(out.data(), stride(), left(left_values), right.data(), stride(), rows,
                         depth, columns);
    return out;
  }
  std::vector<double> in_double() const {
    const std::vector<float> left_values = random_values(rows * depth, 1);
    const std::vector<float> right = random_values(depth * stride(), 2);
    const std::vector<float> before = random_values(rows * stride(), 3);
    std::vector<double> out(before.begin(), before.end());
    const View view = left(left_values);
    for (size_t r = 0; r < rows; ++r) {
      for (size_t c = 0; c < columns; ++c) {
        for (size_t k = 0; k < depth; ++k) {
          out[r * stride() + c] += double{view.values[r * view.row_step + k * view.column_step]} *
                                   right[k * stride() + c];
        }
      }
    }
    return out;
  }
};

std::vector<Product> products() {
  std::vector<Product> all;
  for (const size_t rows : {1, 3, 4, 7, 8, 9, 17}) {
    for (const size_t depth : {1, 5, 255, 256, 257, 600}) {  // blocks of 256
      all.push_back({rows, depth, kColumns, 0, rows % 2 == 0});
    }
  }
  for (const size_t columns : {32, 64, 96, 160}) {
    all.push_back({13, 70, columns, 5, false});
    all.push_back({13, 70, columns, 48, true});
  }
  return all;
}

TEST(MatrixKernel, ProductsAreThoseOfTheDefinition) {
  for (const auto& [name, kernels] : runnable()) {
    for (const Product& product : products()) {
      const std::vector<float> found = product.by(*kernels);
      const std::vector<double> expected = product.in_double();
      const double slack = 1e-6 * static_cast<double>(product.depth + 10);
      for (size_t i = 0; i < found.size(); ++i) {
        ASSERT_NEAR(found[i], expected[i], slack) << name << ", element " << i;
      }
    }
  }
}

TEST(MatrixKernel, RoomBetweenRowsStaysAsItIs) {
  const Product product{9, 20, 32, 7, false};
  const std::vector<float> before = random_values(product.rows * product.stride(), 3);
  for (const auto& [name, kernels] : runnable()) {
    const std::vector<float> after = product.by(*kernels);
    for (size_t i = 0; i < after.size(); ++i) {
      if (i % product.stride() >= product.columns) {
        EXPECT_EQ(after[i], before[i]) << name;
      }
    }
  }
}

TEST(MatrixKernel, EveryWidthGivesTheSameBits) {
  for (const auto& [name, kernels] : runnable()) {
    for (const Product& product : products()) {
      ASSERT_EQ(product.by(*kernels), product.by(plain::kKernels)) << name;
    }
    for (const size_t count : {16, 32, 48, 4096}) {
      std::vector<float> values = random_values(count, 4), plainly = values;
      values[3] = plainly[3] = -1e6F;
      ASSERT_EQ(kernels->exponentials(values.data(), count, 12.5F),
                plain::kKernels.exponentials(plainly.data(), count, 12.5F))
          << name;
      ASSERT_EQ(values, plainly) << name;
    }
  }
}

TEST(MatrixKernel, ExponentialsAreThose) {
  for (const auto& [name, kernels] : runnable()) {
    std::vector<float> values = random_values(160, 5);
    const std::vector<float> before = values;
    const float sum = kernels->exponentials(values.data(), values.size(), 4.0F);
    double expected_sum = 0;
    for (size_t i = 0; i < values.size(); ++i) {
      const double expected = std::exp((double{before[i]} - 1) * 4);
      EXPECT_NEAR(values[i], expected, 2e-6 * expected + 1e-12) << name;
      expected_sum += expected;
    }
    EXPECT_NEAR(sum, expected_sum, 1e-5 * expected_sum) << name;
  }
}

// That is how entries that do not count are left out.
TEST(MatrixKernel, ExponentialsOfFarBelowAreNothing) {
  for (const auto& [name, kernels] : runnable()) {
    std::vector<float> values(32, -1e6F);
    values[20] = 0.5F;
    const float sum = kernels->exponentials(values.data(), 32, 12.5F);
    EXPECT_EQ(sum, values[20]) << name;
    EXPECT_LT(values[0], 1e-37F) << name;
  }
}

TEST(MatrixKernel, TheBestIsOneOfThem) {
  EXPECT_EQ(&kernels(), runnable().back().second);
  EXPECT_EQ(round_up(0, 32), 0);
  EXPECT_EQ(round_up(1, 32), 32);
  EXPECT_EQ(round_up(64, 32), 64);
}

}  // namespace
}  // namespace pocketrec::matrix_kernel
