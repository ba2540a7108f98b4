// The dirt of the default sample, in the shares that dirt.h states.
#include "trainer/sample/dirt.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "tests/trainer/sample/fixture.h"
#include "trainer/sample/catalogue.h"
#include "trainer/sample/embedded.h"

namespace pocketrec {
namespace {

// Within five standard deviations of what `per_mille` of `rows` gives.
void expect_share(size_t found, size_t rows, uint32_t per_mille, const char* what) {
  const double expected = static_cast<double>(rows) * per_mille / 1000.0;
  EXPECT_NEAR(static_cast<double>(found), expected, 5 * std::sqrt(expected) + 1) << what;
  EXPECT_GT(found, 0) << what;
}

template <class Predicate>
size_t count_rows(const std::vector<Row>& rows, Predicate predicate) {
  return static_cast<size_t>(std::ranges::count_if(rows, predicate));
}

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

class SampleDirt : public ::testing::Test {
 protected:
  static const SampleRows& sample() {
    static const SampleRows rows{SampleOptions{}};
    return rows;
  }
};

TEST_F(SampleDirt, AgesAreEmptyZeroAbsurdAndDecimal) {
  const std::vector<Row>& users = sample().users;
  const auto age = [](const Row& row) { return row[2].empty() ? -1 : std::stoi(row[2]); };
  expect_share(count_rows(users, [&](const Row& r) { return r[2].empty(); }), users.size(),
               Dirt::kAgeEmpty, "empty");
  expect_share(count_rows(users, [&](const Row& r) { return age(r) == 0; }), users.size(),
               Dirt::kAgeZero, "zero");
  expect_share(count_rows(users, [&](const Row& r) { return age(r) > 100; }), users.size(),
               Dirt::kAgeTooHigh, "too high");
  const size_t given = count_rows(users, [](const Row& r) { return !r[2].empty(); });
  expect_share(count_rows(users, [](const Row& r) { return r[2].ends_with(".0"); }), given,
               Dirt::kAgeWithPoint, "with point");
}

TEST_F(SampleDirt, PlacesMissPartsAndHaveEntities) {
  const std::vector<Row>& users = sample().users;
  const auto incomplete = [](const Row& row) {
    return std::ranges::count(row[1], ',') != 2 || contains(row[1], "n/a") ||
           contains(row[1], ", , ") || row[1].ends_with(", ");
  };
  expect_share(count_rows(users, incomplete), users.size(), Dirt::kPlaceIncomplete, "incomplete");
  EXPECT_GT(count_rows(users, [](const Row& r) { return contains(r[1], "&#233;"); }), 0);
}

TEST_F(SampleDirt, BooksHaveEveryKindOfDirt) {
  const std::vector<Row>& books = sample().books;
  expect_share(count_rows(books, [](const Row& r) { return r[3] == "0"; }), books.size(),
               Dirt::kYearZero, "year 0");
  EXPECT_GT(count_rows(books, [](const Row& r) { return contains(r[4], "&amp;"); }), 0);
  // Twice-encoded e acute.
  EXPECT_GT(
      count_rows(books, [](const Row& r) { return contains(r[1] + r[2], "\xC3\x83\xC2\xA9"); }), 0);
  EXPECT_GT(count_rows(books, [](const Row& r) { return r[0].starts_with("PE"); }), 20);

  std::set<std::string> titles;
  for (const CatalogueBook& book : parse_catalogue(kCatalogueText, kCategoriesText)) {
    titles.emplace(book.title);
  }
  const auto all_caps = [&](const Row& row) {
    const bool small = std::ranges::any_of(row[1], [](char c) { return 'a' <= c && c <= 'z'; });
    return !small && !titles.contains(row[1]);
  };
  EXPECT_GT(count_rows(books, all_caps), 3);
}

TEST_F(SampleDirt, EditionsAreRowsOfTheSameWork) {
  // An edition's number is four times its book's, plus one or two.
  std::map<int, Row> books;
  for (const Row& row : sample().books) {
    if (row[0].starts_with("PR")) books[std::stoi(row[0].substr(2, 7))] = row;
  }
  for (const Row& row : sample().books) {
    if (!row[0].starts_with("PE")) continue;
    const auto book = books.find(std::stoi(row[0].substr(2, 7)) / 4);
    ASSERT_NE(book, books.end()) << row[0];
    EXPECT_EQ(row[8], book->second[8]);
    EXPECT_EQ(row[9], book->second[9]);
  }
}

TEST_F(SampleDirt, RatingsHaveRepeatsUnknownBooksBlankRowsAndOddIds) {
  const std::vector<Row>& ratings = sample().ratings;
  std::set<std::string> known;
  for (const Row& row : sample().books) known.insert(row[0]);
  size_t blank = 0, spaced = 0, small_x = 0, unknown = 0;
  for (const Row& row : ratings) {
    const bool is_blank = row[0].empty();
    const bool is_spaced = row[1].starts_with(' ');
    const bool has_small_x = row[1].ends_with('x');
    blank += is_blank;
    spaced += is_spaced;
    small_x += has_small_x;
    if (!is_blank && !is_spaced && !known.contains(row[1])) ++unknown;
  }
  const size_t asked = SampleOptions{}.interactions;
  expect_share(blank, asked, Dirt::kBlankRow, "blank");
  expect_share(unknown, asked, Dirt::kUnknownItem, "unknown book");
  expect_share(spaced, asked, Dirt::kSpacedId, "spaces");
  EXPECT_GT(small_x, 20);
  expect_share(ratings.size() - asked - blank - unknown, asked, Dirt::kRatedTwice, "repeats");
}

}  // namespace
}  // namespace pocketrec
