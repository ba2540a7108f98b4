// Bad input: one clear sentence that says what was expected, found, where, and how to mend it.
#include <gtest/gtest.h>

#include "tests/trainer/temp_folder.h"
#include "trainer/read/read.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

using testing::TempFolder;

// The message of the DataError that reading ends in.
std::string error_of(const std::filesystem::path& path, Format format = Format::kAuto) {
  try {
    read_dataset(path, format, {});
  } catch (const DataError& error) {
    return error.what();
  }
  return "(no error)";
}

void expect_says(const std::string& message, std::initializer_list<const char*> parts) {
  for (const char* part : parts) {
    EXPECT_NE(message.find(part), std::string::npos) << "\"" << part << "\" in: " << message;
  }
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
}

TEST(BadInput, NoSuchFolder) {
  expect_says(error_of("/nowhere/at/all"), {"expected", "/nowhere/at/all", "no such", "--data"});
}

TEST(BadInput, FolderWithoutData) {
  const TempFolder folder;
  folder.write("notes.txt", "hello\n");
  expect_says(error_of(folder.path()), {"expected a file of interactions", "notes.txt", "rename"});
}

TEST(BadInput, EmptyFolder) {
  const TempFolder folder;
  expect_says(error_of(folder.path()), {"expected a file of interactions", "no data file"});
}

TEST(BadInput, SeveralCandidates) {
  const TempFolder folder;
  folder.write("ratings-a.csv", "1,2,3\n");
  folder.write("ratings-b.csv", "1,2,3\n");
  expect_says(error_of(folder.path()),
              {"one file of interactions", "ratings-a.csv", "ratings-b.csv"});
}

TEST(BadInput, EmptyFile) {
  const TempFolder folder;
  folder.write("ratings.csv", "");
  expect_says(error_of(folder.path()), {"expected rows", "ratings.csv", "empty file"});
}

TEST(BadInput, HeaderOnly) {
  const TempFolder folder;
  folder.write("ratings.csv", "user,item,rating\n");
  expect_says(error_of(folder.path()),
              {"expected rows of user, item", "ratings.csv", "found none"});
}

TEST(BadInput, NotText) {
  using namespace std::string_literals;
  const TempFolder folder;
  const std::pair<std::string, const char*> kinds[] = {{"\x1F\x8B\x08\0\0"s, "gzip"},
                                                       {"PK\x03\x04\x14\0"s, "zip"},
                                                       {"\x89PNG\r\n\x1A\n\0"s, "PNG"},
                                                       {"1,2,3\n\0\0\x01\x02"s, "binary"}};
  for (const auto& [bytes, kind] : kinds) {
    folder.write("ratings.csv", bytes);
    expect_says(error_of(folder.path()), {"expected text", "ratings.csv", kind});
  }
}

TEST(BadInput, MissingColumn) {
  const TempFolder folder;
  folder.write("ratings.csv", "User-ID,Book-Rating\n1,5\n");
  expect_says(error_of(folder.path()),
              {"expected a column called isbn", "ratings.csv", "userid, bookrating", "first line"});
}

TEST(BadInput, OneColumn) {
  const TempFolder folder;
  folder.write("ratings.csv", "1\n2\n3\n");
  expect_says(error_of(folder.path()), {"expected a column", "1 unnamed columns"});
}

TEST(BadInput, NoNumberAnywhere) {
  const TempFolder folder;
  folder.write("ratings.csv", "user,item,rating\n1,2,good\n1,3,bad\n");
  expect_says(error_of(folder.path()),
              {"found none that can be used", "2 x rating is no number", "line 2", "1,2,good"});
}

TEST(BadInput, IdsThatMatchNothing) {
  const TempFolder folder;
  folder.write("ratings.csv", "user_id,book_id,rating\n1,77777,3\n");
  folder.write("books.csv", "book_id,goodreads_book_id,best_book_id,title,authors\n1,5,5,T,A\n");
  expect_says(error_of(folder.path()), {"expected ids of rated books", "books.csv", "found none"});
}

TEST(BadInput, ItemsOfWhichNoneIsRated) {
  const std::pair<const char*, const char*> layouts[] = {
      {"user,item,rating\n1,777,3\n2,888,4\n", "item,title\n5,T\n"},
      {"User-ID,ISBN,Book-Rating\n1,777,3\n2,888,4\n", "ISBN,Book-Title,Book-Author\n5,T,A\n"},
      {"userId,movieId,rating\n1,777,3\n2,888,4\n", "movieId,title,genres\n5,T (1999),Drama\n"}};
  for (const auto& [ratings, items] : layouts) {
    const TempFolder folder;
    folder.write("ratings.csv", ratings);
    folder.write("items.csv", items);
    expect_says(error_of(folder.path()), {"expected the items of", "ratings.csv", "\"777\"",
                                          "items.csv", "not one", "\"5\"", "same data set"});
  }
}

TEST(BadInput, ItemsOfWhichSomeAreRatedAreFine) {
  const TempFolder folder;
  folder.write("ratings.csv", "user,item,rating\n1,777,3\n2,5,4\n");
  folder.write("items.csv", "item,title\n5,T\n");
  EXPECT_EQ(read_dataset(folder.path(), Format::kAuto, {}).items.size(), 2U);
}

TEST(BadInput, ItemsHeaderOnly) {
  const TempFolder folder;
  folder.write("ratings.csv", "user,item,rating\n1,777,3\n");
  folder.write("items.csv", "item,title\n");
  expect_says(error_of(folder.path()), {"expected rows of items", "items.csv", "found none"});
}

TEST(BadInput, ItemsHeaderInUnknownWords) {
  for (const char* rows : {"sku-1,Lamp\nsku-2,Chair\n", "lamp,Lamp\nchair,Chair\n"}) {
    const TempFolder folder;
    folder.write("ratings.csv", "user,item\n1,sku-1\n2,sku-2\n1,lamp\n2,chair\n");
    folder.write("items.csv", std::string("itm,ttle\n") + rows);
    expect_says(error_of(folder.path()), {"expected an item, or names of columns", "items.csv",
                                          "\"itm,ttle\"", "item_id", "title"});
  }
}

TEST(BadInput, FolderInPlaceOfAFile) {
  const TempFolder folder;
  folder.write("ratings.csv", "user,item\n1,a\n2,b\n");
  std::filesystem::create_directory(folder.path() / "items.csv");
  std::filesystem::create_directory(folder.path() / "users");  // of pictures, say
  expect_says(error_of(folder.path()),
              {"expected a file of items", "found a folder", "items.csv", "put the file"});
}

TEST(BadInput, ListWithALetter) {
  const TempFolder folder;
  const auto path = folder.write("train.txt", "0 1 2\n1 x 3\n");
  expect_says(error_of(folder.path(), Format::kLightgcn), {"train.txt:2", "1 x 3"});
  EXPECT_THROW(read_lightgcn(path), DataError);
}

TEST(BadInput, ListWithAHugeNumber) {
  const TempFolder folder;
  const auto path = folder.write("train.txt", "0 1\n1 99999999999999\n");
  EXPECT_THROW(read_lightgcn(path), DataError);
}

TEST(BadInput, ListsGivenAsAnotherFormat) {
  const TempFolder folder;
  folder.write("train.txt", "0 1 2\n");
  expect_says(error_of(folder.path(), Format::kBookCrossing),
              {"book-crossing", "--format lightgcn"});
}

}  // namespace
}  // namespace pocketrec
