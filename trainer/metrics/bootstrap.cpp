#include "trainer/metrics/bootstrap.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "trainer/support/parallel.h"
#include "trainer/support/random.h"

namespace pocketrec {
namespace {

constexpr double kLowQuantile = 0.025, kHighQuantile = 0.975;

// Linear between the two nearest of the sorted values.
double quantile(const std::vector<double>& sorted, double q) {
  const double position = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(position);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], position - std::floor(position));
}

void draw_people(uint64_t seed, uint64_t resample, std::span<uint16_t> times_drawn) {
  Random random(seed, resample);
  std::fill(times_drawn.begin(), times_drawn.end(), uint16_t{0});
  const auto num_people = static_cast<uint32_t>(times_drawn.size());
  for (uint32_t i = 0; i < num_people; ++i) ++times_drawn[random.below(num_people)];
}

}  // namespace

std::vector<Interval> bootstrap_intervals(uint32_t num_people, std::span<const double> estimates,
                                          const ResampleStatistics& statistics_of,
                                          const BootstrapOptions& options) {
  assert(options.num_resamples >= 1);
  std::vector<Interval> intervals;
  if (num_people == 0) {
    for (const double estimate : estimates) intervals.push_back({estimate, estimate});
    return intervals;
  }
  const size_t width = estimates.size();
  std::vector<double> statistics(width * options.num_resamples);
  parallel_blocks(
      options.num_resamples, 8, options.threads, [&](size_t begin, size_t end, uint32_t) {
        std::vector<uint16_t> times_drawn(num_people);
        for (size_t resample = begin; resample < end; ++resample) {
          draw_people(options.seed, resample, times_drawn);
          statistics_of(times_drawn, std::span(statistics).subspan(resample * width, width));
        }
      });
  std::vector<double> sorted(options.num_resamples);
  for (size_t s = 0; s < width; ++s) {
    for (size_t r = 0; r < sorted.size(); ++r) sorted[r] = statistics[r * width + s];
    std::sort(sorted.begin(), sorted.end());
    const double mean =
        std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size());
    const double shift = estimates[s] - mean;
    intervals.push_back({std::min(estimates[s], quantile(sorted, kLowQuantile) + shift),
                         std::max(estimates[s], quantile(sorted, kHighQuantile) + shift)});
  }
  return intervals;
}

}  // namespace pocketrec
