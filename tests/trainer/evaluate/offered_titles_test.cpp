// Titles of one author after another, in an order found by hand.
#include "trainer/evaluate/offered_titles.h"

#include <gtest/gtest.h>

#include <vector>

namespace pocketrec {
namespace {

using Items = std::vector<uint32_t>;

// Author 1 has items 0 and 5, author 2 items 1, 2 and 3; nobody is known of items 4 and 6.
OfferedTitles small_shelf() {
  const Items popularity = {50, 40, 30, 20, 10, 5, 1};
  return {{1, 2, 2, 2, 0, 1, 0}, popularity};
}

TEST(OfferedTitles, AuthorsWithMostPeopleFirstEachByTheMostPopularTitle) {
  // 90 people chose author 2, 55 author 1.
  EXPECT_EQ(small_shelf().next({}, 4), (Items{1, 0, 4, 6}));
  EXPECT_EQ(small_shelf().next({}, 2), (Items{1, 0}));
}

TEST(OfferedTitles, WhoWasAskedAboutComesAgainWhenAllHaveBeen) {
  EXPECT_EQ(small_shelf().next(Items{2}, 3), (Items{0, 4, 6}));
  EXPECT_EQ(small_shelf().next(Items{2}, 5), (Items{0, 4, 6, 1, 3}));
  EXPECT_EQ(small_shelf().next(Items{0, 1, 2, 3, 4, 5, 6}, 5), Items{});
}

TEST(OfferedTitles, OfAnAuthorTheMostPopularTitlesNotAskedAbout) {
  EXPECT_EQ(small_shelf().by(2, Items{1}), (Items{2, 3}));
  EXPECT_EQ(small_shelf().by(1, Items{5, 2}), (Items{0}));
  const OfferedTitles prolific(Items(30, 1), Items(30, 1));
  EXPECT_EQ(prolific.by(1, Items{0}), (Items{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  EXPECT_EQ(prolific.by(1, Items{0, 1, 2, 3, 4, 5, 6, 7, 8, 20}), (Items{9}));
  EXPECT_EQ(prolific.by(1, Items{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}), Items{});
}

TEST(OfferedTitles, WithoutAuthorsThereIsNothingToOfferBy) {
  EXPECT_TRUE(small_shelf().knows_authors());
  EXPECT_FALSE(OfferedTitles({0, 0}, Items{2, 1}).knows_authors());
  EXPECT_FALSE(OfferedTitles({}, {}).knows_authors());
}

// Further down than kTitlesCompared a title counts nothing for its author.
TEST(OfferedTitles, AuthorsAreComparedByTheirPopularTitlesAlone) {
  Items authors(kTitlesCompared + 10, 0), popularity(kTitlesCompared + 10, 1);
  authors[0] = 1;
  popularity[0] = 3;
  authors[1] = 2;
  popularity[1] = 2;
  for (uint32_t item = kTitlesCompared; item < authors.size(); ++item) authors[item] = 2;
  EXPECT_EQ(OfferedTitles(authors, popularity).next({}, 2), (Items{0, 1}));
  authors[2] = authors[3] = 2;
  EXPECT_EQ(OfferedTitles(authors, popularity).next({}, 2), (Items{1, 0}));
}

}  // namespace
}  // namespace pocketrec
