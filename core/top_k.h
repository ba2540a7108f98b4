// The k rows with the highest scores; ties go to the lower row.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "core/bytes.h"
#include "core/dot.h"
#include "core/recommender.h"

namespace pocketrec {

// The order of every list: by score, ties by index.
inline bool ranks_before(const ScoredItem& a, const ScoredItem& b) {
  return a.score > b.score || (a.score == b.score && a.item_index < b.item_index);
}

// The same as a type, which algorithms inline.
struct BestFirst {
  bool operator()(const ScoredItem& a, const ScoredItem& b) const { return ranks_before(a, b); }
};

// Brings them in this order. (A heap sort: lists are short, and std::sort is a kilobyte of
// WebAssembly for each order.)
void sort_best_first(std::vector<ScoredItem>& items);

// Keeps the best k of what it is offered, in a bounded heap whose root is the worst kept.
class TopK {
 public:
  // k >= 1.
  explicit TopK(uint32_t k) : k_(k) {}

  // Nothing with this score or less can enter any more, if its row comes after those offered.
  float threshold() const {
    return heap_.size() < k_ ? -std::numeric_limits<float>::infinity() : heap_.front().score;
  }
  void offer(const ScoredItem& item);

  // Best first. Leaves this empty.
  std::vector<ScoredItem> take();

 private:
  void replace_worst(const ScoredItem& item);

  uint32_t k_;
  std::vector<ScoredItem> heap_;
};

// Rows between two updates of the threshold. Small enough that few rows pass an outdated one, large
// enough that leaving the kernel costs nothing.
inline constexpr uint32_t kScanBlock = 256;

// Offers a scan's rows to `top`, numbered from `first_item`, but those in `blocked` (of such
// numbers). What `top` holds already has lower numbers. `every`: only every so manieth block of
// kScanBlock rows is looked at, the first among them.
void offer_rows(const Scan& scan, uint32_t first_item, const BitSet& blocked, TopK& top,
                uint32_t every = 1);

// The best k rows of a scan that are not in `blocked`, best first; fewer when fewer are left.
std::vector<ScoredItem> best_rows(const Scan& scan, uint32_t k, const BitSet& blocked,
                                  uint32_t every = 1);

}  // namespace pocketrec
