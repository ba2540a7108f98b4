#include "trainer/evaluate/ease.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

#include "trainer/evaluate/spd_inverse.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

constexpr size_t kItemBlock = 64;

// X'X + regularisation I: how many people chose two of the items together. Counts are exact in a
// float up to 2^24 people.
Eigen::MatrixXf regularised_gram(const InteractionMatrix& interactions,
                                 const InteractionMatrix& audiences, const EaseOptions& options) {
  const uint32_t num_items = std::min(audiences.num_rows, options.num_items);
  Eigen::MatrixXf gram = Eigen::MatrixXf::Zero(num_items, num_items);
  parallel_blocks(num_items, kItemBlock, options.threads, [&](size_t begin, size_t end, uint32_t) {
    for (auto item = static_cast<uint32_t>(begin); item < end; ++item) {
      auto column = gram.col(item);
      for (const uint32_t user : audiences.row(item)) {
        for (const uint32_t other : interactions.row(user)) {
          if (other < num_items) column[other] += 1.0F;
        }
      }
      column[item] += options.regularisation;
    }
  });
  return gram;
}

}  // namespace

Ranker ease_ranker(const InteractionMatrix& interactions, const InteractionMatrix& audiences,
                   const EaseOptions& options) {
  const auto inverse =
      std::make_shared<Eigen::MatrixXf>(regularised_gram(interactions, audiences, options));
  invert_in_place(*inverse, options.threads);

  Ranker ranker{.name = "ease", .bits = 32};
  ranker.bytes_per_item = sizeof(float) * static_cast<double>(inverse->rows());
  ranker.rank = [inverse, num_items = audiences.num_rows](std::span<const Person> people,
                                                          RankedLists& lists) {
    const Eigen::ArrayXf negated_reciprocals = -inverse->diagonal().array().inverse();
    const Eigen::Index num_known = inverse->rows();
    Eigen::ArrayXf scores =
        Eigen::ArrayXf::Constant(num_items, std::numeric_limits<float>::lowest());
    for (const Person& person : people) {
      auto known = scores.head(num_known);
      known.setZero();
      for (const uint32_t item : person.chosen) {
        if (item < num_known) known += inverse->col(item).array();
      }
      known *= negated_reciprocals;
      rank_scores({scores.data(), static_cast<size_t>(scores.size())}, person, lists);
    }
  };
  return ranker;
}

}  // namespace pocketrec
