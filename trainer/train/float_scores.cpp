#include "trainer/train/float_scores.h"

#include <Eigen/Core>

#include "trainer/train/factor_algebra.h"

namespace pocketrec {

FloatScorer::FloatScorer(const Model& model, uint32_t threads)
    : items_(model.item_factors), encoder_(model.encoder) {
  rotate(items_, encoder_.basis, threads);
}

std::vector<float> FloatScorer::score(std::span<const LikedItems> people) const {
  const uint32_t num_factors = items_.num_factors;
  RidgeSolver solver(num_factors);
  const auto num_people = static_cast<Eigen::Index>(people.size());
  Eigen::MatrixXf users(num_factors, num_people);
  for (Eigen::Index p = 0; p < num_people; ++p) {
    const LikedItems& person = people[static_cast<size_t>(p)];
    solver.solve_gathered(encoder_.parameters, encoder_.gram_diagonal, items_.values.data(),
                          person.items, person.weights, {users.col(p).data(), num_factors});
  }
  std::vector<float> scores(people.size() * items_.num_rows);
  // A row-major table is its transpose in column-major order.
  const Eigen::Map<const Eigen::MatrixXf> items(items_.values.data(), num_factors, items_.num_rows);
  Eigen::Map<Eigen::MatrixXf> out(scores.data(), items_.num_rows, num_people);
  out.noalias() = items.transpose() * users;
  return scores;
}

}  // namespace pocketrec
