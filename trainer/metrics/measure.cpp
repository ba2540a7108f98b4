#include "trainer/metrics/measure.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <span>
#include <utility>

#include "trainer/metrics/accuracy.h"
#include "trainer/metrics/catalogue.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

// In the order of a row of `PerPerson::values`, for each cut-off.
constexpr std::array kMeanMetrics = {"recall", "recall_min", "ndcg",    "hit_rate",
                                     "mrr",    "map",        "novelty", "diversity"};
constexpr std::array kCatalogueMetrics = {"coverage", "gini"};
constexpr size_t kDiversity = 7;
constexpr size_t kBlock = 64;

// What is measured of each person, and the people themselves (rows of the targets).
struct PerPerson {
  std::vector<uint32_t> rows;
  uint32_t diversity_step = 1;              // diversity is measured of every so manieth person
  std::vector<std::vector<double>> values;  // [cutoff * kMeanMetrics.size() + metric][person]
};

std::vector<uint32_t> rows_with_targets(const InteractionMatrix& targets) {
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < targets.num_rows; ++row) {
    if (!targets.row(row).empty()) rows.push_back(row);
  }
  return rows;
}

std::array<double, kMeanMetrics.size()> means_of_person(std::span<const uint32_t> ranked,
                                                        std::span<const uint8_t> hits,
                                                        uint32_t num_relevant, uint32_t k,
                                                        const ListVariety& variety,
                                                        double diversity) {
  return {recall_at(hits, num_relevant, k), recall_min_at(hits, num_relevant, k),
          ndcg_at(hits, num_relevant, k),   hit_at(hits, k),
          reciprocal_rank_at(hits, k),      average_precision_at(hits, num_relevant, k),
          variety.novelty_at(ranked, k),    diversity};
}

PerPerson measure_people(const RankedLists& lists, const InteractionMatrix& targets,
                         const InteractionMatrix& audiences, const std::vector<uint32_t>& cutoffs,
                         uint32_t threads) {
  PerPerson people;
  people.rows = rows_with_targets(targets);
  const size_t count = people.rows.size();
  people.diversity_step = static_cast<uint32_t>(
      std::max<size_t>(1, (count + kMaxDiversityPeople - 1) / kMaxDiversityPeople));
  people.values.assign(cutoffs.size() * kMeanMetrics.size(), std::vector<double>(count));
  parallel_blocks(count, kBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    ListVariety variety(audiences);
    std::vector<uint8_t> hits(lists.length);
    std::vector<double> diversities(cutoffs.size(), 0.0);
    for (size_t person = begin; person < end; ++person) {
      const auto ranked = lists.list(people.rows[person]);
      const auto relevant = targets.row(people.rows[person]);
      mark_hits(ranked, relevant, hits);
      if (person % people.diversity_step == 0) variety.diversity_at(ranked, cutoffs, diversities);
      for (size_t c = 0; c < cutoffs.size(); ++c) {
        const auto means = means_of_person(ranked, hits, static_cast<uint32_t>(relevant.size()),
                                           cutoffs[c], variety, diversities[c]);
        for (size_t m = 0; m < means.size(); ++m) {
          people.values[c * means.size() + m][person] = means[m];
        }
      }
    }
  });
  return people;
}

// The mean over people who were drawn times_drawn[person] times each; every `step`th is measured.
double drawn_mean(std::span<const double> values, std::span<const uint16_t> times_drawn,
                  uint32_t step) {
  double sum = 0;
  uint64_t drawn = 0;
  for (size_t person = 0; person < values.size(); person += step) {
    sum += values[person] * times_drawn[person];
    drawn += times_drawn[person];
  }
  return drawn == 0 ? 0.0 : sum / static_cast<double>(drawn);
}

// Writes all statistics, cut-off by cut-off: the means, then coverage and Gini.
void statistics_of(const PerPerson& people, const RankedLists& lists, uint32_t num_items,
                   const std::vector<uint32_t>& cutoffs, std::span<const uint16_t> times_drawn,
                   std::span<double> statistics) {
  std::vector<uint32_t> counts(num_items, 0);
  size_t counted = 0, next = 0;
  for (size_t c = 0; c < cutoffs.size(); ++c) {
    for (size_t m = 0; m < kMeanMetrics.size(); ++m) {
      statistics[next++] = drawn_mean(people.values[c * kMeanMetrics.size() + m], times_drawn,
                                      m == kDiversity ? people.diversity_step : 1);
    }
    const size_t cut = std::min(cutoffs[c], lists.length);
    for (size_t person = 0; person < people.rows.size(); ++person) {
      if (times_drawn[person] == 0) continue;
      for (const uint32_t item : lists.list(people.rows[person]).subspan(counted, cut - counted)) {
        if (item != kNoItem) counts[item] += times_drawn[person];
      }
    }
    counted = cut;
    statistics[next++] = coverage(counts);
    statistics[next++] = gini(counts);
  }
}

// An interval may not promise more than everything: all metrics but novelty (bits) are shares.
Interval within_range(const std::string& name, Interval interval) {
  if (name == "novelty") return interval;
  return {std::max(interval.low, 0.0), std::min(interval.high, 1.0)};
}

}  // namespace

const Metric& Metrics::at(const std::string& name, uint32_t k) const {
  const auto found = std::find_if(values.begin(), values.end(), [&](const Metric& metric) {
    return metric.name == name && metric.k == k;
  });
  assert(found != values.end());
  return *found;
}

Metrics measure(const RankedLists& lists, const InteractionMatrix& targets,
                const InteractionMatrix& audiences, const std::vector<uint32_t>& cutoffs,
                const BootstrapOptions& bootstrap) {
  assert(lists.num_lists() == targets.num_rows);
  assert(std::is_sorted(cutoffs.begin(), cutoffs.end()));
  const PerPerson people = measure_people(lists, targets, audiences, cutoffs, bootstrap.threads);
  const auto count = static_cast<uint32_t>(people.rows.size());
  const auto compute = [&](std::span<const uint16_t> times_drawn, std::span<double> statistics) {
    statistics_of(people, lists, audiences.num_rows, cutoffs, times_drawn, statistics);
  };
  std::vector<double> estimates(cutoffs.size() * (kMeanMetrics.size() + kCatalogueMetrics.size()));
  compute(std::vector<uint16_t>(count, 1), estimates);
  const std::vector<Interval> intervals = bootstrap_intervals(count, estimates, compute, bootstrap);

  Metrics metrics{.num_people = count, .values = {}};
  const auto add = [&](std::string name, uint32_t k) {
    const size_t next = metrics.values.size();
    const Interval interval = within_range(name, intervals[next]);
    metrics.values.push_back({std::move(name), k, estimates[next], interval});
  };
  for (const uint32_t k : cutoffs) {
    for (const char* name : kMeanMetrics) add(name, k);
    for (const char* name : kCatalogueMetrics) add(name, k);
  }
  return metrics;
}

}  // namespace pocketrec
