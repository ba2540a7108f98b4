#include "trainer/index/item_clusters.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <span>

#include "core/dot.h"
#include "trainer/score/batch_scan.h"

namespace pocketrec {
namespace {

constexpr uint32_t kRounds = 12;
// Rows from which centres are learned, for each of them; more move them little.
constexpr uint32_t kSampledPerList = 128;
constexpr size_t kRowsAtOnce = 1U << 16;  // whose nearest centres are held

// Rows that are clustered: `count` of a table, from `first` on, every `stride`-th.
struct Sampled {
  const CodeTable& table;
  uint32_t first, count, stride;

  uint32_t row(uint32_t place) const { return first + place * stride; }
};

// Unit directions of 8 bits, as rows lie in a part.
class Centres {
 public:
  Centres(uint32_t count, uint32_t num_factors)
      : count_(count),
        num_factors_(num_factors),
        codes_(size_t{count} * row_stride(num_factors, 8)) {}

  uint32_t count() const { return count_; }
  std::span<const uint8_t> row(uint32_t c) const {
    const size_t stride = row_stride(num_factors_, 8);
    return std::span(codes_).subspan(c * stride, stride);
  }
  void set(uint32_t c, std::span<const float> direction) {
    std::vector<int8_t> codes(num_factors_);
    quantise_row(direction, 8, codes);
    const size_t stride = row_stride(num_factors_, 8);
    store_row(codes, 8, std::span(codes_).subspan(c * stride, stride));
  }

  // Of each row the centre with the greatest cosine; ties go to the lower one.
  std::vector<uint32_t> nearest(const Sampled& rows, uint32_t threads) const {
    const std::vector<float> inverses =
        inverse_lengths({codes_.data(), {}, count_, num_factors_, 8});
    const BatchScan scan({codes_.data(), PackedArray<float>(inverses), count_, num_factors_, 8});
    std::vector<uint32_t> nearest(rows.count);
    std::vector<int8_t> loaded(kRowsAtOnce * num_factors_);
    std::vector<BatchQuery> queries;
    for (size_t begin = 0; begin < rows.count; begin += kRowsAtOnce) {
      const size_t end = std::min<size_t>(begin + kRowsAtOnce, rows.count);
      queries.clear();
      for (size_t i = begin; i < end; ++i) {
        const auto codes = std::span(loaded).subspan((i - begin) * num_factors_, num_factors_);
        load_row(rows.table, rows.row(static_cast<uint32_t>(i)), codes);
        queries.push_back({codes, 1.0F});
      }
      const auto best = scan.best_rows(queries, 1, threads);
      for (size_t i = begin; i < end; ++i) nearest[i] = best[i - begin].front().item_index;
    }
    return nearest;
  }

 private:
  uint32_t count_, num_factors_;
  std::vector<uint8_t> codes_;
};

// Centres that begin as rows spread evenly over the sample.
Centres first_centres(const Sampled& rows, uint32_t count) {
  Centres centres(count, rows.table.num_factors);
  for (uint32_t c = 0; c < count; ++c) {
    const auto place = static_cast<uint32_t>(uint64_t{c} * rows.count / count);
    std::vector<float> direction(rows.table.num_factors);
    dequantise_row(rows.table, rows.row(place), direction);
    centres.set(c, direction);
  }
  return centres;
}

// Each becomes the direction of the sum of the unit rows that are nearest to it; one that has none
// begins anew, at a row of the sample.
void move_to_means(Centres& centres, const Sampled& rows, const std::vector<uint32_t>& nearest,
                   uint32_t round) {
  const uint32_t f = rows.table.num_factors;
  std::vector<float> sums(size_t{centres.count()} * f);
  std::vector<uint32_t> counts(centres.count());
  std::vector<int8_t> codes(f);
  for (uint32_t i = 0; i < rows.count; ++i) {
    load_row(rows.table, rows.row(i), codes);
    const float inverse = inverse_length(squared_length(rows.table, rows.row(i)));
    float* sum = sums.data() + size_t{nearest[i]} * f;
    for (uint32_t k = 0; k < f; ++k) sum[k] += static_cast<float>(codes[k]) * inverse;
    ++counts[nearest[i]];
  }
  uint32_t num_empty = 0;
  for (uint32_t c = 0; c < centres.count(); ++c) {
    const std::span<float> sum(sums.data() + size_t{c} * f, f);
    if (counts[c] == 0) {
      // Some row that others are far from would do better; any other than before does.
      const uint64_t place = (uint64_t{++num_empty} * 2654435761U + round) % rows.count;
      dequantise_row(rows.table, rows.row(static_cast<uint32_t>(place)), sum);
    }
    centres.set(c, sum);
  }
}

}  // namespace

ItemClusters cluster_items(const CodeTable& rows, uint32_t first, uint32_t num_lists,
                           uint32_t most_rows, uint32_t threads) {
  assert(first < rows.num_rows && num_lists > 0 && most_rows > 0);
  const uint32_t count = rows.num_rows - first;
  const uint32_t wanted = std::min(num_lists, count);
  const uint32_t stride =
      std::max<uint32_t>(1, static_cast<uint32_t>(count / (uint64_t{wanted} * kSampledPerList)));
  const Sampled sample{rows, first, (count - 1) / stride + 1, stride};
  Centres centres = first_centres(sample, wanted);
  for (uint32_t round = 0; round < kRounds; ++round) {
    move_to_means(centres, sample, centres.nearest(sample, threads), round);
  }
  const std::vector<uint32_t> nearest = centres.nearest({rows, first, count, 1}, threads);

  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return nearest[a] < nearest[b]; });
  ItemClusters clusters;
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t centre = nearest[order[i]];
    const bool is_first = i == 0 || nearest[order[i - 1]] != centre;
    if (is_first || i - clusters.begins.back() == most_rows) {
      clusters.begins.push_back(i);
      const auto row = centres.row(centre);
      clusters.centres.insert(clusters.centres.end(), row.begin(), row.end());
    }
    clusters.items.push_back(first + order[i]);
  }
  clusters.begins.push_back(count);
  return clusters;
}

}  // namespace pocketrec
