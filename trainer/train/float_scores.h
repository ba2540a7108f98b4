// Scores in float32, straight from the factors as trained: for validation while training, and for
// the row of `evaluate` that shows what quantising costs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/train/model.h"

namespace pocketrec {

// Liked items of one person, and how much each counts (empty: all ones). Not empty.
struct LikedItems {
  std::span<const uint32_t> items;
  std::span<const float> weights;
};

class FloatScorer {
 public:
  explicit FloatScorer(const Model& model, uint32_t threads);

  uint32_t num_items() const { return items_.num_rows; }

  // Scores of every item for each person: people.size() x num_items, row-major. The work of the
  // calling thread; safe to call from several. Best called with some ten people at a time.
  std::vector<float> score(std::span<const LikedItems> people) const;

 private:
  FactorTable items_;  // in the diagonal basis, where users and scores are the same
  RidgeEncoder encoder_;
};

}  // namespace pocketrec
