// A split as models are asked about it: with items in the order of a bundle, so that a tie goes to
// the more popular item in every model, as it does where a bundle is used.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/cold.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/split/split.h"

namespace pocketrec {

// bundle_order (trainer/pack/pack.h), but equally popular items in any order, by the seed: new
// items that equally many people know are often alike to a model, and the order of the data may
// tell something of them.
std::vector<uint32_t> impartial_order(const InteractionMatrix& training, uint64_t seed);

struct Question {
  // order[i]: the item of the source that becomes item i.
  Question(const InteractionMatrix& source_training, const EvaluationSet& source_test,
           std::vector<uint32_t> item_order);

  // What the items are, for all models of a contest. `items` in the order of the source.
  void tell_content(const std::vector<Item>& items, EvaluateOptions& options) const;
  // What is ranked, and what is measured of it.
  void tell_cold(const ColdSplit& cold, EvaluateOptions& options) const;

  std::vector<uint32_t> order;
  InteractionMatrix training;
  EvaluationSet test;

 private:
  // `items` in the new order, ascending.
  std::vector<uint32_t> placed(const std::vector<uint32_t>& items) const;
};

}  // namespace pocketrec
