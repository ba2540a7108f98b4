// Which categories of an item are worth keeping, where readers' shelves give it dozens.
#pragma once

#include <cstddef>
#include <span>

#include "trainer/data/dataset.h"

namespace pocketrec {

inline constexpr size_t kMostCategories = 5;

// Orders the categories of each item and keeps at most kMostCategories. The commonest of all items
// come first, ties by name; those of more than half of the items come last, as they tell nothing
// apart. Of two names for one thing ("ya" and "young-adult": most items with one have both) an item
// keeps the commoner. The order of the items and of their categories does not matter.
void keep_best_categories(std::span<Item> items);

}  // namespace pocketrec
