#include "trainer/score/batch_scan.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <numeric>

#include "trainer/score/best_found.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

using scan_kernel::Group;
using scan_kernel::kGroupQueries;
using scan_kernel::kPanelRows;
using scan_kernel::Layout;

// Queries for which a row is read from memory once.
constexpr size_t kQueriesPerBlock = 64;
// Panels that stay in the first cache over all groups of a block; between two of them thresholds
// rise.
constexpr uint32_t kPanelsAtOnce = 8;
constexpr uint32_t kRowsAtOnce = kPanelsAtOnce * kPanelRows;

constexpr uint32_t codes_per_step(Layout layout) { return layout == Layout::kPairs ? 2 : 4; }

// Where code k of a row or query lies that has place `place` among `width` side by side.
constexpr size_t byte_of(Layout layout, uint32_t k, uint32_t place, uint32_t width) {
  const uint32_t codes = codes_per_step(layout);
  return (size_t{k / codes} * width + place) * 4 + k % codes * (4 / codes);
}

void put_code(Layout layout, int32_t code, uint8_t* to) {
  if (layout == Layout::kQuads) {
    *to = static_cast<uint8_t>(code);
  } else {
    const auto wide = static_cast<int16_t>(code);
    std::memcpy(to, &wide, sizeof wide);
  }
}

// What is added to every row's codes.
constexpr int32_t row_offset(Layout layout) { return layout == Layout::kQuads ? 128 : 0; }

// A group of queries as the kernel takes it, and what each finds.
class GroupScan {
 public:
  GroupScan(std::span<const BatchQuery> queries, uint32_t k, Layout layout, uint32_t num_steps)
      : codes_(size_t{num_steps} * kGroupQueries * 4) {
    group_.codes = codes_.data();
    best_.reserve(queries.size());
    for (uint32_t q = 0; q < kGroupQueries; ++q) {
      if (q < queries.size()) {
        best_.emplace_back(k, queries[q].excluded, queries[q].blocked, kRowsAtOnce);
        add(queries[q], q, layout);
      } else {
        // Nobody's: nothing is above infinity.
        group_.queries[q] = {0, 0.0F, std::numeric_limits<float>::infinity(), nullptr, 0};
      }
    }
  }
  GroupScan(const GroupScan&) = delete;  // group_ points into it
  GroupScan(GroupScan&&) = default;      // the vectors' memory stays where it is

  void scan(const scan_kernel::Kernel& kernel, const scan_kernel::Panels& panels, uint32_t first,
            uint32_t count) {
    kernel.rows_above(panels, first, count, group_);
    for (size_t q = 0; q < best_.size(); ++q) {
      scan_kernel::Query& query = group_.queries[q];
      query.num_found = best_[q].keep(query.num_found, query.threshold);
    }
  }

  std::vector<ScoredItem> list(size_t q) { return best_[q].list(group_.queries[q].num_found); }

 private:
  void add(const BatchQuery& query, uint32_t q, Layout layout) {
    for (uint32_t k = 0; k < query.codes.size(); ++k) {
      put_code(layout, query.codes[k], codes_.data() + byte_of(layout, k, q, kGroupQueries));
    }
    const int32_t sum = std::accumulate(query.codes.begin(), query.codes.end(), int32_t{0});
    group_.queries[q] = {-row_offset(layout) * sum, query.scale,
                         -std::numeric_limits<float>::infinity(), best_[q].data(), 0};
  }

  std::vector<uint8_t> codes_;
  std::vector<BestFound> best_;
  Group group_;
};

}  // namespace

BatchScan::BatchScan(const CodeTable& table, const scan_kernel::Kernel& kernel)
    : kernel_(kernel),
      num_rows_(table.num_rows),
      num_factors_(table.num_factors),
      num_steps_((table.num_factors + codes_per_step(kernel.layout) - 1) /
                 codes_per_step(kernel.layout)) {
  const size_t num_panels = (size_t{num_rows_} + kPanelRows - 1) / kPanelRows;
  panels_.resize(num_panels * num_steps_ * kPanelRows * 4);
  // A row that is not there has no score that is greater than anything.
  scales_.assign(num_panels * kPanelRows, std::numeric_limits<float>::quiet_NaN());
  pack(table);
}

void BatchScan::pack(const CodeTable& table) {
  const Layout layout = kernel_.layout;
  std::vector<int8_t> codes(num_factors_);
  for (uint32_t row = 0; row < num_rows_; ++row) {
    load_row(table, row, codes);
    uint8_t* panel = panels_.data() + size_t{row / kPanelRows} * num_steps_ * kPanelRows * 4;
    for (uint32_t k = 0; k < num_factors_; ++k) {
      put_code(layout, codes[k] + row_offset(layout),
               panel + byte_of(layout, k, row % kPanelRows, kPanelRows));
    }
    scales_[row] = table.scales[row];
  }
}

std::vector<std::vector<ScoredItem>> BatchScan::best_rows(std::span<const BatchQuery> queries,
                                                          uint32_t k, uint32_t threads) const {
  std::vector<std::vector<ScoredItem>> lists(queries.size());
  parallel_blocks(queries.size(), kQueriesPerBlock, threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    scan_block(queries.subspan(begin, end - begin), k,
                               std::span(lists).subspan(begin, end - begin));
                  });
  return lists;
}

void BatchScan::scan_block(std::span<const BatchQuery> queries, uint32_t k,
                           std::span<std::vector<ScoredItem>> lists) const {
  k = std::min(k, std::max(1U, num_rows_));
  std::vector<GroupScan> groups;
  for (size_t q = 0; q < queries.size(); q += kGroupQueries) {
    groups.emplace_back(queries.subspan(q, std::min<size_t>(kGroupQueries, queries.size() - q)), k,
                        kernel_.layout, num_steps_);
  }
  const auto num_panels = static_cast<uint32_t>(scales_.size() / kPanelRows);
  const scan_kernel::Panels panels{panels_.data(), scales_.data(), num_steps_};
  for (uint32_t first = 0; first < num_panels; first += kPanelsAtOnce) {
    const uint32_t count = std::min(kPanelsAtOnce, num_panels - first);
    for (GroupScan& group : groups) group.scan(kernel_, panels, first, count);
  }
  for (size_t q = 0; q < queries.size(); ++q) {
    lists[q] = groups[q / kGroupQueries].list(q % kGroupQueries);
  }
}

}  // namespace pocketrec
