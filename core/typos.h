// Words that are spelled nearly as one that was typed.
//
// Two spellings are as far apart as the fewest edits that make one of the other: a letter more,
// less or another, or two neighbours swapped (optimal string alignment). A letter is a code point.
// As a word may still be being typed, it is compared with the beginnings of others too.
#pragma once

#include <cstdint>
#include <string_view>

namespace pocketrec {

inline constexpr uint32_t kMostForgiven = 2;
// How many edits are forgiven in a word of so many letters: fewer would make another word of it.
constexpr uint32_t forgiven_edits(uint32_t num_letters) {
  return num_letters < 4 ? 0 : num_letters < 8 ? 1 : kMostForgiven;
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
  // With how many bytes of the last token one must begin to match as it did, whatever follows.
  uint32_t deciding_bytes() const { return deciding_bytes_; }

 private:
  static constexpr uint32_t kMaxLetters = 32;  // of a folded word (FORMAT.md)
  // No longer beginning of a token is within the edits forgiven in a word.
  static constexpr uint32_t kMaxDepth = kMaxLetters + kMostForgiven + 1;
  // The cell of a row that is of as many letters of the word as of the token.
  static constexpr uint32_t kMiddle = kMostForgiven + 1;

  // Of one beginning of a token: the edits to those of the word that are up to kMostForgiven
  // letters shorter or longer, with one cell that is far on either side.
  struct Row {
    uint8_t edits[2 * kMiddle + 1];
    bool is_alive;    // something within the limit may follow
    bool is_reached;  // this or a shorter beginning is within the limit of the whole word
  };
  void add_row(uint32_t depth);
  bool is_near(uint32_t depth) const;

  // Letters and rows lie behind what stands for those before the first, so that no step has to ask.
  uint32_t word_[2 + kMaxLetters] = {};
  uint32_t size_ = 0;
  uint32_t limit_;
  // Of the tokens before: num_rows_ - 1 letters, and the row of each of their beginnings.
  uint32_t letters_[1 + kMaxDepth];
  Row rows_[1 + kMaxDepth + 1];
  uint32_t num_rows_ = 1;
  uint32_t deciding_bytes_ = 1;
};

}  // namespace pocketrec
