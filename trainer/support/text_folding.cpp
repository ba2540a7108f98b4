#include "trainer/support/text_folding.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "trainer/support/error.h"
#include "trainer/support/unicode.h"

namespace pocketrec {
namespace {

constexpr size_t kLongestWord = 32;  // code points

struct Replacement {
  char32_t letter;
  std::u32string_view with;
};

// Step 3 of FORMAT.md, sorted by letter.
constexpr std::array kReplacements = {
    Replacement{U'\u00DF', U"ss"},      // sharp s
    Replacement{U'\u00E6', U"ae"},      // ae
    Replacement{U'\u00F0', U"d"},       // eth
    Replacement{U'\u00F8', U"o"},       // o with stroke
    Replacement{U'\u00FE', U"th"},      // thorn
    Replacement{U'\u0111', U"d"},       // d with stroke
    Replacement{U'\u0127', U"h"},       // h with stroke
    Replacement{U'\u0131', U"i"},       // dotless i
    Replacement{U'\u0142', U"l"},       // l with stroke
    Replacement{U'\u0153', U"oe"},      // oe
    Replacement{U'\u0167', U"t"},       // t with stroke
    Replacement{U'\u03C2', U"\u03C3"},  // final sigma
    Replacement{U'\u0629', U"\u0647"},  // teh marbuta
    Replacement{U'\u0640', U""},        // tatweel
    Replacement{U'\u0649', U"\u064A"},  // alef maksura
    Replacement{U'\u0671', U"\u0627"},  // alef wasla
    Replacement{U'\u06A9', U"\u0643"},  // keheh
    Replacement{U'\u06CC', U"\u064A"},  // Farsi yeh
};

enum class Role { kRemoved, kSeparator, kLetter, kWord };

enum class Marks { kSeparate, kAreWords };

bool is_word_by_itself(char32_t c) {
  return (c >= 0x3005 && c <= 0x3007) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_mark(char32_t c) {
  constexpr std::u32string_view kMarks = U"()[],;:&/";
  return kMarks.find(c) != std::u32string_view::npos;
}

Role role_of(char32_t c, Marks marks) {
  if (marks == Marks::kAreWords && is_mark(c)) return Role::kWord;
  const auto point = static_cast<utf8proc_int32_t>(c);
  if (is_letter_or_number(point)) return is_word_by_itself(c) ? Role::kWord : Role::kLetter;
  switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
      return Role::kRemoved;
    case UTF8PROC_CATEGORY_MC:
      return Role::kLetter;
    default:
      return Role::kSeparator;
  }
}

std::vector<utf8proc_int32_t> nfkd(std::string_view text) {
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  std::vector<utf8proc_int32_t> points(text.size() * 2);
  for (;;) {
    const utf8proc_ssize_t size =
        utf8proc_decompose(bytes, static_cast<utf8proc_ssize_t>(text.size()), points.data(),
                           static_cast<utf8proc_ssize_t>(points.size()), options);
    if (size < 0) {
      throw DataError("expected UTF-8 text, found \"" + std::string(text.substr(0, 40)) +
                      "\"; convert the file that it is from");
    }
    const bool fits = static_cast<size_t>(size) <= points.size();
    points.resize(static_cast<size_t>(size));
    if (fits) return points;
  }
}

// Collects code points into words.
class WordBuilder {
 public:
  void add(char32_t c) {
    if (length_ == kLongestWord) return;
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
    word_.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
    ++length_;
  }
  void end_word() {
    if (!word_.empty()) words_.push_back(std::move(word_));
    word_.clear();
    length_ = 0;
  }
  std::vector<std::string> take() {
    end_word();
    return std::move(words_);
  }

 private:
  std::vector<std::string> words_;
  std::string word_;
  size_t length_ = 0;
};

void add_letter(char32_t c, Marks marks, WordBuilder& words) {
  switch (role_of(c, marks)) {
    case Role::kRemoved:
      return;
    case Role::kSeparator:
      words.end_word();
      return;
    case Role::kLetter:
      words.add(c);
      return;
    case Role::kWord:
      words.end_word();
      words.add(c);
      words.end_word();
      return;
  }
}

std::vector<std::string> fold(std::string_view text, Marks marks) {
  WordBuilder words;
  for (const utf8proc_int32_t point : nfkd(text)) {
    const auto c = static_cast<char32_t>(utf8proc_tolower(point));
    const auto* found =
        std::lower_bound(kReplacements.begin(), kReplacements.end(), c,
                         [](const Replacement& r, char32_t letter) { return r.letter < letter; });
    if (found == kReplacements.end() || found->letter != c) {
      add_letter(c, marks, words);
    } else {
      for (const char32_t replaced : found->with) add_letter(replaced, marks, words);
    }
  }
  return words.take();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

std::vector<std::string> folded_words(std::string_view text) {
  return fold(text, Marks::kSeparate);
}

std::string folded_query(std::string_view text) { return joined(folded_words(text)); }

std::string folded_with_marks(std::string_view text) {
  return joined(fold(text, Marks::kAreWords));
}

}  // namespace pocketrec
