#include "trainer/train/smoothing.h"

#include <cmath>
#include <vector>

#include "trainer/support/parallel.h"
#include "trainer/train/row_sums.h"

namespace pocketrec {
namespace {

constexpr size_t kRowsPerBlock = 256;

}  // namespace

FactorTable graph_mean(const InteractionMatrix& rows, const FactorTable& table, uint32_t threads) {
  std::vector<float> column_sums(rows.num_columns, 0.0F);
  for (size_t e = 0; e < rows.columns.size(); ++e) {
    column_sums[rows.columns[e]] += weight_at(rows.weights, e);
  }
  FactorTable means{rows.num_rows, table.num_factors, {}};
  means.values.resize(size_t{rows.num_rows} * table.num_factors);
  parallel_blocks(rows.num_rows, kRowsPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
      const auto columns = rows.row(r);
      const auto weights = rows.row_weights(r);
      float row_sum = 0.0F;
      for (size_t i = 0; i < columns.size(); ++i) row_sum += weight_at(weights, i);
      for (size_t i = 0; i < columns.size(); ++i) {
        const float share = weight_at(weights, i) / std::sqrt(row_sum * column_sums[columns[i]]);
        const float* from = table.row(columns[i]);
        float* to = means.row(r);
        for (uint32_t k = 0; k < table.num_factors; ++k) to[k] += share * from[k];
      }
    }
  });
  return means;
}

void normalise_rows(FactorTable& table, uint32_t threads) {
  parallel_blocks(table.num_rows, kRowsPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
      const float inverse = inverse_length(table.row(r), table.num_factors);
      for (uint32_t k = 0; k < table.num_factors; ++k) table.row(r)[k] *= inverse;
    }
  });
}

void add_directions(FactorTable& sums, const FactorTable& table, uint32_t threads) {
  parallel_blocks(table.num_rows, kRowsPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
      const float inverse = inverse_length(table.row(r), table.num_factors);
      for (uint32_t k = 0; k < table.num_factors; ++k) {
        sums.row(r)[k] += table.row(r)[k] * inverse;
      }
    }
  });
}

}  // namespace pocketrec
