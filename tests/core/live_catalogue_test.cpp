// Items hidden, boosted and added at run time: every list does as if the bundle had been made so.
#include "core/live_catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <vector>

#include "core/dot.h"
#include "core/top_k.h"
#include "tests/core/catalogue.h"
#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

constexpr uint32_t kAll = kMaxResults;
const std::vector<HistoryEntry> kHistory = {{4, 1.0F}, {9, 2.0F}, {30, 0.5F}};

std::vector<ScoredItem> without(std::vector<ScoredItem> list, const std::vector<uint32_t>& items) {
  std::erase_if(list, [&](const ScoredItem& scored) {
    return std::ranges::find(items, scored.item_index) != items.end();
  });
  return list;
}

void expect_same(const std::vector<ScoredItem>& list, const std::vector<ScoredItem>& expected) {
  ASSERT_EQ(indices_of(list), indices_of(expected));
  for (size_t i = 0; i < list.size(); ++i) EXPECT_FLOAT_EQ(list[i].score, expected[i].score);
}

// Every list that a recommender gives.
std::vector<std::vector<ScoredItem>> all_lists(const Recommender& recommender,
                                               const ListOptions& options) {
  const std::vector<float> vector(recommender.info().num_factors, 0.3F);
  return {recommender.recommend(kHistory, options).value(),
          recommender.recommend_for_user(3, options).value(),
          recommender.recommend_for_vector(vector, options).value(),
          recommender.similar(7, options).value(), recommender.popular(options).value()};
}

TEST(LiveCatalogue, HiddenItemsAreInNoListUntilTheyAreShownAgain) {
  Recommender recommender = open_or_die(golden_parts_8());
  const ListOptions options{.n = kAll, .exclude = {}, .allow = {}};
  const auto before = all_lists(recommender, options);
  const uint32_t hidden[] = {0, 11, 59};
  ASSERT_TRUE(recommender.hide(hidden, true).ok());
  const auto after = all_lists(recommender, options);
  for (size_t i = 0; i < before.size(); ++i) {
    ASSERT_GT(before[i].size(), without(before[i], {0, 11, 59}).size());
    expect_same(after[i], without(before[i], {0, 11, 59}));
  }
  // Named in allow, they stay hidden.
  const uint32_t allow[] = {11, 12};
  EXPECT_EQ(indices_of(recommender.popular({.n = 5, .exclude = {}, .allow = allow}).value()),
            (std::vector<uint32_t>{12}));
  EXPECT_TRUE(recommender.item(11).ok());
  ASSERT_TRUE(recommender.hide(hidden, false).ok());
  const auto shown = all_lists(recommender, options);
  for (size_t i = 0; i < before.size(); ++i) expect_same(shown[i], before[i]);
}

TEST(LiveCatalogue, HiddenItemsAreNotFoundByTheirTitle) {
  Recommender recommender = open_or_die(golden_parts_8());
  const auto before = recommender.search_items("s", kAll).value();
  ASSERT_GT(before.size(), 2);
  const uint32_t hidden[] = {before[0], before[2]};
  ASSERT_TRUE(recommender.hide(hidden, true).ok());
  auto expected = before;
  std::erase_if(expected, [&](uint32_t i) { return i == hidden[0] || i == hidden[1]; });
  EXPECT_EQ(recommender.search_items("s", kAll).value(), expected);
}

TEST(LiveCatalogue, AFilterOfBitsIsAnAllowList) {
  std::mt19937 random(3);
  const Recommender recommender = open_or_die(golden_parts_8());
  for (const uint32_t share : {2U, 10U, 40U}) {
    std::vector<uint32_t> allow, bits(2, 0);  // 60 items
    for (uint32_t item = 0; item < 60; ++item) {
      if (random() % share != 0) continue;
      allow.push_back(item);
      bits[item / 32] |= 1U << (item % 32);
    }
    if (allow.empty()) continue;
    bits[1] |= 0xF0000000U;  // beyond the items: no matter
    const uint32_t exclude[] = {allow[0]};
    const auto by_bits =
        all_lists(recommender, {.n = kAll, .exclude = exclude, .allow = {}, .allow_bits = bits});
    const auto by_list = all_lists(recommender, {.n = kAll, .exclude = exclude, .allow = allow});
    for (size_t i = 0; i < by_bits.size(); ++i) expect_same(by_bits[i], by_list[i]);
  }
  const std::vector<uint32_t> none(2, 0);
  for (const auto& list :
       all_lists(recommender, {.n = kAll, .exclude = {}, .allow = {}, .allow_bits = none})) {
    EXPECT_TRUE(list.empty());
  }
  for (const size_t words : {1U, 3U}) {
    const std::vector<uint32_t> bits(words, ~0U);
    EXPECT_EQ(
        recommender.popular({.n = 5, .exclude = {}, .allow = {}, .allow_bits = bits}).error().code,
        ErrorCode::kBadValue);
  }
}

// Boosts by brute force: every score, times its boost, sorted.
std::vector<ScoredItem> boosted(std::vector<ScoredItem> list,
                                const std::map<uint32_t, float>& factors) {
  for (auto& [item, score] : list) {
    const auto found = factors.find(item);
    if (found == factors.end()) continue;
    score = score > 0 ? score * found->second : score / found->second;
  }
  std::ranges::sort(list, ranks_before);
  return list;
}

TEST(LiveCatalogue, BoostsChangeScoresAndOrderOfEveryListAlike) {
  Recommender recommender = open_or_die(golden_parts_8());
  const ListOptions options{.n = kAll, .exclude = {}, .allow = {}};
  const auto before = all_lists(recommender, options);
  const std::map<uint32_t, float> factors = {{2, 3.0F}, {17, 0.25F}, {40, 16.0F}, {59, 1.5F}};
  std::vector<uint32_t> items;
  std::vector<float> values;
  for (const auto& [item, factor] : factors) {
    items.push_back(item);
    values.push_back(factor);
  }
  ASSERT_TRUE(recommender.boost(items, values).ok());
  const auto after = all_lists(recommender, options);
  for (size_t i = 0; i < before.size(); ++i) {
    const auto expected = boosted(before[i], factors);
    ASSERT_EQ(indices_of(after[i]), indices_of(expected)) << i;
    for (size_t p = 0; p < expected.size(); ++p) {
      // A history's neighbours are added after the product is boosted: rounded elsewhere.
      EXPECT_NEAR(after[i][p].score, expected[p].score, 1e-5F * std::abs(expected[p].score));
    }
    EXPECT_NE(indices_of(after[i]), indices_of(before[i]));
  }
  const std::vector<float> ones(items.size(), 1.0F);
  ASSERT_TRUE(recommender.boost(items, ones).ok());
  const auto taken_back = all_lists(recommender, options);
  for (size_t i = 0; i < before.size(); ++i) expect_same(taken_back[i], before[i]);
}

TEST(LiveCatalogue, AShortListWithBoostsIsTheBeginningOfTheWhole) {
  Recommender recommender = open_or_die(golden_parts_8());
  const uint32_t items[] = {55, 3, 31};
  const float factors[] = {16.0F, 0.0625F, 4.0F};
  ASSERT_TRUE(recommender.boost(items, factors).ok());
  const uint32_t exclude[] = {31};
  const auto all = all_lists(recommender, {.n = kAll, .exclude = exclude, .allow = {}});
  for (const uint32_t n : {1U, 3U, 10U}) {
    const auto some = all_lists(recommender, {.n = n, .exclude = exclude, .allow = {}});
    for (size_t i = 0; i < all.size(); ++i) {
      expect_same(some[i], {all[i].begin(), all[i].begin() + n});
    }
  }
}

TEST(LiveCatalogue, RefusesWhatCannotBeAndChangesNothingThen) {
  Recommender recommender = open_or_die(golden_parts_8());
  const ListOptions options{.n = kAll, .exclude = {}, .allow = {}};
  const auto before = all_lists(recommender, options);
  const uint32_t beyond[] = {3, 60};
  EXPECT_EQ(recommender.hide(beyond, true).error().code, ErrorCode::kUnknownItem);
  const float factors[] = {2.0F, 2.0F};
  EXPECT_EQ(recommender.boost(beyond, factors).error().code, ErrorCode::kUnknownItem);
  const uint32_t items[] = {3, 4};
  for (const float bad : {0.0F, -1.0F, 16.1F, 0.06F, INFINITY, NAN}) {
    const float with_bad[] = {2.0F, bad};
    EXPECT_EQ(recommender.boost(items, with_bad).error().code, ErrorCode::kBadValue);
  }
  EXPECT_EQ(recommender.boost(items, std::span(factors, 1)).error().code, ErrorCode::kBadValue);
  EXPECT_EQ(recommender.add_item({std::vector<int8_t>(19), 1.0F}).error().code,
            ErrorCode::kBadValue);
  for (const std::vector<float>& vector :
       {std::vector<float>(19, 1.0F), std::vector<float>(20, NAN), std::vector<float>(20, 1e30F)}) {
    EXPECT_EQ(recommender.recommend_for_vector(vector, options).error().code, ErrorCode::kBadValue);
  }
  const auto after = all_lists(recommender, options);
  for (size_t i = 0; i < before.size(); ++i) expect_same(after[i], before[i]);
}

TEST(LiveCatalogue, AVectorFromElsewhereGivesTheProductsWithIt) {
  const Catalogue catalogue(24, clustered_rows(300, 24, 5));
  const Recommender recommender = open_or_die(catalogue.parts());
  std::vector<float> vector(24);
  for (size_t k = 0; k < vector.size(); ++k) vector[k] = std::sin(static_cast<float>(k));
  const auto list =
      recommender.recommend_for_vector(vector, {.n = kAll, .exclude = {}, .allow = {}}).value();
  EXPECT_EQ(list.size(), 300);
  for (const auto& [item, score] : list) {
    double product = 0;
    for (size_t k = 0; k < vector.size(); ++k) product += catalogue.row(item)[k] * vector[k];
    EXPECT_NEAR(score, product, 0.15);  // of lengths about 15 and 3.5, quantised to 1 / 254
  }
  EXPECT_TRUE(std::ranges::is_sorted(list, ranks_before));
}

// A bundle of the first items, to which the others are added, gives what the whole bundle gives.
class AddedItems : public testing::TestWithParam<uint32_t> {
 protected:
  static constexpr uint32_t kFactors = 20, kItems = 90, kFirst = 70;

  AddedItems() {
    EncoderParameters encoder;
    encoder.fold_in.num_trained = kFirst;
    const std::vector<float> rows = clustered_rows(kItems, kFactors, 4);
    whole_.emplace(kFactors, rows, GetParam(), encoder);
    const std::vector<float> first(rows.begin(), rows.begin() + kFirst * kFactors);
    part_.emplace(kFactors, first, GetParam(), encoder);
  }
  Recommender grown() const {
    Recommender recommender = open_or_die(part_->parts());
    for (uint32_t item = kFirst; item < kItems; ++item) {
      UserVector vector{std::vector<int8_t>(kFactors), 0.0F};
      // Its row as it lies in the whole bundle: quantised to the same codes again.
      const std::vector<float> row = whole_->row(item);
      vector.scale = quantise_row(row, GetParam(), vector.codes);
      EXPECT_EQ(recommender.add_item(vector).value().num_added, item - kFirst + 1);
    }
    return recommender;
  }

  std::optional<Catalogue> whole_, part_;
};

TEST_P(AddedItems, AreListedAsIfTheBundleHadThem) {
  const Recommender whole = open_or_die(whole_->parts());
  const Recommender recommender = grown();
  EXPECT_EQ(recommender.info().num_items, kFirst);
  const uint32_t exclude[] = {80};
  for (const float diversity : {0.0F, 0.4F}) {
    const ListOptions options{.n = 30, .exclude = exclude, .allow = {}, .diversity = diversity};
    // Of a history with an added item, too.
    for (const std::vector<HistoryEntry>& history :
         {kHistory, std::vector<HistoryEntry>{{75, 1.0F}, {6, 1.0F}, {9, 0.0F}}}) {
      expect_same(recommender.recommend(history, options).value(),
                  whole.recommend(history, options).value());
      for (const uint32_t item : {3U, 71U}) {
        const auto parts = recommender.explain(history, item).value();
        expect_same(parts, whole.explain(history, item).value());
      }
    }
    for (const uint32_t item : {5U, 88U}) {
      expect_same(recommender.similar(item, options).value(), whole.similar(item, options).value());
    }
    expect_same(recommender.popular(options).value(), whole.popular(options).value());
  }
}

TEST_P(AddedItems, CanBeHiddenAndBoosted) {
  Recommender recommender = grown();
  const ListOptions options{.n = kAll, .exclude = {}, .allow = {}};
  const auto before = recommender.recommend(kHistory, options).value();
  const uint32_t hidden[] = {72, 5};
  const uint32_t first[] = {85};
  const float factor[] = {16.0F};
  ASSERT_TRUE(recommender.hide(hidden, true).ok());
  ASSERT_TRUE(recommender.boost(first, factor).ok());
  const auto after = recommender.recommend(kHistory, options).value();
  EXPECT_EQ(indices_of(without(after, {85})), indices_of(without(before, {72, 5, 85})));
  const auto score_of = [](const std::vector<ScoredItem>& list, uint32_t item) {
    return std::ranges::find(list, item, &ScoredItem::item_index)->score;
  };
  const float was = score_of(before, 85);
  EXPECT_NEAR(score_of(after, 85), was > 0 ? was * 16 : was / 16, 1e-4F * std::abs(was));
  EXPECT_TRUE(std::ranges::is_sorted(after, ranks_before));
}

TEST_P(AddedItems, TakeTheSlotsOfNewItems) {
  const Recommender recommender = grown();
  ListOptions options{.n = 10, .exclude = {}, .allow = {}};
  options.exploration = 0.5F;
  const auto list = recommender.recommend(kHistory, options).value();
  EXPECT_GE(std::ranges::count_if(list, [](const ScoredItem& i) { return i.item_index >= kFirst; }),
            5);
}

INSTANTIATE_TEST_SUITE_P(Bits, AddedItems, testing::Values(8, 4));

}  // namespace
}  // namespace pocketrec
