#include "core/token_index.h"

#include <string>

namespace pocketrec {

bool TokenCursor::next() {
  if (malformed_ || rest_.empty()) return false;
  malformed_ = true;  // until the word is seen to be whole
  begin_ = position_;
  if (rest_.size() < 2) return false;
  shared_ = rest_[0];
  const uint32_t suffix = rest_[1];
  if (shared_ > token_size_ || shared_ + suffix > kMaxTokenBytes) return false;
  if (rest_.size() - 2 < suffix) return false;
  std::memcpy(token_ + shared_, rest_.data() + 2, suffix);
  token_size_ = shared_ + suffix;

  VarintReader reader(rest_.subspan(2 + suffix));
  uint32_t postings_bytes = 0;
  if (!reader.read(postings_bytes)) return false;
  const auto head = static_cast<size_t>(reader.position() - rest_.data());
  if (rest_.size() - head < postings_bytes) return false;
  postings_ = rest_.subspan(head, postings_bytes);
  rest_ = rest_.subspan(head + postings_bytes);
  position_ = begin_ + head + postings_bytes;
  malformed_ = false;
  return true;
}

bool is_valid(const TokenIndex& index) {
  TokenCursor cursor(index.stream, 0);
  std::string last;
  uint32_t num_tokens = 0;
  while (cursor.next()) {
    if (num_tokens == index.num_tokens) return false;
    if (num_tokens % kTokensPerBlock == 0) {
      const uint32_t block = num_tokens / kTokensPerBlock;
      if (!cursor.stored_whole() || index.block_offsets[block] != cursor.begin()) return false;
    }
    if (cursor.token() <= last) return false;  // the empty word is none
    last = cursor.token();
    if (!cursor.for_each_item(index.num_items, [](uint32_t) {})) return false;
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
