#include "core/content.h"

#include <algorithm>
#include <string>

#include "core/hash.h"

namespace pocketrec {
namespace {

constexpr std::string_view kMarks = "()[],;:&/";

bool is_mark(std::string_view word) {
  return word.size() == 1 && kMarks.find(word[0]) != std::string_view::npos;
}

bool is_number(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The code point at the beginning of valid UTF-8, and how many bytes it takes.
struct Letter {
  char32_t point;
  size_t size;
};

Letter first_letter(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<char32_t>(static_cast<uint8_t>(text[i])) : char32_t{0};
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 31) << 6 | (byte(1) & 63), 2};
  if (lead < 0xF0) return {(lead & 15) << 12 | (byte(1) & 63) << 6 | (byte(2) & 63), 3};
  return {(lead & 7) << 18 | (byte(1) & 63) << 12 | (byte(2) & 63) << 6 | (byte(3) & 63), 4};
}

// Scripts that are written without spaces, and that folding leaves in one piece: Thai, Lao,
// Myanmar, Khmer.
bool is_unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF);
}

// Han and kana, which folding makes words of a single letter.
bool is_ideograph(std::string_view word) {
  const auto [c, size] = first_letter(word);
  return size == word.size() && ((c >= 0x3005 && c <= 0x3007) || (c >= 0x3040 && c <= 0x30FF) ||
                                 (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) ||
                                 (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF));
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty() && words.size() < kMaxContentWords) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

using Words = std::span<const std::string_view>;

std::string joined(Words words, std::string_view separator = " ") {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

// The runs of words between marks; `is_end` says which marks end a run.
template <class IsEnd, class Use>
void for_each_run(Words words, IsEnd is_end, Use use) {
  size_t begin = 0;
  for (size_t i = 0; i <= words.size(); ++i) {
    if (i < words.size() && !is_end(words[i])) continue;
    if (i > begin) use(words.subspan(begin, i - begin));
    begin = i + 1;
  }
}

class Keys {
 public:
  void add(ContentField field, std::string_view text) {
    if (text.empty()) return;
    std::string keyed(1, static_cast<char>(static_cast<uint8_t>(field)));
    keyed += text;
    const std::span bytes(reinterpret_cast<const uint8_t*>(keyed.data()), keyed.size());
    // Sorted as they come: an item has tens of keys, and a sort of its own weighs a kilobyte.
    const ContentKey key{field, static_cast<uint32_t>(hash_of(bytes) >> 32)};
    const auto place = std::lower_bound(keys_.begin(), keys_.end(), key);
    if (place == keys_.end() || *place != key) keys_.insert(place, key);
  }

  // A word that tells by itself; what is written without spaces tells by its neighbouring letters.
  void add_word(ContentField field, std::string_view word) {
    constexpr size_t kLetters = 3;
    if (!is_unspaced(first_letter(word).point)) return add(field, word);
    std::vector<size_t> begins;
    for (size_t i = 0; i < word.size(); i += first_letter(word.substr(i)).size) begins.push_back(i);
    begins.push_back(word.size());
    if (begins.size() <= kLetters + 1) return add(field, word);
    for (size_t i = 0; i + kLetters < begins.size(); ++i) {
      add(field, word.substr(begins[i], begins[i + kLetters] - begins[i]));
    }
  }

  void add_words(ContentField field, Words words) {
    for (size_t i = 0; i < words.size(); ++i) {
      if (is_mark(words[i])) continue;
      add_word(field, words[i]);
      const bool is_pair = i > 0 && is_ideograph(words[i]) && is_ideograph(words[i - 1]);
      if (is_pair) add(field, joined(words.subspan(i - 1, 2), ""));
    }
  }

  std::vector<ContentKey> take() { return std::move(keys_); }

 private:
  std::vector<ContentKey> keys_;
};

// "(The Hunger Games, #1)": what stands in brackets up to the first mark, without numbers.
void add_series(Words title, Keys& keys) {
  bool is_inside = false, is_first = false;
  std::vector<std::string_view> name;
  for (const std::string_view word : title) {
    if (!is_mark(word)) {
      if (is_inside && is_first && !is_number(word)) name.push_back(word);
      continue;
    }
    if (word == "(" || word == "[") {
      is_inside = is_first = true;
      name.clear();
      continue;
    }
    if (is_inside && is_first) keys.add(ContentField::kSeries, joined(name));
    is_first = false;
    if (word == ")" || word == "]") is_inside = false;
    if (word == ";") is_first = is_inside;  // another series
    name.clear();
  }
  // A bracket that is not closed.
  if (is_inside && is_first) keys.add(ContentField::kSeries, joined(name));
}

// Surname and initial: what "J. K. Rowling", "J.K. Rowling" and "Joanne Rowling" have in common.
void add_author(Words name, Keys& keys) {
  const bool is_joined = std::any_of(name.begin(), name.end(), is_ideograph);
  if (is_joined || name.size() == 1) {
    keys.add(ContentField::kAuthor, joined(name, ""));
  } else {
    std::string key(name.back());
    key += ' ';
    key += name.front().substr(0, first_letter(name.front()).size);
    keys.add(ContentField::kAuthor, key);
  }
  keys.add_words(ContentField::kAuthorWord, name);
}

}  // namespace

std::vector<ContentKey> content_keys(const ContentFacts& facts) {
  constexpr size_t kTellingDigits = 3;  // "1984" tells, "2" does not
  constexpr int32_t kYears = 5;
  Keys keys;
  const std::vector<std::string_view> title = words_of(facts.title);
  std::vector<std::string_view> telling;
  std::copy_if(title.begin(), title.end(), std::back_inserter(telling),
               [=](auto word) { return !is_number(word) || word.size() >= kTellingDigits; });
  keys.add_words(ContentField::kTitle, telling);
  add_series(title, keys);
  for_each_run(words_of(facts.author), is_mark, [&](Words name) { add_author(name, keys); });
  std::vector<std::string_view> publisher = words_of(facts.publisher);
  std::erase_if(publisher, is_mark);
  keys.add(ContentField::kPublisher, joined(publisher));
  // The period's last year: 2001 to 2005 have one key.
  const int32_t period = (facts.year + kYears - 1) / kYears * kYears;
  if (facts.year > 0) keys.add(ContentField::kYear, std::to_string(period));
  keys.add(ContentField::kLanguage, facts.language);
  for (const std::string_view category : facts.categories)
    keys.add(ContentField::kCategory, category);
  return keys.take();
}

}  // namespace pocketrec
