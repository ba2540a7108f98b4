// A catalogue in lists gives what it gives in one part, as far as its lists are there.
#include "core/item_lists.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "core/best_items.h"
#include "tests/core/toy_bundle.h"
#include "trainer/pack/part_writer.h"
#include "trainer/pack/split_items.h"

namespace pocketrec {
namespace {

constexpr uint32_t kFactors = 12;
constexpr uint64_t kId = 7;

// Rows around some directions, with few different numbers, so that there are ties.
std::vector<float> rows_around(uint32_t num_items, uint32_t num_directions) {
  std::minstd_rand random(3);
  const auto number = [&](int most) {
    return static_cast<float>(static_cast<int>(random() % (2U * most + 1)) - most);
  };
  std::vector<float> directions;
  for (uint32_t i = 0; i < num_directions * kFactors; ++i) directions.push_back(number(4));
  std::vector<float> rows;
  for (uint32_t item = 0; item < num_items; ++item) {
    const auto direction = static_cast<uint32_t>(random() % num_directions);
    for (uint32_t k = 0; k < kFactors; ++k) {
      rows.push_back(directions[direction * kFactors + k] + number(1));
    }
  }
  return rows;
}

// The same items in one part, and in lists.
class Lists : public testing::TestWithParam<uint32_t> {
 protected:
  Lists()
      : whole_(pack_model(model_of(kFactors, rows_around(3000, 40)), GetParam(), kId)),
        split_(split_items(whole_.items, whole_.encoder,
                           {.first = 100, .rows_per_list = 40, .background = 3000})) {}

  Recommender in_one() const { return open_or_die(whole_); }
  Recommender in_lists(size_t num_loaded) const {
    BundleParts parts = views_of(whole_);
    parts.items = split_.items;
    parts.lists = split_.lists;
    parts.background = split_.background;
    Recommender recommender = Recommender::open(parts).value();
    for (size_t list = 0; list < num_loaded; ++list) add(recommender, list);
    return recommender;
  }
  void add(Recommender& recommender, size_t list) const {
    const auto added = recommender.attach(Part::kRows, split_.rows[list]);
    ASSERT_TRUE(added.ok()) << added.error().message;
  }
  Recommender in_all_lists() const { return in_lists(split_.rows.size()); }

  PackedParts whole_;
  SplitItems split_;
};

const std::vector<HistoryEntry> kHistory = {{4, 1.0F}, {900, 2.0F}, {2711, 0.5F}};

std::vector<std::vector<ScoredItem>> all_lists(const Recommender& recommender,
                                               const ListOptions& options) {
  std::vector<float> vector(kFactors, 0.25F);
  vector[3] = -2.0F;
  return {recommender.recommend(kHistory, options).value(),
          recommender.recommend_for_vector(vector, options).value(),
          recommender.similar(7, options).value(), recommender.similar(2900, options).value(),
          recommender.popular(options).value()};
}

void expect_same(const std::vector<std::vector<ScoredItem>>& lists,
                 const std::vector<std::vector<ScoredItem>>& expected) {
  ASSERT_EQ(lists.size(), expected.size());
  for (size_t l = 0; l < lists.size(); ++l) {
    ASSERT_EQ(indices_of(lists[l]), indices_of(expected[l])) << "list " << l;
    for (size_t i = 0; i < lists[l].size(); ++i) {
      EXPECT_EQ(lists[l][i].score, expected[l][i].score);
    }
  }
}

TEST_P(Lists, GiveWhatOnePartGivesWhereAllAreLookedAt) {
  const Recommender expected = in_one();
  const Recommender recommender = in_all_lists();
  EXPECT_EQ(recommender.info().num_items, 3000);
  EXPECT_EQ(recommender.info().num_lists, split_.rows.size());
  std::vector<uint32_t> missing;
  for (const uint32_t n : {1U, 10U, 1000U}) {
    expect_same(all_lists(recommender, {.n = n, .exact = true, .missing = &missing}),
                all_lists(expected, {.n = n}));
  }
  EXPECT_TRUE(missing.empty());
  EXPECT_EQ(recommender.encode(kHistory).value().codes, expected.encode(kHistory).value().codes);
}

TEST_P(Lists, HoldToFiltersBoostsAndWhatWasAdded) {
  Recommender expected = in_one();
  Recommender recommender = in_all_lists();
  const uint32_t changed[] = {50, 2000, 2001}, hidden[] = {3, 1500};
  const float factors[] = {2.0F, 8.0F, 0.5F};
  for (Recommender* one : {&expected, &recommender}) {
    ASSERT_TRUE(one->boost(changed, factors).ok());
    ASSERT_TRUE(one->hide(hidden, true).ok());
    ASSERT_TRUE(one->add_item({std::vector<int8_t>(kFactors, 9), 0.1F}).ok());
  }
  std::vector<uint32_t> some(3001 / 32 + 1);
  for (uint32_t item = 0; item < 3001; item += 17) some[item / 32] |= 1U << (item % 32);
  const uint32_t named[] = {1, 400, 401, 402, 2999, 3000}, excluded[] = {401, 0};
  for (const auto& [allow, bits] :
       {std::pair<std::span<const uint32_t>, std::span<const uint32_t>>{},
        {named, {}},
        {{}, some}}) {
    const ListOptions options{
        .n = 20, .exclude = excluded, .allow = allow, .allow_bits = bits, .exact = true};
    expect_same(all_lists(recommender, options), all_lists(expected, options));
  }
  const ListOptions varied{.n = 20, .diversity = 0.4F, .novelty = 0.2F, .exact = true};
  expect_same(all_lists(recommender, varied), all_lists(expected, varied));
}

TEST_P(Lists, AskForThoseThatWouldMakeAnAnswerBetter) {
  const Recommender best = in_all_lists();
  Recommender recommender = in_lists(0);
  const std::vector<float> vector(kFactors, 0.5F);
  std::vector<uint32_t> missing;
  const ListOptions options{.n = 50, .missing = &missing};
  const auto first = recommender.recommend_for_vector(vector, options).value();
  for (const auto& item : first) EXPECT_LT(item.item_index, 100);
  ASSERT_EQ(missing.size(), kListsLookedAt);
  EXPECT_EQ(std::set(missing.begin(), missing.end()).size(), missing.size());
  for (const uint32_t list : missing) add(recommender, list);
  missing.clear();
  const auto final = recommender.recommend_for_vector(vector, options).value();
  EXPECT_TRUE(missing.empty());
  expect_same({final}, {best.recommend_for_vector(vector, options).value()});
  EXPECT_GT(final.back().score, first.back().score);
  // exact: all others, too.
  const ListOptions exact{.n = 50, .exact = true, .missing = &missing};
  ASSERT_TRUE(recommender.recommend_for_vector(vector, exact).ok());
  EXPECT_EQ(missing.size(), split_.rows.size() - kListsLookedAt);
}

TEST_P(Lists, BeforeTheyAreThereTheFirstItemsAnswer) {
  for (const bool has_background : {false, true}) {
    BundleParts parts = views_of(whole_);
    parts.items = split_.items;
    Recommender recommender = Recommender::open(parts).value();
    if (has_background) {
      ASSERT_TRUE(recommender.attach(Part::kBackground, split_.background).ok());
    }
    EXPECT_EQ(recommender.info().num_items, 3000);
    EXPECT_EQ(recommender.info().num_lists, 0);
    std::vector<uint32_t> missing;
    const ListOptions options{.n = 20, .missing = &missing};
    const std::vector<HistoryEntry> history = {{4}, {90}, {2711, 0.0F}};
    for (const auto& list :
         {recommender.recommend(history, options), recommender.similar(7, options),
          recommender.recommend_for_vector(std::vector<float>(kFactors, 0.5F), options)}) {
      ASSERT_TRUE(list.ok()) << list.error().message;
      EXPECT_EQ(list.value().size(), 20);
      for (const ScoredItem& item : list.value()) EXPECT_LT(item.item_index, 100);
    }
    EXPECT_TRUE(missing.empty());
    EXPECT_EQ(recommender.recommend(kHistory, {}).error().code, ErrorCode::kMissingPart);
    EXPECT_EQ(recommender.similar(2000, {}).error().code, ErrorCode::kMissingPart);
    EXPECT_EQ(recommender.attach(Part::kRows, split_.rows[0]).error().code,
              ErrorCode::kMissingPart);
    // What comes later makes it what it would have been.
    ASSERT_TRUE(recommender.attach(Part::kLists, split_.lists).ok());
    if (!has_background) {
      ASSERT_TRUE(recommender.attach(Part::kBackground, split_.background).ok());
    }
    for (size_t list = 0; list < split_.rows.size(); ++list) add(recommender, list);
    expect_same(all_lists(recommender, {}), all_lists(in_all_lists(), {}));
  }
}

TEST_P(Lists, ItemsThatWereNotTrainedAreNotInTheBackground) {
  constexpr uint32_t kTrained = 2000;
  const SplitItems split = split_items(whole_.items, restamped(whole_.encoder, kId, 2, kTrained),
                                       {.first = 100, .rows_per_list = 40, .background = 500});
  const RowsPart background = parse_rows(split.background, Part::kBackground).value();
  EXPECT_EQ(background.items.size(), 500);
  for (size_t i = 0; i < background.items.size(); ++i) EXPECT_EQ(background.items[i], 4 * i);
}

TEST_P(Lists, HoldNearlyAllOfTheBest) {
  const Recommender recommender = in_all_lists();
  std::minstd_rand random(5);
  size_t num_found = 0;
  constexpr int kQueries = 50;
  for (int query = 0; query < kQueries; ++query) {
    std::vector<float> vector;
    for (uint32_t k = 0; k < kFactors; ++k) vector.push_back(static_cast<float>(random() % 9) - 4);
    const auto found = indices_of(recommender.recommend_for_vector(vector, {}).value());
    const auto best = indices_of(recommender.recommend_for_vector(vector, {.exact = true}).value());
    num_found += static_cast<size_t>(std::ranges::count_if(
        best, [&](uint32_t item) { return std::ranges::find(found, item) != found.end(); }));
  }
  EXPECT_GT(num_found, kQueries * 10 * 95 / 100);
}

TEST_P(Lists, WithManyItemsBlockedMoreAreLookedAt) {
  const Recommender recommender = in_all_lists();
  std::vector<uint32_t> few(3000 / 32 + 1);
  for (uint32_t item = 150; item < 3000; item += 600) few[item / 32] |= 1U << (item % 32);
  const auto list =
      recommender.recommend_for_vector(std::vector<float>(kFactors, 1.0F), {.allow_bits = few});
  EXPECT_EQ(list.value().size(), 5);
}

TEST_P(Lists, AnItemWhoseListIsNotThereIsNamed) {
  const Recommender recommender = in_lists(0);
  const std::vector<HistoryEntry> history = {{2000}};
  const Error errors[] = {recommender.similar(2000, {}).error(),
                          recommender.recommend(history, {}).error(),
                          recommender.encode(history).error(),
                          recommender.explain(std::vector<HistoryEntry>{{1}}, 2000).error()};
  for (const Error& error : errors) {
    EXPECT_EQ(error.code, ErrorCode::kMissingPart);
    EXPECT_NE(error.message.find("item 2000"), std::string::npos) << error.message;
  }
  EXPECT_EQ(recommender.similar(3000, {}).error().code, ErrorCode::kUnknownItem);
  EXPECT_TRUE(recommender.recommend(std::vector<HistoryEntry>{{2}}, {}).ok());
  // What was seen and not liked need not be there.
  EXPECT_TRUE(recommender.recommend(std::vector<HistoryEntry>{{2}, {2000, 0.0F}}, {}).ok());
}

TEST_P(Lists, RefuseWhatTheyDoNotAwait) {
  Recommender recommender = in_lists(1);
  const auto refused = [&](Part part, std::vector<uint8_t> bytes) {
    const auto result = recommender.attach(part, bytes);
    return result.ok() ? ErrorCode{} : result.error().code;
  };
  EXPECT_EQ(refused(Part::kRows, split_.rows[0]), ErrorCode::kPartMismatch);  // a second time
  EXPECT_EQ(refused(Part::kBackground, split_.background), ErrorCode::kPartMismatch);
  EXPECT_EQ(refused(Part::kRows, split_.background), ErrorCode::kBadMagic);
  std::vector<uint8_t> rows = split_.rows[1];
  overwrite<uint64_t>(rows, header::kModelIdAt, 1234);
  EXPECT_EQ(refused(Part::kRows, rows), ErrorCode::kPartMismatch);
  for (const uint32_t list : {0U, 2U, 0xFFFFFFFFU}) {  // of another size, or none
    rows = split_.rows[1];
    overwrite(rows, header::kFieldsAt + 4 * 4, list);
    EXPECT_NE(refused(Part::kRows, rows), ErrorCode{}) << list;
  }
  const PackedParts other =
      pack_model(model_of(kFactors, rows_around(3000, 40)), 12 - GetParam(), kId);
  const SplitItems of_other_bits = split_items(
      other.items, other.encoder, {.first = 100, .rows_per_list = 40, .background = 3000});
  EXPECT_EQ(refused(Part::kBackground, of_other_bits.background), ErrorCode::kPartMismatch);
  Recommender bare = in_one();
  EXPECT_EQ(bare.attach(Part::kBackground, split_.background).error().code,
            ErrorCode::kPartMismatch);
  EXPECT_EQ(bare.attach(Part::kRows, split_.rows[0]).error().code, ErrorCode::kMissingPart);
  EXPECT_EQ(bare.attach(Part::kLists, split_.lists).error().code, ErrorCode::kPartMismatch);
}

TEST_P(Lists, EveryPrefixAndEveryFlippedByteIsRefused) {
  const auto open = [&](const std::vector<uint8_t>& lists, const std::vector<uint8_t>& rows) {
    BundleParts parts = views_of(whole_);
    parts.items = split_.items;
    parts.lists = lists;
    auto opened = Recommender::open(parts);
    return opened.ok() && opened.value().attach(Part::kRows, rows).ok();
  };
  ASSERT_TRUE(open(split_.lists, split_.rows[0]));
  std::vector<uint8_t> lists = split_.lists, rows = split_.rows[0];
  for (std::vector<uint8_t>* part : {&lists, &rows}) {
    const std::vector<uint8_t> whole = *part;
    for (size_t size = 1; size < whole.size(); size += 7) {
      part->resize(size);
      EXPECT_FALSE(open(lists, rows)) << size;
      *part = whole;
    }
    for (size_t i = 0; i < whole.size(); i += 5) {
      (*part)[i] ^= 0x81;
      EXPECT_FALSE(open(lists, rows)) << i;
      *part = whole;
    }
  }
}

TEST_P(Lists, HostileBytesBehindAValidChecksumNeverCrash) {
  for (const bool of_lists : {true, false}) {
    const std::vector<uint8_t>& whole = of_lists ? split_.lists : split_.rows[0];
    for (size_t i = header::kFieldsAt; i < whole.size(); i += of_lists ? 61 : 3) {
      std::vector<uint8_t> altered = whole;
      altered[i] = static_cast<uint8_t>(altered[i] + 0x7F);
      reseal(altered);
      BundleParts parts = views_of(whole_);
      parts.items = split_.items;
      parts.lists = of_lists ? altered : split_.lists;
      parts.background = split_.background;
      auto opened = Recommender::open(parts);
      if (!opened.ok()) continue;
      Recommender& recommender = opened.value();
      (void)recommender.attach(Part::kRows, of_lists ? split_.rows[0] : altered);
      (void)recommender.attach(Part::kRows, split_.rows[1]);
      (void)recommender.recommend(std::vector<HistoryEntry>{{1}, {2}}, {});
      for (uint32_t item = 0; item < 3000; item += 499) (void)recommender.similar(item, {.n = 3});
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Bits, Lists, testing::Values(8, 4),
                         [](const auto& of) { return "Int" + std::to_string(of.param); });

}  // namespace
}  // namespace pocketrec
