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

// Walks the words from the beginning of a block to the end of the stream. Checks every byte that
// it reads, so that the same code serves to search an index and to decide whether one is valid.
class TokenCursor {
 public:
  TokenCursor(std::span<const uint8_t> stream, size_t begin) : stream_(stream), position_(begin) {}

  // Goes to the next word that has less than `below` bytes in common with the one before it, as
  // stored. False at the end, or where the stream makes no sense.
  bool next(uint32_t below = kMaxTokenBytes + 1);
  bool malformed() const { return malformed_; }

  std::string_view token() const { return {token_, token_size_}; }
  // Where the next word begins in the stream.
  size_t position() const { return position_; }
  // Bytes at its beginning that were taken from the word before.
  uint32_t shared() const { return shared_; }

  // Puts all items that have the word into `items`, of num_items, unless that is null. False when
  // their list is malformed or names an item beyond; those before are in it then.
  bool read_items(uint32_t num_items, BitSet* items) const;

 private:
  std::span<const uint8_t> stream_;
  std::span<const uint8_t> postings_;
  size_t position_;
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
