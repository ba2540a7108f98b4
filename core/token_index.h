// The word index of a search part: sorted words, front-coded, each with the items that have it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/bytes.h"

namespace pocketrec {

// Longest word, in bytes.
inline constexpr uint32_t kMaxTokenBytes = 255;
// The first of this many words is stored whole, so that a search can start there.
inline constexpr uint32_t kTokensPerBlock = 16;

struct TokenIndex {
  uint32_t num_items = 0;
  uint32_t num_tokens = 0;
  PackedArray<uint32_t> block_offsets;  // into `stream`; one per kTokensPerBlock words
  std::span<const uint8_t> stream;
};

// Little-endian base-128 numbers, read until the span ends.
class VarintReader {
 public:
  explicit VarintReader(std::span<const uint8_t> bytes)
      : next_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool at_end() const { return next_ == end_; }
  const uint8_t* position() const { return next_; }
  // False when the number is cut off or does not fit 32 bits.
  bool read(uint32_t& value) {
    value = 0;
    for (uint32_t shift = 0; shift < 35 && next_ != end_; shift += 7) {
      const uint32_t byte = *next_++;
      if (shift == 28 && byte > 15) return false;
      value |= (byte & 127) << shift;
      if (byte < 128) return true;
    }
    return false;
  }

 private:
  const uint8_t* next_;
  const uint8_t* end_;
};

// Walks the words from the beginning of a block to the end of the stream. Checks every byte that
// it reads, so that the same code serves to search an index and to decide whether one is valid.
class TokenCursor {
 public:
  TokenCursor(std::span<const uint8_t> stream, size_t begin)
      : rest_(stream.subspan(begin)), position_(begin) {}

  // Goes to the next word. False at the end, or where the stream makes no sense.
  bool next();
  bool malformed() const { return malformed_; }

  std::string_view token() const { return {token_, token_size_}; }
  // Where the word began in the stream.
  size_t begin() const { return begin_; }
  bool stored_whole() const { return shared_ == 0; }

  // Calls visit(item_index) for each item that has the word, ascending. False when the list is
  // malformed or names an item beyond num_items.
  template <class Visit>
  bool for_each_item(uint32_t num_items, Visit visit) const {
    VarintReader reader(postings_);
    uint32_t item = 0;
    bool is_first = true;
    while (!reader.at_end()) {
      uint32_t step = 0;
      if (!reader.read(step) || (step == 0 && !is_first)) return false;
      if (step >= num_items || item >= num_items - step) return false;
      item += step;
      is_first = false;
      visit(item);
    }
    return !is_first;
  }

 private:
  std::span<const uint8_t> rest_;
  std::span<const uint8_t> postings_;
  size_t position_;
  size_t begin_ = 0;
  uint32_t shared_ = 0;
  uint32_t token_size_ = 0;
  bool malformed_ = false;
  char token_[kMaxTokenBytes];
};

// Whether the index keeps every promise of FORMAT.md. Reads all of it once.
bool is_valid(const TokenIndex& index);

// Offset in the stream of the last block whose first word is less than `text` (or of the first
// block): the words from `text` on begin there or later. num_tokens must not be 0.
size_t block_before(const TokenIndex& index, std::string_view text);

}  // namespace pocketrec
