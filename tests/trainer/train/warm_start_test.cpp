// Training that goes on from the items of another one.
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "tests/trainer/train/toy.h"
#include "trainer/support/error.h"
#include "trainer/train/fit.h"
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

}  // namespace
}  // namespace pocketrec
