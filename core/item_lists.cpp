#include "core/item_lists.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pocketrec {

void ListedRows::set(const RowsPart& part) {
  table = part.rows;
  items = part.items;
  norms = inverse_lengths(table);
  inverse_norms = PackedArray<float>(norms);
}

ItemLists::ItemLists(const ListsPart& part)
    : part_(part),
      inverse_norms_(inverse_lengths(part.centres)),
      lists_(part.centres.num_rows),
      list_of_(part.num_items - part.first_item) {
  for (uint32_t list = 0; list < size(); ++list) {
    reaches_.push_back(inverse_norms_[list] * part.centres.scales[list]);
  }
}

bool ItemLists::add(const RowsPart& rows) {
  // Of items, which ascend, the first tells whether all are in lists.
  bool fit = rows.list < size() && !has_list(rows.list) &&
             rows.rows.num_rows == part_.sizes[rows.list] && rows.items[0] >= part_.first_item;
  for (size_t i = 0; fit && i < rows.items.size(); ++i) fit = !has(rows.items[i]);
  if (!fit) return false;
  for (size_t i = 0; i < rows.items.size(); ++i) {
    list_of_[rows.items[i] - part_.first_item] = static_cast<uint16_t>(rows.list + 1);
  }
  lists_[rows.list].set(rows);
  return true;
}

RowPlace ItemLists::place(uint32_t item) const {
  const ListedRows& list = lists_[list_with(item)];
  const auto item_at = [&](uint32_t i) { return list.items[i]; };
  return {list.table, list.inverse_norms, first_not_less(list.table.num_rows, item, item_at)};
}

std::vector<uint32_t> ItemLists::nearest(std::span<const int8_t> codes, RowFactor factor,
                                         uint32_t count) const {
  const DotQuery query(codes, part_.centres.bits);
  const auto& factors = factor == RowFactor::kScale ? reaches_ : inverse_norms_;
  std::vector<uint32_t> lists;
  for (const auto& [list, score] : best_rows(
           {part_.centres, PackedArray<float>(factors), query, 1.0F}, count, BitSet(size()))) {
    lists.push_back(list);
  }
  return lists;
}

void ItemLists::offer(uint32_t list, RowFactor factor, const DotQuery& query, float query_scale,
                      const BitSet& blocked, bool are_few_left, TopK& top) const {
  const auto& [table, items, norms, inverse_norms] = lists_[list];
  const Scan scan{table, factor == RowFactor::kScale ? table.scales : inverse_norms, query,
                  query_scale};
  ScoredItem found[kScanBlock];
  uint32_t left[kScanBlock];
  for (uint32_t first = 0; first < table.num_rows; first += kScanBlock) {
    const uint32_t count = std::min(kScanBlock, table.num_rows - first);
    // Of items with the same score the lower number counts: it may come after a higher one here.
    const float below = std::nextafter(top.threshold(), -std::numeric_limits<float>::infinity());
    uint32_t num_found = 0;
    if (are_few_left) {
      uint32_t num_left = 0;
      for (uint32_t row = first; row < first + count; ++row) {
        if (!blocked.contains(items[row])) left[num_left++] = row;
      }
      num_found = rows_above(scan, {left, num_left}, below, found);
    } else {
      num_found = rows_above(scan, first, count, below, found);
    }
    for (uint32_t i = 0; i < num_found; ++i) {
      const ScoredItem item{items[found[i].item_index], found[i].score};
      if (item.score >= top.threshold() && !blocked.contains(item.item_index)) top.offer(item);
    }
  }
}

}  // namespace pocketrec
