// How a delimited text file is written, and how to find that out from its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pocketrec {

struct CsvDialect {
  char delimiter = ',';
  bool doubled_delimiter = false;  // MovieLens "::"
  bool backslash_escapes = false;  // within quotes, \" is a quote and \\ a backslash
  bool bare_cr = false;            // lines end in CR alone (old Mac); else in LF or CR LF
  bool crlf = false;               // for people only: the reader takes LF and CR LF alike
  bool quotes = false;             // for people only: the sample has quoted fields
};

// Guesses from the first 64 KB; the escape from the whole text, as it may be rare. Never fails: one
// column of text reads as comma-separated.
CsvDialect sniff_dialect(std::string_view text);

// "semicolon, CR LF, quoted".
std::string describe(const CsvDialect& dialect);

// The part of `text` that sniffing looks at: whole lines, at most 64 KB.
std::string_view sniffing_sample(std::string_view text);

}  // namespace pocketrec
