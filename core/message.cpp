#include "core/message.h"

#include <algorithm>

namespace pocketrec {

Piece::Piece(uint64_t number) : is_number_(true) {
  char* end = digits_;
  do {
    *end++ = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  std::reverse(digits_, end);
}

Error failure(ErrorCode code, std::initializer_list<Piece> pieces) {
  Error error{code, {}};
  for (const Piece& piece : pieces) error.message += piece.text();
  return error;
}

std::string hex(uint64_t value) {
  std::string text(16, '0');
  for (size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

std::string_view shortened(std::string_view text) {
  constexpr size_t kLongest = 40;
  if (text.size() <= kLongest) return text;
  size_t size = kLongest;
  while (size > 0 && (static_cast<uint8_t>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

}  // namespace pocketrec
