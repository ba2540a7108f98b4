#include "trainer/metrics/accuracy.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "trainer/support/random.h"

namespace pocketrec {
namespace {

using Hits = std::vector<uint8_t>;

TEST(Accuracy, ByHand) {
  // Five relevant items; ranks 1, 3 and 4 are hits.
  const Hits hits = {1, 0, 1, 1, 0};
  EXPECT_DOUBLE_EQ(recall_at(hits, 5, 4), 3.0 / 5);
  EXPECT_DOUBLE_EQ(recall_min_at(hits, 5, 4), 3.0 / 4);
  EXPECT_DOUBLE_EQ(recall_min_at(hits, 5, 10), 3.0 / 5);
  EXPECT_DOUBLE_EQ(hit_at(hits, 1), 1);
  EXPECT_DOUBLE_EQ(reciprocal_rank_at(hits, 5), 1);
  EXPECT_DOUBLE_EQ(average_precision_at(hits, 5, 4), (1.0 / 1 + 2.0 / 3 + 3.0 / 4) / 4);
  // 1 + 1/log2(4) + 1/log2(5) over 1 + 1/log2(3) + 1/log2(4) + 1/log2(5).
  EXPECT_NEAR(ndcg_at(hits, 5, 4), (1 + 0.5 + 0.43067656) / (1 + 0.63092975 + 0.5 + 0.43067656),
              1e-7);
}

TEST(Accuracy, FirstHitBehindTheCutCountsNothing) {
  const Hits hits = {0, 0, 1};
  EXPECT_EQ(recall_at(hits, 1, 2), 0);
  EXPECT_EQ(hit_at(hits, 2), 0);
  EXPECT_EQ(reciprocal_rank_at(hits, 2), 0);
  EXPECT_EQ(ndcg_at(hits, 1, 2), 0);
  EXPECT_EQ(average_precision_at(hits, 1, 2), 0);
  EXPECT_DOUBLE_EQ(reciprocal_rank_at(hits, 3), 1.0 / 3);
  EXPECT_DOUBLE_EQ(ndcg_at(hits, 1, 3), 0.5);
}

TEST(Accuracy, PerfectListIsOneBelowAndAboveTheNumberOfRelevantItems) {
  const Hits hits = {1, 1, 1, 0, 0};
  for (const uint32_t k : {1U, 2U, 3U, 4U, 5U, 50U}) {
    EXPECT_DOUBLE_EQ(ndcg_at(hits, 3, k), 1) << k;
    EXPECT_DOUBLE_EQ(recall_min_at(hits, 3, k), 1) << k;
    EXPECT_DOUBLE_EQ(average_precision_at(hits, 3, k), 1) << k;
  }
  EXPECT_DOUBLE_EQ(recall_at(hits, 3, 2), 2.0 / 3);
}

TEST(Accuracy, CutBeyondTheListCountsMissingPlacesAsMisses) {
  const Hits hits = {0, 1};
  EXPECT_DOUBLE_EQ(recall_at(hits, 4, 100), 0.25);
  EXPECT_DOUBLE_EQ(recall_min_at(hits, 4, 100), 0.25);
  EXPECT_DOUBLE_EQ(ndcg_at(hits, 1, 100), 1 / std::log2(3.0));
}

TEST(Accuracy, EmptyPlacesAreNeverHits) {
  const std::vector<uint32_t> ranked = {4, kNoItem, kNoItem};
  const std::vector<uint32_t> relevant = {2, 4};
  Hits hits(3);
  mark_hits(ranked, relevant, hits);
  EXPECT_EQ(hits, (Hits{1, 0, 0}));
}

// The definitions once more, over sets, in the words of the header.
struct Oracle {
  std::vector<uint32_t> ranked;
  std::set<uint32_t> relevant;
  uint32_t k;

  double hits_within(size_t depth) const {
    double hits = 0;
    for (size_t p = 0; p < std::min<size_t>(depth, ranked.size()); ++p) {
      hits += static_cast<double>(relevant.count(ranked[p]));
    }
    return hits;
  }
  double num_relevant() const { return static_cast<double>(relevant.size()); }
  double best_possible() const { return std::min<double>(k, num_relevant()); }
  double dcg(const std::vector<bool>& gains) const {
    double sum = 0;
    for (size_t p = 0; p < gains.size() && p < k; ++p) {
      if (gains[p]) sum += std::log(2.0) / std::log(static_cast<double>(p) + 2);
    }
    return sum;
  }
  double ndcg() const {
    std::vector<bool> gains;
    for (const uint32_t item : ranked) gains.push_back(relevant.contains(item));
    return dcg(gains) / dcg(std::vector<bool>(relevant.size(), true));
  }
  double average_precision() const {
    double sum = 0;
    for (size_t p = 1; p <= std::min<size_t>(k, ranked.size()); ++p) {
      if (relevant.contains(ranked[p - 1])) sum += hits_within(p) / static_cast<double>(p);
    }
    return sum / best_possible();
  }
  double reciprocal_rank() const {
    for (size_t p = 1; p <= std::min<size_t>(k, ranked.size()); ++p) {
      if (hits_within(p) > 0) return 1.0 / static_cast<double>(p);
    }
    return 0;
  }
};

RC_GTEST_PROP(Accuracy, EqualsTheDefinitionsOverSets, ()) {
  const uint32_t num_items = *rc::gen::inRange(1, 40);
  Random random(*rc::gen::arbitrary<uint64_t>());
  std::vector<uint32_t> items(num_items);
  std::iota(items.begin(), items.end(), 0U);
  shuffle(std::span(items), random);
  Oracle oracle;
  oracle.k = *rc::gen::inRange(1U, 50U);
  oracle.relevant.insert(items.begin(), items.begin() + 1 + random.below(num_items));
  shuffle(std::span(items), random);
  oracle.ranked.assign(items.begin(), items.begin() + random.below(num_items + 1));

  const std::vector<uint32_t> relevant(oracle.relevant.begin(), oracle.relevant.end());
  const auto r = static_cast<uint32_t>(relevant.size());
  Hits hits(oracle.ranked.size());
  mark_hits(oracle.ranked, relevant, hits);
  const auto near = [](double a, double b) { return std::abs(a - b) < 1e-12; };
  RC_ASSERT(near(recall_at(hits, r, oracle.k), oracle.hits_within(oracle.k) / r));
  RC_ASSERT(near(recall_min_at(hits, r, oracle.k),
                 oracle.hits_within(oracle.k) / oracle.best_possible()));
  RC_ASSERT(near(ndcg_at(hits, r, oracle.k), oracle.ndcg()));
  RC_ASSERT(near(hit_at(hits, oracle.k), oracle.hits_within(oracle.k) > 0 ? 1 : 0));
  RC_ASSERT(near(reciprocal_rank_at(hits, oracle.k), oracle.reciprocal_rank()));
  RC_ASSERT(near(average_precision_at(hits, r, oracle.k), oracle.average_precision()));
}

TEST(Accuracy, MeanLeavesOutPeopleWithoutRelevantItems) {
  RankedLists lists(3, 2);
  const std::vector<uint32_t> items = {0, 1, 1, 0, 0, 2};
  std::copy(items.begin(), items.end(), lists.items.begin());
  // Person 0 wants item 1 (rank 2), person 1 nothing, person 2 item 0 (rank 1).
  const InteractionMatrix targets{3, 3, {0, 1, 1, 2}, {1, 0}, {}};
  EXPECT_DOUBLE_EQ(mean_ndcg_at(lists, targets, 2), (1 / std::log2(3.0) + 1) / 2);
  EXPECT_DOUBLE_EQ(mean_ndcg_at(lists, targets, 1), 0.5);
}

TEST(Accuracy, MeanOverNobodyIsZero) {
  EXPECT_EQ(mean_ndcg_at(RankedLists(2, 5), InteractionMatrix{2, 3, {0, 0, 0}, {}, {}}, 5), 0);
}

}  // namespace
}  // namespace pocketrec
