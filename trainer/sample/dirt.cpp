#include "trainer/sample/dirt.h"

#include <algorithm>
#include <initializer_list>

#include "trainer/sample/csv_text.h"

namespace pocketrec {
namespace {

bool is_ascii_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

// Has letters above ASCII, all of them in Latin-1: lead bytes C2 and C3 only.
bool is_accented_latin(std::string_view text) {
  const bool latin = std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<uint8_t>(c);
    return byte < 0xC4;
  });
  return latin && !is_ascii_text(text);
}

// UTF-8 read as Latin-1 and encoded again: "é" becomes "Ã©".
std::string encoded_twice(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | (byte >> 6));
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

std::string with_ampersand_entities(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '&') out += "amp;";
  }
  return out;
}

// "é" becomes "&#233;", for text of Latin-1 letters.
std::string with_numeric_entities(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<uint8_t>(text[i]);
    if (byte < 0x80 || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const auto next = static_cast<uint8_t>(text[++i]);
    out += "&#";
    append_number(out, ((byte & 0x1F) << 6) | (next & 0x3F));
    out += ';';
  }
  return out;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

}  // namespace

void soil_book(BookFields& book, Random& random) {
  // All dice are thrown for every row, so that one kind of dirt never moves another.
  const bool no_year = per_mille(random, Dirt::kYearZero);
  const bool all_caps = per_mille(random, Dirt::kAllCapsTitle);
  const bool entities = per_mille(random, Dirt::kEntities);
  const bool twice = per_mille(random, Dirt::kEncodedTwice);
  if (no_year) book.year = 0;
  if (all_caps && is_ascii_text(book.title)) {
    for (char& c : book.title) c = 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  for (std::string* field : {&book.title, &book.author, &book.publisher}) {
    if (entities) *field = with_ampersand_entities(*field);
    if (twice && is_accented_latin(*field)) *field = encoded_twice(*field);
  }
}

std::string soiled_location(std::string_view city, std::string_view region,
                            std::string_view country, Random& random) {
  const bool incomplete = per_mille(random, Dirt::kPlaceIncomplete);
  const uint32_t kind = random.below(6);
  const bool entities = per_mille(random, Dirt::kPlaceEntities);
  std::string location = joined({city, ", ", region, ", ", country});
  if (incomplete) {
    switch (kind) {
      case 0:
        return joined({city, ", , ", country});
      case 1:
        return joined({city, ", n/a, ", country});
      case 2:
        return joined({city, ", ", region, ", "});
      case 3:
        return joined({city, ", ", country});
      case 4:
        return "n/a, n/a, n/a";
      default:
        return joined({city, ", ", region, ", ", country, ","});
    }
  }
  return entities && is_accented_latin(location) ? with_numeric_entities(location) : location;
}

void append_soiled_age(std::string& out, uint32_t age, Random& random) {
  const uint32_t dice = random.below(1000);
  const uint32_t absurd = 101 + random.below(144);
  const bool with_point = per_mille(random, Dirt::kAgeWithPoint);
  if (dice < Dirt::kAgeEmpty) return;
  if (dice < Dirt::kAgeEmpty + Dirt::kAgeZero) {
    age = 0;
  } else if (dice < Dirt::kAgeEmpty + Dirt::kAgeZero + Dirt::kAgeTooHigh) {
    age = absurd;
  }
  append_number(out, age);
  if (with_point) out += ".0";
}

}  // namespace pocketrec
