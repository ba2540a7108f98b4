// People of whom little is known: how good are lists after the first few items?
#pragma once

#include <cstdint>

#include "trainer/data/interaction_matrix.h"
#include "trainer/split/split.h"

namespace pocketrec {

// Whoever chose fewer is not asked, so that figures for any number of items up to this one are
// about the same people.
inline constexpr uint32_t kFewestHistoryItems = 5;

// Leaves in each history `num_items` (0 to kFewestHistoryItems) of what was chosen, drawn by the
// seed; those of a smaller number are among those of a larger one. The rest gets weight 0: it tells
// nothing, and is never recommended. Rows with fewer than kFewestHistoryItems chosen items lose
// their targets, and their rows of `more_targets` unless that is null.
void shorten_histories(EvaluationSet& test, uint32_t num_items, uint64_t seed,
                       InteractionMatrix* more_targets = nullptr);

}  // namespace pocketrec
