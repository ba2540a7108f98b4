// From a Draft to unique, sorted interactions, and editions to works.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/read/tally.h"

namespace pocketrec {

// What one user and one item keep of several interactions: an explicit rating before an implicit
// one, then the latest, then the highest rating. The order of the rows does not matter.
bool says_more(const Interaction& a, const Interaction& b);

// Sorts by user_index, then item_index, in place, and keeps one of each pair. Repeats that are
// equal count as `same` in `tally`, others as `different`.
void sort_and_merge(std::vector<Interaction>& interactions, uint32_t num_users, Reason same,
                    Reason different, Tally& tally);

// Makes one item of the editions of each work: equal folded title, volume and author. The most
// chosen edition stands for it (ties: the earlier row), the ids of the others become its
// other_ids, and fill what it does not know. Items keep their order; interactions are renumbered
// and merged. Items without title or author stay alone.
void merge_editions(std::vector<Item>& items, std::vector<Interaction>& interactions,
                    uint32_t num_users, Tally& tally);

}  // namespace pocketrec
