#include "core/top_k.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace pocketrec {
namespace {

struct Catalogue {
  std::vector<uint8_t> bytes;
  std::vector<float> scales;
  CodeTable table;
};

// One factor, so that a row's score is its code. Few codes make many ties.
Catalogue catalogue_of(const std::vector<int8_t>& codes) {
  Catalogue catalogue;
  catalogue.bytes.resize(codes.size() * 16);
  catalogue.scales.assign(codes.size(), 1.0F);
  for (size_t r = 0; r < codes.size(); ++r)
    catalogue.bytes[r * 16] = static_cast<uint8_t>(codes[r]);
  catalogue.table = {catalogue.bytes.data(), PackedArray<float>(catalogue.scales),
                     static_cast<uint32_t>(codes.size()), 1, 8};
  return catalogue;
}

std::vector<ScoredItem> by_sorting(const std::vector<int8_t>& codes, const BitSet& blocked,
                                   uint32_t k) {
  std::vector<ScoredItem> all;
  for (uint32_t r = 0; r < codes.size(); ++r) {
    if (!blocked.contains(r)) all.push_back({r, static_cast<float>(codes[r])});
  }
  std::sort(all.begin(), all.end(), ranks_before);
  all.resize(std::min<size_t>(all.size(), k));
  return all;
}

TEST(TopK, EqualsSortingEverything) {
  std::mt19937 random(3);
  const DotQuery query(std::vector<int8_t>{1}, 8);
  for (const uint32_t num_rows : {1U, 3U, 255U, 256U, 257U, 1000U, 3001U}) {
    for (const uint32_t num_values : {1U, 3U, 200U}) {
      std::vector<int8_t> codes(num_rows);
      for (int8_t& code : codes)
        code = static_cast<int8_t>(static_cast<int>(random() % num_values) - 100);
      const Catalogue catalogue = catalogue_of(codes);
      // Few blocked, and most, which takes another way; as an allow-list, beyond the last row, too.
      const bool is_filter = random() % 2 == 0;
      BitSet blocked(num_rows, is_filter);
      for (uint32_t r = 0; r < num_rows; ++r) {
        if (is_filter && random() % 10 == 0) blocked.erase(r);
        if (!is_filter && random() % 3 == 0) blocked.insert(r);
      }
      for (const uint32_t k : {1U, 2U, 10U, 1000U}) {
        const auto found =
            best_rows({catalogue.table, catalogue.table.scales, query, 1.0F}, k, blocked);
        const auto expected = by_sorting(codes, blocked, k);
        ASSERT_EQ(found.size(), expected.size());
        for (size_t i = 0; i < found.size(); ++i) {
          EXPECT_EQ(found[i].item_index, expected[i].item_index);
          EXPECT_EQ(found[i].score, expected[i].score);
        }
      }
    }
  }
}

TEST(TopK, LooksAtEveryNthBlock) {
  std::mt19937 random(4);
  const DotQuery query(std::vector<int8_t>{1}, 8);
  for (const uint32_t num_rows : {1U, 256U, 300U, 1000U, 2000U}) {
    std::vector<int8_t> codes(num_rows);
    for (int8_t& code : codes) code = static_cast<int8_t>(random() % 200) - 100;
    const Catalogue catalogue = catalogue_of(codes);
    BitSet left_out(num_rows);
    for (uint32_t r = 0; r < num_rows; ++r) {
      if (r / kScanBlock % 3 != 0) left_out.insert(r);
    }
    const auto expected = by_sorting(codes, left_out, 50);
    const auto found =
        best_rows({catalogue.table, catalogue.table.scales, query, 1.0F}, 50, BitSet(num_rows), 3);
    ASSERT_EQ(found.size(), expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].item_index, expected[i].item_index);
    }
  }
}

TEST(TopK, TiesGoToTheLowerIndexInWhateverOrderTheyCome) {
  TopK top(2);
  for (const uint32_t index : {9U, 4U, 7U, 1U}) top.offer({index, 0.5F});
  const auto kept = top.take();
  ASSERT_EQ(kept.size(), 2);
  EXPECT_EQ(kept[0].item_index, 1);
  EXPECT_EQ(kept[1].item_index, 4);
}

TEST(TopK, EverythingBlockedGivesAnEmptyList) {
  const Catalogue catalogue = catalogue_of({1, 2, 3});
  const DotQuery query(std::vector<int8_t>{1}, 8);
  EXPECT_TRUE(best_rows({catalogue.table, catalogue.table.scales, query, 1.0F}, 5, BitSet(3, true))
                  .empty());
}

}  // namespace
}  // namespace pocketrec
