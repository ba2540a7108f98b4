#include "core/text_search.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "core/typos.h"

namespace pocketrec {
namespace {

// So many names that lie one behind the other are read while one is looked up in order.
constexpr uint32_t kNamesPerLookUp = 16;

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
  cursor.read_items(num_items, &matches.any);
  if (is_whole) cursor.read_items(num_items, &matches.whole);
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

// Goes through every word of the index, unless nothing is forgiven in one as short as this, but
// stops only at those that may match.
void add_items_with_typos(const TokenIndex& index, std::string_view word, Matches& matches) {
  TypoMatcher matcher(word);
  if (matcher.num_forgiven() == 0) return add_items_with_word(index, word, matches);
  TokenCursor cursor(index.stream, 0);
  TypoMatcher::Match match = TypoMatcher::Match::kNone;
  while (cursor.next(match == TypoMatcher::Match::kNone ? matcher.deciding_bytes()
                                                        : kMaxTokenBytes + 1)) {
    if (cursor.shared() < matcher.deciding_bytes()) match = matcher.match(cursor.token());
    if (match == TypoMatcher::Match::kNone) continue;
    add_items(cursor, index.num_items, match == TypoMatcher::Match::kWhole, matches);
  }
}

bool any_id_begins(const TitlesPart& titles, uint32_t item, std::string_view prefix) {
  if (titles.ids[item].starts_with(prefix)) return true;
  for (uint32_t i = titles.other_id_offsets[item]; i < titles.other_id_offsets[item + 1]; ++i) {
    if (titles.other_ids[i].starts_with(prefix)) return true;
  }
  return false;
}

// Adds items that have an id beginning with `prefix`: all, or the first ones as far as they hold n
// that are not in `hidden`.
void add_items_with_id_from(const TitlesPart& titles, std::string_view prefix, const BitSet& hidden,
                            uint32_t n, Matches& matches) {
  const uint32_t first = titles.first_name_from(prefix);
  const uint32_t many = first + titles.num_names() / kNamesPerLookUp;
  uint32_t end = titles.num_names();
  // Names in order lie all over the memory: where many begin so, going by item takes less.
  if (many < end && titles.name(many).starts_with(prefix)) {
    for (uint32_t item = 0, left = n; item < titles.num_items && left > 0; ++item) {
      if (!any_id_begins(titles, item, prefix)) continue;
      matches.any.insert(item);
      if (!hidden.contains(item)) --left;
    }
    end = first + 1;  // the only one that may be no longer than the prefix
  }
  for (uint32_t i = first; i < end && titles.name(i).starts_with(prefix); ++i) {
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
void add_items_with_id(const TitlesPart& titles, std::string_view word, const BitSet& hidden,
                       uint32_t n, Matches& matches) {
  const std::string upper = upper_case(word);
  add_items_with_id_from(titles, word, hidden, n, matches);
  if (upper != word) add_items_with_id_from(titles, upper, hidden, n, matches);
}

// Items that match every word; with `forgiving` also where it is spelled nearly so.
Matches matches_of(const TokenIndex& index, const std::vector<std::string_view>& words,
                   bool forgiving) {
  Matches matches(index.num_items, true);
  for (const std::string_view word : words) {
    Matches of_word(index.num_items);
    (forgiving ? add_items_with_typos : add_items_with_word)(index, word, of_word);
    if (!matches.intersect(of_word)) break;
  }
  return matches;
}

}  // namespace

std::vector<uint32_t> search_text(const TokenIndex& index, const TitlesPart* titles,
                                  const BitSet& hidden, std::string_view folded_query, uint32_t n) {
  const std::vector<std::string_view> words = split_words(folded_query);
  if (words.empty()) return {};
  Matches matches = matches_of(index, words, false);
  if (words.size() == 1 && titles != nullptr) {
    add_items_with_id(*titles, words[0], hidden, n, matches);
  }
  if (matches.is_empty()) matches = matches_of(index, words, true);
  std::vector<uint32_t> items;
  append_members(matches.whole.words(), hidden, index.num_items, n, items);
  for (size_t i = 0; i < matches.any.words().size(); ++i) {
    matches.any.words()[i] &= ~matches.whole.words()[i];
  }
  append_members(matches.any.words(), hidden, index.num_items, n, items);
  return items;
}

}  // namespace pocketrec
