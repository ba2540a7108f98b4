// Rows of a code table copied one behind the other, so that a kernel takes them in one go.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/dot.h"
#include "core/item_rows.h"
#include "core/recommender.h"

namespace pocketrec {

class GatheredRows {
 public:
  // What `items` views must outlive this.
  explicit GatheredRows(const ItemRows& items) : items_(items) {}

  void reserve(size_t num_rows);
  void add(uint32_t row) {
    const auto [table, norms, place] = items_.place(row);
    add(table, norms, place);
  }
  // A row from elsewhere, of as many factors and bits.
  void add(const CodeTable& table, const PackedArray<float>& norms, uint32_t place);
  uint32_t size() const { return static_cast<uint32_t>(inverse_norms_.size()); }

  // The gathered rows, in the order in which they were added. Valid until the next add().
  CodeTable table() const;
  PackedArray<float> inverse_norms() const { return PackedArray<float>(inverse_norms_); }

  // The cosine of each gathered row with row `row` of the items, as similar() gives it; item_index
  // is the place among the gathered. 0 where one of both is a row of zeros.
  const std::vector<ScoredItem>& cosines_with(uint32_t row);

 private:
  ItemRows items_;
  std::vector<uint8_t> codes_;        // gathered
  std::vector<float> inverse_norms_;  // gathered
  std::vector<ScoredItem> cosines_;
};

}  // namespace pocketrec
