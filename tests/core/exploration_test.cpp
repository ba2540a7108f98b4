// Slots of a list that new items have.
#include "core/exploration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <vector>

#include "tests/core/catalogue.h"
#include "trainer/pack/pack_parts.h"

namespace pocketrec {
namespace {

using Indices = std::vector<uint32_t>;

std::vector<ScoredItem> scored(const Indices& items) {
  std::vector<ScoredItem> list;
  float score = 1.0F;
  for (const uint32_t item : items) list.push_back({item, score *= 0.9F});
  return list;
}

// Items from 100 on are new.
Indices explored_of(const Indices& ranked, const Indices& fresh, uint32_t n, float exploration) {
  ListOptions options;
  options.n = n;
  options.exploration = exploration;
  return indices_of(explored(scored(ranked), scored(fresh), 100, options));
}

TEST(Exploration, SpreadsItsShareEvenly) {
  const Indices ranked = {0, 1, 2, 3, 4, 5, 6, 7}, fresh = {100, 101, 102, 103, 104, 105, 106, 107};
  EXPECT_EQ(explored_of(ranked, fresh, 8, 0.25F), (Indices{0, 1, 2, 100, 3, 4, 5, 101}));
  EXPECT_EQ(explored_of(ranked, fresh, 4, 0.5F), (Indices{0, 100, 1, 101}));
  EXPECT_EQ(explored_of(ranked, fresh, 3, 1.0F), (Indices{100, 101, 102}));
  EXPECT_EQ(explored_of(ranked, fresh, 8, 0.0F), ranked);
  EXPECT_EQ(explored_of(ranked, fresh, 8, 0.124F), ranked);  // less than one slot
}

TEST(Exploration, ShareHoldsForEveryLength) {
  Indices ranked(100), fresh(100);
  std::iota(ranked.begin(), ranked.end(), 0U);
  std::iota(fresh.begin(), fresh.end(), 100U);
  for (const float exploration : {0.05F, 0.1F, 0.3F, 0.7F, 0.95F}) {
    for (const uint32_t n : {1U, 7U, 10U, 20U, 97U}) {
      const Indices list = explored_of(ranked, fresh, n, exploration);
      const auto num_new = std::ranges::count_if(list, [](uint32_t item) { return item >= 100; });
      EXPECT_EQ(num_new, num_explored(n, exploration)) << exploration << " of " << n;
      EXPECT_NEAR(static_cast<float>(num_new), exploration * static_cast<float>(n), 1.0F);
    }
  }
}

TEST(Exploration, NewItemsThatWinASlotByScoreCount) {
  EXPECT_EQ(explored_of({100, 0, 101, 1}, {100, 101, 102}, 4, 0.5F), (Indices{100, 0, 101, 1}));
  EXPECT_EQ(explored_of({0, 101, 1, 2}, {100, 101}, 4, 0.5F), (Indices{0, 100, 101, 1}));
}

TEST(Exploration, EitherKindFillsWhatTheOtherLeaves) {
  EXPECT_EQ(explored_of({0, 1, 2, 3}, {100}, 4, 1.0F), (Indices{100, 0, 1, 2}));
  EXPECT_EQ(explored_of({0}, {100, 101}, 4, 0.5F), (Indices{0, 100}));
  EXPECT_EQ(explored_of({}, {100, 101}, 2, 0.5F), (Indices{}));
  EXPECT_EQ(explored_of({0, 1}, {}, 2, 0.5F), (Indices{0, 1}));
}

// A bundle whose last 40 items are new, of half the others' length.
class ExploringLists : public testing::Test {
 protected:
  static constexpr uint32_t kItems = 300, kNew = 40;
  ExploringLists() {
    std::vector<float> rows = clustered_rows(kItems, 16, 3);
    for (size_t k = size_t{kItems - kNew} * 16; k < rows.size(); ++k) rows[k] *= 0.1F;
    parts_.items = pack_items({kItems, 16, rows}, 8, 1, kNew);
    parts_.encoder = pack_encoder({}, 16, 1);
  }
  Indices list(const ListOptions& options) const {
    return indices_of(open_or_die(parts_).recommend(history_, options).value());
  }
  static ListOptions exploring(uint32_t n, float exploration) {
    return {n, {}, {}, false, 0.0F, 0.0F, exploration};
  }
  static bool is_new(uint32_t item) { return item >= kItems - kNew; }

  PackedParts parts_;
  std::vector<HistoryEntry> history_ = {{2}, {12, 2.0F}, {kItems - kNew + 2}};
};

TEST_F(ExploringLists, BundleSaysHowManyAreNew) {
  EXPECT_EQ(open_or_die(parts_).info().num_new, kNew);
}

TEST_F(ExploringLists, BestNewItemsComeBetweenTheOthersAsTheyWere) {
  Indices plain = list(exploring(20, 0.0F));
  ASSERT_TRUE(std::ranges::none_of(plain, is_new));
  Indices found = list(exploring(20, 0.25F));
  Indices fresh;
  std::ranges::copy_if(found, std::back_inserter(fresh), is_new);
  Indices of_new(kNew);
  std::iota(of_new.begin(), of_new.end(), kItems - kNew);
  ListOptions among_new = exploring(5, 0.0F);
  among_new.allow = of_new;
  EXPECT_EQ(fresh, list(among_new));
  std::erase_if(found, is_new);
  plain.resize(15);
  EXPECT_EQ(found, plain);
}

TEST_F(ExploringLists, KeepsToWhatIsRuledOut) {
  const Indices exclude = {kItems - kNew, kItems - kNew + 1, 0};
  ListOptions options = exploring(100, 0.5F);
  options.exclude = exclude;
  const Indices found = list(options);
  for (const uint32_t item : exclude) EXPECT_EQ(std::ranges::count(found, item), 0);
  for (const HistoryEntry& entry : history_) {
    EXPECT_EQ(std::ranges::count(found, entry.item_index), 0);
  }
  // 40 new ones, without two of them and one of the history.
  EXPECT_EQ(std::ranges::count_if(found, is_new), 37);
  options.allow = std::span(exclude);
  EXPECT_EQ(list(options), Indices{});
}

TEST_F(ExploringLists, WithoutNewItemsNothingChanges) {
  PackedParts none = parts_;
  none.items = pack_items({kItems, 16, clustered_rows(kItems, 16, 3)}, 8, 1);
  const Recommender recommender = open_or_die(none);
  EXPECT_EQ(recommender.recommend(history_, exploring(20, 0.5F)).value().size(), 20U);
  EXPECT_EQ(indices_of(recommender.recommend(history_, exploring(20, 0.5F)).value()),
            indices_of(recommender.recommend(history_, exploring(20, 0.0F)).value()));
}

}  // namespace
}  // namespace pocketrec
