#include "trainer/metrics/accuracy.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace pocketrec {
namespace {

std::span<const uint8_t> first(std::span<const uint8_t> hits, uint32_t k) {
  return hits.first(std::min<size_t>(hits.size(), k));
}

double count_hits(std::span<const uint8_t> hits, uint32_t k) {
  const auto cut = first(hits, k);
  return static_cast<double>(std::count(cut.begin(), cut.end(), uint8_t{1}));
}

double discount(size_t position) { return 1.0 / std::log2(static_cast<double>(position) + 2.0); }

}  // namespace

void mark_hits(std::span<const uint32_t> ranked, std::span<const uint32_t> relevant,
               std::span<uint8_t> hits) {
  assert(hits.size() == ranked.size());
  std::transform(ranked.begin(), ranked.end(), hits.begin(), [&](uint32_t item) {
    return static_cast<uint8_t>(std::binary_search(relevant.begin(), relevant.end(), item));
  });
}

double recall_at(std::span<const uint8_t> hits, uint32_t num_relevant, uint32_t k) {
  return count_hits(hits, k) / num_relevant;
}

double recall_min_at(std::span<const uint8_t> hits, uint32_t num_relevant, uint32_t k) {
  return count_hits(hits, k) / std::min(k, num_relevant);
}

double ndcg_at(std::span<const uint8_t> hits, uint32_t num_relevant, uint32_t k) {
  const auto cut = first(hits, k);
  double gain = 0;
  for (size_t p = 0; p < cut.size(); ++p) {
    if (cut[p] != 0) gain += discount(p);
  }
  double ideal = 0;
  for (size_t p = 0; p < std::min(k, num_relevant); ++p) ideal += discount(p);
  return gain / ideal;
}

double hit_at(std::span<const uint8_t> hits, uint32_t k) { return count_hits(hits, k) > 0 ? 1 : 0; }

double reciprocal_rank_at(std::span<const uint8_t> hits, uint32_t k) {
  const auto cut = first(hits, k);
  const auto hit = std::find(cut.begin(), cut.end(), uint8_t{1});
  return hit == cut.end() ? 0.0 : 1.0 / static_cast<double>(hit - cut.begin() + 1);
}

double average_precision_at(std::span<const uint8_t> hits, uint32_t num_relevant, uint32_t k) {
  const auto cut = first(hits, k);
  double found = 0, sum = 0;
  for (size_t p = 0; p < cut.size(); ++p) {
    if (cut[p] == 0) continue;
    found += 1;
    sum += found / static_cast<double>(p + 1);
  }
  return sum / std::min(k, num_relevant);
}

double mean_ndcg_at(const RankedLists& lists, const InteractionMatrix& targets, uint32_t k) {
  assert(lists.num_lists() == targets.num_rows);
  std::vector<uint8_t> hits(lists.length);
  double sum = 0;
  uint32_t people = 0;
  for (uint32_t row = 0; row < targets.num_rows; ++row) {
    const auto relevant = targets.row(row);
    if (relevant.empty()) continue;
    mark_hits(lists.list(row), relevant, hits);
    sum += ndcg_at(hits, static_cast<uint32_t>(relevant.size()), k);
    ++people;
  }
  return people == 0 ? 0.0 : sum / people;
}

}  // namespace pocketrec
