// What items are, as a matrix that training takes: items x features.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
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

// What every key of this field counts, before the square root.
float field_weight(ContentField field);

// An item's texts, folded as content keys want them.
class FoldedFacts {
 public:
  explicit FoldedFacts(const Item& item);
  FoldedFacts(const FoldedFacts&) = delete;  // facts() points into it

  ContentFacts facts() const {
    return {title_, author_, publisher_, language_, category_views_, year_};
  }

 private:
  std::string title_, author_, publisher_, language_;
  std::vector<std::string> categories_;
  std::vector<std::string_view> category_views_;
  int32_t year_;
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
