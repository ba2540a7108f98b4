#include "trainer/train/ridge.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#include "trainer/train/ridge_kernel.h"

namespace pocketrec {
namespace ridge_kernel {

const Kernels& kernels() {
#if defined(POCKETREC_RIDGE_AVX2)
  static const Kernels& best = __builtin_cpu_supports("avx2") ? avx2::kKernels : baseline::kKernels;
  return best;
#else
  return baseline::kKernels;
#endif
}

}  // namespace ridge_kernel

namespace {

using ridge_kernel::kColumnTile;
using ridge_kernel::kRowTile;
using ridge_kernel::round_up;

// Rows of one panel: enough to amortise a pass over the system, few enough to stay in the cache.
constexpr size_t kPanelRows = 128;

// At this many history rows per factor the dual stops paying (tests/bench/train_bench.cpp).
constexpr float kDualLimit = 1.0F;

float weight_at(std::span<const float> weights, size_t j) {
  return weights.empty() ? 1.0F : weights[j];
}

float total(std::span<const float> weights, size_t count) {
  if (weights.empty()) return static_cast<float>(count);
  float sum = 0.0F;
  for (const float weight : weights) sum += weight;
  return sum;
}

}  // namespace

float ridge_penalty(const RidgeParameters& parameters, float total_weight) {
  switch (parameters.exponent_halves) {
    case 0:
      return parameters.regularisation;
    case 1:
      return parameters.regularisation * std::sqrt(total_weight);
    default:
      return parameters.regularisation * total_weight;
  }
}

RidgeSolver::RidgeSolver(uint32_t num_factors) : num_factors_(num_factors) {
  assert(num_factors >= 1 && num_factors <= 1024);
}

void RidgeSolver::set_diagonal(const RidgeParameters& parameters,
                               std::span<const float> gram_diagonal, float total_weight) {
  assert(gram_diagonal.size() == num_factors_);
  const float penalty = ridge_penalty(parameters, total_weight);
  diagonal_.resize(num_factors_);
  for (uint32_t k = 0; k < num_factors_; ++k) {
    diagonal_[k] = parameters.unobserved_weight * gram_diagonal[k] + penalty;
  }
}

void RidgeSolver::solve(const RidgeParameters& parameters, std::span<const float> gram_diagonal,
                        std::span<const float> rows, std::span<const float> weights,
                        std::span<float> solution) {
  const size_t count = rows.size() / num_factors_;
  row_pointers_.resize(count);
  for (size_t j = 0; j < count; ++j) row_pointers_[j] = rows.data() + j * num_factors_;
  set_diagonal(parameters, gram_diagonal, total(weights, count));
  solve_rows(weights, solution);
}

void RidgeSolver::solve_gathered(const RidgeParameters& parameters,
                                 std::span<const float> gram_diagonal, const float* table,
                                 std::span<const uint32_t> indices, std::span<const float> weights,
                                 std::span<float> solution) {
  row_pointers_.resize(indices.size());
  for (size_t j = 0; j < indices.size(); ++j) {
    row_pointers_[j] = table + size_t{indices[j]} * num_factors_;
  }
  set_diagonal(parameters, gram_diagonal, total(weights, indices.size()));
  solve_rows(weights, solution);
}

void RidgeSolver::solve_rows(std::span<const float> weights, std::span<float> solution) {
  assert(!row_pointers_.empty() && solution.size() == num_factors_);
  assert(weights.empty() || weights.size() == row_pointers_.size());
  if (static_cast<float>(row_pointers_.size()) < kDualLimit * static_cast<float>(num_factors_)) {
    solve_dual(weights, solution);
  } else {
    build_primal(weights);
    ridge_kernel::kernels().solve(system_.data(), size_, stride_, right_.data());
    std::copy_n(right_.begin(), num_factors_, solution.begin());
  }
}

void RidgeSolver::start_system(size_t size) {
  size_ = round_up(size, kRowTile);
  stride_ = round_up(size_, kColumnTile);
  system_.assign(size_ * stride_, 0.0F);
  for (size_t i = size; i < size_; ++i) system_[i * stride_ + i] = 1.0F;
  right_.assign(stride_, 0.0F);
}

// D + sum c v v' in system_, sum c v in right_.
void RidgeSolver::build_primal(std::span<const float> weights) {
  start_system(num_factors_);
  for (size_t k = 0; k < num_factors_; ++k) system_[k * stride_ + k] = diagonal_[k];
  const size_t count = row_pointers_.size();
  const size_t panel_rows = std::min(count, kPanelRows);
  right_panel_.assign(panel_rows * stride_, 0.0F);
  left_panel_.assign(weights.empty() ? 0 : panel_rows * stride_, 0.0F);
  for (size_t begin = 0; begin < count; begin += kPanelRows) {
    const size_t end = std::min(count, begin + kPanelRows);
    for (size_t j = begin; j < end; ++j) {
      float* row = right_panel_.data() + (j - begin) * stride_;
      std::copy_n(row_pointers_[j], num_factors_, row);
      if (!weights.empty()) {
        float* scaled = left_panel_.data() + (j - begin) * stride_;
        for (size_t k = 0; k < num_factors_; ++k) scaled[k] = weights[j] * row[k];
        row = scaled;
      }
      for (size_t k = 0; k < num_factors_; ++k) right_[k] += row[k];
    }
    const float* left = weights.empty() ? right_panel_.data() : left_panel_.data();
    ridge_kernel::kernels().accumulate(system_.data(), size_, stride_, left, right_panel_.data(),
                                       end - begin);
  }
}

// (C^-1 + V D^-1 V') y = 1, then x = D^-1 V' y.
void RidgeSolver::solve_dual(std::span<const float> weights, std::span<float> solution) {
  const size_t count = row_pointers_.size();
  start_system(count);
  for (size_t j = 0; j < count; ++j) {
    system_[j * stride_ + j] = 1.0F / weight_at(weights, j);
    right_[j] = 1.0F;
  }
  // Row k of a panel: coordinate k of all history rows, on the left divided by D_k.
  transpose_rows();
  left_panel_.resize(num_factors_ * stride_);
  for (size_t k = 0; k < num_factors_; ++k) {
    const float inverse = 1.0F / diagonal_[k];
    const float* from = right_panel_.data() + k * stride_;
    float* to = left_panel_.data() + k * stride_;
    for (size_t j = 0; j < stride_; ++j) to[j] = inverse * from[j];
  }
  const auto& kernels = ridge_kernel::kernels();
  kernels.accumulate(system_.data(), size_, stride_, left_panel_.data(), right_panel_.data(),
                     num_factors_);
  kernels.solve(system_.data(), size_, stride_, right_.data());
  std::fill(solution.begin(), solution.end(), 0.0F);
  for (size_t j = 0; j < count; ++j) {
    const float y = right_[j];
    const float* row = row_pointers_[j];
    for (size_t k = 0; k < num_factors_; ++k) solution[k] += y * row[k];
  }
  for (size_t k = 0; k < num_factors_; ++k) solution[k] = solution[k] / diagonal_[k];
}

void RidgeSolver::transpose_rows() {
  const size_t whole = num_factors_ / 8 * 8;
  right_panel_.assign(num_factors_ * stride_, 0.0F);
  ridge_kernel::kernels().transpose(row_pointers_.data(), row_pointers_.size(), whole,
                                    right_panel_.data(), stride_);
  for (size_t j = 0; j < row_pointers_.size(); ++j) {
    for (size_t k = whole; k < num_factors_; ++k) {
      right_panel_[k * stride_ + j] = row_pointers_[j][k];
    }
  }
}

}  // namespace pocketrec
