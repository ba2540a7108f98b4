#include "core/best_items.h"

#include <limits>

#include "core/dot.h"
#include "core/top_k.h"

namespace pocketrec {
namespace {

constexpr float kBelowAll = -std::numeric_limits<float>::infinity();

}  // namespace

std::vector<ScoredItem> best_items(const ItemRows& items, RowFactor factor,
                                   std::span<const int8_t> query, float query_scale, uint32_t k,
                                   const BitSet& blocked, const Boosts& boosts) {
  const DotQuery prepared(query, items.codes.bits);
  const auto scan_of = [&](const CodeTable& table, const PackedArray<float>& norms) -> Scan {
    return {table, factor == RowFactor::kScale ? table.scales : norms, prepared, query_scale};
  };
  TopK top(k);
  const auto offer_all = [&](const BitSet& passed_over) {
    offer_rows(scan_of(items.codes, items.inverse_norms), 0, passed_over, top);
    offer_rows(scan_of(items.added, items.added_norms), items.codes.num_rows, passed_over, top);
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
    if (blocked.contains(item)) continue;
    const auto [table, norms, place] = items.place(item);
    const uint32_t row = place;
    ScoredItem found;
    rows_above(scan_of(table, norms), {&row, 1}, kBelowAll, &found);
    top.offer({item, Boosts::boosted(found.score, boost)});
  }
  return top.take();
}

}  // namespace pocketrec
