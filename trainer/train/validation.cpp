#include "trainer/train/validation.h"

#include <span>
#include <vector>

#include "trainer/metrics/accuracy.h"
#include "trainer/metrics/ranking.h"
#include "trainer/support/parallel.h"
#include "trainer/train/float_scores.h"

namespace pocketrec {
namespace {

constexpr uint32_t kListLength = 20;
constexpr size_t kPeoplePerBlock = 32;

// Fewer people than this say nothing.
constexpr uint32_t kMinPeople = 20;

}  // namespace

Validation::Validation(const InteractionMatrix& interactions, uint64_t seed, uint32_t threads)
    : split_(split_validation_users(interactions, seed)),
      liked_(liked_only(split_.test.histories)),
      threads_(threads) {}

bool Validation::says_something() const { return split_.test.targets.num_rows >= kMinPeople; }

double Validation::ndcg(const Model& model) const {
  const EvaluationSet& test = split_.test;
  const FloatScorer scorer(model, threads_);
  RankedLists lists(test.histories.num_rows, kListLength);
  parallel_blocks(lists.num_lists(), kPeoplePerBlock, threads_,
                  [&](size_t begin, size_t end, uint32_t) {
                    std::vector<LikedItems> people;
                    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
                      people.push_back({liked_.row(r), liked_.row_weights(r)});
                    }
                    std::vector<float> scores = scorer.score(people);
                    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
                      const std::span<float> own(scores.data() + (r - begin) * scorer.num_items(),
                                                 scorer.num_items());
                      rank_unseen(own, test.histories.row(r), lists.list(r));
                    }
                  });
  return mean_ndcg_at(lists, test.targets, kListLength);
}

}  // namespace pocketrec
