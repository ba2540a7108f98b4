// What changes in a catalogue between two bundles: items that are hidden, boosted, or added.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/item_rows.h"
#include "core/recommender.h"
#include "core/result.h"

namespace pocketrec {

// Factors by which scores of some items count more (above 1) or less.
class Boosts {
 public:
  // factor: above 0; 1 takes the item's boost back.
  void set(uint32_t item, float factor);

  // By item index.
  const std::vector<ScoredItem>& all() const { return factors_; }
  // A score as it counts: one below 0 is divided by the factor, so that it, too, rises with it.
  static float boosted(float score, float factor) {
    return score > 0.0F ? score * factor : score / factor;
  }
  // The factor of an item; 1 where it has none.
  float factor(uint32_t item) const;

 private:
  std::vector<ScoredItem> factors_;  // ascending; `score` is the factor
};

class LiveCatalogue {
 public:
  // Of a bundle with `num_items`, whose rows are as wide as those of `codes`.
  LiveCatalogue(const CodeTable& codes, uint32_t num_items);

  void hide(uint32_t item, bool is_hidden);
  // Returns the new item's index. Its vector: num_factors codes of 8 bits; where the bundle's items
  // have 4, it is rounded to these.
  uint32_t add(const UserVector& vector);

  uint32_t size() const { return num_items_ + static_cast<uint32_t>(norms_.size()); }
  const BitSet& hidden() const { return hidden_; }
  // Valid until the next add().
  CodeTable added() const;
  PackedArray<float> added_norms() const { return PackedArray<float>(norms_); }

  Boosts boosts;

 private:
  uint32_t num_items_, num_factors_, bits_;
  BitSet hidden_;
  std::vector<uint8_t> codes_;
  std::vector<float> scales_, norms_;
};

}  // namespace pocketrec
