// What reading and cleaning hand to every later stage.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "trainer/data/cleaning_report.h"

namespace pocketrec {

enum class Format { kAuto, kBookCrossing, kGoodbooks, kMovielens, kLightgcn, kCsv };

// "book-crossing", ... as on the command line.
const char* name_of(Format format);

struct Item {
  std::string id;
  std::string title;      // may be empty (lightgcn)
  std::string author;     // display form
  std::string publisher;
  std::string language;
  int32_t year = 0;       // 0: unknown
  std::vector<std::string> categories;
  std::vector<std::string> other_ids;  // further editions of the same work
};

struct User {
  std::string id;
  std::string place;  // "" : unknown
  int16_t age = 0;    // 0: unknown
};

inline constexpr float kImplicit = 0.0F;

// One (user, item) pair; pairs are unique after cleaning.
struct Interaction {
  uint32_t user_index;
  uint32_t item_index;
  float rating = kImplicit;  // in the data set's own scale; kImplicit: no rating was given
  int64_t timestamp = 0;     // seconds; 0: unknown
};

struct RatingScale {
  float minimum = 0.0F;  // lowest and highest explicit rating; both 0: all implicit
  float maximum = 0.0F;
};

struct Dataset {
  Format format = Format::kAuto;
  std::vector<Item> items;    // every item that has facts or interactions
  std::vector<User> users;    // every user who has interactions
  std::vector<Interaction> interactions;  // sorted by user_index, then item_index
  RatingScale scale;
  bool simulated = false;     // made by `pocketrec sample`: said wherever it shows
  std::string fingerprint;    // SHA-256, hex, over the input files' bytes in name order
  CleaningReport report;
};

// How a rating counts. Liked: weight > 0 for training and an evaluation target. Not liked
// (weight 0): known, never recommended again, but no evidence for taste.
//   implicit -> 1;  explicit -> position p = (rating - minimum) / (maximum - minimum) in the scale,
//   liked if p >= kLikedPosition, with weight 1 + kExplicitBoost * p.
float weight_of(float rating, const RatingScale& scale);

}  // namespace pocketrec
