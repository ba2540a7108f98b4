#include "trainer/map/map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "tests/trainer/map/clusters.h"
#include "trainer/map/neighbours_kept.h"

namespace pocketrec {
namespace {

double distance(MapPlace a, MapPlace b) { return std::hypot(a.x - b.x, a.y - b.y); }

TEST(Map, KeepsNeighboursFarAboveChance) {
  const FactorTable rows = clustered_rows(3000, 100, 32, 0.4F);
  const std::vector<MapPlace> places = map_rows(rows, {.seed = 1, .threads = 2});
  const double kept = neighbours_kept(rows, places, 10, 500, 2);
  RecordProperty("neighbours_kept", std::to_string(kept));
  std::printf("clusters of 30: %.3f of the 10 nearest kept; by chance %.4f\n", kept, 10.0 / 3000);
  EXPECT_GT(kept, 0.3);
  // Of a row's ten nearest on the map, nearly all are of its cluster.
  uint32_t own = 0;
  for (uint32_t r = 0; r < 100; ++r) {
    std::vector<std::pair<double, uint32_t>> others;
    for (uint32_t o = 0; o < rows.num_rows; ++o) {
      if (o != r) others.emplace_back(distance(places[r], places[o]), o);
    }
    std::partial_sort(others.begin(), others.begin() + 10, others.end());
    for (uint32_t i = 0; i < 10; ++i) own += others[i].second % 100 == r % 100 ? 1 : 0;
  }
  EXPECT_GT(own, 950U);
}

TEST(Map, KeepsNeighboursOfACurve) {
  const FactorTable rows = rows_on_a_ring(1000);
  const double kept = neighbours_kept(rows, map_rows(rows, {.seed = 1, .threads = 2}), 10, 1000, 2);
  std::printf("a ring: %.3f of the 10 nearest kept; by chance %.4f\n", kept, 10.0 / 1000);
  EXPECT_GT(kept, 0.6);
}

TEST(Map, IsTheSameAtAnyThreadCountAndOtherForAnotherSeed) {
  const FactorTable rows = clustered_rows(1500, 30, 16, 0.5F);
  const std::vector<MapPlace> one = map_rows(rows, {.seed = 1, .threads = 1});
  EXPECT_EQ(one, map_rows(rows, {.seed = 1, .threads = 3}));
  EXPECT_NE(one, map_rows(rows, {.seed = 2, .threads = 1}));
}

TEST(Map, UsesItsLongerSideInFull) {
  const std::vector<MapPlace> places = map_rows(clustered_rows(500, 10, 8, 0.5F), {});
  const auto [left, right] = std::minmax_element(places.begin(), places.end(),
                                                 [](MapPlace a, MapPlace b) { return a.x < b.x; });
  const auto [top, bottom] = std::minmax_element(places.begin(), places.end(),
                                                 [](MapPlace a, MapPlace b) { return a.y < b.y; });
  EXPECT_EQ(std::max(right->x - left->x, bottom->y - top->y), 65534);
  for (const MapPlace place : places) EXPECT_TRUE(place.is_placed() && place.y != 0);
}

TEST(Map, OfOneRowIsItsMiddle) {
  const std::vector<MapPlace> places = map_rows({1, 3, {0.0F, 2.0F, 0.0F}}, {});
  EXPECT_EQ(places, (std::vector<MapPlace>{{32768, 32768}}));
}

TEST(Map, OfNoRowsIsEmpty) { EXPECT_TRUE(map_rows({0, 3, {}}, {}).empty()); }

TEST(Map, PartsEqualRows) {
  FactorTable rows{400, 5, {}};
  rows.values.assign(2000, 0.25F);
  const std::vector<MapPlace> places = map_rows(rows, {.seed = 1, .threads = 2});
  std::set<std::pair<uint16_t, uint16_t>> different;
  for (const MapPlace place : places) different.emplace(place.x, place.y);
  EXPECT_GT(different.size(), 390U);
}

TEST(Map, GivesRowsOfZerosNoPlaceAndTheOthersTheirOwn) {
  FactorTable rows = clustered_rows(300, 6, 8, 0.3F);
  for (const uint32_t r : {0, 17, 299}) std::fill_n(rows.row(r), 8, 0.0F);
  const std::vector<MapPlace> places = map_rows(rows, {.seed = 1, .threads = 2});
  for (uint32_t r = 0; r < 300; ++r) {
    EXPECT_EQ(places[r] == MapPlace{}, r == 0 || r == 17 || r == 299) << r;
  }
  FactorTable zeros{3, 2, {}};
  zeros.values.assign(6, 0.0F);
  EXPECT_EQ(map_rows(zeros, {}), std::vector<MapPlace>(3));
}

TEST(Map, TakesRowsOfOneFactor) {
  const std::vector<MapPlace> places = map_rows(clustered_rows(50, 2, 1, 0.1F), {});
  for (const MapPlace place : places) EXPECT_TRUE(place.is_placed());
}

TEST(Map, PlacesRowsThatComeLaterAmongTheirNearest) {
  const FactorTable all = clustered_rows(660, 6, 12, 0.2F);
  FactorTable rows{600, 12, {all.values.begin(), all.values.begin() + 600 * 12}};
  FactorTable added{60, 12, {all.values.begin() + 600 * 12, all.values.end()}};
  std::fill_n(added.row(59), 12, 0.0F);
  const std::vector<MapPlace> places = map_rows(rows, {.seed = 1, .threads = 2});
  const std::vector<MapPlace> found = places_among(added, rows, places, 2);
  for (uint32_t r = 0; r < 59; ++r) {
    // The cluster of the nearest place is its own: rows 600 + r and r are of the same.
    uint32_t nearest = 0;
    for (uint32_t o = 1; o < 600; ++o) {
      if (distance(found[r], places[o]) < distance(found[r], places[nearest])) nearest = o;
    }
    EXPECT_EQ(nearest % 6, r % 6) << r;
  }
  EXPECT_EQ(found[59], MapPlace{});
  EXPECT_EQ(found, places_among(added, rows, places, 1));
}

TEST(Map, NeighboursKeptIsAllOfThemWhereTheMapIsTheRows) {
  FactorTable rows{0, 2, {}};
  std::vector<MapPlace> places;
  for (uint32_t i = 0; i < 200; ++i) {
    const double angle = 1.5 * i / 200;
    rows.values.insert(rows.values.end(),
                       {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))});
    places.push_back({static_cast<uint16_t>(1 + 100 * i), 1});
  }
  rows.num_rows = 200;
  EXPECT_GT(neighbours_kept(rows, places, 4, 200, 2), 0.95);
  std::reverse(rows.values.begin(), rows.values.begin() + 200);  // half of the rows elsewhere
  EXPECT_LT(neighbours_kept(rows, places, 4, 200, 2), 0.9);
}

}  // namespace
}  // namespace pocketrec
