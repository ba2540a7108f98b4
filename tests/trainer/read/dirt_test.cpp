// Each kind of dirt that real files have, one test each.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/trainer/temp_folder.h"
#include "trainer/read/read.h"

namespace pocketrec {
namespace {

using testing::TempFolder;

constexpr const char* kRatings = "User-ID,ISBN,Book-Rating\n1,034545104X,5\n2,0155061224,8\n";

// A data set whose books are `books`, and the item with this id.
Item read_book(std::string_view books, const std::string& id, CleaningReport* report = nullptr,
               const std::string& file = "Books.csv") {
  const TempFolder folder;
  folder.write("Ratings.csv", kRatings);
  folder.write(file, books);
  const Dataset data = read_dataset(folder.path(), Format::kAuto, {});
  if (report != nullptr) *report = data.report;
  for (const Item& item : data.items) {
    if (item.id == id) return item;
  }
  ADD_FAILURE() << "no item " << id;
  return {};
}

uint64_t count_of(const CleaningReport& report, const std::string& key) {
  const auto found = report.entries.find(key);
  return found == report.entries.end() ? 0 : found->second.count;
}

Dataset read_ratings(std::string_view ratings) {
  const TempFolder folder;
  folder.write("Ratings.csv", ratings);
  return read_dataset(folder.path(), Format::kBookCrossing, {});
}

constexpr const char* kTabHeader =
    "Book_ID\tISBN\tBook-Title\tBook-Author\tYear-Of-Publication\tPublisher\tImage-URL-S\n";

TEST(ShiftedColumns, APublisherSplitAtAnEntityIsJoined) {
  CleaningReport report;
  const Item item = read_book(std::string(kTabHeader) +
                                  "1\t034545104X\tThe Mummies\tE. J. W. Barber\t1999\tW. W. Norton "
                                  "&amp\t Company\thttp://a\t\n"
                                  "2\t0155061224\tPlain\tSomebody\t2000\tKnopf\thttp://b\t\n",
                              "034545104X", &report, "books.tsv");
  EXPECT_EQ(item.publisher, "W. W. Norton & Company");
  EXPECT_EQ(item.author, "E. J. W. Barber");
  EXPECT_EQ(item.year, 1999);
  EXPECT_EQ(count_of(report, "books.tsv: text split at a delimiter, re-joined"), 1U);
}

TEST(ShiftedColumns, ATitleSplitAtAnEntityIsJoined) {
  const Item item = read_book(std::string(kTabHeader) +
                                  "1\t034545104X\tAngels &amp\t Demons\tDan Brown\t2001\tPocket "
                                  "Star\thttp://a\t\n"
                                  "2\t0155061224\tPlain\tSomebody\t2000\tKnopf\thttp://b\t\n",
                              "034545104X", nullptr, "books.tsv");
  EXPECT_EQ(item.title, "Angels & Demons");
  EXPECT_EQ(item.author, "Dan Brown");
}

TEST(ShiftedColumns, ATitleSplitAtASemicolonIsJoinedByTheYear) {
  const Item item = read_book(std::string(kTabHeader) +
                                  "1\t034545104X\tA Tally of Types\t With Additions\tStanley "
                                  "Morison\t1999\tGodine &amp\t Co\thttp://a\t\n"
                                  "2\t0155061224\tPlain\tSomebody\t2000\tKnopf\thttp://b\t\n",
                              "034545104X", nullptr, "books.tsv");
  EXPECT_EQ(item.title, "A Tally of Types; With Additions");
  EXPECT_EQ(item.author, "Stanley Morison");
  EXPECT_EQ(item.publisher, "Godine & Co");
}

TEST(ShiftedColumns, TwoColumnsInOneAreSplit) {
  CleaningReport report;
  const Item item = read_book(
      "ISBN,Book-Title,Book-Author,Year-Of-Publication,Publisher,Image-URL-S\n"
      "034545104X,\"Creating the X-Men (Level 4)\\\"\";Michael Teitelbaum\",2000,DK,http://a,\n"
      "0155061224,Plain,Somebody,1999,Knopf,http://b\n",
      "034545104X", &report);
  EXPECT_EQ(item.title, "Creating the X-Men (Level 4)");
  EXPECT_EQ(item.author, "Michael Teitelbaum");
  EXPECT_EQ(item.year, 2000);
  EXPECT_EQ(item.publisher, "DK");
  EXPECT_EQ(count_of(report, "Books.csv: two columns in one, split again"), 1U);
}

TEST(ShiftedColumns, ARowWithoutAnchorsIsDropped) {
  CleaningReport report;
  read_book(
      "ISBN,Book-Title,Book-Author,Year-Of-Publication,Publisher,Image-URL-S\n"
      "034545104X,Good,Somebody,1999,Knopf,http://b\n"
      "0155061224,a,b,c,d,e,f,g,h\n",
      "034545104X", &report);
  EXPECT_EQ(count_of(report, "Books.csv: too many fields, and no way to re-join them"), 1U);
}

TEST(Header, ANumberedOneIsSkippedAndColumnsAreGuessed) {
  const Item item = read_book(
      "0;1;2;3;4;5\n"
      "034545104X;\"Thomas &amp; Pitt\";Anne Perry;2002;Ballantine;http://a\n"
      "0155061224;Plain;Somebody;1999;Knopf;http://b\n",
      "034545104X");
  EXPECT_EQ(item.title, "Thomas & Pitt");
  EXPECT_EQ(item.author, "Anne Perry");
  EXPECT_EQ(item.year, 2002);
  EXPECT_EQ(item.publisher, "Ballantine");
}

TEST(Header, NamesAreMatchedLoosely) {
  const TempFolder folder;
  folder.write("Ratings.csv", "book_rating;isbn;USER ID\n7;034545104X;12\n8;0155061224;13\n");
  const Dataset data = read_dataset(folder.path(), Format::kAuto, {});
  EXPECT_EQ(data.users[0].id, "12");
  EXPECT_EQ(data.interactions[0].rating, 7.0F);
}

TEST(BlankRows, AreCountedAndSkipped) {
  const Dataset data = read_ratings(
      "User-ID,ISBN,Book-Rating\r1,\"\"\"034545104X\"\"\",5\r,,\r,,\r2,0155061224,0\r,,\r");
  EXPECT_EQ(data.interactions.size(), 2U);
  EXPECT_EQ(data.items[0].id, "034545104X");
  EXPECT_EQ(count_of(data.report, "Ratings.csv: blank row"), 3U);
  EXPECT_EQ(data.report.rows_read.at("Ratings.csv"), 5U);
}

TEST(BrokenRows, AreDroppedWithTheirReason) {
  const Dataset data = read_ratings(
      "User-ID,ISBN,Book-Rating\n1,034545104X,5\n,488/1,\n3\n"
      "4,0155061224,great\n5,,7\n6,0155061224,7,surplus\n");
  EXPECT_EQ(data.interactions.size(), 1U);
  EXPECT_EQ(count_of(data.report, "Ratings.csv: no user id"), 1U);
  EXPECT_EQ(count_of(data.report, "Ratings.csv: too few fields"), 1U);
  EXPECT_EQ(count_of(data.report, "Ratings.csv: rating is no number"), 1U);
  EXPECT_EQ(count_of(data.report, "Ratings.csv: no item id"), 1U);
  EXPECT_EQ(count_of(data.report, "Ratings.csv: too many fields, and no way to re-join them"), 1U);
  EXPECT_EQ(data.report.entries.at("Ratings.csv: rating is no number").line, 5U);
  EXPECT_EQ(data.report.entries.at("Ratings.csv: rating is no number").example,
            "4,0155061224,great");
}

TEST(MangledIsbns, OfBooksAndRatingsMeet) {
  const TempFolder folder;
  folder.write("Ratings.csv",
               "User-ID;ISBN;Book-Rating\n1;34545104x;5\n2;155061224;8\n3;9,78E+12;5\n");
  folder.write("Books.csv",
               "ISBN,Book-Title,Book-Author\n034545104X,Flesh,Rose\n"
               "9780155061224,Rites,Judith\n");
  const Dataset data = read_dataset(folder.path(), Format::kAuto, {});
  EXPECT_EQ(data.items.size(), 2U);
  EXPECT_EQ(data.interactions.size(), 2U);
  EXPECT_EQ(count_of(data.report, "Ratings.csv: rating of an item without a row of facts, kept"),
            0U);
  EXPECT_EQ(count_of(data.report, "Ratings.csv: id in scientific notation, digits are lost"), 1U);
  EXPECT_EQ(count_of(data.report, "Ratings.csv: ISBN without its leading zeros, restored"), 2U);
}

TEST(Years, ImpossibleOnesAreUnknown) {
  CleaningReport report;
  const Item item = read_book(
      "ISBN,Book-Title,Book-Author,Year-Of-Publication\n"
      "034545104X,Future,Somebody,2050\n0155061224,Zero,Somebody,0\n",
      "034545104X", &report);
  EXPECT_EQ(item.year, 0);
  EXPECT_EQ(count_of(report, "Books.csv: year impossible, set to unknown"), 1U);
}

TEST(Users, PlacesAndAgesAreTidied) {
  const TempFolder folder;
  folder.write("Ratings.csv",
               "User-ID,ISBN,Book-Rating\n1,034545104X,5\n2,0155061224,8\n"
               "3,0155061224,8\n275081,0155061224,8\n");
  folder.write("Users.csv",
               "User-ID,Location,Age\n"
               "1,\"nyc, n/a, usa\",18.0\n"
               "2,\"århus, \\n/a\\\"\", denmark\"\"\",244\n"
               "3,\"&#321;ód&#378;, ,\",\n"
               "275081,\"cernusco s\n, milan, italy\",\n");
  const Dataset data = read_dataset(folder.path(), Format::kAuto, {});
  ASSERT_EQ(data.users.size(), 4U);
  EXPECT_EQ(data.users[0].place, "nyc, usa");
  EXPECT_EQ(data.users[0].age, 18);
  EXPECT_EQ(data.users[1].place, "århus, denmark");
  EXPECT_EQ(data.users[1].age, 0);
  EXPECT_EQ(data.users[2].place, "Łódź");
  EXPECT_EQ(data.users[3].place, "cernusco s, milan, italy");
  EXPECT_EQ(count_of(data.report, "Users.csv: age impossible, set to unknown"), 1U);
}

TEST(Encodings, ByteOrderMarksAndUtf16AreUnderstood) {
  EXPECT_EQ(read_ratings(std::string("\xEF\xBB\xBF") + kRatings).interactions.size(), 2U);
  for (const bool marked : {true, false}) {
    std::string utf16 = marked ? "\xFF\xFE" : "";
    for (const char c : std::string_view(kRatings)) (utf16 += c) += '\0';
    EXPECT_EQ(read_ratings(utf16).interactions.size(), 2U);
  }
}

TEST(Encodings, ExcelsSeparatorHintIsSkipped) {
  EXPECT_EQ(read_ratings("sep=;\nUser-ID;ISBN;Book-Rating\n1;034545104X;5\n").interactions.size(),
            1U);
}

TEST(Encodings, OneLatin1FieldInAUtf8FileIsRepaired) {
  CleaningReport report;
  const Item item = read_book(
      "ISBN,Book-Title,Book-Author\n034545104X,Caf\xE9,Jos\xC3\xA9\n"
      "0155061224,Plain,Somebody\n",
      "034545104X", &report);
  EXPECT_EQ(item.title, "Café");
  EXPECT_EQ(item.author, "José");
  EXPECT_EQ(count_of(report, "Books.csv: not UTF-8, read as Windows-1252"), 1U);
}

TEST(Duplicates, ExplicitBeforeImplicitThenLatestThenHighest) {
  const TempFolder folder;
  folder.write("interactions.csv",
               "user,item,rating,timestamp\n"
               "1,a,0,900\n1,a,3,100\n"
               "1,b,5,100\n1,b,2,200\n"
               "1,c,2,0\n1,c,4,0\n");
  const Dataset data = read_dataset(folder.path(), Format::kAuto, {});
  ASSERT_EQ(data.interactions.size(), 3U);
  EXPECT_EQ(data.interactions[0].rating, 3.0F);
  EXPECT_EQ(data.interactions[1].rating, 2.0F);
  EXPECT_EQ(data.interactions[2].rating, 4.0F);
}

}  // namespace
}  // namespace pocketrec
