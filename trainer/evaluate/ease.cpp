#include "trainer/evaluate/ease.h"

#include <cassert>
#include <memory>
#include <vector>

#include "trainer/evaluate/spd_inverse.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

constexpr size_t kItemBlock = 64;

// X'X + regularisation I: how many people chose two items together. Counts are exact in a float up
// to 2^24 people.
Eigen::MatrixXf regularised_gram(const InteractionMatrix& interactions,
                                 const InteractionMatrix& audiences, const EaseOptions& options) {
  const Eigen::Index num_items = audiences.num_rows;
  Eigen::MatrixXf gram = Eigen::MatrixXf::Zero(num_items, num_items);
  parallel_blocks(audiences.num_rows, kItemBlock, options.threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    for (auto item = static_cast<uint32_t>(begin); item < end; ++item) {
                      auto column = gram.col(item);
                      for (const uint32_t user : audiences.row(item)) {
                        for (const uint32_t other : interactions.row(user)) column[other] += 1.0F;
                      }
                      column[item] += options.regularisation;
                    }
                  });
  return gram;
}

}  // namespace

Ranker ease_ranker(const InteractionMatrix& interactions, const InteractionMatrix& audiences,
                   const EaseOptions& options) {
  assert(audiences.num_rows <= kMaxEaseItems);
  const auto inverse =
      std::make_shared<Eigen::MatrixXf>(regularised_gram(interactions, audiences, options));
  invert_in_place(*inverse, options.threads);

  Ranker ranker{.name = "ease", .bits = 32};
  ranker.bytes_per_item = sizeof(float) * static_cast<double>(audiences.num_rows);
  ranker.rank = [inverse](std::span<const Person> people, RankedLists& lists) {
    const Eigen::ArrayXf negated_reciprocals = -inverse->diagonal().array().inverse();
    Eigen::ArrayXf scores(inverse->rows());
    for (const Person& person : people) {
      scores.setZero();
      for (const uint32_t item : person.liked) scores += inverse->col(item).array();
      scores *= negated_reciprocals;
      rank_unseen({scores.data(), static_cast<size_t>(scores.size())}, person.seen,
                  lists.list(person.number));
    }
  };
  return ranker;
}

}  // namespace pocketrec
