#include "trainer/metrics/measure.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "trainer/metrics/accuracy.h"
#include "trainer/metrics/catalogue.h"
#include "trainer/support/random.h"

namespace pocketrec {
namespace {

struct Toy {
  RankedLists lists;
  InteractionMatrix targets;
  InteractionMatrix audiences;
};

// Random lists of 12 of 40 items for `people`, of whom every fifth wants nothing.
Toy random_toy(uint32_t people, uint64_t seed) {
  constexpr uint32_t kItems = 40;
  Random random(seed);
  Toy toy{RankedLists(people, 12), {people, kItems, {0}, {}, {}}, {kItems, 30, {0}, {}, {}}};
  std::vector<uint32_t> items(kItems);
  std::iota(items.begin(), items.end(), 0U);
  for (uint32_t person = 0; person < people; ++person) {
    shuffle(std::span(items), random);
    std::copy_n(items.begin(), 12, toy.lists.list(person).begin());
    const uint32_t wanted = person % 5 == 0 ? 0 : 1 + random.below(6);
    std::vector<uint32_t> targets(items.begin() + 9, items.begin() + 9 + wanted);
    std::sort(targets.begin(), targets.end());
    toy.targets.columns.insert(toy.targets.columns.end(), targets.begin(), targets.end());
    toy.targets.offsets.push_back(toy.targets.columns.size());
  }
  for (uint32_t item = 0; item < kItems; ++item) {
    for (uint32_t user = 0; user < 30; ++user) {
      if (random.below(4) == 0) toy.audiences.columns.push_back(user);
    }
    toy.audiences.offsets.push_back(toy.audiences.columns.size());
  }
  return toy;
}

Metrics measure_toy(const Toy& toy, const BootstrapOptions& options = {}) {
  return measure(toy.lists, toy.targets, toy.audiences, {3, 10, 100}, options);
}

TEST(Measure, MeansAreOverPeopleWithRelevantItems) {
  const Toy toy = random_toy(200, 1);
  const Metrics metrics = measure_toy(toy);
  EXPECT_EQ(metrics.num_people, 160U);
  for (const uint32_t k : {3U, 10U, 100U}) {
    double recall = 0, rank = 0, diversity = 0;
    ListVariety variety(toy.audiences);
    for (uint32_t person = 0; person < 200; ++person) {
      const auto relevant = toy.targets.row(person);
      if (relevant.empty()) continue;
      std::vector<uint8_t> hits(12);
      mark_hits(toy.lists.list(person), relevant, hits);
      recall += recall_at(hits, static_cast<uint32_t>(relevant.size()), k) / 160;
      rank += reciprocal_rank_at(hits, k) / 160;
      double one = 0;
      variety.diversity_at(toy.lists.list(person), {&k, 1}, {&one, 1});
      diversity += one / 160;
    }
    EXPECT_NEAR(metrics.at("recall", k).value, recall, 1e-12);
    EXPECT_NEAR(metrics.at("mrr", k).value, rank, 1e-12);
    EXPECT_NEAR(metrics.at("diversity", k).value, diversity, 1e-12);
    EXPECT_NEAR(metrics.at("ndcg", k).value, mean_ndcg_at(toy.lists, toy.targets, k), 1e-12);
  }
}

TEST(Measure, CoverageAndGiniCountTheListsOfThoseMeasured) {
  const Toy toy = random_toy(15, 2);
  const Metrics metrics = measure_toy(toy);
  std::vector<uint32_t> counts(40, 0);
  for (uint32_t person = 0; person < 15; ++person) {
    if (person % 5 == 0) continue;
    for (const uint32_t item : toy.lists.list(person).first(3)) ++counts[item];
  }
  EXPECT_DOUBLE_EQ(metrics.at("coverage", 3).value, coverage(counts));
  EXPECT_DOUBLE_EQ(metrics.at("gini", 3).value, gini(counts));
  EXPECT_GT(metrics.at("coverage", 10).value, metrics.at("coverage", 3).value);
}

TEST(Measure, EveryIntervalHoldsItsEstimate) {
  const Metrics metrics = measure_toy(random_toy(200, 3));
  EXPECT_EQ(metrics.values.size(), 3 * 10);
  for (const Metric& metric : metrics.values) {
    EXPECT_LE(metric.interval.low, metric.value) << metric.name;
    EXPECT_GE(metric.interval.high, metric.value) << metric.name;
  }
}

TEST(Measure, ThreadsDoNotChangeABit) {
  const Toy toy = random_toy(500, 4);
  const Metrics one = measure_toy(toy, {.num_resamples = 50, .threads = 1});
  const Metrics four = measure_toy(toy, {.num_resamples = 50, .threads = 4});
  for (size_t m = 0; m < one.values.size(); ++m) {
    EXPECT_EQ(one.values[m].value, four.values[m].value);
    EXPECT_EQ(one.values[m].interval.low, four.values[m].interval.low);
    EXPECT_EQ(one.values[m].interval.high, four.values[m].interval.high);
  }
}

// More people than diversity is measured of: the sampled mean stays close to the mean of all.
TEST(Measure, DiversityOfManyPeopleIsSampled) {
  const Toy toy = random_toy(4 * kMaxDiversityPeople, 5);
  const Metrics metrics = measure_toy(toy, {.num_resamples = 200});
  ListVariety variety(toy.audiences);
  double sum = 0;
  uint32_t people = 0;
  for (uint32_t person = 0; person < toy.targets.num_rows; ++person) {
    if (toy.targets.row(person).empty()) continue;
    const uint32_t k = 10;
    double one = 0;
    variety.diversity_at(toy.lists.list(person), {&k, 1}, {&one, 1});
    sum += one;
    ++people;
  }
  const Metric& diversity = metrics.at("diversity", 10);
  const double slack = 2 * (diversity.interval.high - diversity.interval.low);
  EXPECT_GT(slack, 0);
  EXPECT_NEAR(diversity.value, sum / people, slack);
}

}  // namespace
}  // namespace pocketrec
