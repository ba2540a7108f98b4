#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "trainer/sample/alias_table.h"
#include "trainer/sample/readers.h"
#include "trainer/sample/streams.h"

namespace pocketrec {
namespace {

TEST(RandomStream, DiffersByPurposeIndexAndSeed) {
  const uint64_t first = random_stream(1, Purpose::kReader, 0).next();
  EXPECT_NE(first, random_stream(1, Purpose::kReader, 1).next());
  EXPECT_NE(first, random_stream(1, Purpose::kReading, 0).next());
  EXPECT_NE(first, random_stream(2, Purpose::kReader, 0).next());
  EXPECT_EQ(first, random_stream(1, Purpose::kReader, 0).next());
}

TEST(AliasTable, DrawsInProportionAndNeverAZero) {
  const std::vector<uint64_t> weights = {5, 0, 1, 94, 0, 900};
  const AliasTable table(weights);
  Random random(7);
  std::vector<uint32_t> drawn(weights.size());
  constexpr uint32_t kDraws = 1'000'000;
  for (uint32_t i = 0; i < kDraws; ++i) ++drawn[table.draw(random)];
  for (size_t i = 0; i < weights.size(); ++i) {
    EXPECT_NEAR(drawn[i], static_cast<double>(weights[i] * kDraws) / 1000.0, 5 * 500) << i;
  }
  EXPECT_EQ(drawn[1] + drawn[4], 0);
  EXPECT_GT(drawn[2], 0);
}

TEST(AliasTable, OneWeightIsAlwaysDrawn) {
  const AliasTable table(std::vector<uint64_t>{42});
  Random random(1);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(table.draw(random), 0);
}

uint64_t sum_of(const std::vector<uint32_t>& counts) {
  uint64_t sum = 0;
  for (const uint32_t count : counts) sum += count;
  return sum;
}

TEST(Activity, SumsToWhatWasAskedAndIsHeavyTailed) {
  std::vector<uint32_t> counts = draw_activity(6000, 120'000, 1000, 1);
  EXPECT_EQ(sum_of(counts), 120'000);
  std::ranges::sort(counts);
  EXPECT_GE(counts.front(), 1);
  EXPECT_LE(counts.back(), 250);  // a quarter of the items
  EXPECT_LE(counts[3000], 15);    // the median is well below the mean of 20
  EXPECT_GE(counts[5940], 100);   // the busiest of a hundred have five times the mean
}

TEST(Activity, FitsTheTightestCounts) {
  for (const uint64_t interactions : {1U, 99U, 100U, 101U, 4999U, 5000U}) {
    const std::vector<uint32_t> counts = draw_activity(100, interactions, 50, 3);
    EXPECT_EQ(sum_of(counts), interactions);
    for (const uint32_t count : counts) EXPECT_LE(count, 50);
  }
  EXPECT_EQ(draw_activity(1, 7, 10, 1), std::vector<uint32_t>{7});
}

}  // namespace
}  // namespace pocketrec
