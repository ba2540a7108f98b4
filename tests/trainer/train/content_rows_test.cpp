#include "trainer/train/content_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <vector>

#include "tests/trainer/train/toy.h"
#include "trainer/train/fit.h"
#include "trainer/train/softmax.h"

namespace pocketrec {
namespace {

constexpr uint32_t kItems = 400, kFeatures = 9, kFactors = 4;

// Every fifth item has no content.
InteractionMatrix some_content() {
  InteractionMatrix content{kItems, kFeatures, {0}, {}, {}};
  Random random(3);
  for (uint32_t item = 0; item < kItems; ++item) {
    for (uint32_t feature = 0; feature < kFeatures && item % 5 != 0; ++feature) {
      if (feature != item % kFeatures && random.below(3) > 0) continue;
      content.columns.push_back(feature);
      content.weights.push_back(0.25F * static_cast<float>(1 + random.below(4)));
    }
    content.offsets.push_back(content.columns.size());
  }
  return content;
}

std::vector<float> content_part(const InteractionMatrix& content, const FactorTable& features,
                                uint32_t item) {
  std::vector<float> part(kFactors, 0.0F);
  for (size_t i = 0; i < content.row(item).size(); ++i) {
    for (uint32_t k = 0; k < kFactors; ++k) {
      part[k] += content.row_weights(item)[i] * features.row(content.row(item)[i])[k];
    }
  }
  return part;
}

std::vector<uint32_t> all_items() {
  std::vector<uint32_t> items(kItems);
  std::iota(items.begin(), items.end(), 0U);
  return items;
}

class Content : public testing::Test {
 protected:
  Content() : features_(random_table(kFeatures, kFactors, 2), kFactors) {}
  ContentRows rows(float drop) { return {content_, own_, features_, drop, 7}; }

  InteractionMatrix content_ = some_content();
  FactorTable own_ = random_table(kItems, kFactors, 1);
  TrainedTable features_;
};

TEST_F(Content, RowsAreOwnPartsAndFeatures) {
  const FactorTable sums = with_content(content_, own_, features_.table, 2);
  ContentRows composed = rows(0);
  composed.compose(all_items(), 0, 2);
  for (uint32_t item = 0; item < kItems; ++item) {
    const std::vector<float> part = content_part(content_, features_.table, item);
    double squares = 0;
    for (uint32_t k = 0; k < kFactors; ++k) {
      EXPECT_NEAR(sums.row(item)[k], own_.row(item)[k] + part[k], 1e-5);
      EXPECT_EQ(composed.row(item)[k], sums.row(item)[k]);
      squares += sums.row(item)[k] * sums.row(item)[k];
    }
    EXPECT_NEAR(composed.inverse(item), 1 / std::sqrt(squares), 1e-4);
    EXPECT_TRUE(composed.has_own(item));
  }
}

TEST_F(Content, LeavesOutTheStatedShareOfThoseThatHaveContent) {
  ContentRows composed = rows(0.3F);
  composed.compose(all_items(), 5, 2);
  uint32_t alone = 0;
  for (uint32_t item = 0; item < kItems; ++item) {
    if (composed.has_own(item)) continue;
    ++alone;
    EXPECT_NE(item % 5, 0U) << "has nothing else";
    const std::vector<float> part = content_part(content_, features_.table, item);
    for (uint32_t k = 0; k < kFactors; ++k) EXPECT_NEAR(composed.row(item)[k], part[k], 1e-5);
  }
  // Of 320: 96, give or take three standard deviations.
  EXPECT_GT(alone, 96U - 25U);
  EXPECT_LT(alone, 96U + 25U);
}

TEST_F(Content, WhatIsLeftOutDependsOnStepAndItemAlone) {
  ContentRows composed = rows(0.5F);
  const std::vector<uint32_t> items = all_items();
  composed.compose(items, 5, 2);
  std::vector<bool> first;
  for (uint32_t item = 0; item < kItems; ++item) first.push_back(composed.has_own(item));
  const std::vector<uint32_t> backwards(items.rbegin(), items.rend());
  composed.compose(backwards, 5, 1);
  for (uint32_t i = 0; i < kItems; ++i) EXPECT_EQ(composed.has_own(i), first[kItems - 1 - i]);
  composed.compose(items, 6, 1);
  uint32_t changed = 0;
  for (uint32_t i = 0; i < kItems; ++i) changed += composed.has_own(i) != first[i] ? 1 : 0;
  EXPECT_GT(changed, kItems / 5);
}

TEST_F(Content, AFeatureStepsAgainstTheSumOfItsItemsGradients) {
  TrainedTable expected = features_;
  ContentRows composed = rows(0);
  const std::vector<uint32_t> items = {1, 2, 7, 11, 12};
  composed.compose(items, 0, 1);
  const FactorTable gradients = random_table(5, kFactors, 8);
  std::vector<std::vector<float>> sums(kFeatures, std::vector<float>(kFactors, 0.0F));
  for (size_t place = 0; place < items.size(); ++place) {
    std::copy_n(gradients.row(static_cast<uint32_t>(place)), kFactors, composed.row(place).data());
    const auto columns = content_.row(items[place]);
    for (size_t i = 0; i < columns.size(); ++i) {
      for (uint32_t k = 0; k < kFactors; ++k) {
        sums[columns[i]][k] +=
            content_.row_weights(items[place])[i] * gradients.row(static_cast<uint32_t>(place))[k];
      }
    }
  }
  composed.step(items, 0.1F, 3);
  for (uint32_t f = 0; f < kFeatures; ++f) {
    const bool is_touched = sums[f] != std::vector<float>(kFactors, 0.0F);
    if (is_touched) expected.adam.step(expected.table, f, sums[f], 0.1F);
    for (uint32_t k = 0; k < kFactors; ++k) {
      EXPECT_NEAR(features_.table.row(f)[k], expected.table.row(f)[k], 1e-6) << f;
    }
  }
}

// Items that nobody chose stand where what they are puts them.
TEST(SoftmaxWithContent, PlacesWhatNobodyChose) {
  const InteractionMatrix seen = two_groups(20, 6);
  InteractionMatrix matrix = seen;
  matrix.num_columns += 2;  // 12 and 13 are of the first and of the second kind
  InteractionMatrix content{14, 2, {0}, {}, {}};
  for (uint32_t item = 0; item < 14; ++item) {
    content.columns.push_back(item < 12 ? item / 6 : item - 12);
    content.offsets.push_back(content.columns.size());
  }
  SoftmaxOptions options;
  options.num_factors = 8;
  options.num_epochs = 30;
  options.content = std::make_shared<const InteractionMatrix>(content);
  const SoftmaxTables tables = train_softmax(matrix, options);
  EXPECT_EQ(tables.features.num_rows, 2U);
  EXPECT_EQ(tables.features.num_factors, 8U);
  const auto cosine = [&](uint32_t a, uint32_t b) {
    return std::inner_product(tables.items.row(a), tables.items.row(a) + 8, tables.items.row(b),
                              0.0);
  };
  for (uint32_t item = 0; item < 12; ++item) {
    const uint32_t alike = item < 6 ? 12 : 13;
    EXPECT_GT(cosine(item, alike), cosine(item, 25 - alike) + 0.2) << item;
  }
  EXPECT_EQ(tables.unchosen, (std::vector<uint32_t>{12, 13}));
  options.new_item_length = 0.25F;
  const Model model = softmax_model(tables, options);
  const auto length = [&](uint32_t item) {
    const float* row = model.item_factors.row(item);
    return std::sqrt(std::inner_product(row, row + 8, row, 0.0));
  };
  EXPECT_NEAR(length(12), 0.25, 1e-5);
  EXPECT_GT(length(0), 0.9);
  for (const uint32_t threads : {1U, 3U}) {
    options.threads = threads;
    EXPECT_EQ(train_softmax(matrix, options).items.values, tables.items.values);
  }
}

// Whether content is looked at depends on the number of users, unless it is said.
TEST(SoftmaxWithContent, IsLeftOutOfLargeDataUnlessAskedFor) {
  const auto content =
      std::make_shared<const InteractionMatrix>(random_matrix(2, 4, 0.5, false, 1));
  for (const uint32_t num_users : {200'000U, 200'001U}) {
    InteractionMatrix choices{num_users, 2, {0}, {}, {}};
    for (uint32_t user = 1; user <= num_users; ++user) {
      choices.columns.insert(choices.columns.end(), {0, 1});
      choices.offsets.push_back(2 * uint64_t{user});
    }
    FitOptions options;
    options.softmax.content = content;
    EXPECT_EQ(*settled_options(options, choices).use_content, num_users == 200'000U);
    EXPECT_EQ(settled_options(options, choices).softmax.content != nullptr, num_users == 200'000U);
    options.use_content = true;
    EXPECT_EQ(settled_options(options, choices).softmax.content, content);
    options.use_content = false;
    EXPECT_EQ(settled_options(options, choices).softmax.content, nullptr);
  }
}

TEST(SoftmaxWithContent, RefusesContentOfOtherItems) {
  SoftmaxOptions options;
  options.content = std::make_shared<const InteractionMatrix>(random_matrix(11, 4, 0.5, false, 1));
  EXPECT_THROW(train_softmax(two_groups(4, 6), options), std::exception);
  options.content = std::make_shared<const InteractionMatrix>(random_matrix(12, 4, 0.5, false, 1));
  options.content_drop = 1;
  EXPECT_THROW(train_softmax(two_groups(4, 6), options), std::exception);
}

}  // namespace
}  // namespace pocketrec
