// Sentences for errors, put together without a formatting library (which would triple the WASM).
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/result.h"

namespace pocketrec {

// A piece of a sentence: text, or a number in decimal.
class Piece {
 public:
  Piece(const char* text) : text_(text) {}             // NOLINT(google-explicit-constructor)
  Piece(std::string_view text) : text_(text) {}        // NOLINT(google-explicit-constructor)
  Piece(const std::string& text) : text_(text) {}      // NOLINT(google-explicit-constructor)
  Piece(uint64_t number);                              // NOLINT(google-explicit-constructor)
  Piece(uint32_t number) : Piece(uint64_t{number}) {}  // NOLINT(google-explicit-constructor)
  std::string_view text() const { return is_number_ ? std::string_view(digits_) : text_; }

 private:
  std::string_view text_;
  bool is_number_ = false;
  char digits_[21] = {};
};

Error failure(ErrorCode code, std::initializer_list<Piece> pieces);

// 16 lower-case hex digits, as model ids are written everywhere.
std::string hex(uint64_t value);

// `text` as it may stand in a message: cut to 40 bytes, at a character's boundary.
std::string_view shortened(std::string_view text);

}  // namespace pocketrec
