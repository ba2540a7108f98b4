#include "trainer/data/dataset.h"

#include <algorithm>
#include <cmath>

namespace pocketrec {

const char* name_of(Format format) {
  switch (format) {
    case Format::kAuto:
      return "auto";
    case Format::kBookCrossing:
      return "book-crossing";
    case Format::kGoodbooks:
      return "goodbooks";
    case Format::kMovielens:
      return "movielens";
    case Format::kLightgcn:
      return "lightgcn";
    case Format::kCsv:
      return "csv";
  }
  return "auto";
}

Format format_named(std::string_view name) {
  for (const Format format : kFormats) {
    if (name == name_of(format)) return format;
  }
  return Format::kCsv;
}

float position_of(float rating, const RatingScale& scale) {
  if (scale.maximum <= scale.minimum) return 1.0F;  // one value only: it says "chosen"
  // Below 1 there is no customary bottom: scores in 0..1 start at 0, stars start at 1.
  const float bottom = scale.maximum > 1.0F ? 1.0F : 0.0F;
  return std::clamp((rating - bottom) / (scale.maximum - bottom), 0.0F, 1.0F);
}

float weight_of(float rating, const RatingScale& scale) {
  if (rating == kImplicit) return 1.0F;
  const float position = position_of(rating, scale);
  if (position < kLikedPosition) return kChosenWeight;
  return kLikedWeight + std::round(kExplicitBoost * position * kWeightSteps) / kWeightSteps;
}

}  // namespace pocketrec
