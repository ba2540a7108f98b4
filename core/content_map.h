// Where content puts an item that nobody has chosen yet.
//
// Training gives every content key (core/content.h) a vector, such that the sum of an item's keys
// points to where its audience is (trainer/train/content_rows.h). A new item goes where that sum
// points; how long the sum is tells how much its keys say. FORMAT.md, "content", has the bytes and
// every rounding.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/content.h"
#include "core/quantise.h"

namespace pocketrec {

// Lengths of sums are compared with those of the catalogue's items: their 0/16, 1/16, ... 16/16
// quantiles.
inline constexpr uint32_t kNumLengthQuantiles = 17;
inline constexpr float kMaxPlacedLength = 16.0F;

struct ContentMap {
  PackedArray<uint32_t> field_begins;  // kNumContentFields + 1: field f has the features from its
                                       // begin to the next one's
  PackedArray<uint32_t> prints;        // of each feature; ascending within a field
  CodeTable features;
  float placed_length = 1.0F;                // of a placed item's row
  std::vector<float> length_quantiles = {};  // kNumLengthQuantiles, ascending

  // The feature of a key; prints.size() where the map does not know it.
  uint32_t feature_of(const ContentKey& key) const;
};

struct Placement {
  uint32_t num_known = 0;  // keys that the map knows
  float length = 0.0F;     // of the sum
  // Of the catalogue's items, the share about which their keys say less; 0 where no key is known.
  float certainty = 0.0F;
};

// values (num_factors of the map): the sum's direction at length 1, zeros where no key is known.
// keys: as content_keys() gives them.
Placement place(const ContentMap& map, std::span<const ContentKey> keys, std::span<float> values);

}  // namespace pocketrec
