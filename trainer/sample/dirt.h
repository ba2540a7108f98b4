// The usual dirt of people's files, in stated shares, so that reading and cleaning have work to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "trainer/sample/streams.h"

namespace pocketrec {

// Shares of a thousand rows.
struct Dirt {
  // Books.csv
  static constexpr uint32_t kYearZero = 20;
  static constexpr uint32_t kAllCapsTitle = 15;  // of the titles in ASCII
  static constexpr uint32_t kEntities = 500;     // of the rows with an ampersand
  static constexpr uint32_t kEncodedTwice = 60;  // of the rows with accented Latin letters
  // Users.csv
  static constexpr uint32_t kAgeEmpty = 330;
  static constexpr uint32_t kAgeZero = 5;
  static constexpr uint32_t kAgeTooHigh = 5;      // 101..244
  static constexpr uint32_t kAgeWithPoint = 600;  // of the other ages: "18.0"
  static constexpr uint32_t kPlaceIncomplete = 30;
  static constexpr uint32_t kPlaceEntities = 100;  // of the places with accented letters
  // Ratings.csv. All but the last are rows besides the interactions asked for.
  static constexpr uint32_t kRatedTwice = 10;   // the same reader and item again
  static constexpr uint32_t kUnknownItem = 20;  // no row in Books.csv; an X in the id may be an x
  static constexpr uint32_t kBlankRow = 2;      // only commas
  static constexpr uint32_t kSpacedId = 8;      // spaces around the id
};

// The fields of a row of Books.csv that get dirty.
struct BookFields {
  std::string title, author, publisher;
  int32_t year = 0;
};

void soil_book(BookFields& book, Random& random);

// A location as people typed it: "city, region, country", or with something missing.
std::string soiled_location(std::string_view city, std::string_view region,
                            std::string_view country, Random& random);

// Appends an age field, which may be empty, absurd, or a decimal.
void append_soiled_age(std::string& out, uint32_t age, Random& random);

}  // namespace pocketrec
