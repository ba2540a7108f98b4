// How many people chose two items together.
#pragma once

#include <cstdint>
#include <span>

#include "trainer/data/interaction_matrix.h"

namespace pocketrec {

// Adds to counts[j] the number of users who have both `item` and j, for every j, `item` included.
// audiences: items x users, the transpose of `interactions`. counts: one an item; exact up to 2^24.
inline void add_co_occurrences(const InteractionMatrix& interactions,
                               const InteractionMatrix& audiences, uint32_t item,
                               std::span<float> counts) {
  for (const uint32_t user : audiences.row(item)) {
    for (const uint32_t other : interactions.row(user)) counts[other] += 1.0F;
  }
}

}  // namespace pocketrec
