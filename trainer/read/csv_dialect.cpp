#include "trainer/read/csv_dialect.h"

#include <algorithm>
#include <array>
#include <map>

#include "trainer/read/csv_reader.h"

namespace pocketrec {
namespace {

constexpr size_t kSampleBytes = size_t{64} << 10;
constexpr size_t kSampleRows = 500;

bool has_bare_cr(std::string_view sample) {
  const auto line_feeds = std::count(sample.begin(), sample.end(), '\n');
  const auto returns = std::count(sample.begin(), sample.end(), '\r');
  return returns > 10 * line_feeds;
}

// \" before more text of the field shows that a backslash escapes, \"" before more text that ""
// does: a writer that doubles quotes never leaves a single one inside.
bool has_backslash_escapes(std::string_view text, char delimiter) {
  const auto ends_field = [&](size_t i) {
    return i >= text.size() || text[i] == delimiter || text[i] == '\n' || text[i] == '\r';
  };
  int64_t evidence = 0;
  for (size_t i = text.find("\\\""); i != std::string_view::npos; i = text.find("\\\"", i + 2)) {
    const size_t next = i + 2;
    if (ends_field(next)) continue;
    if (text[next] != '"') {
      ++evidence;
    } else if (!ends_field(next + 1)) {
      --evidence;
    }
  }
  return evidence > 0;
}

// The share of the sample's rows that have its commonest number of fields; 0 where that is one.
double consistency(std::string_view sample, const CsvDialect& dialect) {
  std::map<size_t, size_t> rows_by_fields;
  CsvReader reader(sample, dialect);
  size_t rows = 0;
  size_t header_fields = 0;
  while (rows < kSampleRows && reader.next_row()) {
    if (reader.row_text().empty()) continue;
    if (rows == 0) header_fields = reader.fields().size();
    ++rows;
    ++rows_by_fields[reader.fields().size()];
  }
  if (rows == 0) return 0.0;
  const auto commonest = std::max_element(rows_by_fields.begin(), rows_by_fields.end(),
                                          [](auto& a, auto& b) { return a.second < b.second; });
  if (commonest->first < 2) return 0.0;
  const double share = static_cast<double>(commonest->second) / static_cast<double>(rows);
  return header_fields < 2 ? share / 2 : share;  // a delimiter that the first row lacks is text
}

}  // namespace

std::string_view sniffing_sample(std::string_view text) {
  if (text.size() <= kSampleBytes) return text;
  const std::string_view sample = text.substr(0, kSampleBytes);
  const size_t line_end = sample.find_last_of(has_bare_cr(sample) ? '\r' : '\n');
  return line_end == std::string_view::npos ? sample : sample.substr(0, line_end + 1);
}

CsvDialect sniff_dialect(std::string_view text) {
  const std::string_view sample = sniffing_sample(text);
  CsvDialect best;
  best.bare_cr = has_bare_cr(sample);
  best.crlf = !best.bare_cr && sample.find("\r\n") != std::string_view::npos;
  const CsvDialect common = best;
  double best_consistency = 0.0;
  const std::array<std::string_view, 5> delimiters = {"::", ",", ";", "\t", "|"};
  for (const std::string_view delimiter : delimiters) {
    CsvDialect candidate = common;
    candidate.delimiter = delimiter[0];
    candidate.doubled_delimiter = delimiter.size() == 2;
    candidate.backslash_escapes = has_backslash_escapes(sample, delimiter[0]);
    const double score = consistency(sample, candidate);
    if (score > best_consistency) {
      best_consistency = score;
      best = candidate;
    }
  }
  best.backslash_escapes = has_backslash_escapes(text, best.delimiter);
  best.quotes = sample.find('"') != std::string_view::npos;
  return best;
}

std::string describe(const CsvDialect& dialect) {
  std::string text = dialect.doubled_delimiter   ? "double colon"
                     : dialect.delimiter == ','  ? "comma"
                     : dialect.delimiter == ';'  ? "semicolon"
                     : dialect.delimiter == '\t' ? "tab"
                                                 : "bar";
  text += dialect.bare_cr ? ", CR" : dialect.crlf ? ", CR LF" : ", LF";
  text += dialect.quotes ? ", quoted" : ", unquoted";
  if (dialect.backslash_escapes) text += ", \\\" escapes";
  return text;
}

}  // namespace pocketrec
