#include "core/token_index.h"

#include <string>

namespace pocketrec {
namespace {

// Takes a little-endian base-128 number from the beginning of `bytes`. False when it is cut off or
// does not fit 32 bits.
bool take_varint(std::span<const uint8_t>& bytes, uint32_t& value) {
  value = 0;
  for (uint32_t i = 0; i < 5 && i < bytes.size(); ++i) {
    const uint32_t byte = bytes[i];
    if (i == 4 && byte > 15) return false;
    value |= (byte & 127) << (7 * i);
    if (byte < 128) {
      bytes = bytes.subspan(i + 1);
      return true;
    }
  }
  return false;
}

}  // namespace

bool TokenCursor::next(uint32_t below) {
  std::span<const uint8_t> rest = stream_.subspan(position_);
  const uint8_t* suffix = nullptr;
  do {
    if (malformed_ || rest.empty()) return false;
    malformed_ = true;  // until the word is seen to be whole
    if (rest.size() < 2) return false;
    shared_ = rest[0];
    const uint32_t suffix_size = rest[1];
    if (shared_ > token_size_ || shared_ + suffix_size > kMaxTokenBytes) return false;
    if (rest.size() - 2 < suffix_size) return false;
    token_size_ = shared_ + suffix_size;
    suffix = rest.data() + 2;
    rest = rest.subspan(2 + suffix_size);
    uint32_t postings_bytes = 0;
    if (!take_varint(rest, postings_bytes) || rest.size() < postings_bytes) return false;
    postings_ = rest.first(postings_bytes);
    rest = rest.subspan(postings_bytes);
    malformed_ = false;
  } while (shared_ >= below);
  std::memcpy(token_ + shared_, suffix, token_size_ - shared_);
  position_ = stream_.size() - rest.size();
  return true;
}

bool TokenCursor::read_items(uint32_t num_items, BitSet* items) const {
  std::span<const uint8_t> rest = postings_;
  uint32_t item = 0;
  bool is_first = true;
  while (!rest.empty()) {
    uint32_t step = 0;
    if (!take_varint(rest, step) || (step == 0 && !is_first)) return false;
    if (step >= num_items || item >= num_items - step) return false;
    item += step;
    is_first = false;
    if (items != nullptr) items->insert(item);
  }
  return !is_first;
}

bool is_valid(const TokenIndex& index) {
  TokenCursor cursor(index.stream, 0);
  std::string last;
  uint32_t num_tokens = 0;
  for (size_t begin = 0; cursor.next(); begin = cursor.position()) {
    if (num_tokens == index.num_tokens) return false;
    if (num_tokens % kTokensPerBlock == 0) {
      const uint32_t block = num_tokens / kTokensPerBlock;
      if (cursor.shared() != 0 || index.block_offsets[block] != begin) return false;
    }
    if (cursor.token() <= last) return false;  // the empty word is none
    last = cursor.token();
    if (!cursor.read_items(index.num_items, nullptr)) return false;
    ++num_tokens;
  }
  return !cursor.malformed() && num_tokens == index.num_tokens;
}

size_t block_before(const TokenIndex& index, std::string_view text) {
  size_t low = 0;
  size_t high = index.block_offsets.size();
  while (high - low > 1) {
    const size_t middle = (low + high) / 2;
    TokenCursor cursor(index.stream, index.block_offsets[middle]);
    cursor.next();
    (cursor.token() < text ? low : high) = middle;
  }
  return index.block_offsets[low];
}

}  // namespace pocketrec
