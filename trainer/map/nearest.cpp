#include "trainer/map/nearest.h"

#include <algorithm>
#include <cassert>

#include "trainer/map/projection_trees.h"
#include "trainer/support/parallel.h"
#include "trainer/train/float_scores.h"
#include "trainer/train/row_sums.h"

namespace pocketrec {
namespace {

// Rows whose products with a block of queries stay in a core's cache.
constexpr uint32_t kPanelRows = 2048;
constexpr size_t kQueriesPerBlock = 64;
constexpr size_t kRowsPerBlock = 256;

// Below any cosine.
constexpr float kNoCosine = -2.0F;

// Fewer trees lose neighbours that the second step cannot find again.
constexpr uint32_t kNumTrees = 8;

struct Panel {
  uint32_t first;
  RowPanels rows;
};

std::vector<Panel> panels_of(const FactorTable& table) {
  std::vector<Panel> panels;
  for (uint32_t first = 0; first < table.num_rows; first += kPanelRows) {
    const uint32_t count = std::min(kPanelRows, table.num_rows - first);
    FactorTable rows{count, table.num_factors, {}};
    rows.values.assign(table.row(first), table.row(first) + size_t{count} * table.num_factors);
    panels.push_back({first, RowPanels(rows)});
  }
  return panels;
}

// skip_self: query i is row i, and no neighbour of itself.
NearestRows nearest_of_all(const FactorTable& queries, const FactorTable& unit, uint32_t k,
                           uint32_t threads, bool skip_self) {
  assert(queries.num_factors == unit.num_factors);
  NearestRows nearest(queries.num_rows, k);
  const std::vector<Panel> panels = panels_of(unit);
  std::vector<std::vector<float>> products(resolve_threads(threads));
  parallel_blocks(
      queries.num_rows, kQueriesPerBlock, threads, [&](size_t begin, size_t end, uint32_t thread) {
        const std::span vectors(queries.row(static_cast<uint32_t>(begin)),
                                (end - begin) * queries.num_factors);
        for (const auto& [first, rows] : panels) {
          rows.multiply(vectors, end - begin, products[thread]);
          for (auto query = static_cast<uint32_t>(begin); query < end; ++query) {
            const float* cosines = products[thread].data() + (query - begin) * rows.padded_rows();
            for (uint32_t r = 0; r < rows.num_rows(); ++r) {
              if (cosines[r] <= nearest.least(query)) continue;
              if (!skip_self || first + r != query) nearest.offer(query, first + r, cosines[r]);
            }
          }
        }
      });
  return nearest;
}

// The rows of each leaf, with one another.
void offer_leaf(const FactorTable& unit, std::span<const uint32_t> leaf, NearestRows& nearest,
                std::vector<float>& products) {
  FactorTable rows{static_cast<uint32_t>(leaf.size()), unit.num_factors, {}};
  rows.values.reserve(leaf.size() * unit.num_factors);
  for (const uint32_t r : leaf) {
    rows.values.insert(rows.values.end(), unit.row(r), unit.row(r) + unit.num_factors);
  }
  const RowPanels panels(rows);
  for (size_t begin = 0; begin < leaf.size(); begin += kQueriesPerBlock) {
    const size_t count = std::min(kQueriesPerBlock, leaf.size() - begin);
    panels.multiply({rows.values.data() + begin * unit.num_factors, count * unit.num_factors},
                    count, products);
    for (size_t q = 0; q < count; ++q) {
      const float* cosines = products.data() + q * panels.padded_rows();
      const uint32_t query = leaf[begin + q];
      for (size_t r = 0; r < leaf.size(); ++r) {
        if (cosines[r] <= nearest.least(query) || r == begin + q) continue;
        nearest.offer(query, leaf[r], cosines[r]);
      }
    }
  }
}

// One round of: who is near to my neighbours, or has me for one, may be near to me.
NearestRows explore(const FactorTable& unit, const NearestRows& known, uint32_t threads) {
  NearestRows found = known;
  parallel_blocks(known.num_rows, kRowsPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    std::vector<uint32_t> candidates;
    for (auto row = static_cast<uint32_t>(begin); row < end; ++row) {
      candidates.clear();
      for (const uint32_t near : known.of(row)) {
        if (near == kNoRow) break;
        for (const uint32_t next : known.of(near)) {
          if (next != kNoRow && next != row) candidates.push_back(next);
        }
      }
      std::sort(candidates.begin(), candidates.end());
      candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
      for (const uint32_t next : candidates) {
        found.offer(row, next, product(unit.row(row), unit.row(next), unit.num_factors));
      }
    }
  });
  return found;
}

}  // namespace

NearestRows::NearestRows(uint32_t num, uint32_t list_length)
    : num_rows(num),
      k(list_length),
      rows(size_t{num} * list_length, kNoRow),
      cosines(size_t{num} * list_length, kNoCosine) {
  assert(list_length > 0);
}

void NearestRows::offer(uint32_t row, uint32_t other, float cosine) {
  uint32_t* list = rows.data() + size_t{row} * k;
  float* values = cosines.data() + size_t{row} * k;
  const auto is_behind = [&](uint32_t place) {
    return values[place] < cosine || (values[place] == cosine && list[place] > other);
  };
  if (!is_behind(k - 1) || std::find(list, list + k, other) != list + k) return;
  uint32_t place = k - 1;
  for (; place > 0 && is_behind(place - 1); --place) {
    list[place] = list[place - 1];
    values[place] = values[place - 1];
  }
  list[place] = other;
  values[place] = cosine;
}

NearestRows nearest_rows(const FactorTable& unit, const NearestOptions& options) {
  if (unit.num_rows <= options.max_exact_rows) {
    return nearest_of_all(unit, unit, options.k, options.threads, true);
  }
  NearestRows nearest(unit.num_rows, options.k);
  std::vector<std::vector<float>> products(resolve_threads(options.threads));
  for (uint32_t tree = 0; tree < kNumTrees; ++tree) {
    const Leaves leaves = leaves_of_tree(unit, options.seed, tree, options.threads);
    // A row lies in one leaf of a tree: no list is written by two threads.
    parallel_blocks(leaves.size(), 1, options.threads, [&](size_t leaf, size_t, uint32_t thread) {
      offer_leaf(unit, leaves[leaf], nearest, products[thread]);
    });
  }
  return explore(unit, nearest, options.threads);
}

NearestRows nearest_to(const FactorTable& queries, const FactorTable& unit, uint32_t k,
                       uint32_t threads) {
  return nearest_of_all(queries, unit, k, threads, false);
}

}  // namespace pocketrec
