#include "trainer/sample/alias_table.h"

#include <cassert>
#include <numeric>

namespace pocketrec {
namespace {

// share / total in units of 2^-32, for share < total.
uint32_t fraction(uint64_t share, uint64_t total) {
  // Shifting both keeps share * 2^32 within 64 bits; what is lost is below 2^-31.
  while (total >> 31 != 0) {
    share >>= 1;
    total >>= 1;
  }
  return static_cast<uint32_t>((share << 32) / total);
}

}  // namespace

AliasTable::AliasTable(std::span<const uint64_t> weights) : columns_(weights.size()) {
  const uint64_t total = std::accumulate(weights.begin(), weights.end(), uint64_t{0});
  assert(total > 0);
  const uint64_t count = weights.size();

  // Scaled by `count`, an average weight fills a column (`total`) exactly.
  std::vector<uint64_t> rest(count);
  std::vector<uint32_t> small, large;
  for (uint32_t i = 0; i < count; ++i) {
    rest[i] = weights[i] * count;
    (rest[i] < total ? small : large).push_back(i);
  }
  while (!small.empty() && !large.empty()) {
    const uint32_t lesser = small.back();
    const uint32_t greater = large.back();
    small.pop_back();
    columns_[lesser] = {greater, fraction(rest[lesser], total)};
    rest[greater] -= total - rest[lesser];
    if (rest[greater] < total) {
      large.pop_back();
      small.push_back(greater);
    }
  }
  for (const uint32_t i : large) columns_[i] = {i, 0};
  assert(small.empty());  // the sums are exact, so that the last column is full
}

}  // namespace pocketrec
