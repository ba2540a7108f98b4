#include "trainer/train/factor_algebra.h"

#include <Eigen/Dense>
#include <algorithm>

#include "trainer/support/parallel.h"
#include "trainer/support/random.h"
#include "trainer/train/ridge_kernel.h"

namespace pocketrec {
namespace {

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using ConstMap = Eigen::Map<const RowMajor>;

// Rows that one chunk sums up in float.
constexpr size_t kGramChunk = 1024;

// panel' panel for rows begin..end-1, upper triangle, into `sums` (size x stride).
void gram_of_chunk(const FactorTable& table, size_t begin, size_t end, size_t size, size_t stride,
                   std::vector<float>& panel, std::vector<float>& sums) {
  const size_t factors = table.num_factors;
  panel.assign((end - begin) * stride, 0.0F);
  for (size_t r = begin; r < end; ++r) {
    std::copy_n(table.row(static_cast<uint32_t>(r)), factors,
                panel.begin() + static_cast<ptrdiff_t>((r - begin) * stride));
  }
  sums.assign(size * stride, 0.0F);
  ridge_kernel::kernels().accumulate(sums.data(), size, stride, panel.data(), panel.data(),
                                     end - begin);
}

}  // namespace

std::vector<double> gram(const FactorTable& table, uint32_t threads) {
  const size_t factors = table.num_factors;
  const size_t size = ridge_kernel::round_up(factors, ridge_kernel::kRowTile);
  const size_t stride = ridge_kernel::round_up(factors, ridge_kernel::kColumnTile);
  const size_t num_chunks = (table.num_rows + kGramChunk - 1) / kGramChunk;
  std::vector<std::vector<float>> chunk_sums(num_chunks);
  std::vector<std::vector<float>> panels(resolve_threads(threads));
  parallel_blocks(table.num_rows, kGramChunk, threads,
                  [&](size_t begin, size_t end, uint32_t thread) {
                    gram_of_chunk(table, begin, end, size, stride, panels[thread],
                                  chunk_sums[begin / kGramChunk]);
                  });
  std::vector<double> result(factors * factors, 0.0);
  for (const auto& sums : chunk_sums) {
    for (size_t r = 0; r < factors; ++r) {
      for (size_t c = r; c < factors; ++c) result[r * factors + c] += sums[r * stride + c];
    }
  }
  for (size_t r = 0; r < factors; ++r) {
    for (size_t c = 0; c < r; ++c) result[r * factors + c] = result[c * factors + r];
  }
  return result;
}

Diagonalisation diagonalise(const std::vector<double>& symmetric, uint32_t num_factors) {
  const Eigen::Map<const Eigen::MatrixXd> matrix(symmetric.data(), num_factors, num_factors);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  Diagonalisation result;
  result.diagonal.resize(num_factors);
  result.basis.resize(size_t{num_factors} * num_factors);
  for (uint32_t c = 0; c < num_factors; ++c) {
    const Eigen::Index from = num_factors - 1 - c;  // Eigen sorts ascending
    result.diagonal[c] = static_cast<float>(std::max(0.0, solver.eigenvalues()[from]));
    for (uint32_t r = 0; r < num_factors; ++r) {
      result.basis[size_t{r} * num_factors + c] =
          static_cast<float>(solver.eigenvectors()(r, from));
    }
  }
  return result;
}

void rotate(FactorTable& table, const std::vector<float>& basis, uint32_t threads) {
  const Eigen::Index factors = table.num_factors;
  const ConstMap rotation(basis.data(), factors, factors);
  constexpr size_t kBlock = 256;
  parallel_blocks(table.num_rows, kBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    Eigen::Map<RowMajor> rows(table.row(static_cast<uint32_t>(begin)),
                              static_cast<Eigen::Index>(end - begin), factors);
    rows = RowMajor(rows * rotation);
  });
}

std::vector<float> random_rotation(uint32_t num_factors, uint64_t seed) {
  Random random(seed);
  Eigen::MatrixXd rotation = Eigen::MatrixXd::Identity(num_factors, num_factors);
  Eigen::VectorXd normal(num_factors);
  // As many reflections as dimensions give a uniformly drawn rotation (Stewart 1980).
  for (uint32_t reflection = 0; reflection < num_factors; ++reflection) {
    for (auto& value : normal) value = random.normal();
    const double norm = normal.squaredNorm();
    if (norm == 0.0) continue;
    rotation -= (2.0 / norm) * normal * (normal.transpose() * rotation);
  }
  std::vector<float> result(size_t{num_factors} * num_factors);
  Eigen::Map<RowMajor>(result.data(), num_factors, num_factors) = rotation.cast<float>();
  return result;
}

}  // namespace pocketrec
