// Items as the core holds them, made from plain numbers, and histories to try them with.
#pragma once

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "core/dot.h"
#include "core/history.h"
#include "tests/core/toy_bundle.h"

namespace pocketrec {

class Catalogue {
 public:
  Catalogue(uint32_t num_factors, const std::vector<float>& rows, uint32_t bits = 8,
            const EncoderParameters& encoder = {})
      : parts_(pack_model(model_of(num_factors, rows, encoder), bits, 1)),
        items_(parse_items(parts_.items).value()),
        norms_(inverse_lengths(items_.items)) {}
  Catalogue(const Catalogue&) = delete;

  const PackedParts& parts() const { return parts_; }
  ItemRows rows() const { return {items_.items, PackedArray<float>(norms_)}; }
  uint32_t num_items() const { return items_.items.num_rows; }
  uint32_t num_factors() const { return items_.items.num_factors; }
  std::vector<float> row(uint32_t item) const {
    std::vector<float> values(num_factors());
    dequantise_row(items_.items, item, values);
    return values;
  }
  // In double; zeros for a row of zeros.
  std::vector<double> unit(uint32_t item) const;

 private:
  PackedParts parts_;
  ItemsPart items_;
  std::vector<float> norms_;
};

inline double product_of(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

inline void normalise_in_place(std::vector<double>& values) {
  const double length = std::sqrt(product_of(values, values));
  for (double& value : values) value = length > 0 ? value / length : 0;
}

inline std::vector<double> Catalogue::unit(uint32_t item) const {
  std::vector<int8_t> codes(num_factors());
  load_row(items_.items, item, codes);
  std::vector<double> values(codes.begin(), codes.end());
  normalise_in_place(values);
  return values;
}

// Rows around a few centres, so that there are tastes; every tenth item has no vector.
inline std::vector<float> clustered_rows(uint32_t num_items, uint32_t num_factors, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> centres(size_t{5} * num_factors), rows(size_t{num_items} * num_factors);
  for (float& value : centres) value = normal(random);
  for (uint32_t i = 0; i < num_items; ++i) {
    for (uint32_t k = 0; k < num_factors; ++k) {
      const float value = centres[i % 5 * num_factors + k] + normal(random);
      rows[i * num_factors + k] = i % 10 == 9 ? 0.0F : value * static_cast<float>(i % 3 + 1);
    }
  }
  return rows;
}

inline History random_history(std::mt19937& random, uint32_t num_items, uint32_t most) {
  std::vector<HistoryEntry> entries;
  for (auto n = 1 + random() % most; n > 0; --n) {
    const auto item = static_cast<uint32_t>(random() % num_items);
    entries.push_back({item, static_cast<float>(1 + random() % 64) / 16.0F});
  }
  return prepare_history(entries, num_items).value();
}

}  // namespace pocketrec
