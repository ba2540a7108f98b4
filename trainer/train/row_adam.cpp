#include "trainer/train/row_adam.h"

#include <cmath>

#include "trainer/train/row_sums.h"

namespace pocketrec {
namespace {

constexpr float kBeta1 = 0.9F;
constexpr float kBeta2 = 0.99F;
constexpr float kEpsilon = 1e-10F;

}  // namespace

RowAdam::RowAdam(const FactorTable& table, uint32_t num_used)
    : first_moments_(table.values.size()),
      rows_(table.num_rows),
      num_used_(static_cast<float>(num_used)) {}

void RowAdam::step(FactorTable& table, uint32_t row, std::span<const float> gradient, float rate) {
  const uint32_t num_factors = table.num_factors;
  const float squares = product(gradient.data(), gradient.data(), gradient.size());
  RowState& state = rows_[row];
  state.second_moment = kBeta2 * state.second_moment + (1.0F - kBeta2) * (squares / num_used_);
  state.first_decay *= kBeta1;
  state.second_decay *= kBeta2;
  const float second = state.second_moment / (1.0F - state.second_decay);
  const float factor = rate / (1.0F - state.first_decay) / (std::sqrt(second) + kEpsilon);
  float* moments = first_moments_.data() + size_t{row} * num_factors;
  float* values = table.row(row);
  for (uint32_t k = 0; k < num_factors; ++k) {
    moments[k] = kBeta1 * moments[k] + (1.0F - kBeta1) * gradient[k];
    values[k] -= factor * moments[k];
  }
}

}  // namespace pocketrec
