// What items are, as a matrix that training takes: items x features.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/content.h"
#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"

namespace pocketrec {

// Feature f is the key keys[f], ascending.
struct ContentTable {
  std::vector<ContentKey> keys;
  // Row i: the features of item i, each with the weight of its field over the square root of how
  // many of that field the item has: a long title says no more than a short one.
  InteractionMatrix rows;
};

// The keys of an item (core/content.h).
std::vector<ContentKey> keys_of(const Item& item);

// keys: of each item. Features are the keys that at least two of the items with `counts` above 0
// have (users who chose it): what a single item has tells no more than the item itself.
ContentTable content_table(const std::vector<std::vector<ContentKey>>& keys,
                           std::span<const uint32_t> counts);

// Row i: items[order[i]]. choices: users x rows. Null where two of them
// have nothing in common.
std::shared_ptr<const ContentTable> content_of(const std::vector<Item>& items,
                                               std::span<const uint32_t> order,
                                               const InteractionMatrix& choices);

// The rows of a table, which lives as long as they do. Null of null.
std::shared_ptr<const InteractionMatrix> rows_of(std::shared_ptr<const ContentTable> table);

}  // namespace pocketrec
