#include "core/typos.h"

#include <algorithm>

namespace pocketrec {
namespace {

constexpr uint8_t kFar = 100;  // more edits than are ever forgiven

// The code point at the beginning of `text` by its bytes, whatever they are: letters are only ever
// compared. Takes it away; there must be one.
uint32_t take_letter(std::string_view& text) {
  uint32_t letter = 0;
  size_t size = 0;
  do {
    letter = letter << 8 | static_cast<uint8_t>(text[size++]);
  } while (size < text.size() && (static_cast<uint8_t>(text[size]) & 0xC0) == 0x80);
  text.remove_prefix(size);
  return letter;
}

}  // namespace

TypoMatcher::TypoMatcher(std::string_view word) {
  while (!word.empty() && size_ < kMaxLetters) word_[2 + size_++] = take_letter(word);
  limit_ = forgiven_edits(size_);
  letters_[0] = 0;
  static_assert(kMostForgiven == 2, "these rows have five cells and one on either side");
  rows_[0] = {{kFar, kFar, kFar, kFar, kFar, kFar, kFar}, false, false};
  rows_[1] = {{kFar, kFar, kFar, 0, 1, 2, kFar}, true, false};
}

bool TypoMatcher::is_near(uint32_t depth) const {
  const uint32_t k = size_ + kMiddle - depth;
  return k <= 2 * kMiddle && rows_[1 + depth].edits[k] <= limit_;
}

// Cell k is of the first `depth` letters of the token and the first j = depth + k - kMiddle of the
// word.
void TypoMatcher::add_row(uint32_t depth) {
  const Row* above = &rows_[depth];
  Row& row = rows_[1 + depth];
  row = rows_[0];
  const uint32_t letter = letters_[depth];
  for (uint32_t k = kMiddle - limit_; k <= kMiddle + limit_; ++k) {
    const uint32_t j = depth + k - kMiddle;
    if (j > size_) continue;           // or below 0
    const uint32_t* word = word_ + j;  // its last two letters
    uint32_t edits = std::min({row.edits[k - 1] + 1U, above->edits[k + 1] + 1U,
                               above->edits[k] + (word[1] == letter ? 0U : 1U)});
    if (word[0] == letter && word[1] == letters_[depth - 1]) {
      edits = std::min(edits, above[-1].edits[k] + 1U);
    }
    row.edits[k] = static_cast<uint8_t>(edits);
    row.is_alive |= edits <= limit_;
  }
  row.is_reached = above->is_reached || is_near(depth);
}

TypoMatcher::Match TypoMatcher::match(std::string_view token) {
  std::string_view rest = token;
  uint32_t depth = 0;
  while (!rest.empty() && rows_[1 + depth].is_alive) {
    const uint32_t letter = take_letter(rest);
    if (++depth < num_rows_ && letters_[depth] == letter) continue;
    letters_[depth] = letter;
    add_row(depth);
    num_rows_ = depth + 1;
  }
  const Row& last = rows_[1 + depth];
  const auto taken = static_cast<uint32_t>(token.size() - rest.size());
  deciding_bytes_ = last.is_alive ? taken + 1 : taken;
  if (is_near(depth)) return Match::kWhole;
  return last.is_reached ? Match::kBeginning : Match::kNone;
}

}  // namespace pocketrec
