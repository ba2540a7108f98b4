// Dense algebra on factor tables, in orders of summation that do not depend on the threads.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/train/model.h"

namespace pocketrec {

// table' table: num_factors x num_factors, row-major. Summed in float over fixed chunks of rows,
// and over chunks in double.
std::vector<double> gram(const FactorTable& table, uint32_t threads);

struct Diagonalisation {
  std::vector<float> diagonal;  // eigenvalues, descending, clipped at 0
  std::vector<float> basis;     // columns are eigenvectors; row-major num_factors x num_factors
};

// Of a symmetric matrix (num_factors x num_factors).
Diagonalisation diagonalise(const std::vector<double>& symmetric, uint32_t num_factors);

// Every row r becomes r * basis.
void rotate(FactorTable& table, const std::vector<float>& basis, uint32_t threads);

// An orthonormal matrix drawn from the seed (a product of Householder reflections).
std::vector<float> random_rotation(uint32_t num_factors, uint64_t seed);

}  // namespace pocketrec
