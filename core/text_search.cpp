#include "core/text_search.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "core/typos.h"

namespace pocketrec {
namespace {

// Items that match, and among them those that match whole words.
struct Matches {
  BitSet any;
  BitSet whole;

  explicit Matches(uint32_t num_items, bool full = false)
      : any(num_items, full), whole(num_items, full) {}

  bool is_empty() const {
    return std::all_of(any.words().begin(), any.words().end(),
                       [](uint64_t word) { return word == 0; });
  }

  // Keeps what is in both. Returns whether anything is left.
  bool intersect(const Matches& other) {
    uint64_t left = 0;
    for (size_t i = 0; i < any.words().size(); ++i) {
      left |= any.words()[i] &= other.any.words()[i];
      whole.words()[i] &= other.whole.words()[i];
    }
    return left != 0;
  }
};

// The first kMaxQueryWords words, longest first: they match least, so that a query that matches
// nothing ends early.
std::vector<std::string_view> split_words(std::string_view query) {
  std::vector<std::string_view> words;
  size_t begin = 0;
  while (words.size() < kMaxQueryWords) {
    begin = query.find_first_not_of(' ', begin);
    if (begin == std::string_view::npos) break;
    const size_t end = std::min(query.find(' ', begin), query.size());
    words.push_back(query.substr(begin, end - begin));
    for (size_t i = words.size() - 1; i > 0 && words[i - 1].size() < words[i].size(); --i) {
      std::swap(words[i - 1], words[i]);
    }
    begin = end;
  }
  return words;
}

void add_items(const TokenCursor& cursor, uint32_t num_items, bool is_whole, Matches& matches) {
  cursor.for_each_item(num_items, [&](uint32_t item) {
    matches.any.insert(item);
    if (is_whole) matches.whole.insert(item);
  });
}

void add_items_with_word(const TokenIndex& index, std::string_view word, Matches& matches) {
  if (index.num_tokens == 0) return;
  TokenCursor cursor(index.stream, block_before(index, word));
  while (cursor.next()) {
    if (cursor.token() < word) continue;
    if (!cursor.token().starts_with(word)) break;
    add_items(cursor, index.num_items, cursor.token().size() == word.size(), matches);
  }
}

// Looks at every word of the index, unless nothing is forgiven in one as short as this.
void add_items_with_typos(const TokenIndex& index, std::string_view word, Matches& matches) {
  TypoMatcher matcher(word);
  if (matcher.num_forgiven() == 0) return add_items_with_word(index, word, matches);
  TokenCursor cursor(index.stream, 0);
  while (cursor.next()) {
    const TypoMatcher::Match match = matcher.match(cursor.token());
    if (match == TypoMatcher::Match::kNone) continue;
    add_items(cursor, index.num_items, match == TypoMatcher::Match::kWhole, matches);
  }
}

void add_items_with_id_from(const TitlesPart& titles, std::string_view prefix, Matches& matches) {
  for (uint32_t i = titles.first_name_from(prefix); i < titles.num_names(); ++i) {
    if (!titles.name(i).starts_with(prefix)) break;
    matches.any.insert(titles.named_item(i));
    if (titles.name(i).size() == prefix.size()) matches.whole.insert(titles.named_item(i));
  }
}

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

// Appends members of `set` in ascending order, which is by popularity, but those in `hidden`, until
// there are n.
void append_members(std::span<const uint64_t> set, const BitSet& hidden, uint32_t num_items,
                    uint32_t n, std::vector<uint32_t>& items) {
  for (size_t i = 0; i < set.size(); ++i) {
    for (uint64_t word = set[i] & ~hidden.words()[i]; word != 0; word &= word - 1) {
      const auto item = static_cast<uint32_t>(i * 64 + std::countr_zero(word));
      if (items.size() == n || item >= num_items) return;
      items.push_back(item);
    }
  }
}

// A query of one word may also be the beginning of an id.
void add_items_with_id(const TitlesPart& titles, std::string_view word, Matches& matches) {
  const std::string upper = upper_case(word);
  add_items_with_id_from(titles, word, matches);
  if (upper != word) add_items_with_id_from(titles, upper, matches);
}

// Items that match every word; with `forgiving` also where it is spelled nearly so, though no ids:
// the query that they would match has found them.
Matches matches_of(const TokenIndex& index, const TitlesPart* titles,
                   const std::vector<std::string_view>& words, bool forgiving) {
  Matches matches(index.num_items, true);
  for (const std::string_view word : words) {
    Matches of_word(index.num_items);
    if (forgiving) {
      add_items_with_typos(index, word, of_word);
    } else {
      add_items_with_word(index, word, of_word);
      if (words.size() == 1 && titles != nullptr) add_items_with_id(*titles, word, of_word);
    }
    if (!matches.intersect(of_word)) break;
  }
  return matches;
}

}  // namespace

std::vector<uint32_t> search_text(const TokenIndex& index, const TitlesPart* titles,
                                  const BitSet& hidden, std::string_view folded_query, uint32_t n) {
  const std::vector<std::string_view> words = split_words(folded_query);
  if (words.empty()) return {};
  Matches matches = matches_of(index, titles, words, false);
  if (matches.is_empty()) matches = matches_of(index, titles, words, true);
  std::vector<uint32_t> items;
  append_members(matches.whole.words(), hidden, index.num_items, n, items);
  for (size_t i = 0; i < matches.any.words().size(); ++i) {
    matches.any.words()[i] &= ~matches.whole.words()[i];
  }
  append_members(matches.any.words(), hidden, index.num_items, n, items);
  return items;
}

}  // namespace pocketrec
