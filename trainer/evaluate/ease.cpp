#include "trainer/evaluate/ease.h"

#include <cassert>
#include <memory>
#include <vector>

#include "trainer/evaluate/co_occurrence.h"
#include "trainer/evaluate/spd_inverse.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

constexpr size_t kItemBlock = 64;

// X'X + regularisation I. Symmetric, so that filling columns fills rows.
Eigen::MatrixXf regularised_gram(const InteractionMatrix& interactions,
                                 const InteractionMatrix& audiences, const EaseOptions& options) {
  const Eigen::Index num_items = audiences.num_rows;
  Eigen::MatrixXf gram = Eigen::MatrixXf::Zero(num_items, num_items);
  parallel_blocks(audiences.num_rows, kItemBlock, options.threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    for (size_t item = begin; item < end; ++item) {
                      auto column = gram.col(static_cast<Eigen::Index>(item));
                      add_co_occurrences(interactions, audiences, static_cast<uint32_t>(item),
                                         {column.data(), audiences.num_rows});
                      column[static_cast<Eigen::Index>(item)] += options.regularisation;
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
