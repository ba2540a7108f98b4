#include "trainer/evaluate/group_popularity.h"

#include <gtest/gtest.h>

#include "tests/trainer/evaluate/toy_data.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

// 400 people of two countries with a taste each, as its people's place tells.
struct TwoCountries {
  TwoCountries() {
    training.num_columns = 6;
    training.offsets = {0};
    for (uint32_t user = 0; user < 400; ++user) {
      const bool is_peru = user % 20 < 9;
      // Item 0 is chosen by everybody, 1 and 2 by those of Peru, 3 to 5 by the others.
      for (const uint32_t item :
           is_peru ? std::vector<uint32_t>{0, 1, 2} : std::vector<uint32_t>{0, 3, 4, 5}) {
        training.columns.push_back(item);
      }
      training.offsets.push_back(training.columns.size());
      people.training.push_back({"", is_peru ? "peru" : "chad", 30});
    }
    training.num_rows = 400;
  }
  InteractionMatrix training;
  KnownPeople people;
};

std::vector<uint32_t> list_of(const Ranker& ranker, uint32_t row) {
  const uint32_t seen[] = {0};
  RankedLists lists(row + 1, 2);
  const Person person{row, seen, {}, {}, {}};
  ranker.rank(std::span(&person, 1), lists);
  const auto list = lists.list(row);
  return {list.begin(), list.end()};
}

TEST(GroupPopularity, IsThatOfThePersonsOwnPlaceAsFarAsItIsKnown) {
  TwoCountries data;
  data.people.tested = {{"", "lima, peru", 0}, {"", "chad", 0}, {"", "", 30}, {"", "nowhere", 0}};
  const Ranker ranker =
      group_popularity_ranker("place", data.training, data.people, {.by_place = true});
  EXPECT_FALSE(ranker.needs_history);
  EXPECT_EQ(list_of(ranker, 0), (std::vector<uint32_t>{1, 2}));
  for (const uint32_t row : {1, 2, 3}) {
    EXPECT_EQ(list_of(ranker, row), (std::vector<uint32_t>{3, 4})) << row;
  }
}

TEST(GroupPopularity, LeavesThePlaceAsideWhereOnlyTheAgeIsUsed) {
  TwoCountries data;
  data.people.tested = {{"", "peru", 30}};
  const Ranker ranker =
      group_popularity_ranker("age", data.training, data.people, {.by_age = true});
  EXPECT_EQ(list_of(ranker, 0), (std::vector<uint32_t>{3, 4}));
}

TEST(GroupPopularity, IsInTheTableWherePeopleAreKnown) {
  Dataset dataset = tasteful_dataset();
  EvaluateOptions options = quick_options();
  options.models = {"place-popularity"};
  EXPECT_THROW(evaluate(dataset, Protocol::kStrong, options), UsageError);
  for (User& user : dataset.users) user.place = "peru";
  for (const Protocol protocol : {Protocol::kStrong, Protocol::kHoldout}) {
    EXPECT_EQ(evaluate(dataset, protocol, options).models.size(), 1);
  }
}

}  // namespace
}  // namespace pocketrec
