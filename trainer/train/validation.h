// How good a model is for people held out of its training.
#pragma once

#include <cstdint>

#include "trainer/data/interaction_matrix.h"
#include "trainer/split/split.h"
#include "trainer/train/model.h"

namespace pocketrec {

class Validation {
 public:
  // `interactions`: users x items, weight 0 where an item was seen but not liked.
  Validation(const InteractionMatrix& interactions, uint64_t seed, uint32_t threads);

  // Users x items, liked only, without those held out.
  const InteractionMatrix& training() const { return split_.training; }
  // False where too few people are held out for their number to mean anything.
  bool says_something() const;
  // NDCG@20 of the model's float scores.
  double ndcg(const Model& model) const;

 private:
  Split split_;
  InteractionMatrix liked_;  // of the test's histories
  uint32_t threads_;
};

}  // namespace pocketrec
