// A visitor's vector by the ridge solve of iALS (ridge.h), from the bundle's quantised items.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/history.h"
#include "core/quantise.h"
#include "core/ridge.h"

namespace pocketrec {

class RidgeFoldIn {
 public:
  // gram_diagonal: num_factors; basis: num_factors x num_factors, row-major, orthonormal. A row in
  // item space times `basis` is that row in the basis in which the Gram matrix is diagonal.
  RidgeFoldIn(const RidgeParameters& parameters, std::vector<float> gram_diagonal,
              std::vector<float> basis);

  // The vector in item space, num_factors, not yet quantised.
  std::vector<float> encode(const ItemRows& items, const History& history) const;

  // What each liked item adds to the score of `item_index`; the parts sum to the product of
  // encode() with that item's row.
  std::vector<float> explain(const ItemRows& items, const History& history,
                             uint32_t item_index) const;

 private:
  uint32_t num_factors() const { return static_cast<uint32_t>(gram_diagonal_.size()); }
  // Rows of `items`, dequantised, in the diagonal basis, one behind the other.
  std::vector<float> rotated_rows(const ItemRows& items, std::span<const uint32_t> rows) const;

  RidgeParameters parameters_;
  std::vector<float> gram_diagonal_;
  std::vector<float> basis_;
};

}  // namespace pocketrec
