// Where content puts an item, against FORMAT.md ("content") computed in double.
#include "core/content_map.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/dot.h"
#include "tests/core/toy_bundle.h"
#include "trainer/content/content_table.h"

namespace pocketrec {
namespace {

class Placing : public testing::Test {
 protected:
  std::vector<double> row(uint32_t feature) const {
    std::vector<float> values(map_.features.num_factors);
    dequantise_row(map_.features, feature, values);
    return {values.begin(), values.end()};
  }
  // The sum before it gets length 1.
  std::vector<double> sum_of(const std::vector<ContentKey>& keys) const {
    std::vector<double> sum(map_.features.num_factors, 0);
    for (uint32_t field = 0; field < kNumContentFields; ++field) {
      std::vector<uint32_t> known;
      for (const ContentKey key : keys) {
        if (static_cast<uint32_t>(key.field) != field) continue;
        for (uint32_t f = map_.field_begins[field]; f < map_.field_begins[field + 1]; ++f) {
          if (map_.prints[f] == key.print) known.push_back(f);
        }
      }
      for (const uint32_t f : known) {
        const std::vector<double> values = row(f);
        for (size_t k = 0; k < sum.size(); ++k) {
          sum[k] += values[k] / std::sqrt(static_cast<double>(known.size()));
        }
      }
    }
    return sum;
  }
  static double length_of(const std::vector<double>& values) {
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
  }

  golden::GoldenInput input_ = golden::golden_input();
  ContentMap map_ = parse_content(golden_parts_8().content).value().map;
};

TEST_F(Placing, IsTheDirectionOfTheSumOfItsFeatures) {
  std::vector<float> lengths;
  for (const Item& item : input_.dataset.items) {
    const std::vector<ContentKey> keys = keys_of(item);
    const std::vector<double> sum = sum_of(keys);
    std::vector<float> placed(sum.size());
    const Placement placement = place(map_, keys, placed);
    ASSERT_GT(placement.num_known, 0U);
    EXPECT_NEAR(placement.length, length_of(sum), 1e-4);
    for (size_t k = 0; k < sum.size(); ++k) EXPECT_NEAR(placed[k], sum[k] / length_of(sum), 1e-5);
    lengths.push_back(placement.length);
  }
  std::sort(lengths.begin(), lengths.end());
  EXPECT_EQ(map_.length_quantiles.front(), lengths.front());
  EXPECT_EQ(map_.length_quantiles.back(), lengths.back());
}

TEST_F(Placing, CertaintyIsTheShareOfTheCatalogueThatSaysLess) {
  std::vector<float> lengths, certainties;
  for (const Item& item : input_.dataset.items) {
    std::vector<float> placed(map_.features.num_factors);
    const Placement placement = place(map_, keys_of(item), placed);
    lengths.push_back(placement.length);
    certainties.push_back(placement.certainty);
  }
  for (size_t i = 0; i < lengths.size(); ++i) {
    const auto shorter = static_cast<double>(
        std::ranges::count_if(lengths, [&](float length) { return length < lengths[i]; }));
    EXPECT_NEAR(certainties[i], shorter / static_cast<double>(lengths.size() - 1), 1.0 / 16);
  }
  EXPECT_EQ(*std::max_element(certainties.begin(), certainties.end()), 1.0F);
  EXPECT_EQ(*std::min_element(certainties.begin(), certainties.end()), 0.0F);
}

TEST_F(Placing, KnowsNothingOfKeysThatNoItemHas) {
  std::vector<float> placed(map_.features.num_factors, 7.0F);
  const Placement nowhere = place(map_, {}, placed);
  EXPECT_EQ(nowhere.num_known, 0U);
  EXPECT_EQ(nowhere.certainty, 0.0F);
  EXPECT_TRUE(std::ranges::all_of(placed, [](float value) { return value == 0.0F; }));

  const Recommender recommender = open_or_die(golden_parts_8());
  const PlacedItem unknown = recommender.place({"unheard of", "", "", "", {}, 0}).value();
  EXPECT_EQ(unknown.num_keys, 2U);
  EXPECT_EQ(unknown.num_known, 0U);
  EXPECT_TRUE(recommender.nearest(unknown, {}).value().empty());
  EXPECT_TRUE(recommender.likely_users(unknown, 5).value().empty());
}

TEST(PlacedItem, IsNearestToWhatLiesInItsDirection) {
  const Recommender recommender = open_or_die(golden_parts_8());
  const Item item = golden::golden_input().dataset.items[4];
  const PlacedItem placed = recommender.place(FoldedFacts(item).facts()).value();
  const auto nearest = recommender.nearest(placed, {.n = 60, .exclude = {}, .allow = {}}).value();
  const CodeTable items = parse_items(golden_parts_8().items).value().items;
  ASSERT_EQ(nearest.size(), items.num_rows);
  const std::vector<int8_t>& codes = placed.vector.codes;
  for (size_t i = 0; i < nearest.size(); ++i) {
    std::vector<int8_t> row(items.num_factors);
    load_row(items, nearest[i].item_index, row);
    const double squares =
        static_cast<double>(dot_reference(row, row)) * dot_reference(codes, codes);
    const double cosine = squares > 0 ? dot_reference(row, codes) / std::sqrt(squares) : 0.0;
    EXPECT_NEAR(nearest[i].score, cosine, 1e-5);
    EXPECT_LE(nearest[i].score, nearest[i > 0 ? i - 1 : 0].score);
  }
  const auto users = recommender.likely_users(placed, 1000).value();
  EXPECT_EQ(users.size(), recommender.info().num_users);
  for (size_t i = 1; i < users.size(); ++i) EXPECT_LE(users[i].score, users[i - 1].score);
}

TEST(PlacedItem, OfAnotherBundleOrWithoutItsPartsIsRefused) {
  const PackedParts& parts = golden_parts_8();
  const Recommender bare =
      Recommender::open({.items = parts.items, .encoder = parts.encoder}).value();
  EXPECT_EQ(bare.place({}).error().code, ErrorCode::kMissingPart);
  const PlacedItem placed = open_or_die(parts).place({"creme", "", "", "", {}, 0}).value();
  EXPECT_EQ(bare.likely_users(placed, 5).error().code, ErrorCode::kMissingPart);
  const Recommender recommender = open_or_die(parts);
  PlacedItem shorter = placed;
  shorter.vector.codes.pop_back();
  EXPECT_EQ(recommender.nearest(shorter, {}).error().code, ErrorCode::kBadValue);
  EXPECT_EQ(recommender.likely_users(shorter, 5).error().code, ErrorCode::kBadValue);
  EXPECT_EQ(recommender.likely_users(placed, 0).error().code, ErrorCode::kBadCount);
  const uint32_t beyond[] = {60};
  EXPECT_EQ(recommender.nearest(placed, {.n = 5, .exclude = beyond, .allow = {}}).error().code,
            ErrorCode::kUnknownItem);
}

TEST(ContentPart, OfAnotherRecipeIsRefused) {
  PackedParts parts = golden_parts_8();
  overwrite<uint32_t>(parts.content, header::kFieldsAt + 4 * 4, 2);
  const auto opened = Recommender::open(views_of(parts));
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kUnsupportedVersion);
  EXPECT_NE(opened.error().message.find("recipe 2"), std::string::npos);
}

TEST(ContentPart, PrintsOutOfOrderAreRefused) {
  PackedParts parts = golden_parts_8();
  const size_t prints = (kHeaderBytes + 4 * (kNumContentFields + 1) + 15) / 16 * 16;
  overwrite<uint32_t>(parts.content, prints, 0xFFFFFFFF);
  EXPECT_EQ(Recommender::open(views_of(parts)).error().code, ErrorCode::kBadValue);
}

}  // namespace
}  // namespace pocketrec
