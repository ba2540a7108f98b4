// What every model looks like to the evaluation: something that ranks unseen items for people.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/top_k.h"
#include "trainer/metrics/ranking.h"

namespace pocketrec {

// A tested person, as a model may see them. Items ascending; weights empty: all ones.
struct Person {
  uint32_t number = 0;                  // row of the evaluation set, and of the lists
  std::span<const uint32_t> seen;       // never to be recommended; includes `chosen`
  std::span<const float> seen_weights;  // 0: seen, not chosen
  std::span<const uint32_t> chosen;     // not empty where the ranker needs a history
  std::span<const float> chosen_weights;
  std::span<const uint32_t> candidates = {};  // the only items to rank, ascending; empty: all
};

// Writes the person's list from their scores of all items (rank_unseen, of `candidates` alone).
void rank_scores(std::span<float> scores, const Person& person, RankedLists& lists);

struct Ranker {
  std::string name;
  uint32_t num_factors = 0;   // 0: the model has none
  uint32_t bits = 0;          // of a stored number; 0: nothing is stored per item
  double bytes_per_item = 0;  // that a device would have to hold to rank
  double train_seconds = 0;
  bool needs_history = true;  // else it can rank for those of whom nothing is known, too

  // Fills the list of each of `people` with its best items, best first; ties go to the lower index.
  // A list depends on its person alone. Called from several threads at once.
  std::function<void(std::span<const Person> people, RankedLists& lists)> rank = {};

  // Each person's best n items with their scores, as people see them; empty where a model does not
  // ship. Called from several threads at once.
  std::function<std::vector<std::vector<ScoredItem>>(std::span<const Person> people, uint32_t n)>
      recommend = {};
};

}  // namespace pocketrec
