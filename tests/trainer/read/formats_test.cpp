// Every format that people hold, small, written to a folder and read back.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/trainer/temp_folder.h"
#include "trainer/read/read.h"

namespace pocketrec {
namespace {

using testing::TempFolder;

Dataset read(const TempFolder& folder) { return read_dataset(folder.path(), Format::kAuto, {}); }

const Item* find_item(const Dataset& data, const std::string& id) {
  const auto found = std::find_if(data.items.begin(), data.items.end(),
                                  [&](const Item& item) { return item.id == id; });
  return found == data.items.end() ? nullptr : &*found;
}

const User* find_user(const Dataset& data, const std::string& id) {
  const auto found = std::find_if(data.users.begin(), data.users.end(),
                                  [&](const User& user) { return user.id == id; });
  return found == data.users.end() ? nullptr : &*found;
}

// The rating of a pair, -1 if there is none.
float rating_of(const Dataset& data, const std::string& user, const std::string& item) {
  for (const Interaction& entry : data.interactions) {
    if (data.users[entry.user_index].id == user && data.items[entry.item_index].id == item) {
      return entry.rating;
    }
  }
  return -1.0F;
}

constexpr const char* kBooks =
    "ISBN;\"Book-Title\";\"Book-Author\";\"Year-Of-Publication\";\"Publisher\";\"Image-URL-S\"\r\n"
    "\"034545104X\";\"Flesh Tones: A Novel\";\"M. J. "
    "Rose\";\"2002\";\"Ballantine\";\"http://a\"\r\n"
    "\"0155061224\";\"Rites of \\\"Passage\\\"\";\"Judith Rae\";\"0\";\"Heinle &amp; "
    "Co\";\"http://b\"\r\n";

TEST(BookCrossing, ReadsTheOriginalDump) {
  const TempFolder folder;
  folder.write("BX-Books.csv", kBooks);
  folder.write("BX-Users.csv",
               "\"User-ID\";\"Location\";\"Age\"\r\n"
               "\"276725\";\"tyler, texas, usa\";NULL\r\n"
               "\"276726\";\"k\xF6ln, \\\"n/a\\\", germany\";\"34\"\r\n"
               "\"1\";\"nowhere\";\"20\"\r\n");
  folder.write("BX-Book-Ratings.csv",
               "\"User-ID\";\"ISBN\";\"Book-Rating\"\r\n"
               "\"276725\";\"034545104X\";\"0\"\r\n"
               "\"276726\";\"0155061224\";\"5\"\r\n"
               "\"276726\";\"0446520802\";\"10\"\r\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.format, Format::kBookCrossing);
  EXPECT_EQ(data.interactions.size(), 3U);
  EXPECT_EQ(data.users.size(), 2U);
  ASSERT_EQ(data.items.size(), 3U);
  EXPECT_EQ(rating_of(data, "276725", "034545104X"), kImplicit);
  EXPECT_EQ(rating_of(data, "276726", "0446520802"), 10.0F);
  EXPECT_EQ(data.scale.maximum, 10.0F);
  ASSERT_NE(find_item(data, "0155061224"), nullptr);
  EXPECT_EQ(find_item(data, "0155061224")->title, "Rites of \"Passage\"");
  EXPECT_EQ(find_item(data, "0155061224")->publisher, "Heinle & Co");
  EXPECT_EQ(find_item(data, "0155061224")->year, 0);
  EXPECT_EQ(find_item(data, "0446520802")->title, "");
  EXPECT_EQ(find_user(data, "276726")->place, "köln, germany");
  EXPECT_EQ(find_user(data, "276726")->age, 34);
  EXPECT_EQ(
      data.report.entries.at("BX-Book-Ratings.csv: rating of an item without a row of facts, kept")
          .count,
      1U);
}

TEST(BookCrossing, ARatingsFileAloneWorks) {
  const TempFolder folder;
  const auto file = folder.write("my ratings.csv",
                                 "\"1\";\"034545104X\";\"0\"\n"
                                 "\"2\";\"0155061224\";\"5\"\n");
  EXPECT_EQ(read(folder).format, Format::kBookCrossing);
  EXPECT_EQ(read_dataset(file, Format::kAuto, {}).interactions.size(), 2U);
}

TEST(BookCrossing, TheIsbnColumnMayComeFirst) {
  const TempFolder folder;
  folder.write("ratings.csv", "034545104X,1,3\n0155061224,2,5\n0446520802,2,7\n");
  const Dataset data = read(folder);
  EXPECT_EQ(rating_of(data, "2", "0446520802"), 7.0F);
}

TEST(BookCrossing, RatingsAboveTenAreDropped) {
  const TempFolder folder;
  folder.write("Ratings.csv",
               "User-ID,ISBN,Book-Rating\n1,034545104X,11\n1,0155061224,-1\n"
               "2,0155061224,9\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.interactions.size(), 1U);
  EXPECT_EQ(data.report.entries.at("Ratings.csv: rating is outside the scale").count, 2U);
  EXPECT_EQ(data.report.entries.at("Ratings.csv: rating is outside the scale").line, 2U);
}

constexpr const char* kGoodbooksColumns =
    "books_count,isbn,authors,original_publication_year,title,language_code\n";

TEST(Goodbooks, Version1JoinsOnId) {
  const TempFolder folder;
  folder.write("books.csv",
               std::string("id,book_id,best_book_id,work_id,") + kGoodbooksColumns +
                   "1,2767052,2767052,2792775,272,439023483,Suzanne Collins,2008.0,"
                   "\"The Hunger Games (The Hunger Games, #1)\",eng\n"
                   "2,3,3,4640799,491,439554934,\"J.K. Rowling, Mary GrandPré\",1997.0,"
                   "Harry Potter,eng\n"
                   "3,1,1,1,1,,Homer,-750.0,The Iliad,\n");
  folder.write("ratings.csv", "book_id,user_id,rating\n1,314,5\n2,314,3\n2,439,4\n3,439,1\n");
  folder.write("book_genres.csv",
               "book_id,goodreads_book_id,genres\n1,2767052,\"fantasy,ya\"\n"
               "2,3,magic\n3,1,epic\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.format, Format::kGoodbooks);
  ASSERT_EQ(data.items.size(), 3U);
  EXPECT_EQ(find_item(data, "1")->author, "Suzanne Collins");
  EXPECT_EQ(find_item(data, "1")->categories, (std::vector<std::string>{"fantasy", "ya"}));
  EXPECT_EQ(find_item(data, "1")->other_ids, (std::vector<std::string>{"0439023483"}));
  EXPECT_EQ(find_item(data, "3")->title, "The Iliad");
  EXPECT_EQ(find_item(data, "3")->year, -750);
  EXPECT_EQ(rating_of(data, "439", "3"), 1.0F);
}

TEST(Goodbooks, Version2JoinsOnBookId) {
  const TempFolder folder;
  folder.write("books.csv",
               std::string("book_id,goodreads_book_id,best_book_id,work_id,") + kGoodbooksColumns +
                   "1,2767052,2767052,2792775,272,439023483,Suzanne Collins,2008.0,"
                   "The Hunger Games,eng\n"
                   "2,3,3,4640799,491,439554934,J.K. Rowling,1997.0,Harry Potter,eng\n");
  folder.write("ratings.csv", "user_id,book_id,rating\n314,1,5\n314,2,3\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.format, Format::kGoodbooks);
  EXPECT_EQ(find_item(data, "2")->author, "J.K. Rowling");
}

ItemTable read_table(const TempFolder& folder, const std::string& text, Format format) {
  return read_item_table(folder.write("new.csv", text), format, {});
}

TEST(ItemTable, IsReadAsTheItemsOfItsFormat) {
  const TempFolder folder;
  const ItemTable books = read_table(
      folder, "id,book_id,isbn,title,authors\n7,3,439023483,The Hunger Games,Suzanne Collins\n",
      Format::kGoodbooks);
  ASSERT_EQ(books.items.size(), 1U);
  EXPECT_EQ(books.items[0].id, "7");
  EXPECT_EQ(books.items[0].other_ids, (std::vector<std::string>{"0439023483"}));
  const ItemTable movies = read_table(
      folder, "movieId,title,genres\n3,\"Matrix, The (1999)\",Action\n", Format::kMovielens);
  EXPECT_EQ(movies.items.at(0).title, "The Matrix");
  EXPECT_EQ(movies.items.at(0).year, 1999);
  // Two editions of one work, and an ISBN that lost its zero.
  const std::string isbns = "isbn,title,author\n439023483,One,A B\n0155061224,One,A B\n";
  const ItemTable merged = read_table(folder, isbns, Format::kBookCrossing);
  ASSERT_EQ(merged.items.size(), 1U);
  EXPECT_EQ(merged.items[0].id, "0439023483");
  EXPECT_EQ(merged.report.items_kept, 1U);
  EXPECT_EQ(read_table(folder, isbns, Format::kCsv).items.size(), 2U);
}

TEST(Movielens, ReadsCsv) {
  const TempFolder folder;
  folder.write("ratings.csv",
               "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,3,0.5,964981247\n");
  folder.write("movies.csv",
               "movieId,title,genres\n1,Toy Story (1995),Adventure|Animation\n"
               "3,\"Matrix, The (1999)\",(no genres listed)\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.format, Format::kMovielens);
  EXPECT_EQ(find_item(data, "1")->title, "Toy Story");
  EXPECT_EQ(find_item(data, "1")->year, 1995);
  EXPECT_EQ(find_item(data, "1")->categories, (std::vector<std::string>{"Adventure", "Animation"}));
  EXPECT_EQ(find_item(data, "3")->title, "The Matrix");
  EXPECT_TRUE(find_item(data, "3")->categories.empty());
  EXPECT_EQ(rating_of(data, "1", "3"), 0.5F);
  EXPECT_EQ(data.interactions[0].timestamp, 964982703);
  EXPECT_EQ(data.scale.maximum, 5.0F);
}

TEST(Movielens, ReadsDoubleColonsInLatin1) {
  const TempFolder folder;
  folder.write("ratings.dat", "1::1193::5::978300760\n2::661::3::978302109\n");
  folder.write("movies.dat",
               "1193::One Flew: Over (1975)::Drama\n661::Caf\xE9 Lumi\xE8re (2003)::Drama|War\n");
  folder.write("users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.format, Format::kMovielens);
  EXPECT_EQ(find_item(data, "1193")->title, "One Flew: Over");
  EXPECT_EQ(find_item(data, "661")->title, "Café Lumière");
  EXPECT_EQ(find_user(data, "2")->age, 56);
  EXPECT_EQ(rating_of(data, "1", "1193"), 5.0F);
}

TEST(Movielens, ReadsTabsAndBars) {
  const TempFolder folder;
  folder.write("u.data", "196\t242\t3\t881250949\n186\t302\t3\t891717742\n");
  folder.write(
      "u.item",
      "242|Kolya (1996)|24-Jan-1997||http://x|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
      "302|Il Postino (1994)|01-Jan-1994||http://y|0|0|0|0|0|0|0|0|1|0|0|0|0|0|1|0|0|0|0\n");
  folder.write("u.user", "196|49|M|writer|55105\n186|39|F|executive|00000\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.format, Format::kMovielens);
  EXPECT_EQ(find_item(data, "242")->title, "Kolya");
  EXPECT_EQ(find_item(data, "242")->categories, (std::vector<std::string>{"Comedy"}));
  EXPECT_EQ(find_item(data, "302")->categories, (std::vector<std::string>{"Drama", "Romance"}));
  EXPECT_EQ(find_user(data, "196")->age, 49);
}

TEST(PlainCsv, ReadsInteractionsWithItemsAndUsers) {
  const TempFolder folder;
  folder.write("interactions.csv",
               "user,item,rating,timestamp\nann,sku-1,4,2004-05-01\nbob,sku-2,,\n");
  folder.write("items.csv",
               "id,title,author,publisher,language,year,categories\n"
               "sku-1,Lamp,Ada,Acme,en,2001,light|home\nsku-9,Unsold,,,,,\n");
  folder.write("users.csv", "id,location,age\nann,oslo,33\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.format, Format::kCsv);
  EXPECT_EQ(data.items.size(), 3U);  // sku-2 has an id only, sku-9 facts only
  EXPECT_EQ(find_item(data, "sku-1")->categories, (std::vector<std::string>{"light", "home"}));
  EXPECT_EQ(rating_of(data, "bob", "sku-2"), kImplicit);
  EXPECT_EQ(find_user(data, "ann")->age, 33);
  EXPECT_EQ(data.scale.maximum, 4.0F);  // one value only
}

TEST(PlainCsv, NeedsNoHeader) {
  const TempFolder folder;
  const auto file = folder.write("clicks.csv", "10,7\n10,8\n11,7\n");
  const Dataset data = read_dataset(file, Format::kAuto, {});
  EXPECT_EQ(data.format, Format::kCsv);
  EXPECT_EQ(data.interactions.size(), 3U);
  EXPECT_EQ(data.items[0].id, "7");
}

TEST(PlainCsv, ItemsNeedNoHeader) {
  const std::pair<const char*, const char*> first_items[] = {
      {"lamp", "lamp,Lamp\n"}, {"unsold", "unsold,Unsold\nlamp,Lamp\ndesk,Desk\n"}};
  for (const auto& [id, items] : first_items) {
    const TempFolder folder;
    folder.write("interactions.csv", "ann,lamp\nbob,lamp\nbob,chair\n");
    folder.write("items.csv", std::string(items) + "chair,Chair\n");
    const Dataset data = read(folder);
    ASSERT_NE(find_item(data, id), nullptr);
    EXPECT_NE(find_item(data, id)->title, "");
    EXPECT_EQ(find_item(data, "chair")->title, "Chair");
  }
}

TEST(PlainCsv, CountsAreNoRatings) {
  const TempFolder folder;
  folder.write("interactions.csv", "user,item,value\n1,a,3\n1,b,5000\n2,a,1\n");
  const Dataset data = read(folder);
  EXPECT_EQ(rating_of(data, "1", "b"), kImplicit);
  EXPECT_EQ(
      data.report.entries.at("interactions.csv: a count, not a rating: kept as implicit").count,
      1U);
}

TEST(Dataset, IsSortedAndUnique) {
  const TempFolder folder;
  folder.write("interactions.csv",
               "user,item,rating\nb,y,1\na,x,2\nb,x,3\na,y,4\nb,y,5\nb,y,1\na,x,2\n");
  const Dataset data = read(folder);
  ASSERT_EQ(data.interactions.size(), 4U);
  EXPECT_TRUE(std::is_sorted(data.interactions.begin(), data.interactions.end(),
                             [](const Interaction& a, const Interaction& b) {
                               return std::pair(a.user_index, a.item_index) <
                                      std::pair(b.user_index, b.item_index);
                             }));
  EXPECT_EQ(rating_of(data, "b", "y"), 5.0F);
  EXPECT_EQ(data.report.entries.at("interactions.csv: same row again").count, 2U);
  EXPECT_EQ(data.report.entries.at("interactions.csv: same user and item again, merged").count, 1U);
}

TEST(Dataset, SaysThatItIsSimulated) {
  const TempFolder folder;
  folder.write("interactions.csv", "user,item\n1,2\n");
  EXPECT_FALSE(read(folder).simulated);
  folder.write("SIMULATED.txt", "Simulated readers.\n");
  EXPECT_TRUE(read(folder).simulated);
}

TEST(Dataset, DoesNotDependOnThreads) {
  const TempFolder folder;
  folder.write("interactions.csv", "user,item\n1,2\n3,4\n");
  folder.write("items.csv", "id,title\n2,Two\n");
  const Dataset one =
      read_dataset(folder.path(), Format::kAuto, {.merge_editions = {}, .threads = 1});
  const Dataset two =
      read_dataset(folder.path(), Format::kAuto, {.merge_editions = {}, .threads = 2});
  EXPECT_EQ(one.fingerprint, two.fingerprint);
  EXPECT_EQ(one.report.to_json(), two.report.to_json());
}

TEST(Dataset, FingerprintFollowsNamesAndBytes) {
  const TempFolder folder;
  folder.write("interactions.csv", "user,item\n1,2\n");
  const std::string first = read(folder).fingerprint;
  EXPECT_EQ(first.size(), 64U);
  EXPECT_EQ(read(folder).fingerprint, first);
  folder.write("unrelated.json", "{}");
  EXPECT_EQ(read(folder).fingerprint, first);
  folder.write("interactions.csv", "user,item\n1,3\n");
  EXPECT_NE(read(folder).fingerprint, first);
}

}  // namespace
}  // namespace pocketrec
