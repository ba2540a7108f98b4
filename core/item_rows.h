// Items as encoders and lists see them, by item index: the first ones of the bundle, one behind the
// other; of a large catalogue the others, in lists; then those that were added since, which lie in
// memory of their own.
#pragma once

#include <cstdint>
#include <span>

#include "core/bytes.h"
#include "core/item_lists.h"
#include "core/quantise.h"

namespace pocketrec {

struct ItemRows {
  CodeTable codes;
  PackedArray<float> inverse_norms;  // 1 / length of each row of codes; 0 for a row of zeros
  CodeTable added = {};              // as many factors and bits
  PackedArray<float> added_norms = {};
  uint32_t num_listed = 0;           // items behind those of `codes`
  const ItemLists* lists = nullptr;  // where their rows are; null: none is here
  // Items spread evenly over all, which stand for them in fold-in; null: the first ones do.
  const ListedRows* background = nullptr;

  uint32_t num_bundled() const { return codes.num_rows + num_listed; }
  uint32_t size() const { return num_bundled() + added.num_rows; }
  // Whether an item's row is here; below, it is.
  bool has(uint32_t item) const {
    return item < codes.num_rows || item >= num_bundled() || (lists != nullptr && lists->has(item));
  }
  RowPlace place(uint32_t item) const {
    if (item < codes.num_rows) return {codes, inverse_norms, item};
    if (item >= num_bundled()) return {added, added_norms, item - num_bundled()};
    return lists->place(item);
  }
  float inverse_norm(uint32_t item) const {
    const auto [table, norms, row] = place(item);
    return norms[row];
  }
  // As the functions of those names in quantise.h.
  void load_row(uint32_t item, std::span<int8_t> row_codes) const {
    const auto [table, norms, row] = place(item);
    pocketrec::load_row(table, row, row_codes);
  }
  void dequantise_row(uint32_t item, std::span<float> values) const {
    const auto [table, norms, row] = place(item);
    pocketrec::dequantise_row(table, row, values);
  }
};

}  // namespace pocketrec
