#include "core/top_k.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace pocketrec {

void TopK::offer(const ScoredItem& item) {
  // With ranks_before for "less", the standard heap's root is the worst.
  if (heap_.size() < k_) {
    heap_.push_back(item);
    std::push_heap(heap_.begin(), heap_.end(), BestFirst());
  } else if (ranks_before(item, heap_.front())) {
    replace_worst(item);
  }
}

// As pop and push, in one way down: what is worse comes up until the item finds its place.
void TopK::replace_worst(const ScoredItem& item) {
  const size_t size = heap_.size();
  size_t place = 0;
  for (size_t child = 1; child < size; child = 2 * place + 1) {
    if (child + 1 < size && ranks_before(heap_[child], heap_[child + 1])) ++child;
    if (!ranks_before(item, heap_[child])) break;
    heap_[place] = heap_[child];
    place = child;
  }
  heap_[place] = item;
}

void sort_best_first(std::vector<ScoredItem>& items) {
  std::make_heap(items.begin(), items.end(), BestFirst());
  std::sort_heap(items.begin(), items.end(), BestFirst());
}

std::vector<ScoredItem> TopK::take() {
  std::sort_heap(heap_.begin(), heap_.end(), BestFirst());
  return std::move(heap_);
}

namespace {

// Those of `count` rows from `first` on, which are items from first_item + first (a multiple of 64)
// on, that are not blocked. Returns how many. rows: room for `count`.
uint32_t list_allowed(const BitSet& blocked, uint32_t first_item, uint32_t first, uint32_t count,
                      uint32_t* rows) {
  uint32_t num_rows = 0;
  for (uint32_t i = 0; i < count; i += 64) {
    uint64_t word = ~blocked.words()[(first_item + first + i) / 64];
    if (count - i < 64) word &= (uint64_t{1} << (count - i)) - 1;
    for (; word != 0; word &= word - 1) {
      rows[num_rows++] = first + i + static_cast<uint32_t>(std::countr_zero(word));
    }
  }
  return num_rows;
}

}  // namespace

void offer_rows(const Scan& scan, uint32_t first_item, const BitSet& blocked, TopK& top,
                uint32_t every) {
  ScoredItem found[kScanBlock];
  uint32_t allowed[kScanBlock];
  const uint32_t num_rows = scan.table.num_rows;
  for (uint32_t first = 0; first < num_rows; first += kScanBlock * every) {
    const uint32_t count = std::min(kScanBlock, num_rows - first);
    const uint32_t first_bit = first_item + first;
    uint32_t num_found = 0;
    if (first_bit % 64 == 0 && blocked.count(first_bit, count) > count / 2) {
      // Most are blocked: the others one by one. So a filter makes a scan faster.
      const uint32_t num_allowed = list_allowed(blocked, first_item, first, count, allowed);
      num_found = rows_above(scan, {allowed, num_allowed}, top.threshold(), found);
    } else {
      num_found = rows_above(scan, first, count, top.threshold(), found);
    }
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
