#include "trainer/train/row_adam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/trainer/train/toy.h"

namespace pocketrec {
namespace {

// Adam as its paper has it, with one second moment for the row.
class Reference {
 public:
  explicit Reference(size_t size) : moments_(size) {}
  void step(std::vector<double>& values, const std::vector<float>& gradient, double rate) {
    ++steps_;
    double squares = 0;
    for (const float g : gradient) squares += double{g} * g;
    second_ = 0.99 * second_ + 0.01 * squares / static_cast<double>(values.size());
    for (size_t k = 0; k < values.size(); ++k) {
      moments_[k] = 0.9 * moments_[k] + 0.1 * gradient[k];
      values[k] -= rate * (moments_[k] / (1 - std::pow(0.9, steps_))) /
                   (std::sqrt(second_ / (1 - std::pow(0.99, steps_))) + 1e-10);
    }
  }

 private:
  std::vector<double> moments_;
  double second_ = 0;
  int steps_ = 0;
};

TEST(RowAdam, StepsAsItsPaperSays) {
  FactorTable table = random_table(3, 7, 1);
  std::vector<double> expected(table.row(1), table.row(1) + 7);
  Reference reference(7);
  RowAdam adam(table, 7);
  Random random(2);
  for (int step = 0; step < 200; ++step) {
    std::vector<float> gradient(7);
    for (float& g : gradient) g = static_cast<float>(random.normal());
    adam.step(table, 1, gradient, 0.03F);
    reference.step(expected, gradient, 0.03);
    for (size_t k = 0; k < 7; ++k) ASSERT_NEAR(table.row(1)[k], expected[k], 1e-4) << step;
  }
}

TEST(RowAdam, ARowIsTouchedByItsOwnStepsAlone) {
  FactorTable table = random_table(3, 4, 3);
  const FactorTable before = table;
  RowAdam adam(table, 4);
  const std::vector<float> gradient = {1, -2, 3, 0.5F};
  for (int step = 0; step < 10; ++step) adam.step(table, 0, gradient, 0.1F);
  EXPECT_NE(table.row(0)[0], before.row(0)[0]);
  // The first step of another row is that of a new optimiser.
  adam.step(table, 2, gradient, 0.1F);
  FactorTable fresh = before;
  RowAdam(fresh, 4).step(fresh, 2, gradient, 0.1F);
  for (uint32_t k = 0; k < 4; ++k) {
    EXPECT_EQ(table.row(1)[k], before.row(1)[k]);
    EXPECT_EQ(table.row(2)[k], fresh.row(2)[k]);
  }
}

// The first step is as long as the rate says, whatever the gradient's length, and padding counts
// for nothing.
TEST(RowAdam, PaddingStaysZeroAndCountsForNothing) {
  FactorTable table{1, 32, std::vector<float>(32, 0.0F)};
  RowAdam adam(table, 2);
  std::vector<float> gradient(32, 0.0F);
  gradient[0] = 300.0F;
  gradient[1] = -400.0F;
  adam.step(table, 0, gradient, 0.01F);
  EXPECT_NEAR(table.row(0)[0], -0.01 * std::sqrt(2.0) * 0.6, 1e-6);
  EXPECT_NEAR(table.row(0)[1], 0.01 * std::sqrt(2.0) * 0.8, 1e-6);
  for (uint32_t k = 2; k < 32; ++k) EXPECT_EQ(table.row(0)[k], 0.0F);
}

TEST(RowAdam, NoGradientNoStep) {
  FactorTable table = random_table(1, 3, 5);
  const FactorTable before = table;
  RowAdam adam(table, 3);
  adam.step(table, 0, std::vector<float>(3, 0.0F), 0.1F);
  EXPECT_EQ(table.values, before.values);
}

}  // namespace
}  // namespace pocketrec
