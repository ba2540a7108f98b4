// Every item is in one list, near to its centre, and the same whatever the number of threads.
#include "trainer/index/item_clusters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "core/dot.h"
#include "trainer/pack/quantise_direction.h"

namespace pocketrec {
namespace {

constexpr uint32_t kFactors = 16;

// `num_rows` around `num_directions`; every 50th is a row of zeros.
QuantisedRows rows_around(uint32_t num_rows, uint32_t num_directions) {
  std::mt19937 random(11);
  std::normal_distribution<float> normal;
  std::vector<float> directions(size_t{num_directions} * kFactors);
  for (float& value : directions) value = normal(random);
  FactorTable rows{num_rows, kFactors, {}};
  for (uint32_t row = 0; row < num_rows; ++row) {
    const uint32_t direction = row % num_directions;
    for (uint32_t k = 0; k < kFactors; ++k) {
      const float value = directions[direction * kFactors + k] + 0.1F * normal(random);
      rows.values.push_back(row % 50 == 49 ? 0.0F : value);
    }
  }
  return quantise_directions(rows, 8);
}

std::vector<int8_t> centre_of(const ItemClusters& clusters, uint32_t list) {
  std::vector<int8_t> codes(kFactors);
  load_row({clusters.centres.data(), {}, clusters.num_lists(), kFactors, 8}, list, codes);
  return codes;
}

void expect_one_list_each(const ItemClusters& clusters, uint32_t first, uint32_t num_rows,
                          uint32_t most_rows) {
  ASSERT_EQ(clusters.begins.front(), 0);
  ASSERT_EQ(clusters.begins.back(), num_rows - first);
  ASSERT_EQ(clusters.centres.size(), size_t{clusters.num_lists()} * row_stride(kFactors, 8));
  for (uint32_t list = 0; list < clusters.num_lists(); ++list) {
    const uint32_t begin = clusters.begins[list], end = clusters.begins[list + 1];
    ASSERT_LT(begin, end) << "list " << list << " is empty";
    EXPECT_LE(end - begin, most_rows);
    EXPECT_TRUE(std::is_sorted(clusters.items.begin() + begin, clusters.items.begin() + end));
  }
  std::vector<uint32_t> items = clusters.items, all(num_rows - first);
  std::sort(items.begin(), items.end());
  std::iota(all.begin(), all.end(), first);
  EXPECT_EQ(items, all);
}

TEST(ItemClusters, HaveEveryItemOnce) {
  const QuantisedRows rows = rows_around(2000, 30);
  for (const uint32_t num_lists : {1U, 7U, 60U, 5000U}) {
    for (const uint32_t most_rows : {1U, 50U, 100000U}) {
      expect_one_list_each(cluster_items(rows.table(), 10, num_lists, most_rows, 2), 10, 2000,
                           most_rows);
    }
  }
}

TEST(ItemClusters, ALargeListIsCutWithTheLowerItemsFirst) {
  const QuantisedRows rows = rows_around(300, 1);
  const ItemClusters clusters = cluster_items(rows.table(), 0, 1, 100, 1);
  ASSERT_EQ(clusters.num_lists(), 3);
  for (uint32_t i = 0; i < 300; ++i) EXPECT_EQ(clusters.items[i], i);
  EXPECT_TRUE(std::ranges::equal(centre_of(clusters, 0), centre_of(clusters, 2)));
}

TEST(ItemClusters, AnItemIsWithTheCentreThatItIsNearestTo) {
  const QuantisedRows rows = rows_around(2000, 30);
  const ItemClusters clusters = cluster_items(rows.table(), 0, 40, 100000, 2);
  std::vector<int8_t> codes(kFactors);
  const auto cosine = [&](uint32_t list) {
    const auto centre = centre_of(clusters, list);
    return static_cast<float>(dot_reference(codes, centre)) *
           inverse_length(dot_reference(centre, centre));
  };
  for (uint32_t list = 0; list < clusters.num_lists(); ++list) {
    for (uint32_t i = clusters.begins[list]; i < clusters.begins[list + 1]; ++i) {
      load_row(rows.table(), clusters.items[i], codes);
      for (uint32_t other = 0; other < clusters.num_lists(); ++other) {
        EXPECT_GE(cosine(list), cosine(other));
      }
    }
  }
}

TEST(ItemClusters, ItemsOfOneDirectionAreTogether) {
  const QuantisedRows rows = rows_around(2000, 20);
  const ItemClusters clusters = cluster_items(rows.table(), 0, 60, 100000, 2);
  size_t num_pure = 0;
  for (uint32_t list = 0; list < clusters.num_lists(); ++list) {
    const auto begin = clusters.items.begin() + clusters.begins[list];
    const auto end = clusters.items.begin() + clusters.begins[list + 1];
    const uint32_t direction = *begin % 20;
    num_pure += std::all_of(
        begin, end, [&](uint32_t item) { return item % 20 == direction || item % 50 == 49; });
  }
  EXPECT_GT(num_pure, clusters.num_lists() * 4 / 5);
}

TEST(ItemClusters, AreTheSameAtAnyNumberOfThreads) {
  const QuantisedRows rows = rows_around(3000, 50);
  const ItemClusters one = cluster_items(rows.table(), 100, 37, 200, 1);
  for (const uint32_t threads : {2U, 5U}) {
    const ItemClusters more = cluster_items(rows.table(), 100, 37, 200, threads);
    EXPECT_EQ(more.centres, one.centres);
    EXPECT_EQ(more.begins, one.begins);
    EXPECT_EQ(more.items, one.items);
  }
}

}  // namespace
}  // namespace pocketrec
