// Slots of a list for items that nobody had chosen when the bundle was made, so that they are seen,
// and data about them comes in: a new item is known by its content alone, and would rarely win a
// slot by score.
//
// Slot s (1, 2, ...) of a list with exploration e comes after at least floor(s e) new items, itself
// counted: where fewer have come, it takes the best new item, by score, that is not in the list,
// and else the best of the others. So a share of e is spread evenly over the list, and who is
// interested decides which new items fill it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/recommender.h"

namespace pocketrec {

// How many new items a list of n can need for its slots. exploration: 0..1.
uint32_t num_explored(uint32_t n, float exploration);

// The list made so of `ranked` (the list without exploration, n long) and `fresh` (new items, best
// first). Items from first_new on are new.
std::vector<ScoredItem> explored(const std::vector<ScoredItem>& ranked,
                                 const std::vector<ScoredItem>& fresh, uint32_t first_new,
                                 const ListOptions& options);

}  // namespace pocketrec
