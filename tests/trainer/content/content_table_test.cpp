#include "trainer/content/content_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "trainer/support/text_folding.h"

namespace pocketrec {
namespace {

Item book(const std::string& title, const std::string& author) {
  Item item;
  item.title = title;
  item.author = author;
  return item;
}

// 0 and 1 share an author and a word; 2 has nothing in common with them but the word; 3 nothing.
std::vector<Item> books() {
  return {book("Red River", "Ann Lee"), book("Red Hill", "A. Lee"), book("Red", "Bo Ek"),
          book("Zzz", "")};
}

TEST(FoldedWithMarks, IsThatOfTheGoldenFile) {
  std::ifstream file(POCKETREC_GOLDEN_FOLDER "/content.json");
  const auto golden = nlohmann::json::parse(file);
  for (const auto& item : golden.at("items")) {
    for (const auto& [name, folded] : item.at("folded").items()) {
      EXPECT_EQ(folded_with_marks(item["facts"][name].get<std::string>()), folded);
    }
  }
}

TEST(KeysOf, FoldsEveryField) {
  Item item = book("RÉD (Séries)", "Ann Lée");
  item.publisher = "Ünit & Co";
  item.language = "EN";
  item.year = 1999;
  item.categories = {"Sci-Fi"};
  Item plain = book("red (series)", "ann lee");
  plain.publisher = "unit & co";
  plain.language = "en";
  plain.year = 1999;
  plain.categories = {"sci fi"};
  EXPECT_EQ(keys_of(item), keys_of(plain));
  EXPECT_EQ(keys_of(item).size(), 10U);
}

TEST(ContentTable, FeaturesAreWhatTwoChosenItemsHave) {
  const std::vector<Item> items = books();
  std::vector<std::vector<ContentKey>> keys;
  for (const Item& item : items) keys.push_back(keys_of(item));
  const std::vector<uint32_t> all = {1, 5, 2, 1};
  // red; lee a; lee
  const ContentTable table = content_table(keys, all);
  ASSERT_EQ(table.keys.size(), 3U);
  EXPECT_EQ(table.keys[0].field, ContentField::kTitle);
  EXPECT_EQ(table.keys[1].field, ContentField::kAuthor);
  EXPECT_EQ(table.keys[2].field, ContentField::kAuthorWord);
  EXPECT_EQ(table.rows.offsets, (std::vector<uint64_t>{0, 3, 6, 7, 7}));
  EXPECT_EQ(table.rows.columns, (std::vector<uint32_t>{0, 1, 2, 0, 1, 2, 0}));
  EXPECT_EQ(table.rows.num_columns, 3U);
  // Who is not chosen teaches nothing, but is placed by what others taught.
  const std::vector<uint32_t> without_one = {1, 0, 2, 1};
  const ContentTable less = content_table(keys, without_one);
  ASSERT_EQ(less.keys.size(), 1U);
  EXPECT_EQ(less.rows.offsets, (std::vector<uint64_t>{0, 1, 2, 3, 3}));
}

TEST(ContentTable, AFieldOfManyKeysSaysNoMore) {
  const std::vector<Item> items = {book("one two three four", "Ann Lee"),
                                   book("one two three four", "Ann Lee"), book("one", "Ann Lee")};
  const std::vector<uint32_t> order = {0, 1, 2};
  const InteractionMatrix choices{1, 3, {0, 3}, {0, 1, 2}, {}};
  const auto table = content_of(items, order, choices);
  ASSERT_NE(table, nullptr);
  const auto squares = [&](uint32_t row, ContentField field) {
    double sum = 0;
    for (size_t i = 0; i < table->rows.row(row).size(); ++i) {
      if (table->keys[table->rows.row(row)[i]].field != field) continue;
      sum += std::pow(table->rows.row_weights(row)[i], 2);
    }
    return sum;
  };
  for (const ContentField field : {ContentField::kTitle, ContentField::kAuthor}) {
    EXPECT_GT(squares(0, field), 0);
    EXPECT_NEAR(squares(0, field), squares(2, field), 1e-6);
  }
}

TEST(ContentOf, RowsComeInTheGivenOrder) {
  const std::vector<Item> items = books();
  const std::vector<uint32_t> order = {3, 2, 1, 0};
  const InteractionMatrix choices{1, 4, {0, 4}, {0, 1, 2, 3}, {}};
  const auto table = content_of(items, order, choices);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rows.offsets, (std::vector<uint64_t>{0, 0, 1, 4, 7}));
  EXPECT_EQ(rows_of(table).get(), &table->rows);
}

TEST(ContentOf, IsNullWhereNothingIsShared) {
  const std::vector<uint32_t> order = {0, 1};
  const InteractionMatrix choices{1, 2, {0, 2}, {0, 1}, {}};
  EXPECT_EQ(content_of({book("One", ""), book("Two", "")}, order, choices), nullptr);
  EXPECT_EQ(content_of({}, order, choices), nullptr);
  EXPECT_EQ(rows_of(nullptr), nullptr);
}

}  // namespace
}  // namespace pocketrec
