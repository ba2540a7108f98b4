// Item-based nearest neighbours (Deshpande, Karypis, "Item-Based Top-N Recommendation Algorithms",
// TOIS 2004): score(person, j) = sum over chosen items i that have j among their neighbours of
//
//   similarity(i, j) = |A_i and A_j| / (sqrt(|A_i| |A_j|) + shrinkage),
//
// the cosine of the items' audiences, shrunk where few people are behind it.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/ranker.h"

namespace pocketrec {

// Defaults: good on validation people of gowalla, goodbooks-10k and a Book-Crossing subset.
struct ItemKnnOptions {
  uint32_t num_neighbours = 100;  // of each item, >= 1
  float shrinkage = 20.0F;        // in people, >= 0
  uint32_t threads = 0;           // never changes a bit of the result
};

// interactions: users x items, chosen only; weights are ignored. audiences: its transpose.
// Row i of the result: the neighbours of item i and their similarities; ties at the cut go to the
// lower index.
InteractionMatrix item_neighbours(const InteractionMatrix& interactions,
                                  const InteractionMatrix& audiences,
                                  const ItemKnnOptions& options);

Ranker item_knn_ranker(const InteractionMatrix& interactions, const InteractionMatrix& audiences,
                       const ItemKnnOptions& options);

}  // namespace pocketrec
