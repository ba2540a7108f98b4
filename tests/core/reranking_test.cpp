// Lists of recommend(): the best by the vector's product, ranked anew by their neighbours.
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/top_k.h"
#include "core/variety.h"
#include "tests/core/catalogue.h"

namespace pocketrec {
namespace {

const EncoderParameters kOn = {{}, {0.5F, 0.1F}};
const EncoderParameters kOff = {{}, {0.0F, 0.1F}};

PackedParts packed(const std::vector<float>& rows, uint32_t num_factors, uint32_t bits,
                   const EncoderParameters& encoder) {
  return pack_model(model_of(num_factors, rows, encoder), bits, 1);
}

std::vector<HistoryEntry> entries_of(const History& history) {
  std::vector<HistoryEntry> entries;
  for (size_t i = 0; i < history.liked.size(); ++i) {
    entries.push_back({history.liked[i], history.weights[i]});
  }
  return entries;
}

void expect_same(const std::vector<ScoredItem>& found, const std::vector<ScoredItem>& expected) {
  ASSERT_EQ(indices_of(found), indices_of(expected));
  for (size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i].score, expected[i].score);
}

// Enough items that not all are candidates of a short list.
class Reranking : public testing::Test {
 protected:
  static constexpr uint32_t kItems = 3000;
  std::vector<ScoredItem> list(const std::vector<HistoryEntry>& history,
                               const ListOptions& options) const {
    return on_.recommend(history, options).value();
  }
  std::vector<float> rows_ = clustered_rows(kItems, 20, 5);
  PackedParts parts_on_ = packed(rows_, 20, 4, kOn), parts_off_ = packed(rows_, 20, 4, kOff);
  Recommender on_ = open_or_die(parts_on_), off_ = open_or_die(parts_off_);
  std::vector<HistoryEntry> history_ = {{2}, {31, 2.0F}, {60, 0.5F}, {1200}};
};

// The list with the term is made of the first candidates of the one without, and no others.
TEST_F(Reranking, RanksTheBestByTheVectorAnew) {
  const Catalogue catalogue(20, rows_, 4);
  const History history = prepare_history(history_, kItems).value();
  for (const bool include_history : {false, true}) {
    std::vector<ScoredItem> expected =
        off_.recommend(history_, {1000, {}, {}, include_history}).value();
    ASSERT_EQ(expected.size(), num_reranked(100));
    NeighbourTerm(kOn.neighbours).add(catalogue.rows(), history, expected);
    const auto found = list(history_, {100, {}, {}, include_history});
    ASSERT_EQ(found.size(), 100);
    expected.resize(100);
    expect_same(found, expected);
    EXPECT_NE(indices_of(found),
              indices_of(off_.recommend(history_, {100, {}, {}, include_history}).value()));
  }
}

TEST_F(Reranking, OffIsTheListByTheVectorAlone) {
  const Catalogue catalogue(20, rows_, 4);
  const UserVector user = off_.encode(history_).value();
  BitSet blocked(kItems);
  for (const HistoryEntry& entry : history_) blocked.insert(entry.item_index);
  const CodeTable& table = catalogue.rows().codes;
  const DotQuery query(user.codes, 4);
  for (const uint32_t n : {1U, 10U, 1000U}) {
    expect_same(off_.recommend(history_, {n, {}, {}, false}).value(),
                best_rows({table, table.scales, query, user.scale}, n, blocked));
  }
}

TEST_F(Reranking, AListIsTheBeginningOfALongerOneUpToAHundred) {
  const auto hundred = indices_of(list(history_, {100, {}, {}, false}));
  for (const uint32_t n : {1U, 2U, 10U, 57U, 99U}) {
    EXPECT_EQ(indices_of(list(history_, {n, {}, {}, false})),
              std::vector<uint32_t>(hundred.begin(), hundred.begin() + n));
  }
  const auto varied = indices_of(list(history_, {20, {}, {}, false, 0.4F, 0.2F}));
  for (const uint32_t n : {1U, 7U, 19U}) {
    EXPECT_EQ(indices_of(list(history_, {n, {}, {}, false, 0.4F, 0.2F})),
              std::vector<uint32_t>(varied.begin(), varied.begin() + n));
  }
}

TEST_F(Reranking, VarietyChoosesAmongTheBestOfTheNewRanking) {
  const auto hundred = list(history_, {100, {}, {}, false});
  EXPECT_EQ(list(history_, {20, {}, {}, false, 0.5F, 0.0F})[0].item_index, hundred[0].item_index);
  for (const auto& [diversity, novelty] : {std::pair(1.0F, 0.0F), {0.0F, 1.0F}}) {
    for (const ScoredItem& item : list(history_, {20, {}, {}, false, diversity, novelty})) {
      const auto same = std::find_if(hundred.begin(), hundred.end(), [&](const ScoredItem& other) {
        return other.item_index == item.item_index;
      });
      ASSERT_NE(same, hundred.end()) << "not among the first num_candidates(20)";
      EXPECT_EQ(same->score, item.score);
    }
  }
}

TEST_F(Reranking, OrderOfTheHistoryNeverMatters) {
  std::mt19937 random(4);
  for (int n = 0; n < 20; ++n) {
    auto history = entries_of(random_history(random, kItems, 30));
    const auto before = list(history, {50, {}, {}, n % 2 == 0});
    std::shuffle(history.begin(), history.end(), random);
    expect_same(list(history, {50, {}, {}, n % 2 == 0}), before);
  }
}

TEST_F(Reranking, ExcludedDislikedAndOwnItemsKeepOut) {
  const auto first = indices_of(list(history_, {10, {}, {}, false}));
  const std::vector<uint32_t> exclude = {first[0], first[3]};
  std::vector<HistoryEntry> history = history_;
  history.push_back({first[1], 0.0F});  // seen, not liked: changes no score
  const auto left = indices_of(list(history, {7, exclude, {}, false}));
  std::vector<uint32_t> expected = {first[2]};
  expected.insert(expected.end(), first.begin() + 4, first.end());
  EXPECT_EQ(left, expected);
  for (const HistoryEntry& entry : history_) {
    EXPECT_EQ(std::count(first.begin(), first.end(), entry.item_index), 0);
  }
}

// Those allowed are all candidates, however low the vector alone puts them.
TEST_F(Reranking, AllowedItemsAreRankedWithTheirNeighbours) {
  std::vector<uint32_t> allow;
  for (uint32_t i = 0; i < kItems; i += 97) allow.push_back(i);
  const auto alone = off_.recommend(history_, {1000, {}, allow, false}).value();
  auto expected = alone;
  const Catalogue catalogue(20, rows_, 4);
  NeighbourTerm(kOn.neighbours)
      .add(catalogue.rows(), prepare_history(history_, kItems).value(), expected);
  expect_same(list(history_, {1000, {}, allow, false}), expected);
}

TEST_F(Reranking, ExplanationsHoldTheTermToo) {
  const auto sum_of = [&](const Recommender& recommender, uint32_t item) {
    double sum = 0;
    const auto parts = recommender.explain(history_, item).value();
    for (const ScoredItem& part : parts) sum += part.score;
    return sum;
  };
  const auto score_of = [&](const Recommender& recommender, uint32_t item) {
    const std::vector<uint32_t> alone = {item};
    return recommender.recommend(history_, {1, {}, alone, true}).value()[0].score;
  };
  for (const uint32_t item : {0U, 1U, 2U, 31U, 500U, 2999U}) {
    EXPECT_NEAR(sum_of(on_, item) - sum_of(off_, item), score_of(on_, item) - score_of(off_, item),
                1e-4)
        << item;
  }
}

// Item 1400 lies in the direction of the history's item, which is as near as can be, but its row
// is so short that 1399 others come before it by the vector alone.
TEST(RerankingDepth, WhatIsBeyondTheCandidatesKeepsOut) {
  std::vector<float> rows = {1, 0};
  for (int i = 1; i < 1500; ++i) {
    if (i < 1400) rows.insert(rows.end(), {1.0F - 0.0005F * static_cast<float>(i), 1});
    if (i == 1400) rows.insert(rows.end(), {0.001F, 0});
    if (i > 1400) rows.insert(rows.end(), {-1, 1});
  }
  const PackedParts parts = packed(rows, 2, 8, {{0.08F, 0.0F}, {4.0F, 0.1F}});
  const Recommender recommender = open_or_die(parts);
  const auto list = [&](const ListOptions& options) {
    return recommender.recommend(std::vector<HistoryEntry>{{0}}, options).value();
  };
  for (const uint32_t n : {10U, 100U, 139U}) {  // of 1000 and 1390 candidates
    const auto items = indices_of(list({n, {}, {}, false}));
    EXPECT_EQ(std::count(items.begin(), items.end(), 1400U), 0) << n;
  }
  const std::vector<uint32_t> allow = {900, 1400, 1450};
  EXPECT_EQ(indices_of(list({3, {}, allow, false})), (std::vector<uint32_t>{1400, 900, 1450}));
  const ScoredItem first = list({140, {}, {}, false})[0];  // of 1400
  EXPECT_EQ(first.item_index, 1400);
  EXPECT_NEAR(first.score, 0.001 + 4, 1e-5);
}

// A stored user gets what their history gets, in lists that are ranked anew too.
TEST(RerankingDepth, StoredUsersAreRankedAnewToo) {
  golden::GoldenInput input = golden::golden_input();
  const PackedParts with = golden::golden_parts(input, 8);
  std::get<EncoderParameters>(input.model.encoder).neighbours.weight = 0.0F;
  const PackedParts without = golden::golden_parts(input, 8);
  const auto list = open_or_die(with).recommend_for_user(0, {20, {}, {}, false}).value();
  const auto plain = open_or_die(without).recommend_for_user(0, {20, {}, {}, false}).value();
  EXPECT_NE(indices_of(list), indices_of(plain));
  for (size_t i = 0; i < list.size(); ++i) EXPECT_GT(list[i].score, plain[i].score);
}

}  // namespace
}  // namespace pocketrec
