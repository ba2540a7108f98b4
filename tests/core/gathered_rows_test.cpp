#include "core/gathered_rows.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/core/catalogue.h"

namespace pocketrec {
namespace {

std::vector<int8_t> codes_of(const CodeTable& table, uint32_t row) {
  std::vector<int8_t> codes(table.num_factors);
  load_row(table, row, codes);
  return codes;
}

// One behind the other, repeated, backwards, and a row of zeros (19).
const std::vector<uint32_t> kRows = {3, 4, 90, 3, 19, 50, 0};

struct Shape {
  uint32_t num_factors, bits;
};
constexpr Shape kShapes[] = {{1, 8}, {1, 4}, {20, 8}, {20, 4}, {64, 8}, {75, 4}, {128, 4}};

TEST(GatheredRows, AreThoseOfTheItemsInTheirOrder) {
  for (const auto& [num_factors, bits] : kShapes) {
    const Catalogue catalogue(num_factors, clustered_rows(100, num_factors, 1), bits);
    const ItemRows items = catalogue.rows();
    GatheredRows gathered(items);
    for (const uint32_t row : kRows) gathered.add(row);
    ASSERT_EQ(gathered.size(), kRows.size());
    EXPECT_EQ(gathered.table().num_rows, kRows.size());
    EXPECT_EQ(gathered.table().stride(), items.codes.stride());
    for (uint32_t i = 0; i < kRows.size(); ++i) {
      EXPECT_EQ(codes_of(gathered.table(), i), codes_of(items.codes, kRows[i]));
      EXPECT_EQ(gathered.inverse_norms()[i], items.inverse_norms[kRows[i]]);
    }
  }
}

// To the bit, as FORMAT.md has it: the dot product, times one inverse length, times the other.
TEST(GatheredRows, CosinesAreThoseOfTheFormat) {
  for (const auto& [num_factors, bits] : kShapes) {
    const Catalogue catalogue(num_factors, clustered_rows(100, num_factors, 2), bits);
    const ItemRows items = catalogue.rows();
    GatheredRows gathered(items);
    for (uint32_t row = 0; row < 100; ++row) gathered.add(row * 7 % 100);
    for (const uint32_t other : {0U, 1U, 50U, 19U}) {
      const std::vector<ScoredItem> cosines = gathered.cosines_with(other);
      ASSERT_EQ(cosines.size(), 100);
      for (uint32_t i = 0; i < 100; ++i) {
        const uint32_t row = i * 7 % 100;
        const int32_t dot = dot_reference(codes_of(items.codes, row), codes_of(items.codes, other));
        EXPECT_EQ(cosines[i].item_index, i);
        EXPECT_EQ(cosines[i].score,
                  static_cast<float>(dot) * items.inverse_norms[row] * items.inverse_norms[other]);
      }
    }
  }
}

TEST(GatheredRows, GrowAsRowsAreAdded) {
  const Catalogue catalogue(6, clustered_rows(20, 6, 3));
  GatheredRows gathered(catalogue.rows());
  EXPECT_TRUE(gathered.cosines_with(2).empty());
  gathered.add(5);
  const float alone = gathered.cosines_with(2)[0].score;
  gathered.add(2);
  ASSERT_EQ(gathered.cosines_with(2).size(), 2);
  EXPECT_EQ(gathered.cosines_with(2)[0].score, alone);
  EXPECT_NEAR(gathered.cosines_with(2)[1].score, 1.0F, 1e-6F);
}

}  // namespace
}  // namespace pocketrec
