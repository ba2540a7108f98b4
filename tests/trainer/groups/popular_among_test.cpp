#include "trainer/groups/popular_among.h"

#include <gtest/gtest.h>

#include <vector>

namespace pocketrec {
namespace {

// 1,000 people, 300 of them in "peru" and 400 of "25-34"; of 100 each who chose items 0 and 1,
// 60 and 10 live there, of whom chose item 2 too few to tell.
AudienceGroups three_items() {
  AudienceGroups groups;
  groups.people = 1000;
  groups.least_people = 5;
  groups.groups = {{"peru", 300}, {"25-34", 400}};
  groups.num_places = 1;
  groups.offsets = {0, 2, 3, 3, 3};
  groups.counts = {{0, 60}, {1, 30}, {0, 10}};
  return groups;
}

const std::vector<uint32_t> kPeople = {100, 100, 50, 0};
const PackedArray<uint32_t> kPopularity(kPeople);

TEST(SharesAmong, WithoutGroupsAreThoseOfEverybody) {
  EXPECT_EQ(shares_among(three_items(), kPopularity, {}), (std::vector<double>{0.1, 0.1, 0.05, 0}));
}

TEST(SharesAmong, AreDrawnToThoseOfEverybody) {
  const uint32_t peru[] = {0};
  const auto shares = shares_among(three_items(), kPopularity, peru);
  EXPECT_NEAR(shares[0], (60 + 200 * 0.1) / 500, 1e-12);
  EXPECT_NEAR(shares[1], (10 + 200 * 0.1) / 500, 1e-12);
  EXPECT_NEAR(shares[2], (4 + 200 * 0.05) / 500, 1e-12);  // 15 would be as everybody; 4 hidden
  EXPECT_EQ(shares[3], 0);
}

TEST(SharesAmong, OfSeveralGroupsEachHasItsOwnFactor) {
  const uint32_t both[] = {0, 1};
  const auto shares = shares_among(three_items(), kPopularity, both);
  EXPECT_NEAR(shares[0], 0.1 * (80.0 / 500 / 0.1) * ((30 + 20.0) / 600 / 0.1), 1e-12);
}

TEST(SharesAmong, AreAtMostOne) {
  AudienceGroups groups = three_items();
  groups.people = 100;
  const uint32_t both[] = {0, 1};
  for (const double share : shares_among(groups, kPopularity, both)) EXPECT_LE(share, 1);
}

TEST(PopularAmong, IsTheGreatestSharesFirstTiesToTheLowerIndex) {
  const uint32_t peru[] = {0};
  const auto list = popular_among(three_items(), kPopularity, peru, 9);
  ASSERT_EQ(list.size(), 4);
  EXPECT_EQ(list[0].item_index, 0);
  EXPECT_EQ(list[1].item_index, 1);
  EXPECT_FLOAT_EQ(list[0].score, 80.0F / 500);
  EXPECT_EQ(popular_among(three_items(), kPopularity, {}, 2)[1].item_index, 1);
}

}  // namespace
}  // namespace pocketrec
