// The two models that any other must beat.
#pragma once

#include <cstdint>

#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/ranker.h"

namespace pocketrec {

// Every order of the unseen items equally likely, by the seed and the person's number.
Ranker random_ranker(uint32_t num_items, uint64_t seed);

// By the number of training users who chose the item. audiences: items x training users.
Ranker popularity_ranker(const InteractionMatrix& audiences);

}  // namespace pocketrec
