// The real data sets, where they are at hand; all counts were found by other means (Python's csv).
#include "tests/real_data.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "trainer/read/encoding.h"
#include "trainer/read/read.h"
#include "trainer/read/read_rows.h"

namespace pocketrec {
namespace {

using testing::real_data;

class RealData : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(real_data())) {
      GTEST_SKIP() << "no real data: set POCKETREC_DATA to its folder";
    }
  }

  static Dataset read(const std::string& name, const ReadOptions& options = {}) {
    return read_dataset(real_data() / name, Format::kAuto, options);
  }

  static uint64_t count_of(const CleaningReport& report, const std::string& key) {
    const auto found = report.entries.find(key);
    return found == report.entries.end() ? 0 : found->second.count;
  }
};

// The items of a file of books, read by itself.
void read_books(const std::string& name, Draft& draft) {
  SourceFile& file = draft.open(real_data() / "book-crossing-dialects" / name);
  read_items(file,
             file.header().empty() ? guess_item_columns(file.sample()) : columns_of(file.header()),
             IdKind::kIsbn, draft);
}

const Item& item_with_id(const std::vector<Item>& items, std::string_view id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  EXPECT_NE(found, items.end()) << id;
  return found == items.end() ? items.front() : *found;
}

TEST_F(RealData, BookCrossing) {
  const Dataset data = read("book-crossing");
  EXPECT_EQ(data.format, Format::kBookCrossing);
  EXPECT_EQ(data.report.rows_read.at("Books.csv"), 32815U);
  EXPECT_EQ(data.report.rows_read.at("Users.csv"), 278858U);
  EXPECT_EQ(data.report.rows_read.at("Ratings.csv"), 381252U);
  EXPECT_EQ(data.users.size(), 55998U);
  EXPECT_EQ(std::count_if(data.users.begin(), data.users.end(),
                          [](const User& user) { return user.age != 0; }),
            33843);
  EXPECT_EQ(count_of(data.report, "Users.csv: age impossible, set to unknown"), 230U);
  EXPECT_EQ(count_of(data.report, "Users.csv: user without interactions"), 222860U);
  // Every row is an interaction, or was counted as a repeat.
  EXPECT_EQ(data.interactions.size() + count_of(data.report, "Ratings.csv: same row again") +
                count_of(data.report, "Ratings.csv: same user and item again, merged") +
                count_of(data.report, "Ratings.csv: same user and another edition, merged"),
            381252U);
  const auto mojibake = [](const std::string& text) {
    return text.find("Ã") != text.npos && text.find("Â") != text.npos;
  };
  for (const Item& item : data.items) {
    EXPECT_TRUE(is_valid_utf8(item.title + item.author + item.publisher)) << item.id;
    EXPECT_FALSE(mojibake(item.title) || mojibake(item.author)) << item.title;
  }
}

TEST_F(RealData, BookCrossingEditionsAreAllFindable) {
  const Dataset apart = read("book-crossing", {.merge_editions = false, .threads = 0});
  const Dataset merged = read("book-crossing");
  size_t ids = 0;
  for (const Item& item : merged.items) ids += 1 + item.other_ids.size();
  EXPECT_EQ(ids, apart.items.size());
  EXPECT_LT(merged.items.size(), apart.items.size() - 2212);  // equal titles alone save 2,212
  EXPECT_EQ(merged.fingerprint, apart.fingerprint);
}

TEST_F(RealData, Goodbooks) {
  const Dataset data = read("goodbooks-10k", {.merge_editions = false, .threads = 0});
  EXPECT_EQ(data.format, Format::kGoodbooks);
  EXPECT_EQ(data.items.size(), 10000U);
  EXPECT_EQ(data.users.size(), 53424U);
  EXPECT_EQ(data.interactions.size(), 979478U);
  EXPECT_EQ(count_of(data.report, "ratings.csv: same row again"), 1644U);
  const Item& first = item_with_id(data.items, "1");
  EXPECT_EQ(first.author, "Suzanne Collins");
  EXPECT_EQ(first.categories,
            (std::vector<std::string>{"fantasy", "romance", "young-adult", "thriller", "sci-fi"}));
  EXPECT_EQ(first.other_ids, (std::vector<std::string>{"0439023483"}));
}

TEST_F(RealData, Gowalla) {
  const LightgcnSplit split =
      read_lightgcn(real_data() / "gowalla/train.txt", real_data() / "gowalla/test.txt");
  EXPECT_EQ(split.train.num_rows, 29858U);
  EXPECT_EQ(split.train.num_columns, 40981U);
  EXPECT_EQ(split.train.num_entries(), 810128U);
  EXPECT_EQ(split.test.num_entries(), 217242U);
  EXPECT_EQ(split.test.num_columns, 40981U);
  EXPECT_EQ(read("gowalla").interactions.size(), 810128U);
}

TEST_F(RealData, BooksWithBlankRows) {
  Draft draft;
  read_books("books-excel-blank-rows.csv", draft);
  EXPECT_EQ(draft.items.size(), 102U);
  EXPECT_EQ(draft.files[0].tally.count_of(Reason::kBlankRow), 268725U);
  EXPECT_EQ(item_with_id(draft.items, "0002005018").title, "Clara Callan");
}

TEST_F(RealData, BooksWithShiftedColumns) {
  Draft draft;
  read_books("books-shifted-columns.tsv", draft);
  EXPECT_EQ(draft.files[0].rows_read, 17384U);
  EXPECT_EQ(draft.files[0].tally.count_of(Reason::kColumnsRejoined), 973U);
  EXPECT_EQ(draft.files[0].tally.count_of(Reason::kTooManyFields), 0U);
  EXPECT_EQ(item_with_id(draft.items, "0671027360").title, "Angels & Demons");
  EXPECT_EQ(item_with_id(draft.items, "3462029916").publisher,
            "Kiepenheuer & Witsch GmbH & Co. KG, Verlag");
  for (const Item& item : draft.items) {
    EXPECT_FALSE(item.publisher.starts_with("http")) << item.id;
    EXPECT_FALSE(item.author.empty()) << item.id;
  }
}

TEST_F(RealData, BooksWithNumberedHeaderAndMojibake) {
  Draft draft;
  read_books("books-semicolon-mojibake.csv", draft);
  EXPECT_EQ(draft.items.size(), 15780U);
  EXPECT_EQ(item_with_id(draft.items, "2253044903").author, "Patrick Süskind");
  EXPECT_EQ(item_with_id(draft.items, "0060951303").title, "La casa de los espíritus");
  EXPECT_EQ(item_with_id(draft.items, "034544003X").title,
            "Southampton Row (Charlotte & Thomas Pitt Novels (Hardcover))");
}

TEST_F(RealData, RatingsWithBareCr) {
  const Dataset data = read("book-crossing-dialects/ratings-bare-cr.csv");
  EXPECT_EQ(data.interactions.size(), 9000U);
  EXPECT_EQ(count_of(data.report, "ratings-bare-cr.csv: blank row"), 899726U);
  EXPECT_EQ(count_of(data.report, "ratings-bare-cr.csv: no user id"), 5U);
  EXPECT_EQ(data.items[0].id, "034545104X");
}

TEST_F(RealData, RatingsThatExcelMangled) {
  const Dataset data = read("book-crossing-dialects/ratings-excel-semicolon.csv");
  EXPECT_EQ(data.report.rows_read.at("ratings-excel-semicolon.csv"), 99998U);
  EXPECT_EQ(count_of(data.report,
                     "ratings-excel-semicolon.csv: id in scientific notation, digits are lost"),
            152U);
  EXPECT_GT(count_of(data.report,
                     "ratings-excel-semicolon.csv: ISBN without its leading zeros, restored"),
            73000U);
}

TEST_F(RealData, RatingsOfTheOriginalDump) {
  const Dataset data = read("book-crossing-dialects/ratings-original.csv");
  EXPECT_EQ(data.report.rows_read.at("ratings-original.csv"), 39268U);
  EXPECT_EQ(data.interactions.size(), 39266U);
}

TEST_F(RealData, UsersOfTheOriginalDump) {
  Draft draft;
  draft.user_ids.insert("62853", true);
  draft.user_ids.insert("252509", true);
  SourceFile& file = draft.open(real_data() / "book-crossing-dialects/users-original.csv");
  read_users(file, columns_of(file.header()), draft);
  EXPECT_EQ(file.rows_read, 22816U);
  EXPECT_EQ(draft.users[0].place, "esch-alzette, luxembourg");
  EXPECT_EQ(draft.users[0].age, 0);
  EXPECT_EQ(draft.users[1].place, "lisbon, portugal");
  EXPECT_EQ(draft.users[1].age, 52);
}

}  // namespace
}  // namespace pocketrec
