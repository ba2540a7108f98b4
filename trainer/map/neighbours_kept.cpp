#include "trainer/map/neighbours_kept.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <utility>

#include "trainer/map/nearest.h"
#include "trainer/support/parallel.h"
#include "trainer/train/smoothing.h"

namespace pocketrec {
namespace {

// The k nearest to a place, itself left out; ties by the lower index.
std::vector<uint32_t> nearest_places(const std::vector<MapPlace>& places, uint32_t to, uint32_t k) {
  std::vector<std::pair<int64_t, uint32_t>> distances;
  distances.reserve(places.size());
  for (uint32_t i = 0; i < places.size(); ++i) {
    const int64_t dx = int64_t{places[i].x} - places[to].x;
    const int64_t dy = int64_t{places[i].y} - places[to].y;
    if (i != to) distances.emplace_back(dx * dx + dy * dy, i);
  }
  std::nth_element(distances.begin(), distances.begin() + k, distances.end());
  std::vector<uint32_t> near;
  for (uint32_t i = 0; i < k; ++i) near.push_back(distances[i].second);
  return near;
}

}  // namespace

double neighbours_kept(const FactorTable& rows, const std::vector<MapPlace>& places, uint32_t k,
                       uint32_t num_asked, uint32_t threads) {
  assert(places.size() == rows.num_rows && k > 0 && num_asked > 0);
  FactorTable unit{0, rows.num_factors, {}};
  std::vector<MapPlace> placed;
  for (uint32_t r = 0; r < rows.num_rows; ++r) {
    if (!places[r].is_placed()) continue;
    placed.push_back(places[r]);
    unit.values.insert(unit.values.end(), rows.row(r), rows.row(r) + rows.num_factors);
  }
  unit.num_rows = static_cast<uint32_t>(placed.size());
  if (unit.num_rows <= k + 1) return 1.0;
  normalise_rows(unit, threads);
  const uint32_t asked = std::min(num_asked, unit.num_rows);
  FactorTable queries{asked, rows.num_factors, {}};
  std::vector<uint32_t> who;
  for (uint32_t q = 0; q < asked; ++q) {
    who.push_back(static_cast<uint32_t>(uint64_t{q} * unit.num_rows / asked));
    queries.values.insert(queries.values.end(), unit.row(who[q]),
                          unit.row(who[q]) + unit.num_factors);
  }
  const NearestRows nearest = nearest_to(queries, unit, k + 1, threads);
  std::vector<uint32_t> kept(asked, 0);
  parallel_blocks(asked, 1, threads, [&](size_t q, size_t, uint32_t) {
    const std::vector<uint32_t> near = nearest_places(placed, who[q], k);
    uint32_t left = k;
    for (const uint32_t row : nearest.of(static_cast<uint32_t>(q))) {
      if (row == who[q] || left == 0) continue;
      --left;
      kept[q] += std::find(near.begin(), near.end(), row) != near.end() ? 1 : 0;
    }
  });
  uint64_t sum = 0;
  for (const uint32_t count : kept) sum += count;
  return static_cast<double>(sum) / (double{static_cast<double>(asked)} * k);
}

}  // namespace pocketrec
