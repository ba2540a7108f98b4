#include "trainer/evaluate/spd_inverse.h"

#include <Eigen/Cholesky>

#include "trainer/support/error.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

using Matrix = Eigen::MatrixXf;
using Block = Eigen::Ref<Matrix>;

constexpr Eigen::Index kSmall = 256;        // inverted directly
constexpr Eigen::Index kColumnBlock = 128;  // of a product, one thread's share of work

void invert_small(Block matrix) {
  const Eigen::LLT<Matrix> cholesky(matrix);
  if (cholesky.info() != Eigen::Success) {
    throw DataError(
        "the item-by-item matrix of EASE is not positive definite in single precision; raise its "
        "regularisation");
  }
  matrix = cholesky.solve(Matrix::Identity(matrix.rows(), matrix.cols()));
}

// body(first column, number of columns) over blocks of columns, on all cores.
template <class Body>
void for_columns(Eigen::Index columns, uint32_t threads, const Body& body) {
  parallel_blocks(static_cast<size_t>(columns), kColumnBlock, threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    body(static_cast<Eigen::Index>(begin), static_cast<Eigen::Index>(end - begin));
                  });
}

}  // namespace

// With the matrix in blocks A, B', B, D and the Schur complement S = D - B A^-1 B', the inverse is
//
//   [ A^-1 + W' S^-1 W   -W' S^-1 ]
//   [ -S^-1 W             S^-1    ]     with W = B A^-1,
//
// so that all the work but small inverses is products of large matrices. Of symmetric products only
// the lower triangle is computed, and mirrored.
void invert_in_place(Eigen::Ref<Eigen::MatrixXf> matrix, uint32_t threads) {
  const Eigen::Index n = matrix.rows();
  if (n <= kSmall) return invert_small(matrix);
  // Multiples of the block keep every later product aligned in the same way.
  const Eigen::Index head = (n / 2 + kColumnBlock - 1) / kColumnBlock * kColumnBlock;
  const Eigen::Index tail = n - head;
  Block a = matrix.topLeftCorner(head, head);
  Block b = matrix.bottomLeftCorner(tail, head);
  Block s = matrix.bottomRightCorner(tail, tail);

  invert_in_place(a, threads);
  Matrix w(tail, head);
  for_columns(head, threads, [&](Eigen::Index first, Eigen::Index count) {
    w.middleCols(first, count).noalias() = b * a.middleCols(first, count);
  });
  for_columns(tail, threads, [&](Eigen::Index first, Eigen::Index count) {
    const Eigen::Index below = tail - first;
    s.block(first, first, below, count).noalias() -=
        w.bottomRows(below) * b.middleRows(first, count).transpose();
  });
  s.triangularView<Eigen::StrictlyUpper>() = s.transpose();
  invert_in_place(s, threads);
  for_columns(head, threads, [&](Eigen::Index first, Eigen::Index count) {
    b.middleCols(first, count).noalias() = -s * w.middleCols(first, count);
  });
  for_columns(head, threads, [&](Eigen::Index first, Eigen::Index count) {
    const Eigen::Index below = head - first;
    a.block(first, first, below, count).noalias() -=
        w.rightCols(below).transpose() * b.middleCols(first, count);
  });
  a.triangularView<Eigen::StrictlyUpper>() = a.transpose();
  matrix.topRightCorner(head, tail) = b.transpose();
}

}  // namespace pocketrec
