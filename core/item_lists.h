// The items of a large catalogue behind its first ones, list by list: items that lie near to one
// another are in one list, whose rows are a part of their own. A query looks at the lists whose
// centres are nearest to it alone; those that are not there yet can come, or stay away.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/dot.h"
#include "core/quantise.h"
#include "core/top_k.h"

namespace pocketrec {

// What rows are multiplied by beside the vector: their scales (for predicted preferences), or 1
// over their lengths (for cosines).
enum class RowFactor { kScale, kInverseNorm };

// Where a row is.
struct RowPlace {
  const CodeTable& table;
  const PackedArray<float>& inverse_norms;
  uint32_t row;
};

// The lists part.
struct ListsPart {
  uint64_t model_id = 0;
  uint32_t num_items = 0;
  uint32_t first_item = 0;      // items from here on are in lists
  CodeTable centres;            // a row a list, 8 bits; its scale: its longest row's length
  PackedArray<uint32_t> sizes;  // rows of each list, above 0
  uint64_t files = 0;           // stands in the names of the files with rows
};

// The rows of one list, which are a part, too.
struct RowsPart {
  uint64_t model_id = 0;
  uint32_t num_items = 0;
  uint32_t list = 0;
  PackedArray<uint32_t> items;  // of each row; ascending
  CodeTable rows;
};

// Rows of some items; none until they are set.
struct ListedRows {
  CodeTable table = {};
  PackedArray<uint32_t> items = {};  // ascending
  std::vector<float> norms = {};
  PackedArray<float> inverse_norms = {};  // a view of them

  void set(const RowsPart& part);
};

class ItemLists {
 public:
  explicit ItemLists(const ListsPart& part);

  uint32_t size() const { return part_.centres.num_rows; }
  const ListsPart& part() const { return part_; }
  // Whether a list's rows are here.
  bool has_list(uint32_t list) const { return lists_[list].table.num_rows > 0; }
  // Whether an item's row is here. item: from first_item on.
  bool has(uint32_t item) const { return list_of_[item - part_.first_item] != 0; }

  // The list of an item whose row is here.
  uint32_t list_with(uint32_t item) const { return list_of_[item - part_.first_item] - 1U; }

  // Adds a list's rows, whose bytes must outlive this. False, and nothing is added, where they are
  // not those of a list that is awaited.
  bool add(const RowsPart& rows);

  // Where the row of an item is that is here.
  RowPlace place(uint32_t item) const;

  // The `count` lists that most likely hold the best rows for a vector with these codes, best
  // first: by the centre's cosine, for scores times the longest row's length.
  std::vector<uint32_t> nearest(std::span<const int8_t> codes, RowFactor factor,
                                uint32_t count) const;

  // Offers the rows of a list that is here to `top`, but for items in `blocked`. are_few_left: most
  // are in it.
  void offer(uint32_t list, RowFactor factor, const DotQuery& query, float query_scale,
             const BitSet& blocked, bool are_few_left, TopK& top) const;

 private:
  ListsPart part_;
  std::vector<float> inverse_norms_;  // of each list's centre
  std::vector<float> reaches_;        // that, times the length of the list's longest row
  std::vector<ListedRows> lists_;
  std::vector<uint16_t> list_of_;  // by item from first_item on: 1 + its list; 0: it is not here
};

}  // namespace pocketrec
