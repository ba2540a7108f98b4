#include "trainer/train/content_trust.h"

#include <gtest/gtest.h>

#include <vector>

namespace pocketrec {
namespace {

// Item 2 has no content; nobody chose item 3.
const InteractionMatrix kContent = {4, 3, {0, 1, 3, 3, 4}, {0, 0, 1, 2}, {}};

// The first `many` people chose item 0; one more chose items 1 and 2.
InteractionMatrix choices(uint32_t many) {
  InteractionMatrix matrix{many + 1, 4, {0}, {}, {}};
  for (uint32_t u = 0; u < many; ++u) {
    matrix.columns.push_back(0);
    matrix.offsets.push_back(matrix.columns.size());
  }
  matrix.columns.insert(matrix.columns.end(), {1, 2});
  matrix.offsets.push_back(matrix.columns.size());
  return matrix;
}

TEST(ContentTrust, GrowsWithThePeopleWhoChoseAnItem) {
  const std::vector<float> few = content_trust(kContent, choices(2));
  const std::vector<float> many = content_trust(kContent, choices(500));
  EXPECT_LT(few[0], 0.5F);
  EXPECT_GT(many[0], 0.95F);
  EXPECT_EQ(few[1], many[1]);
  EXPECT_LT(few[1], few[0]) << "one person, not two";
  EXPECT_EQ(few[3], 0.0F);
}

TEST(ContentTrust, WithoutContentAnItemIsItsAudience) {
  EXPECT_EQ(content_trust(kContent, choices(2))[2], 1.0F);
}

TEST(ContentTrust, ScalesRows) {
  const FactorTable table{2, 3, {1, 2, 3, 4, 5, 6}};
  EXPECT_EQ(trusted(table, {0.5F, 0.0F}).values, (std::vector<float>{0.5F, 1, 1.5F, 0, 0, 0}));
}

}  // namespace
}  // namespace pocketrec
