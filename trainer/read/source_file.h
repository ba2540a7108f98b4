// One input file: mapped, recognised, and read row by row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "trainer/read/columns.h"
#include "trainer/read/csv_reader.h"
#include "trainer/read/tally.h"
#include "trainer/support/files.h"

namespace pocketrec {

// Everything about a file that reading its rows needs. Views into its rows live as long as it.
class SourceFile {
 public:
  // Throws DataError if the file cannot be read, is empty, or is not text.
  explicit SourceFile(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  std::string name() const { return path_.filename().string(); }
  std::string_view text() const { return text_; }  // without byte order mark, in UTF-8 or cp1252
  const CsvDialect& dialect() const { return dialect_; }

  // Normalised names; empty where the file has no header, or one of numbers ("0;1;2").
  const std::vector<std::string>& header() const { return header_; }

  // Whether the first row names or numbers the columns.
  bool has_header_row() const { return has_header_row_; }

  // Rows that follow the header.
  CsvReader rows() const { return CsvReader(text_.substr(body_begin_), dialect_, body_line_); }

  // Up to 100 of those rows, unescaped, for guessing columns.
  const Sample& sample() const { return sample_; }

  // Fields of a proper row: the header's, else the sample's commonest number.
  size_t num_columns() const { return num_columns_; }

  // "comma, UTF-8, LF, quoted, no header".
  std::string recognised() const;

  // The position of `column` in `columns`; throws the DataError that it is missing.
  size_t require(const ColumnMap& columns, Column column) const;

  Tally tally;
  uint64_t rows_read = 0;

 private:
  void decode();
  void find_header();

  std::filesystem::path path_;
  MappedFile file_;
  std::string converted_;  // UTF-16 as UTF-8
  std::string_view text_;
  std::string encoding_;
  CsvDialect dialect_;
  std::vector<std::string> header_;
  bool has_header_row_ = false;
  size_t body_begin_ = 0;
  uint64_t body_line_ = 1;
  size_t num_columns_ = 0;
  Sample sample_;
};

}  // namespace pocketrec
