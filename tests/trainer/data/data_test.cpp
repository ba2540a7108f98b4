#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "trainer/data/cleaning_report.h"
#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"

namespace pocketrec {
namespace {

TEST(WithoutShortRows, EmptiesThemAndKeepsTheRest) {
  const InteractionMatrix matrix{4, 3, {0, 1, 3, 3, 6}, {2, 0, 1, 0, 1, 2}, {1, 2, 3, 4, 5, 6}};
  const InteractionMatrix kept = without_short_rows(matrix, 2);
  EXPECT_EQ(kept.num_rows, 4U);
  EXPECT_EQ(kept.num_columns, 3U);
  EXPECT_EQ(kept.offsets, (std::vector<uint64_t>{0, 0, 2, 2, 5}));
  EXPECT_EQ(kept.columns, (std::vector<uint32_t>{0, 1, 0, 1, 2}));
  EXPECT_EQ(kept.weights, (std::vector<float>{2, 3, 4, 5, 6}));
}

TEST(WithoutShortRows, KeepsWeightsOfOneAbsent) {
  const InteractionMatrix kept = without_short_rows({2, 2, {0, 2, 3}, {0, 1, 1}, {}}, 2);
  EXPECT_EQ(kept.num_entries(), 2U);
  EXPECT_TRUE(kept.weights.empty());
}

TEST(WeightOf, ImplicitCountsOnce) {
  EXPECT_EQ(weight_of(kImplicit, {1, 10}), 1.0F);
  EXPECT_EQ(weight_of(kImplicit, {}), 1.0F);
}

TEST(WeightOf, LowRatingsAreChoicesThatAreNotLiked) {
  const RatingScale ten{1, 10};
  for (const float rating : {1.0F, 3.0F, 5.0F}) {
    EXPECT_EQ(weight_of(rating, ten), kChosenWeight) << rating;
    EXPECT_FALSE(is_liked(weight_of(rating, ten))) << rating;
  }
  for (const float rating : {6.0F, 8.0F, 10.0F}) EXPECT_GT(weight_of(rating, ten), 1.0F) << rating;
  const RatingScale five{1, 5};
  EXPECT_FALSE(is_liked(weight_of(3.0F, five)));
  EXPECT_TRUE(is_liked(weight_of(4.0F, five)));
  EXPECT_TRUE(is_liked(weight_of(kImplicit, five)));
}

TEST(WeightOf, GrowsInSixteenthsUpToTwo) {
  const RatingScale scale{0.5F, 5};
  float last = 0.0F;
  for (float rating = 0.5F; rating <= 5.0F; rating += 0.5F) {
    const float weight = weight_of(rating, scale);
    EXPECT_GE(weight, last);
    EXPECT_EQ(weight * 16.0F, static_cast<float>(static_cast<int>(weight * 16.0F)));
    last = weight;
  }
  EXPECT_EQ(last, 2.0F);
}

TEST(WeightOf, AScaleOfOneValueMeansChosen) { EXPECT_EQ(weight_of(1.0F, {1, 1}), 2.0F); }

TEST(WeightOf, ScoresUpToOneStartAtZero) {
  EXPECT_EQ(weight_of(0.5F, {0.1F, 1}), kChosenWeight);
  EXPECT_EQ(weight_of(1.0F, {0.1F, 1}), 2.0F);
}

TEST(Transpose, SwapsRowsAndColumnsWithTheirWeights) {
  const InteractionMatrix matrix{3, 4, {0, 2, 2, 4}, {1, 3, 0, 1}, {1, 2, 3, 4}};
  const InteractionMatrix turned = transpose(matrix);
  EXPECT_EQ(turned.num_rows, 4U);
  EXPECT_EQ(turned.num_columns, 3U);
  EXPECT_EQ(turned.offsets, (std::vector<uint64_t>{0, 1, 3, 3, 4}));
  EXPECT_EQ(turned.columns, (std::vector<uint32_t>{2, 0, 2, 0}));
  EXPECT_EQ(turned.weights, (std::vector<float>{3, 1, 4, 2}));
  const InteractionMatrix back = transpose(turned);
  EXPECT_EQ(back.offsets, matrix.offsets);
  EXPECT_EQ(back.columns, matrix.columns);
  EXPECT_EQ(back.weights, matrix.weights);
}

TEST(Transpose, KeepsTimes) {
  const InteractionMatrix matrix{3, 4, {0, 2, 2, 4}, {1, 3, 0, 1}, {}, {10, 20, 30, 40}};
  const InteractionMatrix turned = transpose(matrix);
  EXPECT_EQ(turned.times, (std::vector<uint32_t>{30, 10, 40, 20}));
  EXPECT_EQ(transpose(turned).times, matrix.times);
}

TEST(Transpose, OfNothingIsNothing) {
  const InteractionMatrix turned = transpose({0, 3, {0}, {}, {}});
  EXPECT_EQ(turned.num_rows, 3U);
  EXPECT_EQ(turned.offsets, (std::vector<uint64_t>{0, 0, 0, 0}));
}

TEST(CleaningReport, IsTextForPeopleAndJsonForPrograms) {
  CleaningReport report;
  report.rows_read["Books.csv"] = 12;
  report.recognised["Books.csv"] = "comma, LF";
  report.entries["Books.csv: blank row"] = {true, 3, "a \"quoted\" é", "Books.csv", 7};
  report.items_kept = 9;
  const std::string text = report.to_text();
  EXPECT_NE(text.find("Books.csv: 12 rows (comma, LF)"), std::string::npos) << text;
  EXPECT_NE(text.find("first at line 7"), std::string::npos) << text;
  const auto json = nlohmann::json::parse(report.to_json());
  EXPECT_EQ(json["files"]["Books.csv"]["rows"], 12);
  EXPECT_EQ(json["reasons"][0]["reason"], "blank row");
  EXPECT_EQ(json["reasons"][0]["dropped"], true);
  EXPECT_EQ(json["reasons"][0]["example"], "a \"quoted\" é");
  EXPECT_EQ(json["kept"]["items"], 9);
}

}  // namespace
}  // namespace pocketrec
