#include "core/best_items.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/dot.h"
#include "core/top_k.h"

namespace pocketrec {
namespace {

constexpr float kBelowAll = -std::numeric_limits<float>::infinity();

// One in so many items left: lists are gone through item by item then.
constexpr uint32_t kFewLeft = 4;

// The lists to look at. num_left: items that are not blocked.
std::vector<uint32_t> lists_for(const ItemLists& lists, const ItemQuery& query, uint32_t num_items,
                                uint32_t num_left) {
  if (!query.exact) {
    const uint64_t wanted = uint64_t{kListsLookedAt} * num_items / std::max(1U, num_left);
    return lists.nearest(query.codes, query.factor,
                         static_cast<uint32_t>(std::min<uint64_t>(wanted, lists.size())));
  }
  std::vector<uint32_t> all(lists.size());
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

void offer_lists(const ItemLists& lists, const ItemQuery& query, const DotQuery& prepared,
                 const BitSet& blocked, TopK& top) {
  const uint32_t num_items = lists.part().num_items;
  const uint32_t num_left = num_items - blocked.count(0, num_items);
  uint32_t num_asked = 0;
  for (const uint32_t list : lists_for(lists, query, num_items, num_left)) {
    ++num_asked;
    if (lists.has_list(list)) {
      lists.offer(list, query.factor, prepared, query.scale, blocked,
                  num_left < num_items / kFewLeft, top);
    } else if (query.missing != nullptr && (query.exact || num_asked <= kMostListsMissing)) {
      query.missing->push_back(list);
    }
  }
}

}  // namespace

std::vector<ScoredItem> best_items(const ItemRows& items, const ItemQuery& query,
                                   const BitSet& blocked, const Boosts& boosts) {
  const DotQuery prepared(query.codes, items.codes.bits);
  const auto scan_of = [&](const CodeTable& table, const PackedArray<float>& norms) -> Scan {
    return {table, query.factor == RowFactor::kScale ? table.scales : norms, prepared, query.scale};
  };
  TopK top(query.k);
  const auto offer_all = [&](const BitSet& passed_over) {
    offer_rows(scan_of(items.codes, items.inverse_norms), 0, passed_over, top);
    if (items.lists != nullptr) offer_lists(*items.lists, query, prepared, passed_over, top);
    offer_rows(scan_of(items.added, items.added_norms), items.num_bundled(), passed_over, top);
  };
  if (boosts.all().empty()) {
    offer_all(blocked);
    return top.take();
  }
  // Boosted items one by one, so that the scan stays what it is.
  BitSet passed_over = blocked;
  for (const auto& [item, boost] : boosts.all()) passed_over.insert(item);
  offer_all(passed_over);
  for (const auto& [item, boost] : boosts.all()) {
    if (blocked.contains(item) || !items.has(item)) continue;
    const auto [table, norms, place] = items.place(item);
    const uint32_t row = place;
    ScoredItem found;
    rows_above(scan_of(table, norms), {&row, 1}, kBelowAll, &found);
    top.offer({item, Boosts::boosted(found.score, boost)});
  }
  return top.take();
}

}  // namespace pocketrec
