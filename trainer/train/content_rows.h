// Items' vectors in training where content is known: an own part and, added to it, the vectors of
// the features that the item has. What people choose trains both. In each step the own parts of
// some items are left out, so that features learn to stand alone, for items that have nothing else
// (as in Volkovs, Yu, Poutanen, "DropoutNet: Addressing Cold Start in Recommender Systems", NeurIPS
// 2017, who leave out the input of a network).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/row_adam.h"

namespace pocketrec {

// Vectors of any length, of which training sees the direction, with the state of their optimiser.
struct TrainedTable {
  TrainedTable() = default;
  TrainedTable(FactorTable initial, uint32_t num_used)
      : table(std::move(initial)), adam(table, num_used) {}
  FactorTable table;
  RowAdam adam;

  template <class Archive>  // checkpoint.h
  void visit(Archive& archive) {
    table.visit(archive);
    adam.visit(archive);
  }
};

// Row i of the result: row i of `own` and the features of item i, each times its weight. content:
// items x features.
FactorTable with_content(const InteractionMatrix& content, const FactorTable& own,
                         const FactorTable& features, uint32_t threads);

// Puts these items where their features alone do: at length 1, or zero. items: rows of what
// with_content() gives.
void place_by_content(const InteractionMatrix& content, const FactorTable& features,
                      std::span<const uint32_t> placed, FactorTable& items);

// The rows of the items that one step touches.
class ContentRows {
 public:
  // drop: share of the items whose own part a step leaves out, in [0, 1).
  ContentRows(const InteractionMatrix& content, const FactorTable& own, TrainedTable& features,
              float drop, uint64_t seed);

  // Rows for these items, in this order; which own parts are left out depends on the seed, `step`
  // and the item alone.
  void compose(std::span<const uint32_t> items, uint64_t step, uint32_t threads);
  std::span<float> row(size_t place) { return {rows_.data() + place * num_factors_, num_factors_}; }
  float inverse(size_t place) const { return inverse_[place]; }
  bool has_own(size_t place) const { return has_own_[place] != 0; }

  // One step on the features, where row(place) now holds the gradient of that place's row.
  void step(std::span<const uint32_t> items, float rate, uint32_t threads);

 private:
  struct Entry {
    uint32_t place;
    float weight;
  };
  void gather_entries(std::span<const uint32_t> items);

  const InteractionMatrix& content_;
  const FactorTable& own_;
  TrainedTable& features_;
  float drop_;
  uint64_t seed_;
  size_t num_factors_;
  std::vector<float> rows_, inverse_;
  std::vector<uint8_t> has_own_;
  std::vector<int32_t> slot_of_feature_;  // among touched_; -1: none
  std::vector<uint32_t> touched_;         // features to step
  std::vector<size_t> first_entry_;       // of each of them, and one more
  std::vector<Entry> entries_;
};

}  // namespace pocketrec
