#include "trainer/read/csv_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace pocketrec {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101;

constexpr uint64_t in_every_byte(char c) { return kOnes * static_cast<uint8_t>(c); }

// Marks the zero bytes of `word` with 0x80. Bytes above the first zero may be marked wrongly, so
// only the lowest mark counts.
constexpr uint64_t zero_bytes(uint64_t word) { return (word - kOnes) & ~word & (kOnes << 7); }

// The first `a` or `b` in [from, end), or `end`: eight bytes a step.
const char* find_either(const char* from, const char* end, char a, char b) {
  if constexpr (std::endian::native == std::endian::little) {
    const uint64_t all_a = in_every_byte(a);
    const uint64_t all_b = in_every_byte(b);
    for (; end - from >= 8; from += 8) {
      uint64_t word;
      std::memcpy(&word, from, sizeof word);
      const uint64_t marks = zero_bytes(word ^ all_a) | zero_bytes(word ^ all_b);
      if (marks != 0) return from + std::countr_zero(marks) / 8;
    }
  }
  while (from != end && *from != a && *from != b) ++from;
  return from;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, const CsvDialect& dialect, uint64_t first_line)
    : dialect_(dialect),
      line_end_(dialect.bare_cr ? '\r' : '\n'),
      begin_(text.data()),
      end_(text.data() + text.size()),
      position_(begin_),
      row_begin_(begin_),
      row_end_(begin_),
      next_line_(first_line) {}

bool CsvReader::next_row() {
  if (position_ == end_) return false;
  fields_.clear();
  line_ = next_line_;
  row_begin_ = position_;
  do {
    if (position_ == end_ || *position_ != '"' || !read_quoted()) read_plain();
  } while (take_separator());
  return true;
}

std::string_view CsvReader::row_text() const {
  const char* end = row_end_;
  if (end != row_begin_ && end[-1] == '\r') --end;
  return {row_begin_, static_cast<size_t>(end - row_begin_)};
}

bool CsvReader::ends_field(const char* at) const {
  if (at == end_ || *at == line_end_) return true;
  if (*at == dialect_.delimiter) {
    return !dialect_.doubled_delimiter || (at + 1 != end_ && at[1] == dialect_.delimiter);
  }
  return *at == '\r' && (at + 1 == end_ || at[1] == '\n');
}

bool CsvReader::take_separator() {
  row_end_ = position_;
  if (position_ == end_) return false;
  if (*position_ == dialect_.delimiter) {
    position_ += dialect_.doubled_delimiter ? 2 : 1;
    return true;
  }
  if (*position_ == '\r' && line_end_ == '\n') ++position_;  // the CR of CR LF, after a quote
  if (position_ != end_) ++position_;
  ++next_line_;
  return false;
}

const char* CsvReader::find_plain_end(const char* from) const {
  const char* at = find_either(from, end_, dialect_.delimiter, line_end_);
  if (!dialect_.doubled_delimiter) return at;
  while (at != end_ && *at != line_end_ && !ends_field(at)) {
    at = find_either(at + 1, end_, dialect_.delimiter, line_end_);
  }
  return at;
}

void CsvReader::read_plain() {
  const char* begin = position_;
  position_ = find_plain_end(begin);
  const char* end = position_;
  const bool at_line_end = end == end_ || *end == line_end_;
  if (at_line_end && end != begin && end[-1] == '\r') --end;
  fields_.push_back({{begin, static_cast<size_t>(end - begin)}, false});
}

bool CsvReader::read_quoted() {
  const char* const begin = position_ + 1;
  const char* const limit = begin + std::min(kMaxQuotedBytes, static_cast<size_t>(end_ - begin));
  const char escape = dialect_.backslash_escapes ? '\\' : '"';
  bool escaped = false;
  bool irregular = false;
  const char* at = begin;
  for (;;) {
    at = find_either(at, limit, '"', escape);
    if (at == limit) {
      ++unbalanced_quotes_;
      return false;
    }
    if (*at == '\\') {
      if (at + 1 == end_) return false;
      escaped = true;
      at += 2;
    } else if (ends_field(at + 1)) {
      break;
    } else if (at[1] == '"') {
      escaped = true;
      at += 2;
    } else {
      irregular = true;
      ++at;
    }
    if (at > limit) at = limit;
  }
  const auto lines = static_cast<uint64_t>(std::count(begin, at, line_end_));
  if (lines > 0 && irregular) {
    ++unbalanced_quotes_;
    return false;
  }
  next_line_ += lines;
  position_ = at + 1;
  fields_.push_back({{begin, static_cast<size_t>(at - begin)}, escaped});
  return true;
}

std::string_view CsvReader::unescape(const CsvField& field, std::string& scratch) const {
  if (!field.escaped) return field.text;
  scratch.clear();
  const std::string_view text = field.text;
  for (size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool doubled = text[i] == '"' && next == '"';
    const bool backslash =
        dialect_.backslash_escapes && text[i] == '\\' && (next == '"' || next == '\\');
    if (doubled || backslash) ++i;
    scratch += text[i];
  }
  return scratch;
}

}  // namespace pocketrec
