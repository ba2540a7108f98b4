#include "trainer/train/ridge.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>
#include <vector>

#include "trainer/support/random.h"
#include "trainer/train/ridge_kernel.h"

namespace pocketrec {
namespace {

struct Problem {
  uint32_t num_factors;
  RidgeParameters parameters;
  std::vector<float> gram_diagonal, rows, weights;
};

Problem random_problem(uint32_t num_factors, size_t num_rows, bool weighted, uint64_t seed) {
  Random random(seed);
  Problem problem{num_factors, {0.02F, 0.05F, 2}, {}, {}, {}};
  for (uint32_t k = 0; k < num_factors; ++k) {
    problem.gram_diagonal.push_back(static_cast<float>(1000.0 * random.uniform() + 1.0));
  }
  for (size_t i = 0; i < num_rows * num_factors; ++i) {
    problem.rows.push_back(static_cast<float>(random.normal()));
  }
  for (size_t j = 0; weighted && j < num_rows; ++j) {
    problem.weights.push_back(static_cast<float>(1 + random.below(32)) / 16.0F);
  }
  return problem;
}

std::vector<float> solve(const Problem& problem) {
  std::vector<float> solution(problem.num_factors);
  RidgeSolver(problem.num_factors)
      .solve(problem.parameters, problem.gram_diagonal, problem.rows, problem.weights, solution);
  return solution;
}

// The normal equations of ridge.h, as they are written there, in double.
Eigen::VectorXd dense_solution(const Problem& problem) {
  const auto d = static_cast<Eigen::Index>(problem.num_factors);
  const auto n = static_cast<Eigen::Index>(problem.rows.size()) / d;
  Eigen::MatrixXd system = Eigen::MatrixXd::Zero(d, d);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(d);
  double total = 0;
  for (Eigen::Index j = 0; j < n; ++j) {
    const Eigen::VectorXd v =
        Eigen::Map<const Eigen::VectorXf>(problem.rows.data() + j * d, d).cast<double>();
    const double weight = problem.weights.empty() ? 1.0 : problem.weights[static_cast<size_t>(j)];
    system += weight * v * v.transpose();
    right += weight * v;
    total += weight;
  }
  const double power = problem.parameters.exponent_halves / 2.0;
  for (Eigen::Index k = 0; k < d; ++k) {
    system(k, k) += double{problem.parameters.unobserved_weight} *
                        problem.gram_diagonal[static_cast<size_t>(k)] +
                    problem.parameters.regularisation * std::pow(total, power);
  }
  return system.ldlt().solve(right);
}

class RidgeShapes : public testing::TestWithParam<uint32_t> {};

// Short histories are solved in the dual, long ones in the primal: both must be the same function.
TEST_P(RidgeShapes, EqualsTheDenseNormalEquationsForEveryHistoryLength) {
  const uint32_t num_factors = GetParam();
  for (const size_t num_rows : {1, 2, 3, 5, 8, 16, 31, 63, 64, 65, 127, 128, 129, 300}) {
    for (const bool weighted : {false, true}) {
      const Problem problem = random_problem(num_factors, num_rows, weighted, 7 * num_rows + 1);
      const std::vector<float> solution = solve(problem);
      const Eigen::VectorXd expected = dense_solution(problem);
      for (uint32_t k = 0; k < num_factors; ++k) {
        EXPECT_NEAR(solution[k], expected[k], 2e-4 * (expected.norm() + 1e-3))
            << num_rows << " rows, factor " << k << ", weighted " << weighted;
      }
    }
  }
}

TEST_P(RidgeShapes, WeightsOfOneAreNoWeights) {
  const uint32_t num_factors = GetParam();
  for (const size_t num_rows : {3, 200}) {
    Problem problem = random_problem(num_factors, num_rows, false, 3);
    const std::vector<float> without = solve(problem);
    problem.weights.assign(num_rows, 1.0F);
    EXPECT_EQ(solve(problem), without);
  }
}

TEST_P(RidgeShapes, GatheredRowsGiveTheSameBits) {
  const uint32_t num_factors = GetParam();
  for (const size_t num_rows : {4, 150}) {
    const Problem problem = random_problem(num_factors, num_rows, true, 5);
    std::vector<uint32_t> indices;
    for (uint32_t j = 0; j < num_rows; ++j) indices.push_back(j);
    std::vector<float> gathered(num_factors);
    RidgeSolver(num_factors)
        .solve_gathered(problem.parameters, problem.gram_diagonal, problem.rows.data(), indices,
                        problem.weights, gathered);
    EXPECT_EQ(gathered, solve(problem));
  }
}

INSTANTIATE_TEST_SUITE_P(Factors, RidgeShapes, testing::Values(1, 3, 8, 17, 50, 64, 65, 128));

TEST(Ridge, PenaltyGrowsWithTheStatedPowerOfTheWeight) {
  EXPECT_FLOAT_EQ(ridge_penalty({0.1F, 0.5F, 0}, 9.0F), 0.5F);
  EXPECT_FLOAT_EQ(ridge_penalty({0.1F, 0.5F, 1}, 9.0F), 1.5F);
  EXPECT_FLOAT_EQ(ridge_penalty({0.1F, 0.5F, 2}, 9.0F), 4.5F);
}

TEST(Ridge, AReusedSolverForgetsTheLastHistory) {
  RidgeSolver solver(16);
  const Problem long_one = random_problem(16, 200, true, 1);
  const Problem short_one = random_problem(16, 5, false, 2);
  std::vector<float> solution(16);
  solver.solve(long_one.parameters, long_one.gram_diagonal, long_one.rows, long_one.weights,
               solution);
  solver.solve(short_one.parameters, short_one.gram_diagonal, short_one.rows, short_one.weights,
               solution);
  EXPECT_EQ(solution, solve(short_one));
}

#if defined(POCKETREC_RIDGE_AVX2)
TEST(RidgeKernel, WiderInstructionsGiveTheSameBits) {
  if (!__builtin_cpu_supports("avx2")) GTEST_SKIP() << "this machine has no AVX2";
  using ridge_kernel::Kernels;
  for (const size_t size : {4, 20, 64, 68, 128}) {
    const size_t stride = ridge_kernel::round_up(size, ridge_kernel::kColumnTile);
    const auto result_of = [&](const Kernels& kernels) {
      Random random(size);
      std::vector<float> panel(50 * stride), system(size * stride), right(stride);
      for (float& value : panel) value = static_cast<float>(random.normal());
      for (size_t i = 0; i < size; ++i) system[i * stride + i] = 10.0F;
      for (size_t i = 0; i < size; ++i) right[i] = static_cast<float>(random.normal());
      kernels.accumulate(system.data(), size, stride, panel.data(), panel.data(), 50);
      kernels.solve(system.data(), size, stride, right.data());
      right.resize(size);
      return right;
    };
    EXPECT_EQ(result_of(ridge_kernel::avx2::kKernels), result_of(ridge_kernel::baseline::kKernels))
        << size;
  }
}
#endif

}  // namespace
}  // namespace pocketrec
