#include "trainer/support/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace pocketrec {
namespace {

TEST(Random, SameSeedAndStreamSameNumbers) {
  Random a(7, 3), b(7, 3);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.next(), b.next());
}

TEST(Random, SeedsAndStreamsDiffer) {
  EXPECT_NE(Random(1, 0).next(), Random(2, 0).next());
  EXPECT_NE(Random(1, 0).next(), Random(1, 1).next());
  EXPECT_NE(Random(1, 2).next(), Random(2, 1).next());
}

// The reference outputs of splitmix64 from state 0 (Vigna's public-domain splitmix64.c prints
// them).
TEST(Random, MixIsSplitmix64) {
  EXPECT_EQ(mix64(0), 0xE220A8397B1DCDAFULL);
  EXPECT_EQ(mix64(0x9E3779B97F4A7C15ULL), 0x6E789E6AA1B965F4ULL);
}

TEST(Random, BelowIsInRangeAndEven) {
  Random random(11);
  std::array<int, 6> counts{};
  constexpr int kDraws = 60'000;
  for (int i = 0; i < kDraws; ++i) ++counts.at(random.below(6));
  // Six standard deviations of a binomial count.
  const double slack = 6 * std::sqrt(kDraws / 6.0 * 5.0 / 6.0);
  for (const int count : counts) EXPECT_NEAR(count, kDraws / 6, slack);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, UniformHasMeanOneHalf) {
  Random random(5);
  double sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = random.uniform();
    ASSERT_GE(x, 0.0);
    ASSERT_LT(x, 1.0);
    sum += x;
  }
  EXPECT_NEAR(sum / 100'000, 0.5, 6 * std::sqrt(1.0 / 12 / 100'000));
}

TEST(Random, ShuffleReachesEveryOrderEvenly) {
  Random random(3);
  std::array<int, 6> counts{};
  constexpr int kDraws = 60'000;
  for (int i = 0; i < kDraws; ++i) {
    std::array<int, 3> order = {0, 1, 2};
    shuffle(std::span<int>(order), random);
    // Position in the list of all orders: the first element, then whether the rest is swapped.
    counts.at(order[0] * 2 + (order[1] > order[2] ? 1 : 0))++;
  }
  const double slack = 6 * std::sqrt(kDraws / 6.0 * 5.0 / 6.0);
  for (const int count : counts) EXPECT_NEAR(count, kDraws / 6, slack);
}

}  // namespace
}  // namespace pocketrec
