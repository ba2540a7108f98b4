// How good a model is for people held out of its training.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/split/split.h"
#include "trainer/train/model.h"

namespace pocketrec {

class Validation {
 public:
  // `interactions`: users x items, weight 0 where an item was seen but not chosen.
  Validation(const InteractionMatrix& interactions, uint64_t seed, uint32_t threads);

  // Users x items, chosen only, without those held out.
  const InteractionMatrix& training() const { return split_.training; }
  // Fewer people than this say nothing.
  static constexpr uint32_t kMinPeople = 20;
  uint32_t num_people() const { return split_.test.targets.num_rows; }
  bool says_something() const { return num_people() >= kMinPeople; }
  // Is what is held out what came last? Else it is any part of what people chose.
  bool asks_for_what_came_last() const { return asks_for_what_came_last_; }
  // NDCG@20 of the model's float scores. Quick where nothing but the neighbours' parameters differs
  // from the call before: people's vectors are kept. One call at a time.
  double ndcg(const Model& model);

 private:
  Split split_;
  // Of one model, by the checksum of what they depend on.
  struct Vectors {
    uint64_t key = 0;
    std::vector<float> values;  // people x num_factors; empty: not known
  };

  InteractionMatrix chosen_;  // of the test's histories
  Vectors last_;
  bool asks_for_what_came_last_;
  uint32_t threads_;
};

}  // namespace pocketrec
