#include "trainer/map/start.h"

#include <cmath>
#include <cstddef>

#include "trainer/support/parallel.h"
#include "trainer/support/random.h"
#include "trainer/train/factor_algebra.h"

namespace pocketrec {
namespace {

constexpr size_t kRowsPerBlock = 1024;
constexpr float kNoise = 1e-2F;

FactorTable centred(const FactorTable& rows) {
  std::vector<double> mean(rows.num_factors, 0.0);
  for (uint32_t r = 0; r < rows.num_rows; ++r) {
    for (uint32_t k = 0; k < rows.num_factors; ++k) mean[k] += rows.row(r)[k];
  }
  FactorTable result = rows;
  for (uint32_t r = 0; r < rows.num_rows; ++r) {
    for (uint32_t k = 0; k < rows.num_factors; ++k) {
      result.row(r)[k] -= static_cast<float>(mean[k] / rows.num_rows);
    }
  }
  return result;
}

// Column `component` of the basis.
std::vector<float> loadings(const Diagonalisation& components, uint32_t num_factors,
                            uint32_t component) {
  std::vector<float> column(num_factors);
  float largest = 0.0F;
  for (uint32_t k = 0; k < num_factors; ++k) {
    column[k] = components.basis[size_t{k} * num_factors + component];
    if (std::abs(column[k]) > std::abs(largest)) largest = column[k];
  }
  if (largest < 0.0F) {
    for (float& value : column) value = -value;
  }
  return column;
}

float along(const float* row, const std::vector<float>& direction) {
  float sum = 0.0F;
  for (size_t k = 0; k < direction.size(); ++k) sum += row[k] * direction[k];
  return sum;
}

}  // namespace

std::vector<Point> principal_components(const FactorTable& rows, uint64_t seed, uint32_t threads) {
  std::vector<Point> points(rows.num_rows);
  if (rows.num_rows == 0) return points;
  const FactorTable table = centred(rows);
  const Diagonalisation components = diagonalise(gram(table, threads), rows.num_factors);
  const std::vector<float> first = loadings(components, rows.num_factors, 0);
  const std::vector<float> second =
      rows.num_factors > 1 ? loadings(components, rows.num_factors, 1) : std::vector<float>();
  const float deviation = std::sqrt(components.diagonal[0] / static_cast<float>(rows.num_rows));
  const float scale = deviation > 0.0F ? 1.0F / deviation : 0.0F;
  parallel_blocks(rows.num_rows, kRowsPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
      Random random(seed, r);
      points[r].x =
          along(table.row(r), first) * scale + kNoise * static_cast<float>(random.normal());
      points[r].y =
          along(table.row(r), second) * scale + kNoise * static_cast<float>(random.normal());
    }
  });
  return points;
}

}  // namespace pocketrec
