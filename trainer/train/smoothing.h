// Means of vectors over who chose what: one step along the graph of users and items.
#pragma once

#include <cstdint>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/model.h"

namespace pocketrec {

// Row r of the result: sum over the entries c of row r of weight_rc / sqrt(n_r n_c) * table row c,
// n the sums of weights of a row and of a column: the symmetrically normalised adjacency matrix
// times the table (He et al., "LightGCN", SIGIR 2020, equation 3). Rows without entries are zero.
FactorTable graph_mean(const InteractionMatrix& rows, const FactorTable& table, uint32_t threads);

// Every row of length 1; a row of zeros stays.
void normalise_rows(FactorTable& table, uint32_t threads);

// Adds each row of the table, at length 1, to that of `sums`, which has the same shape.
void add_directions(FactorTable& sums, const FactorTable& table, uint32_t threads);

}  // namespace pocketrec
