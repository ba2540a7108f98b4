// Rows and fields of delimited text, in place: no copies, no allocation per row.
//
// The grammar is RFC 4180, read leniently, as people's files need:
// - a quote opens a quoted field only as the first byte of a field;
// - inside, a quote closes only before a delimiter, a line end or the end; "" is one quote (and \"
//   where the dialect has it); any other quote is text;
// - an opening quote that is never closed, or whose field runs over a line end without being well
//   formed, is text itself (counted in unbalanced_quotes), so that a single stray quote costs one
//   field and not the rest of the file.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trainer/read/csv_dialect.h"

namespace pocketrec {

struct CsvField {
  std::string_view text;  // without the outer quotes; points into the reader's text
  bool escaped = false;   // holds escapes: take unescape(field, ...)
};

class CsvReader {
 public:
  // A quoted field longer than this counts as unbalanced.
  static constexpr size_t kMaxQuotedBytes = size_t{64} << 10;

  // `text` must outlive the reader and the fields. `first_line`: the number of its first line.
  CsvReader(std::string_view text, const CsvDialect& dialect, uint64_t first_line = 1);

  // Reads the next row; false at the end. An empty line is a row with one empty field.
  bool next_row();

  std::span<const CsvField> fields() const { return fields_; }
  uint64_t line() const { return line_; }  // where the row begins, 1-based
  std::string_view row_text() const;       // as written, without the line end
  uint64_t unbalanced_quotes() const { return unbalanced_quotes_; }

  // The field's text; `scratch` holds it where escapes had to be undone.
  std::string_view unescape(const CsvField& field, std::string& scratch) const;

 private:
  bool read_quoted();
  void read_plain();
  const char* find_plain_end(const char* from) const;
  bool ends_field(const char* at) const;
  bool take_separator();  // true: a delimiter, and the row goes on

  CsvDialect dialect_;
  char line_end_;
  const char* begin_;
  const char* end_;
  const char* position_;
  const char* row_begin_;
  const char* row_end_;
  uint64_t line_ = 0;
  uint64_t next_line_;
  uint64_t unbalanced_quotes_ = 0;
  std::vector<CsvField> fields_;
};

}  // namespace pocketrec
