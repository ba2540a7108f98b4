#include "trainer/groups/groups.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace pocketrec {
namespace {

TEST(Country, IsTheLastPartInLowerCaseUnderOneName) {
  const std::map<std::string, std::string> expected = {{"stockton, california, USA", "usa"},
                                                       {"usa", "usa"},
                                                       {"Austin, Texas, U.S.A.", "usa"},
                                                       {"leeds, england", "united kingdom"},
                                                       {"Malmö, ÖSTERREICH ", "österreich"},
                                                       {"القاهرة, مصر", "مصر"},
                                                       {"somewhere, ", ""},
                                                       {"", ""}};
  for (const auto& [place, country] : expected) EXPECT_EQ(country_of(place), country) << place;
}

TEST(AgeGroup, BeginsAtItsFirstYear) {
  const std::map<int32_t, std::string> expected = {
      {-1, ""},      {0, ""},       {1, "0-17"},   {17, "0-17"},  {18, "18-24"}, {24, "18-24"},
      {25, "25-34"}, {44, "35-44"}, {45, "45-54"}, {64, "55-64"}, {65, "65-"},   {120, "65-"}};
  for (const auto& [age, group] : expected) EXPECT_EQ(age_group_of(age), group) << age;
}

// Item i is chosen by users 0 to numbers[i] - 1.
InteractionMatrix chosen_by_first(uint32_t num_users, const std::vector<uint32_t>& numbers) {
  InteractionMatrix matrix;
  matrix.num_rows = num_users;
  matrix.num_columns = static_cast<uint32_t>(numbers.size());
  matrix.offsets = {0};
  for (uint32_t user = 0; user < num_users; ++user) {
    for (uint32_t item = 0; item < numbers.size(); ++item) {
      if (user < numbers[item]) matrix.columns.push_back(item);
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  return matrix;
}

std::vector<User> people(uint32_t number, const std::string& place, int16_t age) {
  return std::vector<User>(number, User{"", place, age});
}

std::string text_of(const AudienceGroups& groups) {
  std::string text;
  for (uint32_t item = 0; item < groups.num_items(); ++item) {
    text += "[";
    for (uint32_t i = groups.offsets[item]; i < groups.offsets[item + 1]; ++i) {
      text += groups.groups[groups.counts[i].group].name + ":" +
              std::to_string(groups.counts[i].people) + " ";
    }
    text += "]";
  }
  return text;
}

TEST(Groups, CountsAreHiddenBelowTheLeastAndRoundedToMultiples) {
  const auto groups =
      audience_groups(people(60, "chile", 30), chosen_by_first(60, {60, 0, 4, 5, 7, 8, 12, 13}), 5);
  EXPECT_EQ(text_of(groups),
            "[chile:60 25-34:60 ][][][chile:5 25-34:5 ][chile:5 25-34:5 ][chile:10 25-34:10 ]"
            "[chile:10 25-34:10 ][chile:15 25-34:15 ]");
  EXPECT_EQ(groups.people, 60);
  EXPECT_EQ(groups.least_people, 5);
}

TEST(Groups, OfFewPeopleAreLeftOutAndTheLargestPlaceIsFirst) {
  std::vector<User> users = people(10, "peru", 70);
  for (const auto& more : {people(9, "chad", 10), people(12, "fiji", 0)}) {
    users.insert(users.end(), more.begin(), more.end());
  }
  const auto groups = audience_groups(users, chosen_by_first(31, {31}), 1);
  ASSERT_EQ(groups.num_groups(), 3);
  EXPECT_EQ(groups.num_places, 2);
  EXPECT_EQ(groups.groups[0].name, "fiji");
  EXPECT_EQ(groups.groups[0].people, 12);
  EXPECT_EQ(groups.groups[1].name, "peru");
  EXPECT_EQ(groups.groups[2].name, "65-");
}

TEST(Groups, WhoChoseNothingIsNotCounted) {
  InteractionMatrix matrix = chosen_by_first(20, {20, 20});
  matrix.weights.assign(matrix.columns.size(), 1.0F);
  for (uint32_t user = 10; user < 20; ++user) {
    matrix.weights[2 * user] = 0;  // seen, not liked
    matrix.weights[2 * user + 1] = 0;
  }
  const auto groups = audience_groups(people(20, "peru", 0), matrix, 1);
  EXPECT_EQ(groups.people, 10);
  EXPECT_EQ(groups.groups[0].people, 10);
  EXPECT_EQ(text_of(groups), "[peru:10 ][peru:10 ]");
}

TEST(Groups, AreNoneWhereNothingIsKnown) {
  const auto groups = audience_groups(people(50, "", 0), chosen_by_first(50, {50}), 1);
  EXPECT_EQ(groups.num_groups(), 0);
  EXPECT_EQ(groups.num_items(), 1);
}

TEST(Groups, AreAtMostAsManyAsAByteCanName) {
  std::vector<User> users;
  for (int place = 0; place < 300; ++place) {
    const auto ten = people(10, "place " + std::to_string(place), 30);
    users.insert(users.end(), ten.begin(), ten.end());
  }
  const auto groups = audience_groups(users, chosen_by_first(3000, {3000}), 1);
  EXPECT_LE(groups.num_groups(), kMaxGroups);
  EXPECT_EQ(groups.groups.back().name, "25-34");
}

TEST(Groups, APersonIsInTheirPlaceAndTheirAgeAsFarAsTheseAreThere) {
  const auto groups = audience_groups(people(10, "peru", 30), chosen_by_first(10, {10}), 1);
  EXPECT_EQ(groups_of(groups, "lima, Peru", 26), (std::vector<uint32_t>{0, 1}));
  EXPECT_EQ(groups_of(groups, "chad", 26), (std::vector<uint32_t>{1}));
  EXPECT_EQ(groups_of(groups, "peru", 0), (std::vector<uint32_t>{0}));
  EXPECT_TRUE(groups_of(groups, "", 80).empty());
  EXPECT_TRUE(groups_of(groups, "25-34", 0).empty());  // an age is no place
}

}  // namespace
}  // namespace pocketrec
