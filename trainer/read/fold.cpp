#include "trainer/read/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <vector>

#include "trainer/read/encoding.h"
#include "trainer/support/unicode.h"

namespace pocketrec {
namespace {

bool is_ascii_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

void append_space(std::string& folded) {
  if (!folded.empty() && folded.back() != ' ') folded += ' ';
}

void append_ascii(std::string& folded, char c) {
  if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  if (is_ascii_word(c)) {
    folded += c;
  } else if (c == '&') {
    append_space(folded);
    folded += "and ";
  } else if (c != '\'' && c != '`') {
    append_space(folded);
  }
}

void append_character(std::string& folded, utf8proc_int32_t code_point) {
  // One character decomposes into at most 18 (U+FDFA).
  std::array<utf8proc_int32_t, 32> parts;
  int boundary = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(code_point, parts.data(), parts.size(),
                              static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                             UTF8PROC_CASEFOLD | UTF8PROC_IGNORE),
                              &boundary);
  for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(count, parts.size()); ++i) {
    const utf8proc_int32_t part = parts[static_cast<size_t>(i)];
    if (part < 0x80) {
      append_ascii(folded, static_cast<char>(part));
      continue;
    }
    if (is_letter_or_number(part)) {
      append_utf8(folded, static_cast<char32_t>(part));
      continue;
    }
    switch (utf8proc_category(part)) {
      case UTF8PROC_CATEGORY_MN:
      case UTF8PROC_CATEGORY_MC:
      case UTF8PROC_CATEGORY_ME:
        break;  // marks fall away
      default:
        if (part != 0x2018 && part != 0x2019) append_space(folded);
    }
  }
}

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

template <size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The volume in a remark's words: a number, in digits, in words or in Roman ones; years are not.
std::string volume_in(std::string_view remark) {
  static constexpr std::array<std::string_view, 13> kNames = {
      "zero",  "one",   "two",  "three", "four",   "five",  "six",
      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  static constexpr std::array<std::string_view, 11> kRoman = {"",   "",    "ii",   "iii", "iv", "",
                                                              "vi", "vii", "viii", "ix",  ""};
  std::string volume;
  const std::string folded = fold_words(remark);
  for (const std::string_view word : words_of(folded)) {
    const bool digits =
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto name = std::find(kNames.begin(), kNames.end(), word);
    const auto roman = std::find(kRoman.begin(), kRoman.end(), word);
    std::string number;
    if (digits && word.size() < 4) number = word;
    if (name != kNames.end()) number = std::to_string(name - kNames.begin());
    if (roman != kRoman.end()) number = std::to_string(roman - kRoman.begin());
    if (number.empty()) continue;
    number.erase(0, std::min(number.find_first_not_of('0'), number.size() - 1));
    if (!volume.empty()) volume += '-';
    volume += number;
  }
  return volume;
}

// Takes brackets out of `title`; their contents, one after the other, are the result.
std::string take_brackets(std::string& title) {
  std::string outside;
  std::string inside;
  int depth = 0;
  for (const char c : title) {
    const bool opens = c == '(' || c == '[';
    const bool closes = c == ')' || c == ']';
    if (opens) ++depth;
    (depth > 0 ? inside : outside) += opens || closes ? ' ' : c;
    if (closes && depth > 0) --depth;
  }
  title = std::move(outside);
  return inside;
}

// "a novel", "a memoir": the kind of book, at the end, after a colon or dash.
void drop_kind(std::string& title) {
  static constexpr std::array<std::string_view, 18> kKinds = {
      "a novel",   "novel",         "a memoir", "memoir",  "roman",     "romance",
      "stories",   "short stories", "a story",  "poems",   "a mystery", "a thriller",
      "a romance", "a biography",   "novela",   "romanzo", "a fable",   "a play"};
  const size_t colon = title.find_last_of(":-,");
  if (colon == std::string::npos || colon == 0) return;
  std::string kind = fold_words(std::string_view(title).substr(colon + 1));
  if (is_one_of(kind, kKinds)) title.resize(colon);
}

// All the bytes of the first character of `word`, which is valid UTF-8.
std::string_view first_letter(std::string_view word) {
  size_t length = 1;
  while (length < word.size() && (static_cast<uint8_t>(word[length]) & 0xC0) == 0x80) ++length;
  return word.substr(0, length);
}

}  // namespace

std::string fold_words(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    if (static_cast<uint8_t>(text[i]) < 0x80) {
      append_ascii(folded, text[i++]);
      continue;
    }
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i),
                         static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    if (length <= 0) {
      append_space(folded);
      ++i;
      continue;
    }
    append_character(folded, code_point);
    i += static_cast<size_t>(length);
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

TitleKey fold_title(std::string_view title) {
  static constexpr std::array<std::string_view, 3> kArticles = {"the", "a", "an"};
  std::string outside(title);
  const std::string inside = take_brackets(outside);
  TitleKey key;
  key.number = volume_in(inside);
  while (!outside.empty() && outside.back() == ' ') outside.pop_back();
  drop_kind(outside);
  key.words = fold_words(outside);
  if (key.words.empty()) return {fold_words(title), ""};
  const size_t first = key.words.find(' ');
  if (first != std::string::npos &&
      is_one_of(std::string_view(key.words).substr(0, first), kArticles)) {
    key.words.erase(0, first + 1);
  }
  return key;
}

std::string fold_author(std::string_view author) {
  static constexpr std::array<std::string_view, 9> kSuffixes = {"jr", "sr",  "ii", "iii", "iv",
                                                                "md", "phd", "dr", "esq"};
  const size_t comma = author.find(',');
  std::string first = fold_words(author.substr(0, comma));
  const bool one_word = first.find(' ') == std::string::npos;
  if (comma != std::string_view::npos && one_word && !first.empty()) {
    // "Rowling, J.K.": the surname comes first.
    const std::string_view rest = author.substr(comma + 1);
    const std::string given = fold_words(rest.substr(0, rest.find(',')));
    return given.empty() ? first : first + ' ' + std::string(first_letter(given));
  }
  std::vector<std::string_view> words = words_of(first);
  while (words.size() > 1 && is_one_of(words.back(), kSuffixes)) words.pop_back();
  if (words.empty()) return {};
  if (words.size() == 1) return std::string(words[0]);
  return std::string(words.back()) + ' ' + std::string(first_letter(words[0]));
}

}  // namespace pocketrec
