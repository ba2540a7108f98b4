#include <gtest/gtest.h>

#include <algorithm>

#include "tests/trainer/temp_folder.h"
#include "trainer/read/fold.h"
#include "trainer/read/merge.h"
#include "trainer/read/read.h"

namespace pocketrec {
namespace {

using testing::TempFolder;

TEST(FoldTitle, IgnoresCaseAccentsArticlesAndKindOfBook) {
  const std::string key = fold_title("The Café: A Novel").words;
  EXPECT_EQ(key, "cafe");
  EXPECT_EQ(fold_title("CAFE").words, key);
  EXPECT_EQ(fold_title("Cafe (Vintage Contemporaries)").words, key);
  EXPECT_EQ(fold_title("Angels & Demons").words, fold_title("ANGELS AND DEMONS").words);
  EXPECT_EQ(fold_title("The Handmaid's Tale").words, fold_title("The Handmaid’s Tale").words);
}

TEST(FoldTitle, KeepsVolumesApart) {
  EXPECT_EQ(fold_title("Dune (Dune Chronicles, #1)").number, "1");
  EXPECT_EQ(fold_title("Manga (Vol. II)").number, "2");
  EXPECT_EQ(fold_title("Manga (Book Three)").number, "3");
  EXPECT_EQ(fold_title("Essays (1920 edition)").number, "");
}

TEST(FoldTitle, ATitleInBracketsOnlyKeepsItsWords) {
  EXPECT_EQ(fold_title("(Untitled)").words, "untitled");
}

TEST(FoldTitle, KeepsEveryScript) {
  EXPECT_EQ(fold_title("الأَمِيرُ الصَّغِير").words, fold_title("الأمير الصغير").words);
  EXPECT_NE(fold_title("東京物語").words, fold_title("京都物語").words);
  EXPECT_EQ(fold_title("Война и мир").words, fold_title("ВОЙНА И МИР").words);
}

TEST(FoldAuthor, IsSurnameAndInitial) {
  for (const auto* name : {"J.K. Rowling", "J. K. ROWLING", "Joanne K. Rowling", "Rowling, J.K.",
                           "J.K. Rowling, Mary GrandPré"}) {
    EXPECT_EQ(fold_author(name), "rowling j") << name;
  }
  EXPECT_EQ(fold_author("Gabriel García Márquez"), "marquez g");
  EXPECT_EQ(fold_author("Martin Luther King Jr."), "king m");
  EXPECT_EQ(fold_author("Plato"), "plato");
  EXPECT_EQ(fold_author("Достоевский, Фёдор"), fold_author("Фёдор Достоевский"));
  EXPECT_NE(fold_author("Brian Herbert"), fold_author("Frank Herbert"));
  EXPECT_EQ(fold_author(""), "");
}

Item book(std::string id, std::string title, std::string author) {
  Item item;
  item.id = std::move(id);
  item.title = std::move(title);
  item.author = std::move(author);
  return item;
}

TEST(MergeEditions, TheMostChosenStandsForTheWorkAndAllIdsStay) {
  std::vector<Item> items = {book("a", "Dune", "Frank Herbert"), book("x", "Emma", "Jane Austen"),
                             book("b", "DUNE: A Novel", "F. Herbert"),
                             book("c", "Dune (Dune Chronicles, #1)", "Frank Herbert")};
  items[0].year = 1965;
  std::vector<Interaction> interactions = {{0, 0, 5, 0}, {0, 2, 8, 0}, {1, 2, 0, 0}, {1, 1, 3, 0}};
  Tally tally;
  merge_editions(items, interactions, 2, tally);
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].id, "x");
  EXPECT_EQ(items[1].id, "b");
  EXPECT_EQ(items[1].other_ids, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(items[1].year, 1965);  // the representative did not know it
  EXPECT_EQ(tally.count_of(Reason::kEditionMerged), 2U);
  EXPECT_EQ(tally.count_of(Reason::kEditionRatedToo), 1U);
  ASSERT_EQ(interactions.size(), 3U);
  EXPECT_EQ(interactions[0].item_index, 1U);
  EXPECT_EQ(interactions[0].rating, 8.0F);
}

TEST(MergeEditions, VolumesOfASeriesStayApart) {
  std::vector<Item> items = {
      book("1", "Ranma (Vol. 1)", "R. Takahashi"), book("2", "Ranma (Vol. 2)", "R. Takahashi"),
      book("3", "Ranma", "R. Takahashi"), book("4", "Ranma (Volume 2)", "Rumiko Takahashi")};
  std::vector<Interaction> interactions = {{0, 0, 0, 0}};
  Tally tally;
  merge_editions(items, interactions, 1, tally);
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[1].other_ids, (std::vector<std::string>{"4"}));
}

TEST(MergeEditions, ItemsWithoutTitleOrAuthorStayAlone) {
  std::vector<Item> items = {book("1", "", ""), book("2", "", ""), book("3", "Emma", ""),
                             book("4", "Emma", "")};
  std::vector<Interaction> interactions;
  Tally tally;
  merge_editions(items, interactions, 0, tally);
  EXPECT_EQ(items.size(), 4U);
}

TEST(MergeEditions, IsOnForBooksAndCanBeTurnedOff) {
  const TempFolder folder;
  folder.write("Ratings.csv", "User-ID,ISBN,Book-Rating\n1,034545104X,5\n1,0155061224,8\n");
  folder.write("Books.csv",
               "ISBN,Book-Title,Book-Author\n034545104X,Emma,Jane Austen\n"
               "0155061224,EMMA,J. Austen\n");
  const Dataset merged = read_dataset(folder.path(), Format::kAuto, {});
  ASSERT_EQ(merged.items.size(), 1U);
  ASSERT_EQ(merged.interactions.size(), 1U);
  EXPECT_EQ(merged.interactions[0].rating, 8.0F);
  const Dataset apart =
      read_dataset(folder.path(), Format::kAuto, {.merge_editions = false, .threads = 0});
  EXPECT_EQ(apart.items.size(), 2U);
}

// Entries from a fixed generator, with repeats.
std::vector<Interaction> many_interactions(size_t count, uint32_t num_users, uint32_t num_items) {
  std::vector<Interaction> entries;
  uint64_t state = 7;
  const auto next = [&state](uint32_t bound) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<uint32_t>(((state >> 32) * bound) >> 32);
  };
  for (size_t i = 0; i < count; ++i) {
    entries.push_back({next(num_users), next(num_items), static_cast<float>(next(3)), next(2)});
  }
  return entries;
}

TEST(SortAndMerge, EqualsSortingByComparison) {
  // From one byte of user indices to three, below and above the size that is sorted directly.
  for (const uint32_t num_users : {3U, 300U, 100'000U}) {
    for (const size_t count : {size_t{100}, size_t{50'000}}) {
      std::vector<Interaction> sorted = many_interactions(count, num_users, 20);
      std::vector<Interaction> expected = sorted;
      std::sort(expected.begin(), expected.end(), [](const Interaction& a, const Interaction& b) {
        const auto pair_a = std::pair(a.user_index, a.item_index);
        const auto pair_b = std::pair(b.user_index, b.item_index);
        return pair_a != pair_b ? pair_a < pair_b : says_more(a, b);
      });
      const auto same_pair = [](const Interaction& a, const Interaction& b) {
        return a.user_index == b.user_index && a.item_index == b.item_index;
      };
      expected.erase(std::unique(expected.begin(), expected.end(), same_pair), expected.end());
      Tally tally;
      sort_and_merge(sorted, num_users, Reason::kSameRowAgain, Reason::kRatedAgain, tally);
      EXPECT_EQ(tally.count_of(Reason::kSameRowAgain) + tally.count_of(Reason::kRatedAgain),
                count - expected.size());
      ASSERT_EQ(sorted.size(), expected.size());
      for (size_t i = 0; i < sorted.size(); ++i) {
        ASSERT_TRUE(same_pair(sorted[i], expected[i])) << i;
        ASSERT_EQ(sorted[i].rating, expected[i].rating) << i;
        ASSERT_EQ(sorted[i].timestamp, expected[i].timestamp) << i;
      }
    }
  }
}

TEST(SortAndMerge, DoesNotDependOnTheOrderOfRows) {
  std::vector<Interaction> first;
  for (uint32_t i = 0; i < 600; ++i) {
    first.push_back({i % 7, i % 11, static_cast<float>(i % 5), i % 3});
  }
  std::vector<Interaction> second(first.rbegin(), first.rend());
  Tally a;
  Tally b;
  sort_and_merge(first, 7, Reason::kSameRowAgain, Reason::kRatedAgain, a);
  sort_and_merge(second, 7, Reason::kSameRowAgain, Reason::kRatedAgain, b);
  ASSERT_EQ(first.size(), 77U);
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].user_index, i / 11);
    EXPECT_EQ(first[i].item_index, i % 11);
    EXPECT_EQ(first[i].rating, second[i].rating);
    EXPECT_EQ(first[i].timestamp, second[i].timestamp);
  }
  EXPECT_EQ(a.count_of(Reason::kSameRowAgain), b.count_of(Reason::kSameRowAgain));
}

}  // namespace
}  // namespace pocketrec
