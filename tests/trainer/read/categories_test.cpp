// Which of an item's categories stay, and in what order.
#include "trainer/read/categories.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pocketrec {
namespace {

using Names = std::vector<std::string>;

Item item_of(Names categories) {
  Item item;
  item.categories = std::move(categories);
  return item;
}

void add(std::vector<Item>& items, size_t times, const Names& categories) {
  items.insert(items.end(), times, item_of(categories));
}

TEST(Categories, TheCommonestOfAllItemsComeFirstAndFiveStay) {
  std::vector<Item> items = {item_of({"a", "b", "c", "d", "e", "f", "g"})};
  size_t times = 1;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g"}) add(items, times++, {name});
  keep_best_categories(items);
  EXPECT_EQ(items[0].categories, (Names{"g", "f", "e", "d", "c"}));
}

TEST(Categories, EquallyCommonOnesAreInOrderOfName) {
  std::vector<Item> items = {item_of({"sea", "air"}), item_of({}), item_of({})};
  keep_best_categories(items);
  EXPECT_EQ(items[0].categories, (Names{"air", "sea"}));
}

TEST(Categories, WhatMostItemsHaveComesLast) {
  std::vector<Item> items;
  add(items, 6, {"fiction"});
  add(items, 3, {"crime", "fiction"});
  keep_best_categories(items);
  EXPECT_EQ(items.back().categories, (Names{"crime", "fiction"}));
  EXPECT_EQ(items.front().categories, (Names{"fiction"}));
}

TEST(Categories, OfTwoNamesForOneThingTheCommonerStays) {
  std::vector<Item> items;
  add(items, 30, {"ya", "young-adult"});
  add(items, 10, {"young-adult"});
  add(items, 5, {"ya"});
  add(items, 100, {});
  keep_best_categories(items);
  EXPECT_EQ(items[0].categories, (Names{"young-adult"}));
  EXPECT_EQ(items[44].categories, (Names{"ya"}));  // it has no other
}

TEST(Categories, AFewItemsSayNothingAboutNames) {
  std::vector<Item> items;
  add(items, 19, {"magic", "wizards"});
  add(items, 100, {});
  keep_best_categories(items);
  EXPECT_EQ(items[0].categories, (Names{"magic", "wizards"}));
}

TEST(Categories, RepeatsAndTheOrderTheyCameInDoNotMatter) {
  std::vector<Item> items = {item_of({"b", "a", "b"}), item_of({"b"}), item_of({}), item_of({})};
  std::vector<Item> others = {item_of({"a", "b"}), item_of({"b"}), item_of({}), item_of({})};
  keep_best_categories(items);
  keep_best_categories(others);
  EXPECT_EQ(items[0].categories, (Names{"b", "a"}));
  EXPECT_EQ(others[0].categories, items[0].categories);
}

}  // namespace
}  // namespace pocketrec
