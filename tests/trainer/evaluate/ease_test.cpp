#include "trainer/evaluate/ease.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include "tests/trainer/evaluate/toy_data.h"
#include "trainer/evaluate/spd_inverse.h"
#include "trainer/support/error.h"
#include "trainer/support/random.h"

namespace pocketrec {
namespace {

Eigen::MatrixXf random_positive_definite(Eigen::Index n, uint64_t seed) {
  Random random(seed);
  Eigen::MatrixXf factor(n, n / 2 + 1);
  for (Eigen::Index i = 0; i < factor.size(); ++i) {
    factor.data()[i] = static_cast<float>(random.uniform() - 0.5);
  }
  return factor * factor.transpose() + 2.0F * Eigen::MatrixXf::Identity(n, n);
}

// Sizes below, at and above the block sizes, and far from round.
TEST(SpdInverse, EqualsTheDenseInverseAtEverySize) {
  for (const Eigen::Index n : {1, 2, 100, 256, 257, 400}) {
    Eigen::MatrixXf matrix = random_positive_definite(n, static_cast<uint64_t>(n));
    const Eigen::MatrixXd expected =
        matrix.cast<double>().llt().solve(Eigen::MatrixXd::Identity(n, n));
    invert_in_place(matrix, 2);
    EXPECT_LT((matrix.cast<double>() - expected).cwiseAbs().maxCoeff(),
              1e-4 * expected.cwiseAbs().maxCoeff())
        << n;
    EXPECT_LT((matrix - matrix.transpose()).cwiseAbs().maxCoeff(), 1e-5F) << n;
  }
}

TEST(SpdInverse, ThreadsDoNotChangeABit) {
  const Eigen::MatrixXf matrix = random_positive_definite(300, 1);
  Eigen::MatrixXf one = matrix, four = matrix;
  invert_in_place(one, 1);
  invert_in_place(four, 4);
  EXPECT_EQ(one, four);
}

TEST(SpdInverse, RefusesWhatIsNotPositiveDefinite) {
  Eigen::MatrixXf matrix = -Eigen::MatrixXf::Identity(3, 3);
  EXPECT_THROW(invert_in_place(matrix, 1), DataError);
}

// B solves Steck's problem: zero on the diagonal, and off it the gradient of the loss is zero.
TEST(Ease, SolutionHasZeroGradientOffTheDiagonal) {
  const InteractionMatrix interactions = tasteful_users(120, 20, 3);
  const auto rows = dense(interactions);
  Eigen::MatrixXd x(120, 20);
  for (int u = 0; u < 120; ++u) {
    for (int i = 0; i < 20; ++i) x(u, i) = rows[u][i];
  }
  const double regularisation = 7;
  const Eigen::MatrixXd gram = x.transpose() * x;
  const Eigen::MatrixXd p = (gram + regularisation * Eigen::MatrixXd::Identity(20, 20)).inverse();
  Eigen::MatrixXd b = -p * p.diagonal().cwiseInverse().asDiagonal();
  b.diagonal().setZero();
  Eigen::MatrixXd gradient = gram * b - gram + regularisation * b;
  gradient.diagonal().setZero();
  ASSERT_LT(gradient.cwiseAbs().maxCoeff(), 1e-9);

  // The ranker's lists are those of x B.
  const Ranker ranker =
      ease_ranker(interactions, transpose(interactions), {.regularisation = 7.0F});
  const RankedLists lists = lists_of(ranker, interactions, 6);
  const Eigen::MatrixXd scores = x * b;
  for (uint32_t row = 0; row < 120; ++row) {
    std::vector<double> row_scores(20);
    for (int i = 0; i < 20; ++i) row_scores[i] = scores(row, i);
    const auto expected = sorted_unseen(row_scores, interactions.row(row), 6);
    for (size_t rank = 0; rank < 6; ++rank) {
      const uint32_t item = lists.list(row)[rank];
      if (expected[rank] == kNoItem) {
        EXPECT_EQ(item, kNoItem);
      } else {
        ASSERT_NE(item, kNoItem);
        EXPECT_NEAR(row_scores[item], row_scores[expected[rank]], 1e-5);
      }
    }
  }
}

// Of more items than it takes, the first are ranked as if there were no others, and alone.
TEST(Ease, LooksAtTheFirstItemsAlone) {
  const InteractionMatrix all = tasteful_users(120, 20, 4);
  InteractionMatrix first{all.num_rows, 8, {0}, {}, {}};
  for (uint32_t row = 0; row < all.num_rows; ++row) {
    for (const uint32_t item : all.row(row)) {
      if (item < first.num_columns) first.columns.push_back(item);
    }
    first.offsets.push_back(first.columns.size());
  }
  const Ranker whole = ease_ranker(first, transpose(first), {});
  const Ranker part = ease_ranker(all, transpose(all), {.num_items = 8});
  EXPECT_EQ(part.bytes_per_item, 32);
  const RankedLists expected = lists_of(whole, first, 8), found = lists_of(part, all, 8);
  for (uint32_t row = 0; row < all.num_rows; ++row) {
    if (first.row(row).empty()) continue;
    for (size_t rank = 0; rank < 8 - first.row(row).size(); ++rank) {
      EXPECT_EQ(found.list(row)[rank], expected.list(row)[rank]);
    }
  }
}

}  // namespace
}  // namespace pocketrec
