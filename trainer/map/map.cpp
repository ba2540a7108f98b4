#include "trainer/map/map.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <span>

#include "trainer/map/layout.h"
#include "trainer/map/nearest.h"
#include "trainer/map/start.h"
#include "trainer/train/smoothing.h"

namespace pocketrec {
namespace {

constexpr float kFirstStep = 1.0F;
constexpr float kLastStep = std::numeric_limits<uint16_t>::max();

// Of a row that comes later. More would draw it into the middle, where nothing like it is.
constexpr uint32_t kNearestOfAdded = 5;

// Rows that are not zero, at length 1, and which they are.
struct Directions {
  FactorTable unit;
  std::vector<uint32_t> rows;
};

Directions directions_of(const FactorTable& table, uint32_t threads) {
  Directions directions{{0, table.num_factors, {}}, {}};
  for (uint32_t r = 0; r < table.num_rows; ++r) {
    const std::span row(table.row(r), table.num_factors);
    if (std::all_of(row.begin(), row.end(), [](float value) { return value == 0.0F; })) continue;
    directions.rows.push_back(r);
    directions.unit.values.insert(directions.unit.values.end(), row.begin(), row.end());
  }
  directions.unit.num_rows = static_cast<uint32_t>(directions.rows.size());
  normalise_rows(directions.unit, threads);
  return directions;
}

uint16_t whole_step(float value) {
  return static_cast<uint16_t>(std::clamp(std::nearbyint(value), kFirstStep, kLastStep));
}

struct Box {
  float least_x = std::numeric_limits<float>::max(), most_x = -least_x;
  float least_y = least_x, most_y = -least_x;

  float side() const { return std::max(most_x - least_x, most_y - least_y); }
};

Box box_around(const std::vector<Point>& points) {
  Box box;
  for (const auto [x, y] : points) {
    box.least_x = std::min(box.least_x, x);
    box.most_x = std::max(box.most_x, x);
    box.least_y = std::min(box.least_y, y);
    box.most_y = std::max(box.most_y, y);
  }
  return box;
}

// Both axes by the same factor; the shorter one in the middle.
std::vector<MapPlace> in_whole_steps(const std::vector<Point>& points) {
  const Box box = box_around(points);
  const float scale = box.side() > 0.0F ? (kLastStep - kFirstStep) / box.side() : 0.0F;
  const float middle = (kFirstStep + kLastStep) / 2.0F;
  std::vector<MapPlace> places;
  places.reserve(points.size());
  for (const auto [x, y] : points) {
    places.push_back({whole_step(middle + (x - (box.least_x + box.most_x) / 2.0F) * scale),
                      whole_step(middle + (y - (box.least_y + box.most_y) / 2.0F) * scale)});
  }
  return places;
}

MapPlace mean_place(std::span<const uint32_t> near, std::span<const float> cosines,
                    const std::vector<MapPlace>& places) {
  float x = 0.0F, y = 0.0F, sum = 0.0F;
  for (size_t i = 0; i < near.size() && near[i] != kNoRow && cosines[i] > 0.0F; ++i) {
    x += cosines[i] * static_cast<float>(places[near[i]].x);
    y += cosines[i] * static_cast<float>(places[near[i]].y);
    sum += cosines[i];
  }
  return sum > 0.0F ? MapPlace{whole_step(x / sum), whole_step(y / sum)} : MapPlace{};
}

}  // namespace

std::vector<MapPlace> map_rows(const FactorTable& rows, const MapOptions& options) {
  const auto [unit, placed] = directions_of(rows, options.threads);
  std::vector<MapPlace> places(rows.num_rows);
  if (placed.empty()) return places;
  NearestOptions nearest;
  nearest.seed = options.seed;
  nearest.threads = options.threads;
  LayoutOptions layout;
  layout.seed = options.seed;
  layout.threads = options.threads;
  const std::vector<MapPlace> steps =
      in_whole_steps(lay_out(nearest_rows(unit, nearest),
                             principal_components(unit, options.seed, options.threads), layout));
  for (size_t i = 0; i < placed.size(); ++i) places[placed[i]] = steps[i];
  return places;
}

std::vector<MapPlace> places_among(const FactorTable& added, const FactorTable& rows,
                                   const std::vector<MapPlace>& places, uint32_t threads) {
  assert(places.size() == rows.num_rows);
  std::vector<MapPlace> found(added.num_rows);
  const auto [queries, placed] = directions_of(added, threads);
  FactorTable on_map = rows;
  for (uint32_t r = 0; r < rows.num_rows; ++r) {
    if (!places[r].is_placed()) std::fill_n(on_map.row(r), rows.num_factors, 0.0F);
  }
  normalise_rows(on_map, threads);  // rows of zeros stay, and are near to nobody
  if (rows.num_rows == 0 || placed.empty()) return found;
  const NearestRows nearest = nearest_to(queries, on_map, kNearestOfAdded, threads);
  for (uint32_t q = 0; q < nearest.num_rows; ++q) {
    const std::span cosines(nearest.cosines.data() + size_t{q} * nearest.k, nearest.k);
    found[placed[q]] = mean_place(nearest.of(q), cosines, places);
  }
  return found;
}

}  // namespace pocketrec
