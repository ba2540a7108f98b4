// What training makes and packing ships, in float.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "core/encoder.h"
#include "trainer/train/ridge.h"

namespace pocketrec {

// Row-major float table.
struct FactorTable {
  uint32_t num_rows = 0;
  uint32_t num_factors = 0;
  std::vector<float> values;  // num_rows x num_factors
  const float* row(uint32_t r) const { return values.data() + size_t{r} * num_factors; }
  float* row(uint32_t r) { return values.data() + size_t{r} * num_factors; }

  template <class Archive>  // checkpoint.h
  void visit(Archive& archive) {
    archive(num_rows);
    archive(num_factors);
    archive(values);
  }
};

// What the fold-in of iALS needs besides the items: gram = basis * diag * basis'.
// A row in item space times `basis` is that row in the diagonal basis.
struct RidgeEncoder {
  RidgeParameters parameters;
  std::vector<float> gram_diagonal;  // num_factors, descending
  std::vector<float> basis;          // num_factors x num_factors, row-major, orthonormal
};

// How content places items (core/content_map.h), by the features that training took.
struct ContentModel {
  FactorTable features;          // by feature; what they say most of has the longest vectors
  std::vector<uint32_t> placed;  // items whose factors are their features' direction, ascending ...
  float placed_length = 1.0F;    // ... at this length
};

struct Model {
  FactorTable item_factors;
  // Only the second is ever packed; iALS is there to be compared with.
  std::variant<RidgeEncoder, EncoderParameters> encoder;
  std::optional<ContentModel> content = std::nullopt;
};

}  // namespace pocketrec
