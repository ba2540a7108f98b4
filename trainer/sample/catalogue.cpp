#include "trainer/sample/catalogue.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "trainer/support/error.h"

namespace pocketrec {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> fields;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(separator, begin), text.size());
    fields.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return fields;
}

[[noreturn]] void refuse(const std::string& expected, std::string_view line) {
  throw DataError("expected " + expected + ", found the line: " + std::string(line));
}

int32_t number_in(std::string_view field, int32_t low, int32_t high, std::string_view line) {
  int32_t value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc() || end != field.data() + field.size() || value < low || value > high) {
    refuse("a number from " + std::to_string(low) + " to " + std::to_string(high), line);
  }
  return value;
}

std::vector<std::string_view> fields_of(std::string_view line, size_t count) {
  std::vector<std::string_view> fields = split(line, '\t');
  const bool complete = fields.size() == count && std::ranges::find(fields, "") == fields.end();
  if (!complete) refuse(std::to_string(count) + " fields between tabs, none empty", line);
  return fields;
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines = split(text, '\n');
  std::erase(lines, "");
  return lines;
}

std::vector<CatalogueBook> parse_catalogue(std::string_view text, std::string_view categories) {
  const std::vector<std::string_view> vocabulary = lines_of(categories);
  if (vocabulary.size() > 64) throw DataError("expected at most 64 categories in categories.txt");

  std::vector<CatalogueBook> books;
  for (const std::string_view line : lines_of(text)) {
    if (line.starts_with("id\t")) continue;
    const std::vector<std::string_view> fields = fields_of(line, 8);
    CatalogueBook book{.id = fields[0],
                       .title = fields[1],
                       .author = fields[2],
                       .year = number_in(fields[3], 700, 2100, line),
                       .publisher = fields[4],
                       .categories = fields[5],
                       .language = fields[6],
                       .fame = static_cast<uint32_t>(number_in(fields[7], 1, 5, line))};
    for (const std::string_view category : split(book.categories, '|')) {
      const auto found = std::ranges::find(vocabulary, category);
      if (found == vocabulary.end()) refuse("categories that categories.txt lists", line);
      book.category_bits |= uint64_t{1} << (found - vocabulary.begin());
    }
    books.push_back(book);
  }
  return books;
}

std::vector<Place> parse_places(std::string_view text) {
  std::vector<Place> places;
  for (const std::string_view line : lines_of(text)) {
    if (line.starts_with("city\t")) continue;
    const std::vector<std::string_view> fields = fields_of(line, 5);
    places.push_back({fields[0], fields[1], fields[2], fields[3],
                      static_cast<uint32_t>(number_in(fields[4], 1, 1000, line))});
  }
  return places;
}

}  // namespace pocketrec
