#include "trainer/metrics/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "trainer/support/random.h"

namespace pocketrec {
namespace {

std::vector<double> uniform_sample(uint64_t seed, size_t size) {
  Random random(seed);
  std::vector<double> sample(size);
  for (double& x : sample) x = random.uniform();
  return sample;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Interval interval_of_mean(const std::vector<double>& sample, const BootstrapOptions& options) {
  const auto statistics = [&](std::span<const uint16_t> times_drawn, std::span<double> out) {
    double sum = 0;
    for (size_t i = 0; i < sample.size(); ++i) sum += sample[i] * times_drawn[i];
    out[0] = sum / static_cast<double>(sample.size());
  };
  const double estimate = mean_of(sample);
  return bootstrap_intervals(static_cast<uint32_t>(sample.size()), {&estimate, 1}, statistics,
                             options)
      .front();
}

TEST(Bootstrap, EveryResampleDrawsAsManyPeopleAsThereAre) {
  const double estimate = 50;
  const auto total = [](std::span<const uint16_t> times_drawn, std::span<double> out) {
    out[0] = std::accumulate(times_drawn.begin(), times_drawn.end(), 0.0);
  };
  const Interval interval = bootstrap_intervals(50, {&estimate, 1}, total, {})[0];
  EXPECT_EQ(interval.low, 50);
  EXPECT_EQ(interval.high, 50);
}

// Of 200 samples, each 95 % interval should cover the true mean in about 190: a binomial count with
// a standard deviation of 3.1.
TEST(Bootstrap, CoversTheKnownMeanAboutAsOftenAsItSays) {
  int covered = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Interval interval = interval_of_mean(uniform_sample(seed, 150), {.seed = seed});
    covered += interval.low <= 0.5 && 0.5 <= interval.high ? 1 : 0;
  }
  EXPECT_GE(covered, 180);
  EXPECT_LE(covered, 199);
}

TEST(Bootstrap, WidthIsThatOfTheNormalApproximation) {
  const std::vector<double> sample = uniform_sample(3, 2'000);
  const Interval interval = interval_of_mean(sample, {.num_resamples = 1'000});
  const double expected = 2 * 1.96 * std::sqrt(1.0 / 12 / 2'000);
  EXPECT_NEAR(interval.high - interval.low, expected, 0.1 * expected);
}

TEST(Bootstrap, CertainThingsHaveNoWidth) {
  const Interval constant = interval_of_mean(std::vector<double>(20, 0.25), {});
  EXPECT_DOUBLE_EQ(constant.low, 0.25);
  EXPECT_DOUBLE_EQ(constant.high, 0.25);
  const Interval one_person = interval_of_mean({0.75}, {});
  EXPECT_DOUBLE_EQ(one_person.low, 0.75);
  EXPECT_DOUBLE_EQ(one_person.high, 0.75);
}

TEST(Bootstrap, NobodyGivesTheEstimateItself) {
  const double estimate = 0;
  const auto never = [](std::span<const uint16_t>, std::span<double>) { FAIL(); };
  const Interval interval = bootstrap_intervals(0, {&estimate, 1}, never, {})[0];
  EXPECT_EQ(interval.low, 0);
  EXPECT_EQ(interval.high, 0);
}

TEST(Bootstrap, ThreadsDoNotChangeTheIntervalSeedsDo) {
  const std::vector<double> sample = uniform_sample(9, 300);
  const Interval one = interval_of_mean(sample, {.threads = 1});
  const Interval four = interval_of_mean(sample, {.threads = 4});
  EXPECT_EQ(one.low, four.low);
  EXPECT_EQ(one.high, four.high);
  EXPECT_NE(one.low, interval_of_mean(sample, {.seed = 2}).low);
}

// A count of distinct things falls in every resample; the interval must still hold the estimate.
TEST(Bootstrap, DistinctCountsAreCentred) {
  const uint32_t people = 100;
  const double estimate = 1;  // everyone has something of their own
  const auto share_drawn = [](std::span<const uint16_t> times_drawn, std::span<double> out) {
    double drawn = 0;
    for (const uint16_t times : times_drawn) drawn += times > 0 ? 1 : 0;
    out[0] = drawn / static_cast<double>(times_drawn.size());
  };
  const Interval interval = bootstrap_intervals(people, {&estimate, 1}, share_drawn, {})[0];
  EXPECT_LT(interval.low, estimate);
  EXPECT_GT(interval.high, estimate);
}

}  // namespace
}  // namespace pocketrec
