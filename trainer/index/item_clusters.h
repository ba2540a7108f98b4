// Items that are near to one another, together: the lists of a catalogue's index.
//
// Spherical k-means (Dhillon and Modha, "Concept decompositions for large sparse text data using
// clustering", Machine Learning 42, 2001) over the directions of the items' rows: a list's centre
// is the direction of the sum of its items' unit rows, an item belongs to the centre with which its
// cosine is greatest. Which length a row has plays no part here: a query takes lists by cosine
// times the length of their longest row (core/item_lists.h).
#pragma once

#include <cstdint>
#include <vector>

#include "core/quantise.h"

namespace pocketrec {

struct ItemClusters {
  std::vector<uint8_t> centres;  // lists x row_stride(num_factors, 8), as rows of 8 bits lie
  // lists + 1: list l has items[begins[l]] to items[begins[l + 1] - 1], ascending.
  std::vector<uint32_t> begins;
  std::vector<uint32_t> items;

  uint32_t num_lists() const { return static_cast<uint32_t>(begins.size() - 1); }
};

// Of the rows from `first` on (fewer than all of them), in about `num_lists` lists of at most
// `most_rows` each: a larger one is cut, the lower item numbers first, into some with the same
// centre. No list is empty. threads: 0 for all cores; never changes a byte. Throws Cancelled.
ItemClusters cluster_items(const CodeTable& rows, uint32_t first, uint32_t num_lists,
                           uint32_t most_rows, uint32_t threads);

}  // namespace pocketrec
