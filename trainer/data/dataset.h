// What reading and cleaning hand to every later stage.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "trainer/data/cleaning_report.h"

namespace pocketrec {

enum class Format { kAuto, kBookCrossing, kGoodbooks, kMovielens, kLightgcn, kCsv };

inline constexpr Format kFormats[] = {Format::kAuto,      Format::kBookCrossing, Format::kGoodbooks,
                                      Format::kMovielens, Format::kLightgcn,     Format::kCsv};

// "book-crossing", ... as on the command line.
const char* name_of(Format format);
// The format of that name; kCsv where there is none.
Format format_named(std::string_view name);

struct Item {
  std::string id;
  std::string title;   // may be empty (lightgcn)
  std::string author;  // display form
  std::string publisher;
  std::string language;
  int32_t year = 0;  // 0: unknown
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
  // Seconds; in data that tell only the order of a user's interactions, places in it. 0: unknown.
  int64_t timestamp = 0;
};

struct RatingScale {
  // minimum: the lowest explicit rating given. maximum: the top of the customary scale that holds
  // them all (5, 10, 100, else the highest given). Both 0: all implicit.
  float minimum = 0.0F;
  float maximum = 0.0F;
};

struct Dataset {
  Format format = Format::kAuto;
  std::vector<Item> items;                // every item that has facts or interactions
  std::vector<User> users;                // every user who has interactions
  std::vector<Interaction> interactions;  // sorted by user_index, then item_index
  RatingScale scale;
  bool simulated = false;   // made by `pocketrec sample`: said wherever it shows
  std::string fingerprint;  // SHA-256, hex, over the input files' names, sizes and bytes
  CleaningReport report;
};

// Constants of weight_of.
inline constexpr float kLikedPosition = 0.55F;
inline constexpr float kChosenWeight = 0.9375F;
inline constexpr float kLikedWeight = 1.0F;  // from here on
inline constexpr float kExplicitBoost = 1.0F;
inline constexpr float kWeightSteps = 16.0F;  // weights are multiples of 1/16

// Where an explicit rating stands in its scale, 0 (worst) .. 1 (best): (rating - 1) / (maximum -
// 1), since stars start at 1 whatever the lowest rating seen; rating / maximum in scales that end
// at 1 or below. A scale with a single value gives 1.
float position_of(float rating, const RatingScale& scale);

// How an interaction counts. Everything that was chosen tells of the audience that it has, also
// what was rated low afterwards: that, too, is trained on and folded in. An evaluation asks only
// for what was liked (tests/bench/EXPLORED.md has what each choice gave).
//   implicit -> 1;  explicit -> liked if p = position_of(rating) >= kLikedPosition, with weight
//   1 + kExplicitBoost * p, rounded to 1/16; else chosen, with kChosenWeight.
float weight_of(float rating, const RatingScale& scale);
inline bool is_liked(float weight) { return weight >= kLikedWeight; }

}  // namespace pocketrec
