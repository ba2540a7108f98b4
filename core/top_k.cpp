#include "core/top_k.h"

#include <algorithm>
#include <utility>

namespace pocketrec {
void TopK::offer(const ScoredItem& item) {
  // With ranks_before for "less", the standard heap's root is the worst.
  if (heap_.size() == k_) {
    if (!ranks_before(item, heap_.front())) return;
    std::pop_heap(heap_.begin(), heap_.end(), ranks_before);
    heap_.back() = item;
  } else {
    heap_.push_back(item);
  }
  std::push_heap(heap_.begin(), heap_.end(), ranks_before);
}

std::vector<ScoredItem> TopK::take() {
  std::sort(heap_.begin(), heap_.end(), ranks_before);
  return std::move(heap_);
}

void offer_rows(const Scan& scan, uint32_t first_item, const BitSet& blocked, TopK& top,
                uint32_t every) {
  ScoredItem found[kScanBlock];
  const uint32_t num_rows = scan.table.num_rows;
  for (uint32_t first = 0; first < num_rows; first += kScanBlock * every) {
    const uint32_t count = std::min(kScanBlock, num_rows - first);
    if (blocked.contains_all(first_item + first, count)) continue;
    const uint32_t num_found = rows_above(scan, first, count, top.threshold(), found);
    for (uint32_t i = 0; i < num_found; ++i) {
      const ScoredItem item{first_item + found[i].item_index, found[i].score};
      // The threshold has risen since: most are out before their bit is looked up.
      if (item.score > top.threshold() && !blocked.contains(item.item_index)) top.offer(item);
    }
  }
}

std::vector<ScoredItem> best_rows(const Scan& scan, uint32_t k, const BitSet& blocked,
                                  uint32_t every) {
  TopK top(k);
  offer_rows(scan, 0, blocked, top, every);
  return top.take();
}

}  // namespace pocketrec
