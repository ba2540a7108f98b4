#include "trainer/pack/quantise_direction.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/quantise.h"

namespace pocketrec {
namespace {

constexpr int kSteps = 20;  // tried between half of the coarsest step and that one

struct Fit {
  double cosine = 0;  // times the values' length
  double length = 0;  // of the codes
};

Fit round_to(std::span<const float> values, double step, int32_t most, std::span<int8_t> codes) {
  double product = 0;
  double squares = 0;
  for (size_t k = 0; k < values.size(); ++k) {
    const double nearest = std::nearbyint(static_cast<double>(values[k]) / step);
    const double code = std::clamp(nearest, -static_cast<double>(most), static_cast<double>(most));
    codes[k] = static_cast<int8_t>(code);
    product += code * static_cast<double>(values[k]);
    squares += code * code;
  }
  const double length = std::sqrt(squares);
  return {length > 0 ? product / length : 0, length};
}

}  // namespace

float quantise_direction(std::span<const float> values, uint32_t bits, std::span<int8_t> codes) {
  const float coarsest = quantise_row(values, bits, codes);
  if (bits == 8 || coarsest == 0.0F) return coarsest;
  std::vector<int8_t> tried(codes.size());
  Fit best;
  for (int i = 0; i <= kSteps; ++i) {
    const double step = static_cast<double>(coarsest) * (kSteps + i) / (2.0 * kSteps);
    const Fit fit = round_to(values, step, max_code(bits), tried);
    if (fit.cosine <= best.cosine) continue;
    best = fit;
    std::copy(tried.begin(), tried.end(), codes.begin());
  }
  double squares = 0;
  for (const float value : values) squares += static_cast<double>(value) * value;
  return static_cast<float>(std::sqrt(squares) / best.length);
}

CodeTable QuantisedRows::table() const {
  return {codes.data(), PackedArray<float>(scales), static_cast<uint32_t>(scales.size()),
          num_factors, bits};
}

QuantisedRows quantise_directions(const FactorTable& rows, uint32_t bits) {
  const uint32_t stride = row_stride(rows.num_factors, bits);
  QuantisedRows quantised{rows.num_factors, bits,
                          std::vector<uint8_t>(size_t{rows.num_rows} * stride),
                          std::vector<float>(rows.num_rows)};
  std::vector<int8_t> codes(rows.num_factors);
  for (uint32_t r = 0; r < rows.num_rows; ++r) {
    quantised.scales[r] = quantise_direction({rows.row(r), rows.num_factors}, bits, codes);
    store_row(codes, bits, std::span(quantised.codes).subspan(size_t{r} * stride, stride));
  }
  return quantised;
}

}  // namespace pocketrec
