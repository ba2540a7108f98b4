// The ridge solve behind iALS: training and the fold-in of people are both this one function.
//
// A user with history S and weights c_j minimises, over x, with item vectors v_j (rows of V):
//
//   sum_{j in S} c_j (v_j.x - 1)^2  +  w sum_{all items i} (v_i.x)^2  +  r |x|^2
//
// Source: Hu, Koren, Volinsky, "Collaborative Filtering for Implicit Feedback Datasets" (2008), in
// the form of Rendle et al., "Revisiting the Performance of iALS" (2022), with unobserved weight w
// and r = regularisation * (sum_j c_j)^exponent. (Their exponent counts w * num_items in as well;
// on gowalla's validation part the history alone as the scale was better, and less sensitive.)
//
// Items are handled in the basis in which the Gram matrix V'V is diagonal (rotating a matrix
// factorisation changes no score), so that only the history couples the coordinates:
//
//   (D + sum_j c_j v_j v_j') x = sum_j c_j v_j,    D = w * diag(gram) + r.
//
// A history shorter than num_factors is solved in its own, smaller dual:
//   x = D^-1 V_S' y,   (C^-1 + V_S D^-1 V_S') y = 1.
//
// Every element is summed in one fixed order, without fused multiply-add, so that the result is
// the same to the bit on every machine, vector width and in WebAssembly.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pocketrec {

struct RidgeParameters {
  float unobserved_weight = 0.0F;  // w above, >= 0
  float regularisation = 0.0F;     // > 0
  // 0, 1 or 2 halves: r grows with the history's weight to the power 0, 1/2 or 1. (Powers in
  // general are not the same to the bit on all machines; these are.)
  uint32_t exponent_halves = 2;
};

// r above for a history whose weights sum to `total_weight`.
float ridge_penalty(const RidgeParameters& parameters, float total_weight);

// Reusable working memory; one per thread.
class RidgeSolver {
 public:
  // `num_factors` in 1..1024.
  explicit RidgeSolver(uint32_t num_factors);

  // rows: n x num_factors, row-major, in the diagonal basis; weights: n, all > 0, or empty for all
  // ones; n >= 1. gram_diagonal: num_factors, >= 0. Writes x (num_factors) to `solution`, in the
  // diagonal basis.
  void solve(const RidgeParameters& parameters, std::span<const float> gram_diagonal,
             std::span<const float> rows, std::span<const float> weights,
             std::span<float> solution);

  // As solve(), for row numbers `indices` of one large table instead of copied rows.
  void solve_gathered(const RidgeParameters& parameters, std::span<const float> gram_diagonal,
                      const float* table, std::span<const uint32_t> indices,
                      std::span<const float> weights, std::span<float> solution);

 private:
  void set_diagonal(const RidgeParameters& parameters, std::span<const float> gram_diagonal,
                    float total_weight);
  void solve_rows(std::span<const float> weights, std::span<float> solution);
  void start_system(size_t size);
  void build_primal(std::span<const float> weights);
  void solve_dual(std::span<const float> weights, std::span<float> solution);
  void transpose_rows();

  uint32_t num_factors_;
  size_t size_ = 0, stride_ = 0;            // of system_, padded (trainer/train/ridge_kernel.h)
  std::vector<const float*> row_pointers_;  // the history's rows
  std::vector<float> diagonal_;             // D
  std::vector<float> left_panel_, right_panel_;
  std::vector<float> system_, right_;
};

}  // namespace pocketrec
