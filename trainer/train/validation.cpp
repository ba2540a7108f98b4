#include "trainer/train/validation.h"

#include <algorithm>
#include <span>
#include <variant>
#include <vector>

#include "trainer/metrics/accuracy.h"
#include "trainer/metrics/ranking.h"
#include "trainer/support/parallel.h"
#include "trainer/train/checkpoint.h"
#include "trainer/train/float_scores.h"

namespace pocketrec {
namespace {

constexpr uint32_t kListLength = 20;
constexpr size_t kPeoplePerBlock = 32;

std::span<const uint8_t> bytes_of(const void* values, size_t size_bytes) {
  return {static_cast<const uint8_t*>(values), size_bytes};
}

// Of all that people's vectors depend on.
uint64_t key_of(const Model& model) {
  const std::vector<float>& items = model.item_factors.values;
  const auto of_items = bytes_of(items.data(), items.size() * sizeof(float));
  if (const auto* softmax = std::get_if<EncoderParameters>(&model.encoder)) {
    const SoftmaxParameters& p = softmax->fold_in;
    const float floats[] = {p.temperature, p.background_weight, p.focus, p.step_size};
    return checksum_of(
        {of_items, bytes_of(floats, sizeof(floats)), bytes_of(&p.num_steps, sizeof(p.num_steps))});
  }
  const auto& ridge = std::get<RidgeEncoder>(model.encoder);
  return checksum_of({of_items, bytes_of(&ridge.parameters, sizeof(ridge.parameters))});
}

}  // namespace

Validation::Validation(const InteractionMatrix& interactions, uint64_t seed, uint32_t threads)
    : split_(split_validation_users(interactions, seed)),
      chosen_(chosen_only(split_.test.histories)),
      asks_for_what_came_last_(tells_times(interactions)),
      threads_(threads) {}

double Validation::ndcg(const Model& model) {
  const EvaluationSet& test = split_.test;
  const FloatScorer scorer(model, threads_);
  const uint32_t num_factors = model.item_factors.num_factors;
  const uint64_t key = key_of(model);
  const bool are_known = key == last_.key && !last_.values.empty();
  if (!are_known) last_ = {key, std::vector<float>(size_t{num_people()} * num_factors)};
  RankedLists lists(num_people(), kListLength);
  parallel_blocks(lists.num_lists(), kPeoplePerBlock, threads_,
                  [&](size_t begin, size_t end, uint32_t) {
                    std::vector<ChosenItems> people;
                    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
                      people.push_back({chosen_.row(r), chosen_.row_weights(r)});
                    }
                    const std::span<float> vectors(last_.values.data() + begin * num_factors,
                                                   people.size() * num_factors);
                    if (!are_known) std::ranges::copy(scorer.encode(people), vectors.begin());
                    std::vector<float> scores = scorer.score(people, vectors);
                    for (auto r = static_cast<uint32_t>(begin); r < end; ++r) {
                      const std::span<float> own(scores.data() + (r - begin) * scorer.num_items(),
                                                 scorer.num_items());
                      rank_unseen(own, test.histories.row(r), lists.list(r));
                    }
                  });
  return mean_ndcg_at(lists, test.targets, kListLength);
}

}  // namespace pocketrec
