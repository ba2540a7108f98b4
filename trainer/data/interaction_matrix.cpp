#include "trainer/data/interaction_matrix.h"

namespace pocketrec {

InteractionMatrix transpose(const InteractionMatrix& matrix) {
  InteractionMatrix result;
  result.num_rows = matrix.num_columns;
  result.num_columns = matrix.num_rows;
  result.offsets.assign(size_t{result.num_rows} + 1, 0);
  for (const uint32_t column : matrix.columns) ++result.offsets[size_t{column} + 1];
  for (size_t r = 0; r < result.num_rows; ++r) result.offsets[r + 1] += result.offsets[r];

  result.columns.resize(matrix.columns.size());
  result.weights.resize(matrix.weights.size());
  result.times.resize(matrix.times.size());
  std::vector<uint64_t> next(result.offsets.begin(), result.offsets.end() - 1);
  // Rows are visited in order, so the columns of the result come out ascending.
  for (uint32_t r = 0; r < matrix.num_rows; ++r) {
    for (uint64_t e = matrix.offsets[r]; e < matrix.offsets[r + 1]; ++e) {
      const uint64_t target = next[matrix.columns[e]]++;
      result.columns[target] = r;
      if (!matrix.weights.empty()) result.weights[target] = matrix.weights[e];
      if (!matrix.times.empty()) result.times[target] = matrix.times[e];
    }
  }
  return result;
}

InteractionMatrix without_short_rows(const InteractionMatrix& matrix, uint64_t min_entries) {
  InteractionMatrix result{matrix.num_rows, matrix.num_columns, {0}, {}, {}, {}};
  result.offsets.reserve(matrix.offsets.size());
  for (uint32_t r = 0; r < matrix.num_rows; ++r) {
    const auto columns = matrix.row(r);
    if (columns.size() >= min_entries) {
      const auto weights = matrix.row_weights(r);
      result.columns.insert(result.columns.end(), columns.begin(), columns.end());
      result.weights.insert(result.weights.end(), weights.begin(), weights.end());
    }
    result.offsets.push_back(result.columns.size());
  }
  return result;
}

}  // namespace pocketrec
