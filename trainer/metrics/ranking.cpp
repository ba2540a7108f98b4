#include "trainer/metrics/ranking.h"

#include <algorithm>

namespace pocketrec {
namespace {

constexpr float kMasked = -std::numeric_limits<float>::infinity();

}  // namespace

void rank_unseen(std::span<float> scores, std::span<const uint32_t> seen, std::span<uint32_t> top) {
  for (const uint32_t item : seen) scores[item] = kMasked;
  const auto ranks_before = [&](uint32_t a, uint32_t b) {
    return scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
  };
  // A heap whose front is the worst item kept. Items come in index order, so that one that only
  // equals the front ranks behind it: the comparison with the front's score is all most items need.
  size_t kept = 0;
  float threshold = kMasked;
  for (uint32_t item = 0; item < scores.size(); ++item) {
    if (!(scores[item] > threshold)) continue;
    if (kept < top.size()) {
      top[kept++] = item;
      std::push_heap(top.begin(), top.begin() + kept, ranks_before);
    } else if (kept > 0) {
      std::pop_heap(top.begin(), top.end(), ranks_before);
      top.back() = item;
      std::push_heap(top.begin(), top.end(), ranks_before);
    }
    if (kept == top.size() && kept > 0) threshold = scores[top.front()];
  }
  std::sort_heap(top.begin(), top.begin() + kept, ranks_before);
  std::fill(top.begin() + kept, top.end(), kNoItem);
}

}  // namespace pocketrec
