// Inverse of a large symmetric positive definite matrix, on all cores.
#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace pocketrec {

// Replaces `matrix` (symmetric, positive definite, both triangles filled) by its inverse. The
// blocks that are computed, and the order within them, do not depend on the number of threads.
// Needs half the matrix again as working memory. Throws DataError if the matrix is not positive
// definite.
void invert_in_place(Eigen::Ref<Eigen::MatrixXf> matrix, uint32_t threads);

}  // namespace pocketrec
