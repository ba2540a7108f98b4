#include "core/text_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/core/spelling.h"
#include "tests/core/toy_bundle.h"
#include "trainer/pack/pack_parts.h"
#include "trainer/support/text_folding.h"

namespace pocketrec {
namespace {

// A catalogue in its own order, with only what a search needs.
struct Shelf {
  std::vector<uint8_t> titles_bytes, search_bytes;
  TitlesPart titles;
  SearchPart search;

  explicit Shelf(const std::vector<Item>& items) {
    Dataset dataset;
    dataset.items = items;
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < items.size(); ++i) order.push_back(i);
    titles_bytes = pack_titles(dataset, order, std::vector<uint32_t>(items.size()), 1);
    search_bytes = pack_search(dataset, order, 1);
    titles = parse_titles(titles_bytes).value();
    search = parse_search(search_bytes).value();
  }
  std::vector<uint32_t> find(std::string_view typed, uint32_t n = 100) const {
    return search_text(search.index, &titles, BitSet(search.index.num_items), folded_query(typed),
                       n);
  }
};

using Found = std::vector<uint32_t>;

Item book(const char* id, const char* title, const char* author) {
  Item item;
  item.id = id;
  item.title = title;
  item.author = author;
  return item;
}

TEST(TextSearch, EveryWordMustBeginAWord) {
  const Shelf shelf(
      {book("1", "The Shining", "Stephen King"), book("2", "Kingdom Come", "Mark Waid"),
       book("3", "The King of Elfland", "Lord Dunsany"), book("4", "Shingles", "A. King")});
  EXPECT_EQ(shelf.find("king shin"), (Found{0, 3}));
  EXPECT_EQ(shelf.find("shin king"), (Found{0, 3}));
  EXPECT_EQ(shelf.find("ing"), Found{});  // not the middle of a word
  EXPECT_EQ(shelf.find("king zebra"), Found{});
  EXPECT_EQ(shelf.find(""), Found{});
  EXPECT_EQ(shelf.find(" ,- "), Found{});
}

TEST(TextSearch, WholeWordsComeFirstThenPopularity) {
  const Shelf shelf({book("1", "Kingdom", ""), book("2", "Kings", ""), book("3", "The King", ""),
                     book("4", "King Lear", "")});
  EXPECT_EQ(shelf.find("king"), (Found{2, 3, 0, 1}));
  EXPECT_EQ(shelf.find("king", 3), (Found{2, 3, 0}));
  EXPECT_EQ(shelf.find("king l"), (Found{3}));
}

TEST(TextSearch, TyposAreForgivenWhereNothingElseIsFound) {
  const Shelf shelf({book("1", "The Shining", "Stephen King"), book("2", "Shingles", "A. Kong"),
                     book("3", "مئة عام من العزلة", "غابرييل غارسيا ماركيز"),
                     book("4", "Harry Potter", "J. K. Rowling")});
  EXPECT_EQ(shelf.find("shning"), (Found{0, 1}));  // one edit from "shing", too
  EXPECT_EQ(shelf.find("shinign king"), (Found{0}));
  EXPECT_EQ(shelf.find("hary poter"), (Found{3}));
  EXPECT_EQ(shelf.find("roewlng"), Found{});  // two edits in seven letters
  EXPECT_EQ(shelf.find("stepfan kin"), Found{});
  EXPECT_EQ(shelf.find("stephan kin"), (Found{0}));
  EXPECT_EQ(shelf.find("العذلة"), (Found{2}));
  EXPECT_EQ(shelf.find("shingl"), (Found{1}));  // as it is typed, before what is near
  EXPECT_EQ(shelf.find("kinng"), (Found{0}));
  EXPECT_EQ(shelf.find("xqzj"), Found{});
}

TEST(TextSearch, FindsByTheBeginningOfAnId) {
  Item item = book("044023722X", "A Painted House", "John Grisham");
  item.other_ids = {"0385501204", "abc-Def"};
  const Shelf shelf({item, book("0440236673", "The Brethren", "John Grisham"),
                     book("slug-of-a-book", "0385 things", "")});
  EXPECT_EQ(shelf.find("04402"), (Found{0, 1}));
  EXPECT_EQ(shelf.find("044023722x"), (Found{0}));
  EXPECT_EQ(shelf.find("044023722X"), (Found{0}));
  EXPECT_EQ(shelf.find("0385"), (Found{2, 0}));  // the whole word before the id's beginning
  EXPECT_EQ(shelf.find("abc-def"), (Found{0}));
  EXPECT_EQ(shelf.find("SLUG-of"), (Found{2}));
  EXPECT_EQ(shelf.find("04402 house"), Found{});  // ids are looked up alone
}

TEST(TextSearch, AccentsCaseAndScriptsFold) {
  const Shelf shelf({book("1", "Les Misérables", "Victor Hugo"),
                     book("2", "موسم الهجرة إلى الشمال", "الطيب صالح"), book("3", "三体", "刘慈欣"),
                     book("4", "Größe", "")});
  EXPECT_EQ(shelf.find("MISERABLES"), (Found{0}));
  EXPECT_EQ(shelf.find("الي الشمال"), (Found{1}));
  EXPECT_EQ(shelf.find("体"), (Found{2}));
  EXPECT_EQ(shelf.find("三体 刘"), (Found{2}));
  EXPECT_EQ(shelf.find("groesse"), (Found{3}));  // by what typos are forgiven
  EXPECT_EQ(shelf.find("grosse"), (Found{3}));
}

TEST(TextSearch, ACatalogueWithoutWordsFindsNothing) {
  const Shelf shelf({book("1", "", ""), book("2", "!?", "")});
  EXPECT_EQ(shelf.search.index.num_tokens, 0);
  EXPECT_EQ(shelf.find("a"), Found{});
  EXPECT_EQ(shelf.find("2"), (Found{1}));
}

TEST(TextSearch, OnlyTheFirstWordsOfAnEndlessQueryCount) {
  const Shelf shelf({book("x", "a", "")});
  std::string query;
  for (int i = 0; i < 16; ++i) query += "a ";
  EXPECT_EQ(shelf.find(query + "zebra"), (Found{0}));
  EXPECT_EQ(shelf.find("zebra " + query), Found{});
}

TypoMatcher::Match spelled(const std::string& word, const std::string& typed, bool forgiving) {
  if (word == typed) return TypoMatcher::Match::kWhole;
  if (word.starts_with(typed) && !forgiving) return TypoMatcher::Match::kBeginning;
  if (!forgiving) return TypoMatcher::Match::kNone;
  return match_by_definition({typed.begin(), typed.end()}, {word.begin(), word.end()});
}

// The index and its search against looking at every word of every item.
Found by_looking(const std::vector<Item>& items, const std::vector<std::string>& query,
                 bool forgiving) {
  Found whole, partly;
  for (uint32_t i = 0; i < items.size(); ++i) {
    const auto words = folded_words(items[i].title + " " + items[i].author);
    const auto all = [&](auto matches) {
      return std::all_of(query.begin(), query.end(), [&](const std::string& q) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return matches(word, q); });
      });
    };
    if (all([&](const auto& word, const auto& q) {
          return spelled(word, q, forgiving) == TypoMatcher::Match::kWhole;
        })) {
      whole.push_back(i);
    } else if (all([&](const auto& word, const auto& q) {
                 return spelled(word, q, forgiving) != TypoMatcher::Match::kNone;
               })) {
      partly.push_back(i);
    }
  }
  whole.insert(whole.end(), partly.begin(), partly.end());
  return whole;
}

TEST(TextSearch, EqualsLookingAtEveryWord) {
  std::mt19937 random(5);
  const auto word = [&](uint32_t longest) {
    std::string text;
    for (auto i = 1 + random() % longest; i > 0; --i) text += static_cast<char>('a' + random() % 3);
    return text;
  };
  std::vector<Item> items;
  for (int i = 0; i < 500; ++i) {
    std::string title;
    for (auto w = random() % 6; w > 0; --w) title += word(6) + " ";
    items.push_back(book(std::to_string(i).c_str(), title.c_str(), word(4).c_str()));
  }
  const Shelf shelf(items);
  uint32_t num_forgiven = 0;
  for (int i = 0; i < 300; ++i) {
    std::vector<std::string> query;
    std::string typed;
    for (auto w = 1 + random() % 3; w > 0; --w) {
      query.push_back(word(5));
      typed += query.back() + " ";
    }
    Found expected = by_looking(items, query, false);
    num_forgiven += expected.empty() ? 1 : 0;
    if (expected.empty()) expected = by_looking(items, query, true);
    EXPECT_EQ(shelf.find(typed, 1000), expected) << typed;
  }
  EXPECT_GT(num_forgiven, 20);
}

}  // namespace
}  // namespace pocketrec
