// Training that goes on from the items of another one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <vector>

#include "tests/trainer/train/toy.h"
#include "trainer/metrics/ranking.h"
#include "trainer/support/error.h"
#include "trainer/support/random.h"
#include "trainer/train/fit.h"
#include "trainer/train/float_scores.h"
#include "trainer/train/softmax.h"
#include "trainer/train/softmax_state.h"

namespace pocketrec {
namespace {

constexpr uint32_t kCommunities = 5, kItemsEach = 20, kItems = kCommunities * kItemsEach;

SoftmaxOptions small_options() {
  SoftmaxOptions options;
  options.num_factors = 12;
  options.num_epochs = 16;
  options.batch_users = 64;
  options.num_negatives = 40;
  options.temperature = 0.2F;
  options.threads = 2;
  return options;
}

double cosine(const FactorTable& a, uint32_t row, const FactorTable& b, uint32_t other) {
  double dot = 0, squares_a = 0, squares_b = 0;
  for (uint32_t k = 0; k < 12; ++k) {
    dot += static_cast<double>(a.row(row)[k]) * b.row(other)[k];
    squares_a += std::pow(a.row(row)[k], 2.0);
    squares_b += std::pow(b.row(other)[k], 2.0);
  }
  return dot / std::sqrt(squares_a * squares_b);
}

// The last item of every community was unknown to the old training, and the last users too.
class WarmStart : public ::testing::Test {
 protected:
  WarmStart() {
    old_ = train_softmax(without_last(all_, 200), small_options()).items;
    options_.start = std::make_shared<const FactorTable>(old_);
    options_.num_epochs = 4;
    options_.seed = 2;
  }
  static bool is_new(uint32_t item) { return item >= kItems - kCommunities; }

  static InteractionMatrix without_last(const InteractionMatrix& all, uint32_t num_users) {
    InteractionMatrix fewer{all.num_rows, all.num_columns, {0}, {}, {}};
    for (uint32_t user = 0; user < all.num_rows; ++user) {
      for (const uint32_t item : all.row(user)) {
        if (user < num_users && !is_new(item)) fewer.columns.push_back(item);
      }
      fewer.offsets.push_back(fewer.columns.size());
    }
    return fewer;
  }
  // Of the known items with themselves, before and now.
  double kept(const FactorTable& now) const {
    double sum = 0;
    for (uint32_t item = 0; item < kItems - kCommunities; ++item) {
      sum += cosine(old_, item, now, item);
    }
    return sum / (kItems - kCommunities);
  }

  const InteractionMatrix all_ = planted_communities(kCommunities, 250, kItemsEach, 1).training;
  FactorTable old_;
  SoftmaxOptions options_ = small_options();
};

TEST_F(WarmStart, StaysInTheSpaceOfTheOldItems) {
  EXPECT_GT(kept(train_softmax(all_, options_).items), 0.8);
  options_.start = nullptr;
  EXPECT_LT(kept(train_softmax(all_, options_).items), 0.5) << "a space of its own";
}

TEST_F(WarmStart, BeginsWithTheOldItemsAndWithNewOnesAmongTheirAudience) {
  const FactorTable items = initial_state(all_, options_).items.table;
  for (uint32_t item = 0; item < kItems; ++item) {
    if (!is_new(item)) {
      EXPECT_NEAR(cosine(items, item, old_, item), 1, 1e-5) << item;
      continue;
    }
    double own = 0, others = 0;
    for (uint32_t other = 0; other < kItems - kCommunities; ++other) {
      (other % kCommunities == item % kCommunities ? own : others) +=
          cosine(items, item, old_, other);
    }
    EXPECT_GT(own / (kItemsEach - 1), 0.5 + others / (kItems - kItemsEach)) << item;
  }
}

TEST_F(WarmStart, WhoMeetsNothingKnownIsTrainedToo) {
  InteractionMatrix more = all_;  // two items and a user who know each other alone
  more.num_columns += 2;
  more.num_rows += 1;
  more.columns.push_back(kItems);
  more.columns.push_back(kItems + 1);
  more.offsets.push_back(more.columns.size());
  FactorTable start = old_;
  start.num_rows += 2;
  start.values.resize(start.values.size() + 24);
  options_.start = std::make_shared<const FactorTable>(start);
  const SoftmaxTables tables = train_softmax(more, options_);
  EXPECT_NEAR(cosine(tables.items, kItems, tables.items, kItems), 1, 1e-5);
  for (const float value : tables.items.values) ASSERT_TRUE(std::isfinite(value));
  for (const float value : tables.audiences.values) ASSERT_TRUE(std::isfinite(value));
}

TEST_F(WarmStart, SameBitsAtAnyThreadCountAndThroughFit) {
  const SoftmaxTables tables = train_softmax(all_, options_);
  FitOptions through_fit;
  through_fit.num_factors = 12;
  through_fit.seed = options_.seed;
  through_fit.threads = 1;
  through_fit.softmax = options_;
  through_fit.validate = false;
  EXPECT_EQ(fit(all_, through_fit).model.item_factors.values,
            softmax_model(tables, options_).item_factors.values);
}

TEST_F(WarmStart, VectorsOfAnotherShapeAreRefused) {
  options_.num_factors = 11;
  EXPECT_THROW(train_softmax(all_, options_), UsageError);
  options_.num_factors = 12;
  FactorTable fewer = old_;
  fewer.num_rows -= 1;
  options_.start = std::make_shared<const FactorTable>(fewer);
  EXPECT_THROW(train_softmax(all_, options_), UsageError);
}

// More of everybody's choices come in; nobody is new. A list is ten of some 36 items of the own
// kind that are not read yet: which ones, is up to what else people of that kind chose.
class GrowingData : public ::testing::Test {
 protected:
  static constexpr uint32_t kUsers = 400, kItemsOfAKind = 60;
  static constexpr uint32_t kAllItems = kCommunities * kItemsOfAKind;

  GrowingData() {
    options_.num_epochs = 60;
    options_.num_negatives = 100;
  }
  // About so many of the choices.
  static InteractionMatrix share_of(const InteractionMatrix& all, double share) {
    Random random(7);
    InteractionMatrix fewer{all.num_rows, all.num_columns, {0}, {}, {}};
    for (uint32_t user = 0; user < all.num_rows; ++user) {
      for (const uint32_t item : all.row(user)) {
        if (random.uniform() < share) fewer.columns.push_back(item);
      }
      fewer.offsets.push_back(fewer.columns.size());
    }
    return fewer;
  }
  // As `train --warm-start` does: from what shipped, in a quarter of the epochs.
  SoftmaxTables go_on(const InteractionMatrix& data, const SoftmaxTables& from,
                      uint64_t seed) const {
    SoftmaxOptions options = options_;
    options.start = std::make_shared<const FactorTable>(softmax_model(from, options_).item_factors);
    options.num_epochs /= 4;
    options.seed = seed;
    return train_softmax(data, options);
  }
  // Everybody's ten, for what they had chosen before.
  RankedLists lists_of(const SoftmaxTables& tables) const {
    const FloatScorer scorer(softmax_model(tables, options_), 1);
    RankedLists lists(kUsers, 10);
    for (uint32_t user = 0; user < kUsers; ++user) {
      const std::span<const uint32_t> history = before_.row(user);
      std::vector<float> scores = scorer.score(std::vector<ChosenItems>{{history, {}}});
      rank_unseen(scores, history, lists.list(user));
    }
    return lists;
  }
  // The share of one's lists that is in the other's.
  static double overlap(const RankedLists& a, const RankedLists& b) {
    double shared = 0;
    for (uint32_t user = 0; user < kUsers; ++user) {
      for (const uint32_t item : a.list(user)) {
        shared += static_cast<double>(std::ranges::count(b.list(user), item));
      }
    }
    return shared / static_cast<double>(a.items.size());
  }
  // Mean cosine of each item's rows in the two.
  static double likeness(const FactorTable& a, const FactorTable& b) {
    double sum = 0;
    for (uint32_t item = 0; item < kAllItems; ++item) sum += cosine(a, item, b, item);
    return sum / kAllItems;
  }

  const InteractionMatrix after_ =
      planted_communities(kCommunities, kUsers, kItemsOfAKind, 3).training;
  const InteractionMatrix before_ = share_of(after_, 0.95);
  SoftmaxOptions options_ = small_options();
};

TEST_F(GrowingData, ListsStayAsTheyWereMoreThanInANewTraining) {
  const SoftmaxTables old = train_softmax(before_, options_);
  const RankedLists old_lists = lists_of(old);
  const double warm = overlap(old_lists, lists_of(go_on(after_, old, 2)));
  SoftmaxOptions anew = options_;
  anew.seed = 2;
  const double cold = overlap(old_lists, lists_of(train_softmax(after_, anew)));
  EXPECT_GT(warm, 0.5);
  EXPECT_GT(warm, cold + 0.1);
}

// What ships is smoothed, so that each training of a chain begins nearer to the means of audiences
// than the one before ended. It must find its way back, or a chain would end in those means.
TEST_F(GrowingData, AChainOnTheSameDataStaysWhereItBegan) {
  options_.smoothing = 0.5F;  // more than is ever chosen
  const SoftmaxTables first = train_softmax(after_, options_);
  SoftmaxTables last = first;
  for (uint64_t seed = 2; seed <= 4; ++seed) last = go_on(after_, last, seed);
  EXPECT_GT(likeness(last.items, first.items), 0.7);
  EXPECT_LT(likeness(last.items, last.audiences), likeness(first.items, first.audiences) + 0.05);
  EXPECT_GT(overlap(lists_of(first), lists_of(last)), 0.4);
}

}  // namespace
}  // namespace pocketrec
