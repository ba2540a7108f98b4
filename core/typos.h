// Words that are spelled nearly as one that was typed.
//
// Two spellings are as far apart as the fewest edits that make one of the other: a letter more,
// less or another, or two neighbours swapped (optimal string alignment). A letter is a code point.
// As a word may still be being typed, it is compared with the beginnings of others too.
#pragma once

#include <cstdint>
#include <string_view>

namespace pocketrec {

// How many edits are forgiven in a word of so many letters: fewer would make another word of it.
constexpr uint32_t forgiven_edits(uint32_t num_letters) {
  return num_letters < 4 ? 0 : num_letters < 8 ? 1 : 2;
}

// Compares one word with many, of which sorted ones take less time: what two in turn have in common
// at their beginning is compared once.
class TypoMatcher {
 public:
  // Of longer words, the first kMaxLetters count.
  explicit TypoMatcher(std::string_view word);

  uint32_t num_forgiven() const { return limit_; }

  enum class Match { kNone, kBeginning, kWhole };
  // Whether `token` or a beginning of it is within the edits that are forgiven.
  Match match(std::string_view token);

 private:
  static constexpr uint32_t kMaxLetters = 32;  // of a folded word (FORMAT.md)
  // No longer beginning of a token is within two edits of a word.
  static constexpr uint32_t kMaxDepth = kMaxLetters + 2;

  struct Letters {
    explicit Letters(std::string_view text, uint32_t most);
    uint32_t letters[kMaxDepth + 1] = {};
    uint32_t size = 0;
  };
  void add_row(const Letters& token, uint32_t depth);

  Letters word_;
  uint32_t limit_;
  // Of the token before: its letters, and for each of its beginnings the edits to each beginning of
  // the word; whether one so far was near enough to all of it, and how deep rows are of use.
  Letters last_;
  uint8_t rows_[kMaxDepth + 1][kMaxLetters + 1];
  bool reached_[kMaxDepth + 1];
  uint32_t num_rows_ = 1;
};

}  // namespace pocketrec
