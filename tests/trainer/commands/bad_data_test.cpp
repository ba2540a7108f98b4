// Bad input to train and evaluate: one sentence, exit code 1, and the old bundle as it was.
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kNone;

class BadData : public ::testing::Test {
 protected:
  // Trains `bad_` into a folder where there is a bundle, and into one where there is nothing.
  void expect_train_refused(std::initializer_list<std::string_view> fragments) {
    expect_path_refused(bad_.path(), fragments);
  }
  void expect_path_refused(const fs::path& data,
                           std::initializer_list<std::string_view> fragments) {
    const auto before = files_of(old_.bundle());
    expect_refused(pocketrec(train_command(data, old_.bundle())), 1, fragments);
    EXPECT_EQ(differences(files_of(old_.bundle()), before), kNone);
    pocketrec_out({"recommend", old_.bundle(), "--user", "1"});
    expect_refused(pocketrec(train_command(data, old_.beside("new"))), 1, fragments);
    EXPECT_FALSE(fs::exists(old_.beside("new")));
  }
  TempFolder bad_;
  TwoTastes old_;
};

TEST_F(BadData, MissingFolder) {
  expect_path_refused(bad_.path() / "nowhere", {"expected a data set", "nowhere", "--data"});
}

TEST_F(BadData, MissingFile) {
  bad_.write("Books.csv", "ISBN,Book-Title,Book-Author\n1,T,A\n");
  expect_train_refused({"expected a file of interactions", "Ratings.csv"});
}

TEST_F(BadData, MissingColumn) {
  bad_.write("ratings.csv", "user,rating\n1,3\n2,4\n");
  expect_train_refused({"expected a column", "item", "found user, rating", "ratings.csv"});
}

TEST_F(BadData, EmptyFile) {
  bad_.write("ratings.csv", "");
  expect_train_refused({"found an empty file", "ratings.csv"});
}

TEST_F(BadData, EmptyItemsFile) {
  bad_.write("ratings.csv", "user,item\n1,a\n1,b\n");
  bad_.write("items.csv", "");
  expect_train_refused({"found an empty file", "items.csv"});
}

TEST_F(BadData, HeaderAlone) {
  bad_.write("ratings.csv", "user,item,rating\n");
  expect_train_refused({"expected rows", "ratings.csv"});
}

TEST_F(BadData, BinaryFile) {
  bad_.write("ratings.csv", std::string("\x7f"
                                        "ELF\0\1\2\3\0\0\xff",
                                        11) +
                                std::string(500, '\0'));
  expect_train_refused({"expected text", "ratings.csv"});
}

TEST_F(BadData, NoRatingIsANumber) {
  bad_.write("ratings.csv", "user,item,rating\n1,a,good\n2,b,-\n3,c,inf\n");
  expect_train_refused({"rating is no number", "line 2", "1,a,good"});
}

TEST_F(BadData, SomeRatingsAreNoNumber) {
  bad_.write("ratings.csv", "user,item,rating\n1,a,4\n1,b,good\n1,c,1e999\n2,a,5\n2,d,4\n");
  pocketrec_out(train_command(bad_.path(), old_.beside("new")));
  const std::string cleaning = bytes_of(old_.beside("new") / "cleaning.json");
  EXPECT_NE(cleaning.find("rating is no number"), std::string::npos) << cleaning;
  EXPECT_NE(cleaning.find("1,b,good"), std::string::npos) << cleaning;
}

TEST_F(BadData, IdsThatMatchNothing) {
  bad_.write("ratings.csv", "user_id,book_id,rating\n1,77777,3\n");
  bad_.write("books.csv", "book_id,goodreads_book_id,best_book_id,title,authors\n1,5,5,T,A\n");
  expect_train_refused({"expected ids of rated books", "books.csv", "found none"});
}

TEST_F(BadData, OutIsAFileOrUnderOne) {
  const fs::path file = bad_.write("file", "precious");
  expect_refused(pocketrec(train_command(old_.data(), file)), 1, {"expected a folder", "file"});
  expect_refused(pocketrec(train_command(old_.data(), file / "under")), 1,
                 {"expected a folder", "file"});
  EXPECT_EQ(bytes_of(file), "precious");
  expect_refused(pocketrec({"sample", "--out", file, "--users", "10", "--interactions", "20"}), 1,
                 {"expected a folder", "file"});
}

TEST_F(BadData, OutCannotBeWritten) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  fs::permissions(bad_.path(), fs::perms::owner_read | fs::perms::owner_exec);
  expect_refused(pocketrec(train_command(old_.data(), bad_.path() / "b")), 1,
                 {"expected a folder to write to", "permissions"});
  fs::permissions(bad_.path(), fs::perms::owner_all);
}

TEST_F(BadData, DiskBehindStdoutIsFull) {
  Process listing({"recommend", old_.bundle(), "--user", "1", "--json"}, "/dev/full");
  expect_refused(listing.wait(), 1, {"cannot write the result to stdout", "No space left"});
}

TEST_F(BadData, EvaluateWritesNoPart) {
  bad_.write("ratings.csv", "user,rating\n1,3\n");
  const fs::path json = old_.beside("figures.json");
  expect_refused(pocketrec({"evaluate", "--data", bad_.path(), "--json", json}), 1,
                 {"expected a column"});
  EXPECT_FALSE(fs::exists(json));
  expect_refused(
      pocketrec({"evaluate", "--data", old_.data(), "--json", old_.beside("no") / "f.json"}), 1,
      {"expected a folder", "create it first"});
  expect_refused(pocketrec({"evaluate", "--data", old_.data(), "--json", old_.bundle()}), 1,
                 {"expected a file", "found a folder"});
}

TEST_F(BadData, ListsThatAreNone) {
  const fs::path list = bad_.write("train.txt", "0 1 2\n1 2 x\n");
  const fs::path test = bad_.write("test.txt", "0 3\n");
  expect_refused(pocketrec({"evaluate", "--train", list, "--test", test}), 1,
                 {"train.txt:2", "1 2 x"});
  expect_refused(pocketrec({"evaluate", "--train", bad_.path() / "no.txt", "--test", test}), 1,
                 {"no.txt"});
}

}  // namespace
}  // namespace pocketrec::testing
