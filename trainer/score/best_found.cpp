#include "trainer/score/best_found.h"

#include <algorithm>
#include <utility>

#include "core/top_k.h"

namespace pocketrec {
namespace {

using scan_kernel::Found;

// The fewest rows found beyond the best k before these are looked for.
constexpr uint32_t kFewestSpare = 64;

float median_of(float a, float b, float c) {
  return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

// The k-th greatest of `count` >= k >= 1 values, which lose their order. lower: room for as many.
// Quickselect without a branch that depends on a value: there is no telling which way one goes.
float kth_greatest(float* values, float* lower, uint32_t count, uint32_t k) {
  for (;;) {
    const float pivot = median_of(values[0], values[count / 2], values[count - 1]);
    uint32_t num_greater = 0, num_lower = 0;
    for (uint32_t i = 0; i < count; ++i) {
      const float value = values[i];
      values[num_greater] = value;
      lower[num_lower] = value;
      num_greater += value > pivot ? 1 : 0;
      num_lower += value < pivot ? 1 : 0;
    }
    const uint32_t num_not_lower = count - num_lower;
    if (k <= num_greater) {
      count = num_greater;
    } else if (k <= num_not_lower) {
      return pivot;
    } else {
      k -= num_not_lower;
      count = num_lower;
      std::swap(values, lower);
    }
  }
}

}  // namespace

BestFound::BestFound(uint32_t k, std::span<const uint32_t> excluded, const BitSet* blocked,
                     uint32_t room)
    : k_(k),
      excluded_(excluded),
      blocked_(blocked),
      most_(size_t{k} + std::max(k, kFewestSpare)),
      found_(most_ + room),
      scores_(found_.size()),
      lower_(found_.size()) {}

std::vector<ScoredItem> BestFound::list(uint32_t count) {
  float threshold = 0.0F;
  count = keep_best(count, threshold);
  std::vector<ScoredItem> list;
  list.reserve(count);
  for (uint32_t i = 0; i < count; ++i) list.push_back({found_[i].row, found_[i].score});
  std::ranges::sort(list, [](const auto& a, const auto& b) { return ranks_before(a, b); });
  return list;
}

// As keep(), always.
uint32_t BestFound::keep_best(uint32_t count, float& threshold) {
  count = without_ruled_out(count);
  if (count >= k_) {
    threshold = kth_score(count);
    count = down_to(threshold, count);
  }
  num_checked_ = count;
  return count;
}

// Drops excluded and blocked rows from those not looked at yet.
uint32_t BestFound::without_ruled_out(uint32_t count) {
  uint32_t kept = num_checked_;
  for (uint32_t i = num_checked_; i < count; ++i) {
    const Found found = found_[i];
    while (num_passed_ < excluded_.size() && excluded_[num_passed_] < found.row) ++num_passed_;
    if (num_passed_ < excluded_.size() && excluded_[num_passed_] == found.row) continue;
    if (blocked_ != nullptr && blocked_->contains(found.row)) continue;
    found_[kept++] = found;
  }
  return kept;
}

float BestFound::kth_score(uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) scores_[i] = found_[i].score;
  return kth_greatest(scores_.data(), lower_.data(), count, k_);
}

// Keeps the best k, the worst of which has this score: of those that equal it, the first ones.
uint32_t BestFound::down_to(float score, uint32_t count) {
  uint32_t places = k_;  // for those that equal it
  for (uint32_t i = 0; i < count; ++i) places -= found_[i].score > score ? 1 : 0;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const Found found = found_[i];
    const uint32_t takes_place = found.score == score && places > 0 ? 1 : 0;
    found_[kept] = found;
    kept += found.score > score ? 1 : takes_place;
    places -= takes_place;
  }
  return kept;
}

}  // namespace pocketrec
