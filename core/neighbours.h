// What single items of a history add to the scores of their nearest neighbours.
//
// One vector for a whole history is a compromise between somebody's tastes: what goes with just one
// of their items, as the next volume of a series does, drowns in it. So the score of item j is that
// vector's product with its row, plus
//
//   weight * ( sum_i c_i exp((cos(v_i, v_j) - 1) / temperature) )^(1/4)
//
// over the history's items i != j with weights c_i: a soft maximum of j's similarity to them, from
// the same rows. It rises where one item is very near, and little more where several are. (Item-
// based collaborative filtering sums such similarities: Sarwar et al., "Item-based Collaborative
// Filtering Recommendation Algorithms", WWW 2001. The root is what validation preferred on every
// data set to the sum, its square root, and its logarithm.)
//
// Only the best candidates by the vector's product are looked at: what is nearest to an item of the
// history is among them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/history.h"
#include "core/item_rows.h"
#include "core/live_catalogue.h"
#include "core/recommender.h"

namespace pocketrec {

struct NeighbourParameters {
  float weight = 0.2F;        // 0 (off)..kMaxNeighbourWeight
  float temperature = 0.07F;  // kMinNeighbourTemperature..kMaxNeighbourTemperature
};

inline constexpr float kMaxNeighbourWeight = 16.0F;
inline constexpr float kMinNeighbourTemperature = 0.01F;
inline constexpr float kMaxNeighbourTemperature = 10.0F;

// Each within its limits above.
bool are_valid(const NeighbourParameters& parameters);

// How many of the best rows a list of n is ranked anew from: 10 n, at least 1000 and at most 4000.
// Up to n = 100 they are the same, so that a shorter list is the beginning of a longer one. More
// than a varied list is chosen from (variety.h), for every n.
constexpr uint32_t num_reranked(uint32_t n) { return std::clamp(10 * n, 1000U, 4000U); }

class NeighbourTerm {
 public:
  explicit NeighbourTerm(const NeighbourParameters& parameters) : parameters_(parameters) {}

  bool is_off() const { return parameters_.weight == 0.0F; }

  // Adds its term to every candidate's score, of which the boost counts for the sum, and brings the
  // candidates in the order of the sums.
  void add(const ItemRows& items, const History& history, std::vector<ScoredItem>& candidates,
           const Boosts& boosts = {}) const;

  // What each liked item adds to the score of `item_index` in this way: its share of the sum under
  // the root, of the whole term.
  std::vector<float> explain(const ItemRows& items, const History& history,
                             uint32_t item_index) const;

 private:
  NeighbourParameters parameters_;
};

}  // namespace pocketrec
