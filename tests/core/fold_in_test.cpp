// A visitor's vector, on a catalogue whose right answers can be worked out by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "core/quantise.h"
#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

// Two kinds of item, three of each, and nothing in common: vectors (1, 0) and (0, 1).
PackedParts two_kinds(const EncoderParameters& parameters = {}) {
  return pack_model(model_of(2, {1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1}, parameters), 8, 1);
}

// One step of length 1 from (1, 0), with temperature and background weight 1. The others are two
// of the same kind and three of the other, at cosines 1 and 0: under the softmax the other kind
// has the share p = 3 / (3 + 2 e), so the step's tangent part is (0, -p).
TEST(FoldIn, TakesOneStepAsItsEquationSays) {
  const PackedParts parts = two_kinds({{1.0F, 1.0F, 0.0F, 1.0F, 1}, {}});
  const auto user = open_or_die(parts).encode(std::vector<HistoryEntry>{{0, 2.0F}});
  ASSERT_TRUE(user.ok());
  const double p = 3 / (3 + 2 * std::exp(1.0));
  EXPECT_NEAR(user.value().scale * 127, 1 / std::sqrt(1 + p * p), 1e-6);
  EXPECT_EQ(user.value().codes, (std::vector<int8_t>{127, -45}));  // 127 p = 45.16
}

// Without a background the vector is the history's mean; so of an item of each kind, (1, 1) / √2.
TEST(FoldIn, WithoutABackgroundItIsTheMeanOfTheHistory) {
  const PackedParts parts = two_kinds({{0.08F, 0.0F}, {}});
  const auto user = open_or_die(parts).encode(std::vector<HistoryEntry>{{0}, {1}});
  ASSERT_TRUE(user.ok());
  EXPECT_EQ(user.value().codes, (std::vector<int8_t>{127, 127}));
  EXPECT_NEAR(user.value().scale * 127, std::sqrt(0.5), 1e-6);
}

// The vector is (1, 0), for the history's weight is all on the first kind; beside it, an item of
// the same kind is drawn by (2 e^0)^(1/4), one of the other by (2 e^(-1 / temperature))^(1/4).
TEST(FoldIn, NeighboursAddAsTheirEquationSays) {
  const PackedParts parts = two_kinds({{0.08F, 0.0F}, {0.5F, 0.25F}});
  const Recommender recommender = open_or_die(parts);
  const auto list = recommender.recommend(std::vector<HistoryEntry>{{0, 2.0F}}, {});
  ASSERT_EQ(indices_of(list.value()), (std::vector<uint32_t>{2, 4, 1, 3, 5}));
  for (const size_t same : {0, 1}) {
    EXPECT_NEAR(list.value()[same].score, 1 + 0.5 * std::pow(2, 0.25), 1e-6);
  }
  for (const size_t other : {2, 3, 4}) {
    EXPECT_NEAR(list.value()[other].score, 0.5 * std::pow(2 * std::exp(-4.0), 0.25), 1e-6);
  }
}

TEST(FoldIn, RecommendsTheKindThatWasChosen) {
  const PackedParts parts = two_kinds();
  const Recommender recommender = open_or_die(parts);
  const auto even = recommender.recommend(std::vector<HistoryEntry>{{2}}, {});
  EXPECT_EQ(indices_of(even.value()), (std::vector<uint32_t>{0, 4, 1, 3, 5}));
  const auto odd = recommender.recommend(std::vector<HistoryEntry>{{1}, {5}}, {});
  EXPECT_EQ(indices_of(odd.value()), (std::vector<uint32_t>{3, 0, 2, 4}));
}

TEST(FoldIn, SimilarItemsAreOfTheSameKind) {
  const PackedParts parts = two_kinds();
  const auto similar = open_or_die(parts).similar(3, {});
  ASSERT_TRUE(similar.ok());
  EXPECT_EQ(indices_of(similar.value()), (std::vector<uint32_t>{1, 5, 0, 2, 4}));
  EXPECT_NEAR(similar.value()[0].score, 1.0, 1e-6);
  EXPECT_EQ(similar.value()[2].score, 0.0F);
}

std::vector<HistoryEntry> random_history(std::mt19937& random, uint32_t most) {
  std::vector<HistoryEntry> history = {{static_cast<uint32_t>(random() % 60), 1.0F}};
  for (auto i = random() % most; i > 0; --i) {
    history.push_back(
        {static_cast<uint32_t>(random() % 60), static_cast<float>(random() % 160) / 10});
  }
  return history;
}

TEST(FoldIn, OrderOfTheHistoryNeverMatters) {
  const Recommender recommender = open_or_die(golden_parts_8());
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    std::vector<HistoryEntry> history = random_history(random, 50);
    const auto before = recommender.encode(history);
    std::shuffle(history.begin(), history.end(), random);
    const auto after = recommender.encode(history);
    ASSERT_TRUE(before.ok() && after.ok());
    EXPECT_EQ(before.value().codes, after.value().codes);
    EXPECT_EQ(before.value().scale, after.value().scale);
  }
}

TEST(FoldIn, OfTwoEntriesTheLargerWeightCounts) {
  const Recommender recommender = open_or_die(golden_parts_8());
  const auto twice =
      recommender.encode(std::vector<HistoryEntry>{{7, 0.5F}, {9, 1.0F}, {7, 2.0F}, {7, 0.0F}});
  const auto once = recommender.encode(std::vector<HistoryEntry>{{7, 2.0F}, {9, 1.0F}});
  EXPECT_EQ(twice.value().codes, once.value().codes);
  EXPECT_EQ(twice.value().scale, once.value().scale);
}

TEST(FoldIn, AWeightOfZeroIsNoEvidence) {
  const Recommender recommender = open_or_die(golden_parts_8());
  const auto with = recommender.encode(std::vector<HistoryEntry>{{9}, {3, 0.0F}});
  const auto without = recommender.encode(std::vector<HistoryEntry>{{9}});
  EXPECT_EQ(with.value().codes, without.value().codes);
  const auto list =
      recommender.recommend(std::vector<HistoryEntry>{{9}, {3, 0.0F}}, {1000, {}, {}, false});
  for (const ScoredItem& item : list.value()) EXPECT_NE(item.item_index, 3);
}

TEST(FoldIn, RefusesHistoriesThatSayNothing) {
  const Recommender recommender = open_or_die(golden_parts_8());
  const auto code = [&](const std::vector<HistoryEntry>& history) {
    const auto result = recommender.recommend(history, {});
    return result.ok() ? ErrorCode{} : result.error().code;
  };
  EXPECT_EQ(code({}), ErrorCode::kEmptyHistory);
  EXPECT_EQ(code({{1, 0.0F}}), ErrorCode::kEmptyHistory);
  EXPECT_EQ(code({{60, 1.0F}}), ErrorCode::kUnknownItem);
  EXPECT_EQ(code({{1, -1.0F}}), ErrorCode::kBadValue);
  EXPECT_EQ(code({{1, 16.5F}}), ErrorCode::kBadValue);
  EXPECT_EQ(code({{1, NAN}}), ErrorCode::kBadValue);
}

TEST(FoldIn, ExplanationsSumToTheScore) {
  // That of the unquantised vector: within what quantising the vector can change.
  const PackedParts& parts = golden_parts_8();
  const Recommender recommender = open_or_die(parts);
  const auto items = parse_items(parts.items);
  std::mt19937 random(2);
  for (int i = 0; i < 50; ++i) {
    const auto history = random_history(random, 45);
    const auto target = static_cast<uint32_t>(random() % 60);
    const auto explained = recommender.explain(history, target);
    ASSERT_TRUE(explained.ok());
    double sum = 0.0;
    float last = INFINITY;
    for (const ScoredItem& part : explained.value()) {
      EXPECT_LE(part.score, last);
      last = part.score;
      sum += double{part.score};
    }
    const std::vector<uint32_t> alone = {target};
    const auto list = recommender.recommend(history, {1, {}, alone, true});
    if (list.value().empty()) continue;  // seen, and not liked
    std::vector<float> row(20);
    dequantise_row(items.value().items, target, row);
    const double scale = recommender.encode(history).value().scale;
    double slack = 1e-5;
    for (const float value : row) slack += std::abs(double{value}) * scale * 0.501;
    EXPECT_NEAR(sum, list.value()[0].score, slack);
  }
}

// What hostile parts may hold at most, in all combinations.
struct HostileParts {
  EncoderParameters encoder;
  float item_scale;
};

std::vector<HostileParts> hostile_parts() {
  constexpr float kLeast = std::numeric_limits<float>::denorm_min();
  std::vector<HostileParts> all;
  for (uint32_t corner = 0; corner < 64; ++corner) {
    const auto either = [&](uint32_t bit, float low, float high) {
      return (corner >> bit & 1) == 0 ? low : high;
    };
    const EncoderParameters encoder = {
        {either(0, kMinTemperature, kMaxTemperature), either(1, 0.0F, kMaxBackgroundWeight),
         either(2, 0.0F, kMaxFocus), either(3, kMinStepSize, kMaxStepSize), kMaxSteps, 1, 1},
        {either(4, kLeast, kMaxNeighbourWeight),
         either(5, kMinNeighbourTemperature, kMaxNeighbourTemperature)}};
    for (const float scale : {0.0F, kLeast, 1.0F, 1e15F}) all.push_back({encoder, scale});
  }
  return all;
}

PackedParts parts_with(const HostileParts& hostile) {
  golden::GoldenInput input = golden::golden_input();
  input.model.encoder = hostile.encoder;
  PackedParts parts = pack_model(input.model, 8, 1);
  for (size_t i = 0; i < 60; ++i) {
    std::memcpy(&parts.items[parts.items.size() - 4 * (i + 1)], &hostile.item_scale, 4);
  }
  reseal(parts.items);
  return parts;
}

// Numbers come back, the same every time; an explanation may be refused as out of range.
TEST(FoldIn, HostilePartsGiveFiniteScores) {
  for (const HostileParts& hostile : hostile_parts()) {
    const PackedParts parts = parts_with(hostile);
    const Recommender recommender = open_or_die(parts);
    for (const uint32_t length : {1U, 12U, 60U}) {
      std::vector<HistoryEntry> history;
      for (uint32_t i = 0; i < length; ++i) history.push_back({i, 0.5F});
      const auto explained = recommender.explain(history, 1);
      ASSERT_TRUE(explained.ok() || explained.error().code == ErrorCode::kBadValue);
      const auto list = recommender.recommend(history, {60, {}, {}, true});
      const auto again = recommender.recommend(history, {60, {}, {}, true});
      ASSERT_TRUE(list.ok() && again.ok());
      ASSERT_EQ(list.value().size(), 60);
      ASSERT_EQ(indices_of(list.value()), indices_of(again.value()));
      for (size_t i = 0; i < 60; ++i) {
        ASSERT_TRUE(std::isfinite(list.value()[i].score));
        ASSERT_EQ(list.value()[i].score, again.value()[i].score);
      }
    }
  }
}

}  // namespace
}  // namespace pocketrec
