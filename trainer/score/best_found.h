// The best k of the rows that a scan finds for one query.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/recommender.h"
#include "trainer/score/scan_kernel.h"

namespace pocketrec {

// Where TopK (core/top_k.h) moves every row into a heap, this lets rows gather behind one another
// until there are twice as many as are kept: long lists take a third of the time.
class BestFound {
 public:
  // k >= 1. excluded: ascending rows that are not kept; blocked: further ones, or null. `room`:
  // the most rows that are found between two calls of keep().
  BestFound(uint32_t k, std::span<const uint32_t> excluded, const BitSet* blocked, uint32_t room);

  // Where a kernel puts what it finds, behind what is there; rows ascend. They stay in place when
  // this is moved.
  scan_kernel::Found* data() { return found_.data(); }

  // The first `count` of data() are found now. Keeps the best alone where it is time, and raises
  // `threshold` then to a score that a later row must exceed. Returns how many are left.
  uint32_t keep(uint32_t count, float& threshold) {
    return count <= most_ ? count : keep_best(count, threshold);
  }

  // The best k of the first `count`, best first, ties to the lower row. Leaves this of no more use.
  std::vector<ScoredItem> list(uint32_t count);

 private:
  uint32_t keep_best(uint32_t count, float& threshold);
  uint32_t without_ruled_out(uint32_t count);
  float kth_score(uint32_t count);
  uint32_t down_to(float score, uint32_t count);

  uint32_t k_;
  std::span<const uint32_t> excluded_;
  const BitSet* blocked_;
  size_t most_;  // that may be found before the best are looked for
  std::vector<scan_kernel::Found> found_;
  std::vector<float> scores_, lower_;  // for kth_score()
  uint32_t num_checked_ = 0;           // of found_: neither excluded nor blocked
  size_t num_passed_ = 0;              // of the excluded: below all rows that come
};

}  // namespace pocketrec
