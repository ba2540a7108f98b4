#include "trainer/read/source_file.h"

#include <algorithm>
#include <map>

#include "trainer/read/encoding.h"
#include "trainer/read/numbers.h"
#include "trainer/read/text_repair.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

constexpr size_t kLookBytes = size_t{64} << 10;
constexpr size_t kSampleRows = 100;

struct Signature {
  std::string_view bytes;
  const char* kind;
  const char* mend;
};

constexpr Signature kSignatures[] = {
    {"\x1F\x8B", "a gzip archive", "unpack it first (gunzip)"},
    {"PK\x03\x04", "a zip archive or an Excel workbook", "unpack it, or save it as CSV"},
    {"BZh", "a bzip2 archive", "unpack it first (bunzip2)"},
    {"\x28\xB5\x2F\xFD", "a zstd archive", "unpack it first (unzstd)"},
    {"\xFD"
     "7zXZ",
     "an xz archive", "unpack it first (unxz)"},
    {"\x89PNG", "a PNG picture", "give the CSV file"},
    {"%PDF", "a PDF document", "give the CSV file"},
    {"PAR1", "a Parquet file", "convert it to CSV"},
    {"SQLite format 3", "an SQLite database", "export the table as CSV"},
    {"\xD0\xCF\x11\xE0", "an old Excel workbook", "save it as CSV"},
};

// 'l' or 'b' for UTF-16 text that came without a byte order mark: nearly every other byte is zero.
char utf16_without_mark(std::string_view look) {
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < look.size(); ++i) zeros[i % 2] += look[i] == '\0' ? 1 : 0;
  const size_t enough = look.size() * 2 / 5;
  if (zeros[1] > enough && zeros[0] == 0) return 'l';
  if (zeros[0] > enough && zeros[1] == 0) return 'b';
  return '\0';
}

bool is_numeric_header(const std::vector<std::string>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] != std::to_string(i)) return false;
  }
  return cells.size() > 1;
}

bool is_number(const std::string& cell) { return parse_number(cell).has_value(); }

// The first row names the columns if it has a known name and no number, or if some column holds
// numbers everywhere but there.
bool is_header(const std::vector<std::string>& first, const Sample& others) {
  if (std::any_of(first.begin(), first.end(), is_number)) return false;
  const auto known = [](const std::string& cell) { return is_known_name(normalised_name(cell)); };
  if (std::any_of(first.begin(), first.end(), known)) return true;
  for (size_t c = 0; c < first.size() && !others.empty(); ++c) {
    const bool all_numbers = std::all_of(others.begin(), others.end(), [c](const auto& row) {
      return c < row.size() && is_number(row[c]);
    });
    if (all_numbers && !first[c].empty()) return true;
  }
  return false;
}

}  // namespace

SourceFile::SourceFile(const std::filesystem::path& path) : path_(path), file_(path) {
  decode();
  if (trim(text_.substr(0, kLookBytes)).empty()) {
    throw DataError("expected rows of data in " + path_.string() +
                    ", found an empty file: download or export it again");
  }
  dialect_ = sniff_dialect(text_);
  find_header();
}

void SourceFile::decode() {
  text_ = file_.text();
  const std::string_view look = text_.substr(0, kLookBytes);
  for (const Signature& signature : kSignatures) {
    if (look.starts_with(signature.bytes)) {
      throw DataError("expected text in " + path_.string() + ", found " + signature.kind + ": " +
                      signature.mend);
    }
  }
  const bool little = look.starts_with("\xFF\xFE");
  const bool big = look.starts_with("\xFE\xFF");
  const char unmarked = utf16_without_mark(look);
  if (little || big || unmarked != '\0') {
    converted_ = utf8_from_utf16(text_.substr(little || big ? 2 : 0), big || unmarked == 'b');
    text_ = converted_;
    encoding_ = "UTF-16";
  } else if (look.find('\0') != std::string_view::npos) {
    throw DataError("expected text in " + path_.string() +
                    ", found binary data (a zero byte near its beginning): give the CSV file");
  } else {
    const bool marked = look.starts_with("\xEF\xBB\xBF");
    if (marked) text_.remove_prefix(3);
    encoding_ = is_ascii(text_)        ? "ASCII"
                : is_valid_utf8(text_) ? "UTF-8"
                                       : "Windows-1252 or Latin-1";
    if (marked) encoding_ += " with byte order mark";
  }
  // Excel's own hint to itself, "sep=;".
  if (text_.starts_with("sep=")) {
    text_.remove_prefix(std::min(text_.size(), text_.find('\n') + 1));
    body_line_ = 2;
  }
}

void SourceFile::find_header() {
  CsvReader reader(sniffing_sample(text_), dialect_, body_line_);
  std::vector<std::string> first;
  std::string scratch;
  std::map<size_t, size_t> rows_by_width;
  while (sample_.size() < kSampleRows && reader.next_row()) {
    std::vector<std::string> cells;
    for (const CsvField& field : reader.fields()) {
      cells.emplace_back(trim(reader.unescape(field, scratch)));
    }
    if (std::all_of(cells.begin(), cells.end(), [](auto& cell) { return cell.empty(); })) continue;
    if (first.empty()) {
      first = std::move(cells);
      body_begin_ = static_cast<size_t>(reader.row_text().data() - text_.data());
      body_line_ = reader.line();
      continue;
    }
    ++rows_by_width[cells.size()];
    sample_.push_back(std::move(cells));
  }
  const bool numeric = is_numeric_header(first);
  has_header_row_ = numeric || is_header(first, sample_);
  num_columns_ = first.size();
  if (has_header_row_) {
    CsvReader header(text_.substr(body_begin_), dialect_, body_line_);
    header.next_row();
    const bool only_row = !header.next_row();
    body_begin_ =
        only_row ? text_.size() : static_cast<size_t>(header.row_text().data() - text_.data());
    body_line_ = header.line();
    if (!numeric) {
      for (const std::string& cell : first) header_.push_back(normalised_name(cell));
    }
  } else {
    ++rows_by_width[first.size()];
    sample_.insert(sample_.begin(), std::move(first));
    const auto commonest = std::max_element(rows_by_width.begin(), rows_by_width.end(),
                                            [](auto& a, auto& b) { return a.second < b.second; });
    num_columns_ = commonest->first;
  }
}

std::string SourceFile::recognised() const {
  return describe(dialect_) + ", " + encoding_ +
         (has_header_row_ ? (header_.empty() ? ", numbered header" : "") : ", no header");
}

size_t SourceFile::require(const ColumnMap& columns, Column column) const {
  if (const auto position = columns.at(column)) return *position;
  std::string found;
  for (const std::string& name : header_) found += (found.empty() ? "" : ", ") + name;
  throw DataError("expected a column called " + names_for(column) + " (or the like) in " +
                  path_.string() + ", found " +
                  (header_.empty() ? std::to_string(num_columns_) + " unnamed columns" : found) +
                  ": name the columns in the first line");
}

}  // namespace pocketrec
