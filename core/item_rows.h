// Items as encoders and lists see them, by item index: those of the bundle, then those that were
// added since, which lie in memory of their own.
#pragma once

#include <cstdint>
#include <span>

#include "core/bytes.h"
#include "core/quantise.h"

namespace pocketrec {

struct ItemRows {
  CodeTable codes;
  PackedArray<float> inverse_norms;  // 1 / length of each row of codes; 0 for a row of zeros
  CodeTable added = {};              // as many factors and bits
  PackedArray<float> added_norms = {};

  // Where an item's row is.
  struct Place {
    const CodeTable& table;
    const PackedArray<float>& inverse_norms;
    uint32_t row;
  };

  uint32_t size() const { return codes.num_rows + added.num_rows; }
  Place place(uint32_t item) const {
    if (item < codes.num_rows) return {codes, inverse_norms, item};
    return {added, added_norms, item - codes.num_rows};
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
