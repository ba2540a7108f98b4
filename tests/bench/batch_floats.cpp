// Compiled for this machine, which the rest of the program is not: under another name, so that no
// inline function of this Eigen is taken for one of the other's.
#define Eigen EigenOfThisMachine
#include "tests/bench/batch_floats.h"

#include <Eigen/Core>

namespace pocketrec::bench {

void multiply_by_eigen(std::span<const float> users, std::span<const float> items,
                       uint32_t num_factors, std::span<float> scores) {
  using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto factors = static_cast<Eigen::Index>(num_factors);
  const auto num_users = static_cast<Eigen::Index>(users.size()) / factors;
  const auto num_items = static_cast<Eigen::Index>(items.size()) / factors;
  const Eigen::Map<const Matrix> left(users.data(), num_users, factors);
  const Eigen::Map<const Matrix> right(items.data(), num_items, factors);
  Eigen::Map<Matrix>(scores.data(), num_users, num_items).noalias() = left * right.transpose();
}

}  // namespace pocketrec::bench
