#include "core/typos.h"

#include <algorithm>

namespace pocketrec {
namespace {

constexpr uint8_t kFar = 100;  // more edits than are ever forgiven

}  // namespace

// A code point by its bytes, whatever they are: letters are only ever compared.
TypoMatcher::Letters::Letters(std::string_view text, uint32_t most) {
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if ((byte & 0xC0) != 0x80) {
      if (size == most) return;
      letters[size++] = byte;
    } else if (size > 0) {
      letters[size - 1] = letters[size - 1] << 8 | byte;
    }
  }
}

TypoMatcher::TypoMatcher(std::string_view word)
    : word_(word, kMaxLetters), limit_(forgiven_edits(word_.size)), last_("", 0) {
  for (uint32_t j = 0; j <= kMaxLetters; ++j) {
    rows_[0][j] = static_cast<uint8_t>(std::min<uint32_t>(j, kFar));
  }
  reached_[0] = false;  // what is typed is longer than the edits forgiven
}

// rows_[depth]: from the first `depth` letters of the token to the first j of the word. Only cells
// on the way to a result within the limit are computed.
void TypoMatcher::add_row(const Letters& token, uint32_t depth) {
  uint8_t* row = rows_[depth];
  std::fill_n(row, kMaxLetters + 1, kFar);
  const uint32_t first = depth > limit_ ? depth - limit_ : 0;
  const uint32_t last = std::min(word_.size, depth + limit_);
  const uint32_t letter = token.letters[depth - 1];
  for (uint32_t j = first; j <= last; ++j) {
    uint32_t edits = rows_[depth - 1][j] + 1U;
    if (j > 0) {
      const bool is_same = word_.letters[j - 1] == letter;
      edits = std::min({edits, row[j - 1] + 1U, rows_[depth - 1][j - 1] + (is_same ? 0U : 1U)});
    }
    if (j > 1 && depth > 1 && word_.letters[j - 2] == letter &&
        word_.letters[j - 1] == token.letters[depth - 2]) {
      edits = std::min(edits, rows_[depth - 2][j - 2] + 1U);
    }
    row[j] = static_cast<uint8_t>(std::min<uint32_t>(edits, kFar));
  }
  reached_[depth] = reached_[depth - 1] || row[word_.size] <= limit_;
}

TypoMatcher::Match TypoMatcher::match(std::string_view token) {
  const Letters letters(token, kMaxDepth);
  uint32_t common = 0;
  while (common < std::min(letters.size, last_.size) &&
         letters.letters[common] == last_.letters[common]) {
    ++common;
  }
  last_ = letters;
  num_rows_ = std::min(num_rows_, common + 1);
  const auto is_dead = [&](uint32_t depth) {
    const uint8_t* row = rows_[depth];
    return *std::min_element(row, row + word_.size + 1) > limit_;
  };
  while (num_rows_ <= letters.size && !is_dead(num_rows_ - 1)) add_row(letters, num_rows_++);
  const uint32_t depth = num_rows_ - 1;
  if (depth == letters.size && letters.size < kMaxDepth && rows_[depth][word_.size] <= limit_) {
    return Match::kWhole;
  }
  return reached_[depth] ? Match::kBeginning : Match::kNone;
}

}  // namespace pocketrec
