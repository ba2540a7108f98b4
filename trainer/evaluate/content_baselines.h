// What content alone gives for items that nobody has chosen yet: the models to beat there.
#pragma once

#include <cstdint>

#include "trainer/content/content_table.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/ranker.h"
#include "trainer/train/model.h"

namespace pocketrec {

// score(person, j) = sum over chosen items i of the cosine of the rows of i and j, each feature
// times its inverse document frequency log((1 + items) / (1 + items that have it)).
Ranker content_knn_ranker(const ContentTable& content, const InteractionMatrix& audiences);

// By how often the person chose the item's author (any of them), then by how often all did.
Ranker author_ranker(const ContentTable& content, const InteractionMatrix& audiences);

// Items that somebody chose as they are; those that nobody chose from their features: rows of a map
// that a ridge regression fits to the chosen items' vectors at length 1, each weighted by n / (n +
// 10) for n choices, with penalty 1. The rest of the model stays.
Model ridge_placed(const Model& model, const ContentTable& content,
                   const InteractionMatrix& audiences, uint32_t threads);

}  // namespace pocketrec
