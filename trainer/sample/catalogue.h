// The embedded catalogue: well-known real books, written as facts, and the places readers live in.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pocketrec {

// Views point into the program's own constants.
struct CatalogueBook {
  std::string_view id;  // "PR" + 7 digits + check digit; never a valid ISBN
  std::string_view title;
  std::string_view author;
  int32_t year = 0;             // of first publication
  std::string_view publisher;   // the first one; else the country
  std::string_view categories;  // two or three, separated by '|'
  uint64_t category_bits = 0;   // bit c: line c of data/categories.txt
  std::string_view language;    // ISO 639-1 code of the title
  uint32_t fame = 0;            // 1 (known to its readers) .. 5 (known to all); an estimate
};

struct Place {
  std::string_view city;
  std::string_view region;
  std::string_view country;
  std::string_view language;  // that its readers read beside English
  uint32_t weight = 0;        // share of readers
};

// All rows of a catalogue. `text` is data/catalogue/*.tsv joined; each file begins with its header
// line. `categories` is the closed vocabulary, one a line, at most 64.
// Throws DataError that names the line where a field is missing or not as above.
std::vector<CatalogueBook> parse_catalogue(std::string_view text, std::string_view categories);

// The same for data/places.tsv.
std::vector<Place> parse_places(std::string_view text);

// The non-empty lines of `text`.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace pocketrec
