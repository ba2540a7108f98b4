#include "core/ridge_fold_in.h"

#include <utility>

namespace pocketrec {

RidgeFoldIn::RidgeFoldIn(const RidgeParameters& parameters, std::vector<float> gram_diagonal,
                         std::vector<float> basis)
    : parameters_(parameters), gram_diagonal_(std::move(gram_diagonal)), basis_(std::move(basis)) {
  assert(basis_.size() == gram_diagonal_.size() * gram_diagonal_.size());
}

std::vector<float> RidgeFoldIn::rotated_rows(const ItemRows& items,
                                             std::span<const uint32_t> rows) const {
  const uint32_t f = num_factors();
  std::vector<float> rotated(rows.size() * f, 0.0F);
  std::vector<float> row(f);
  for (size_t i = 0; i < rows.size(); ++i) {
    dequantise_row(items.codes, rows[i], row);
    float* out = rotated.data() + i * f;
    // Each element sums over j in ascending order, whatever the width of the vectors used for k.
    for (uint32_t j = 0; j < f; ++j) {
      const float* basis_row = basis_.data() + size_t{j} * f;
      for (uint32_t k = 0; k < f; ++k) out[k] += row[j] * basis_row[k];
    }
  }
  return rotated;
}

std::vector<float> RidgeFoldIn::encode(const ItemRows& items, const History& history) const {
  const uint32_t f = num_factors();
  const std::vector<float> rows = rotated_rows(items, history.liked);
  std::vector<float> rotated(f);
  RidgeSolver(f).solve(parameters_, gram_diagonal_, rows, history.weights, rotated);
  std::vector<float> vector(f);
  for (uint32_t j = 0; j < f; ++j) {
    const float* basis_row = basis_.data() + size_t{j} * f;
    float sum = 0.0F;
    for (uint32_t k = 0; k < f; ++k) sum += basis_row[k] * rotated[k];
    vector[j] = sum;
  }
  return vector;
}

std::vector<float> RidgeFoldIn::explain(const ItemRows& items, const History& history,
                                        uint32_t item_index) const {
  const std::vector<float> rows = rotated_rows(items, history.liked);
  const std::vector<float> target = rotated_rows(items, std::span(&item_index, 1));
  std::vector<float> parts(history.liked.size());
  RidgeSolver(num_factors())
      .explain(parameters_, gram_diagonal_, rows, history.weights, target, parts);
  return parts;
}

}  // namespace pocketrec
