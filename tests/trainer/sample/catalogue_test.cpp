#include "trainer/sample/catalogue.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <bit>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "trainer/sample/embedded.h"
#include "trainer/sample/library.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

std::vector<CatalogueBook> catalogue() { return parse_catalogue(kCatalogueText, kCategoriesText); }

// Empty for text that is not UTF-8.
std::string nfc(std::string_view text) {
  utf8proc_uint8_t* made = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &made,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return "";
  std::string out(reinterpret_cast<char*>(made), static_cast<size_t>(size));
  std::free(made);
  return out;
}

bool has_arabic_letter(std::string_view text) {
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    if (byte >= 0xD8 && byte <= 0xDB) return true;  // lead bytes of U+0600..U+06FF
  }
  return false;
}

TEST(Catalogue, HasAboutAThousandDifferentBooks) {
  const std::vector<CatalogueBook> books = catalogue();
  EXPECT_GE(books.size(), 950);
  std::set<std::string_view> ids;
  std::set<std::pair<std::string_view, std::string_view>> works;
  for (const CatalogueBook& book : books) {
    EXPECT_TRUE(ids.insert(book.id).second) << book.id;
    EXPECT_TRUE(works.insert({book.title, book.author}).second) << book.title;
  }
}

TEST(Catalogue, FieldsArePlausible) {
  for (const CatalogueBook& book : catalogue()) {
    EXPECT_GE(book.year, 700) << book.title;
    EXPECT_LE(book.year, 2025) << book.title;
    EXPECT_EQ(book.language.size(), 2) << book.title;
    const int categories = std::popcount(book.category_bits);
    EXPECT_TRUE(categories == 2 || categories == 3) << book.title;
    for (const std::string_view field : {book.title, book.author, book.publisher}) {
      EXPECT_EQ(nfc(field), field);
      EXPECT_EQ(field.find_first_of("\"\r"), std::string_view::npos) << field;
      EXPECT_TRUE(!field.starts_with(' ') && !field.ends_with(' ')) << field;
    }
  }
}

TEST(Catalogue, IdsHaveACheckDigitAndAreNoIsbn) {
  for (const CatalogueBook& book : catalogue()) {
    ASSERT_EQ(book.id.size(), 10) << book.id;
    EXPECT_TRUE(book.id.starts_with("PR"));
    int sum = 0;
    for (size_t i = 2; i < 9; ++i) sum += static_cast<int>(10 - i) * (book.id[i] - '0');
    sum += book.id[9] == 'X' ? 10 : book.id[9] - '0';
    EXPECT_EQ(sum % 11, 0) << book.id;
  }
}

TEST(Catalogue, HasManyLanguages) {
  std::map<std::string_view, int> books_in;
  for (const CatalogueBook& book : catalogue()) {
    ++books_in[book.language];
    if (book.language == "ar") {
      EXPECT_TRUE(has_arabic_letter(book.title)) << book.title;
      EXPECT_TRUE(has_arabic_letter(book.author)) << book.author;
    }
  }
  EXPECT_GE(books_in["ar"], 40);
  EXPECT_GE(books_in.size(), 12);
  const int all = static_cast<int>(catalogue().size());
  EXPECT_GE(all - books_in["en"], all / 4);
}

TEST(Catalogue, EveryCategoryIsUsed) {
  const std::vector<std::string_view> vocabulary = lines_of(kCategoriesText);
  EXPECT_GE(vocabulary.size(), 25);
  EXPECT_LE(vocabulary.size(), 35);
  uint64_t used = 0;
  for (const CatalogueBook& book : catalogue()) used |= book.category_bits;
  EXPECT_EQ(std::popcount(used), vocabulary.size());
}

TEST(Catalogue, NamesTheLineThatIsWrong) {
  const std::string good = "PR00000019\tDune\tFrank Herbert\t1965\tChilton\tFantasy\ten\t5\n";
  EXPECT_EQ(parse_catalogue(good, "Fantasy\n").size(), 1);
  const auto refuses = [](const std::string& line, const std::string& expected) {
    try {
      parse_catalogue(line, "Fantasy\n");
      ADD_FAILURE() << "accepted " << line;
    } catch (const DataError& error) {
      EXPECT_NE(std::string(error.what()).find(expected), std::string::npos) << error.what();
    }
  };
  refuses("PR00000019\tDune\t1965", "8 fields");
  refuses("PR00000019\tDune\tFrank Herbert\tlong ago\tChilton\tFantasy\ten\t5", "long ago");
  refuses("PR00000019\tDune\tFrank Herbert\t1965\tChilton\tCookery\ten\t5", "categories.txt");
  refuses("PR00000019\t\tFrank Herbert\t1965\tChilton\tFantasy\ten\t5", "none empty");
}

TEST(Places, CoverTheLanguagesOfTheCatalogue) {
  std::set<std::string_view> spoken;
  for (const Place& place : parse_places(kPlacesText)) spoken.insert(place.language);
  for (const CatalogueBook& book : catalogue()) {
    EXPECT_TRUE(spoken.contains(book.language)) << book.language;
  }
}

TEST(Library, FamiliesShareOutTheItems) {
  const Library library(catalogue(), 10'001, 1);
  uint64_t items = 0;
  for (uint32_t b = 0; b < library.num_books(); ++b) items += library.family_size(b);
  EXPECT_EQ(items, 10'001);
  EXPECT_EQ(library.num_books(), catalogue().size());
}

TEST(Library, SmallOnesKeepTheMostFamous) {
  const Library library(catalogue(), 20, 1);
  EXPECT_EQ(library.num_books(), 20);
  for (uint32_t b = 0; b < 20; ++b) EXPECT_EQ(library.book(b).fame, 5);
}

}  // namespace
}  // namespace pocketrec
