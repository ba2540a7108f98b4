// How much of an item is its content, and how much its audience, by how many people chose it.
//
// Training adds an item's own part, which its people move, to the vectors of its content
// (trainer/train/content_rows.h), and believes the own part the more, the more people it is of
// (content_trust.h). What ships is the sum. Its part along the direction in which the bundle's
// content puts the item is, squared, the share of the vector that content accounts for: 1 for an
// item that nobody chose, and less as an audience pulls it elsewhere. A random direction would
// account for 1 / num_factors.
#pragma once

#include <cstdint>
#include <vector>

#include "core/recommender.h"
#include "trainer/pack/load.h"

namespace pocketrec {

struct ContentLean {
  uint32_t people = 0;     // who chose an item: so many, or a quarter more or less
  uint32_t num_items = 0;  // that were looked at
  double share = 0;        // 0..1: of an item's squared length, the mean
};

// For 1, 5, 20 and 100 people, as far as the bundle has items of that many, each time of at most
// 1,000 items. Empty where it has no content or no titles. Languages, which the core does not
// know, are missing from the content.
std::vector<ContentLean> content_lean(const LoadedBundle& bundle);

}  // namespace pocketrec
