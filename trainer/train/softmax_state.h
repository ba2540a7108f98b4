// All that the loop of softmax training knows between two steps: what a checkpoint keeps.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/support/random.h"
#include "trainer/train/model.h"
#include "trainer/train/softmax.h"
#include "trainer/train/softmax_batch.h"

namespace pocketrec {

// Walks through shuffled orders of the same numbers, one after the other.
class Deck {
 public:
  Deck() : random_(0) {}
  Deck(std::vector<uint32_t> cards, uint64_t seed, uint64_t stream)
      : cards_(std::move(cards)), random_(seed, stream), next_(cards_.size()) {}

  // The next `count` (at most all), no number twice.
  std::span<const uint32_t> draw(size_t count);
  // What draw(count) gave last.
  std::span<const uint32_t> drawn(size_t count) const;
  size_t size() const { return cards_.size(); }

  template <class Archive>
  void visit(Archive& archive) {
    archive(cards_);
    archive(random_);
    archive(next_);
  }

 private:
  std::vector<uint32_t> cards_;
  Random random_;
  uint64_t next_ = 0;
};

struct SoftmaxState {
  TrainedTable users, items, features;  // padded to a multiple of matrix_kernel::kColumns
  // The sum of the items' directions over the last epochs: steadier than any one of them (Izmailov
  // et al., "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018). Empty
  // before those.
  FactorTable direction_sums;
  FactorTable feature_sums;  // of the vectors themselves: their lengths tell how much each says
  Deck user_deck, item_deck;
  uint32_t epoch = 0;        // finished ones
  uint64_t batch = 0;        // finished ones of this epoch
  double loss = 0;           // of these
  double epoch_seconds = 0;  // for these
  double seconds = 0;        // for the finished epochs

  template <class Archive>
  void visit(Archive& archive) {
    users.visit(archive);
    items.visit(archive);
    features.visit(archive);
    direction_sums.visit(archive);
    feature_sums.visit(archive);
    user_deck.visit(archive);
    item_deck.visit(archive);
    archive(epoch);
    archive(batch);
    archive(loss);
    archive(epoch_seconds);
    archive(seconds);
  }
};

// Before the first step.
SoftmaxState initial_state(const InteractionMatrix& interactions, const SoftmaxOptions& options);

}  // namespace pocketrec
