#include "core/text_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <random>
#include <set>
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
    return find(typed, n, BitSet(search.index.num_items));
  }
  std::vector<uint32_t> find(std::string_view typed, uint32_t n, const BitSet& hidden) const {
    return search_text(search.index, &titles, hidden, folded_query(typed), n);
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

using Match = TypoMatcher::Match;

Match begins(const std::string& word, const std::string& typed) {
  if (word == typed) return Match::kWhole;
  return word.starts_with(typed) ? Match::kBeginning : Match::kNone;
}

Match nearly_begins(const std::string& word, const std::string& typed) {
  if (forgiven_edits(static_cast<uint32_t>(typed.size())) == 0) return begins(word, typed);
  return match_by_definition({typed.begin(), typed.end()}, {word.begin(), word.end()});
}

std::string upper_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(c));
  return text;
}

// The best match of a query's word among those of an item, and among its ids where they count.
Match match_of(const Item& item, const std::string& typed, bool forgiving, bool with_ids) {
  Match best = Match::kNone;
  for (const std::string& word : folded_words(item.title + " " + item.author)) {
    best = std::max(best, forgiving ? nearly_begins(word, typed) : begins(word, typed));
  }
  std::vector<std::string> ids = item.other_ids;
  ids.push_back(item.id);
  for (size_t i = 0; with_ids && i < ids.size(); ++i) {
    best = std::max({best, begins(ids[i], typed), begins(ids[i], upper_case(typed))});
  }
  return best;
}

// A search that looks at every word and id of every item.
Found by_looking(const std::vector<Item>& items, const std::vector<std::string>& query,
                 bool forgiving) {
  Found whole, partly;
  for (uint32_t i = 0; i < items.size(); ++i) {
    Match worst = Match::kWhole;
    for (const std::string& typed : query) {
      worst =
          std::min(worst, match_of(items[i], typed, forgiving, query.size() == 1 && !forgiving));
    }
    if (worst == Match::kWhole) whole.push_back(i);
    if (worst == Match::kBeginning) partly.push_back(i);
  }
  whole.insert(whole.end(), partly.begin(), partly.end());
  return whole;
}

std::string random_word(std::mt19937& random, std::string_view alphabet, uint32_t longest) {
  std::string text;
  for (auto i = 1 + random() % longest; i > 0; --i) text += alphabet[random() % alphabet.size()];
  return text;
}

// Finds what looking at everything finds, for many queries. Returns how many of them were forgiven
// something.
uint32_t check_by_looking(const std::vector<Item>& items, uint32_t longest) {
  std::mt19937 random(5);
  const Shelf shelf(items);
  uint32_t num_forgiven = 0;
  for (int i = 0; i < 200; ++i) {
    std::vector<std::string> query;
    std::string typed;
    for (auto w = 1 + random() % 3; w > 0; --w) {
      query.push_back(random_word(random, "abc", longest));
      typed += query.back() + " ";
    }
    Found expected = by_looking(items, query, false);
    num_forgiven += expected.empty() ? 1 : 0;
    if (expected.empty()) expected = by_looking(items, query, true);
    EXPECT_EQ(shelf.find(typed, 1000), expected) << typed;
  }
  return num_forgiven;
}

TEST(TextSearch, EqualsLookingAtEveryWord) {
  std::mt19937 random(5);
  for (const uint32_t longest : {6, 12}) {
    std::vector<Item> items;
    for (int i = 0; i < 150; ++i) {
      std::string title;
      for (auto w = random() % 6; w > 0; --w) title += random_word(random, "abc", longest) + " ";
      const std::string author = random_word(random, "abc", 4);
      items.push_back(book(std::to_string(i).c_str(), title.c_str(), author.c_str()));
    }
    EXPECT_GT(check_by_looking(items, longest - 1), 20);
  }
}

// Whether many ids begin so or few, whatever is hidden, and however many items are asked for.
TEST(TextSearch, EqualsLookingAtEveryId) {
  std::mt19937 random(7);
  std::set<std::string> ids;
  while (ids.size() < 700) {
    const std::string id = random_word(random, "ab0", 9);
    ids.insert(random() % 2 == 0 ? id : upper_case(id));
  }
  std::vector<std::string> shuffled(ids.begin(), ids.end());
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  std::vector<Item> items;
  for (const std::string& id : shuffled) {
    if (!items.empty() && random() % 3 == 0) {
      items.back().other_ids.push_back(id);
    } else {
      items.push_back(book(id.c_str(), random_word(random, "ab0", 5).c_str(), ""));
    }
  }
  const Shelf shelf(items);
  for (int i = 0; i < 1000; ++i) {
    BitSet hidden(static_cast<uint32_t>(items.size()));
    for (auto h = random() % items.size(); h > 0; --h) {
      hidden.insert(static_cast<uint32_t>(random() % items.size()));
    }
    const std::string typed = random_word(random, "ab0", 7);
    Found expected = by_looking(items, {typed}, false);
    if (expected.empty()) expected = by_looking(items, {typed}, true);
    std::erase_if(expected, [&](uint32_t item) { return hidden.contains(item); });
    const auto n = static_cast<uint32_t>(random() % 30);
    if (expected.size() > n) expected.resize(n);
    EXPECT_EQ(shelf.find(typed, n, hidden), expected) << typed << ", " << n;
  }
}

}  // namespace
}  // namespace pocketrec
