#include "trainer/train/factor_algebra.h"

#include <gtest/gtest.h>

#include "tests/trainer/train/toy.h"

namespace pocketrec {
namespace {

TEST(FactorAlgebra, GramEqualsItsDefinition) {
  for (const uint32_t num_factors : {1, 5, 16, 33}) {
    const FactorTable table = random_table(2500, num_factors, num_factors);
    const std::vector<double> result = gram(table, 2);
    for (uint32_t a = 0; a < num_factors; ++a) {
      for (uint32_t b = 0; b < num_factors; ++b) {
        double sum = 0;
        for (uint32_t r = 0; r < table.num_rows; ++r) {
          sum += double{table.row(r)[a]} * table.row(r)[b];
        }
        EXPECT_NEAR(result[a * num_factors + b], sum, 2e-2);
      }
    }
  }
}

TEST(FactorAlgebra, RotatingIntoTheEigenbasisMakesTheGramDiagonalAndDescending) {
  FactorTable table = random_table(500, 12, 1);
  const Diagonalisation base = diagonalise(gram(table, 1), 12);
  rotate(table, base.basis, 2);
  const std::vector<double> turned = gram(table, 1);
  for (uint32_t a = 0; a < 12; ++a) {
    if (a > 0) {
      EXPECT_LE(base.diagonal[a], base.diagonal[a - 1]);
    }
    for (uint32_t b = 0; b < 12; ++b) {
      EXPECT_NEAR(turned[a * 12 + b], a == b ? base.diagonal[a] : 0.0, 5e-2);
    }
  }
}

TEST(FactorAlgebra, RandomRotationIsOrthonormal) {
  for (const uint32_t d : {1, 2, 7, 64}) {
    const std::vector<float> rotation = random_rotation(d, 5);
    for (uint32_t a = 0; a < d; ++a) {
      for (uint32_t b = 0; b < d; ++b) {
        double sum = 0;
        for (uint32_t k = 0; k < d; ++k) sum += double{rotation[a * d + k]} * rotation[b * d + k];
        EXPECT_NEAR(sum, a == b ? 1.0 : 0.0, 1e-5);
      }
    }
  }
}

}  // namespace
}  // namespace pocketrec
