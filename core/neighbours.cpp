#include "core/neighbours.h"

#include <cmath>

#include "core/exponential.h"
#include "core/gathered_rows.h"
#include "core/top_k.h"

namespace pocketrec {
namespace {

// The fourth root, by operations that are exact to the bit everywhere.
float fourth_root(float x) { return std::sqrt(std::sqrt(x)); }

// For every candidate, calls use(candidate, liked item, c exp((cosine - 1) / temperature)); liked
// items in their order. An item does not draw itself.
template <class Use>
void for_each_pull(const NeighbourParameters& parameters, const ItemRows& items,
                   const History& history, const std::vector<ScoredItem>& candidates, Use use) {
  GatheredRows rows(items);
  rows.reserve(candidates.size());
  for (const ScoredItem& candidate : candidates) rows.add(candidate.item_index);
  const float inverse_temperature = 1.0F / parameters.temperature;
  for (size_t i = 0; i < history.liked.size(); ++i) {
    const std::vector<ScoredItem>& cosines = rows.cosines_with(history.liked[i]);
    for (size_t c = 0; c < candidates.size(); ++c) {
      if (candidates[c].item_index == history.liked[i]) continue;
      use(c, i, history.weights[i] * exponential((cosines[c].score - 1.0F) * inverse_temperature));
    }
  }
}

}  // namespace

bool are_valid(const NeighbourParameters& p) {
  return p.weight >= 0.0F && p.weight <= kMaxNeighbourWeight &&
         p.temperature >= kMinNeighbourTemperature && p.temperature <= kMaxNeighbourTemperature;
}

void NeighbourTerm::add(const ItemRows& items, const History& history,
                        std::vector<ScoredItem>& candidates, const Boosts& boosts) const {
  if (is_off()) return;
  std::vector<float> sums(candidates.size());
  for_each_pull(parameters_, items, history, candidates,
                [&](size_t candidate, size_t, float pull) { sums[candidate] += pull; });
  for (size_t c = 0; c < candidates.size(); ++c) {
    const float boost = boosts.factor(candidates[c].item_index);
    const float product = Boosts::boosted(candidates[c].score, 1.0F / boost);
    candidates[c].score =
        Boosts::boosted(product + parameters_.weight * fourth_root(sums[c]), boost);
  }
  sort_best_first(candidates);
}

std::vector<float> NeighbourTerm::explain(const ItemRows& items, const History& history,
                                          uint32_t item_index) const {
  std::vector<float> parts(history.liked.size());
  if (is_off()) return parts;
  float sum = 0.0F;
  for_each_pull(parameters_, items, history, {{item_index, 0.0F}},
                [&](size_t, size_t liked, float pull) {
                  parts[liked] = pull;
                  sum += pull;
                });
  if (sum == 0.0F) return parts;  // only the item itself
  const float factor = parameters_.weight * fourth_root(sum) / sum;
  for (float& part : parts) part *= factor;
  return parts;
}

}  // namespace pocketrec
