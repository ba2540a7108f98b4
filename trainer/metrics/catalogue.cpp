#include "trainer/metrics/catalogue.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace pocketrec {
namespace {

// The items of a list's first k places; shorter where the list ran out of items.
std::span<const uint32_t> filled(std::span<const uint32_t> ranked, size_t k) {
  const auto cut = ranked.first(std::min(ranked.size(), k));
  return cut.first(static_cast<size_t>(std::find(cut.begin(), cut.end(), kNoItem) - cut.begin()));
}

}  // namespace

double coverage(std::span<const uint32_t> counts) {
  if (counts.empty()) return 0;
  const auto missing = std::count(counts.begin(), counts.end(), 0U);
  return 1.0 - static_cast<double>(missing) / static_cast<double>(counts.size());
}

double gini(std::span<const uint32_t> counts) {
  // Counts are small integers: tallying them sorts them in linear time.
  const uint32_t largest = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  if (largest == 0) return 0;
  std::vector<uint32_t> items_with_count(size_t{largest} + 1, 0);
  for (const uint32_t count : counts) ++items_with_count[count];
  double before = 0, total = 0, weighted_ranks = 0;
  for (uint32_t count = 0; count <= largest; ++count) {
    const double items = items_with_count[count];
    // The ranks before + 1 .. before + items, summed.
    weighted_ranks += count * (items * before + items * (items + 1) / 2);
    total += count * items;
    before += items;
  }
  const auto n = static_cast<double>(counts.size());
  return 2 * weighted_ranks / (n * total) - (n + 1) / n;
}

ListVariety::ListVariety(const InteractionMatrix& audiences)
    : audiences_(audiences), summed_audience_(audiences.num_columns, 0.0) {}

double ListVariety::novelty_at(std::span<const uint32_t> ranked, uint32_t k) const {
  const auto items = filled(ranked, k);
  if (items.empty()) return 0;
  double bits = 0;
  for (const uint32_t item : items) {
    const auto audience = std::max<size_t>(1, audiences_.row(item).size());
    bits -= std::log2(static_cast<double>(audience) / audiences_.num_columns);
  }
  return bits / static_cast<double>(items.size());
}

// With a_i the audience of item i as a vector of length 1, the cosines of all pairs of n items sum
// to (|sum_i a_i|^2 - sum_i |a_i|^2) / 2. Adding item after item to the sum gives every prefix.
void ListVariety::diversity_at(std::span<const uint32_t> ranked, std::span<const uint32_t> cutoffs,
                               std::span<double> diversities) {
  assert(diversities.size() == cutoffs.size());
  const auto items = filled(ranked, ranked.size());
  double cosines = 0;  // over all pairs so far
  size_t next_cutoff = 0;
  const auto note = [&](size_t n) {
    const double pairs = static_cast<double>(n) * (static_cast<double>(n) - 1) / 2;
    diversities[next_cutoff++] = n < 2 ? 0.0 : 1.0 - cosines / pairs;
  };
  for (size_t n = 0; n < items.size() && next_cutoff < cutoffs.size(); ++n) {
    while (next_cutoff < cutoffs.size() && cutoffs[next_cutoff] == n) note(n);
    const auto audience = audiences_.row(items[n]);
    const double length =
        1.0 / std::sqrt(static_cast<double>(std::max<size_t>(1, audience.size())));
    double shared = 0;
    for (const uint32_t user : audience) {
      shared += summed_audience_[user];
      summed_audience_[user] += length;
    }
    cosines += shared * length;
  }
  while (next_cutoff < cutoffs.size()) note(std::min<size_t>(items.size(), cutoffs[next_cutoff]));
  for (const uint32_t item : items) {
    for (const uint32_t user : audiences_.row(item)) summed_audience_[user] = 0;
  }
}

}  // namespace pocketrec
