#include "trainer/evaluate/baselines.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/trainer/evaluate/toy_data.h"

namespace pocketrec {
namespace {

TEST(Popularity, RanksByAudienceTiesToTheLowerIndex) {
  // Audiences of 1, 3, 2, 3 and 0 people.
  const InteractionMatrix audiences{5, 3, {0, 1, 4, 6, 9, 9}, {0, 0, 1, 2, 1, 2, 0, 1, 2}, {}};
  const Ranker ranker = popularity_ranker(audiences);
  const InteractionMatrix histories{2, 5, {0, 1, 3}, {1, 0, 3}, {}};
  const RankedLists lists = lists_of(ranker, histories, 5);
  EXPECT_EQ(std::vector<uint32_t>(lists.list(0).begin(), lists.list(0).end()),
            (std::vector<uint32_t>{3, 2, 0, 4, kNoItem}));
  EXPECT_EQ(std::vector<uint32_t>(lists.list(1).begin(), lists.list(1).end()),
            (std::vector<uint32_t>{1, 2, 4, kNoItem, kNoItem}));
}

// Each unseen item should be in a list of 10 of 45 with chance 10/45.
TEST(RandomModel, EveryUnseenItemComesUpEquallyOften) {
  constexpr uint32_t kPeople = 4'000, kItems = 50, kLength = 10;
  InteractionMatrix histories{kPeople, kItems, {0}, {}, {}};
  for (uint32_t person = 0; person < kPeople; ++person) {
    for (const uint32_t item : {3U, 11U, 20U, 21U, 49U}) histories.columns.push_back(item);
    histories.offsets.push_back(histories.columns.size());
  }
  const RankedLists lists = lists_of(random_ranker(kItems, 7), histories, kLength);
  std::vector<uint32_t> counts(kItems, 0), firsts(kItems, 0);
  for (uint32_t person = 0; person < kPeople; ++person) {
    for (const uint32_t item : lists.list(person)) ++counts.at(item);
    ++firsts.at(lists.list(person)[0]);
  }
  const auto expect_even = [](uint32_t count, double share) {
    EXPECT_NEAR(count, kPeople * share, 5 * std::sqrt(kPeople * share * (1 - share)));
  };
  for (uint32_t item = 0; item < kItems; ++item) {
    if (item == 3 || item == 11 || item == 20 || item == 21 || item == 49) {
      EXPECT_EQ(counts[item], 0U) << "seen";
    } else {
      expect_even(counts[item], 10.0 / 45);
      expect_even(firsts[item], 1.0 / 45);
    }
  }
}

TEST(RandomModel, SeedAndPersonDecideTheList) {
  const InteractionMatrix histories{2, 100, {0, 1, 2}, {5, 5}, {}};
  const RankedLists first = lists_of(random_ranker(100, 1), histories, 10);
  EXPECT_EQ(first.items, lists_of(random_ranker(100, 1), histories, 10).items);
  EXPECT_NE(first.items, lists_of(random_ranker(100, 2), histories, 10).items);
  EXPECT_FALSE(std::equal(first.list(0).begin(), first.list(0).end(), first.list(1).begin()));
}

}  // namespace
}  // namespace pocketrec
