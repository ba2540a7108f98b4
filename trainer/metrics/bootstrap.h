// Bootstrap intervals over people (Efron, "Bootstrap Methods: Another Look at the Jackknife",
// 1979).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace pocketrec {

struct Interval {
  double low = 0, high = 0;
};

struct BootstrapOptions {
  uint32_t num_resamples = 500;  // >= 1
  uint64_t seed = 1;
  uint32_t threads = 0;  // 0: all cores; never changes a bit of the result
};

// Given how often each person was drawn into a resample (they sum to the number of people), writes
// the statistics of that resample. Called from several threads at once.
using ResampleStatistics =
    std::function<void(std::span<const uint16_t> times_drawn, std::span<double> statistics)>;

// 95 % interval of each of `estimates`, which are the statistics of the people as they are. One
// resample serves all statistics, and the same people drawn with the same seed are drawn for every
// model, so that models are compared on equal ground.
//
// An interval is the estimate plus the 2.5 % and 97.5 % quantiles of (statistic of a resample -
// mean statistic of all resamples). For means that is the percentile interval. Statistics that
// count distinct things (coverage) come out lower in every resample, which holds fewer distinct
// people; centring takes this bias out.
std::vector<Interval> bootstrap_intervals(uint32_t num_people, std::span<const double> estimates,
                                          const ResampleStatistics& statistics_of,
                                          const BootstrapOptions& options);

}  // namespace pocketrec
