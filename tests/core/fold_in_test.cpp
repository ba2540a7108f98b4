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
PackedParts two_kinds() {
  const RidgeParameters parameters{0.5F, 0.25F, 0};
  return pack_model(model_of(2, {1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1}, parameters), 8, 1);
}

TEST(FoldIn, SolvesTheRidgeEquation) {
  const PackedParts parts = two_kinds();
  const Recommender recommender = open_or_die(parts);
  // (w * 3 + r + c) x = c with w = 0.5, r = 0.25, c = 2: x = 2 / 3.75.
  const auto user = recommender.encode(std::vector<HistoryEntry>{{0, 2.0F}});
  ASSERT_TRUE(user.ok());
  EXPECT_EQ(user.value().codes, (std::vector<int8_t>{127, 0}));
  EXPECT_NEAR(user.value().scale * 127, 2.0 / 3.75, 1e-6);
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
  // The score of the unquantised vector: within what quantising the vector can change.
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
    const auto user = recommender.encode(history);
    std::vector<float> row(20);
    dequantise_row(items.value().items, target, row);
    double score = 0.0;
    double slack = 1e-5;
    for (size_t j = 0; j < row.size(); ++j) {
      score += double{row[j]} * double{user.value().scale} * user.value().codes[j];
      slack += std::abs(double{row[j]}) * double{user.value().scale} * 0.501;
    }
    EXPECT_NEAR(sum, score, slack);
  }
}

// What a hostile encoder part may hold at most, in all combinations.
struct HostileEncoder {
  float unobserved_weight, regularisation, gram, basis, item_scale;
};

std::vector<HostileEncoder> hostile_encoders() {
  constexpr float kLeast = std::numeric_limits<float>::denorm_min();
  std::vector<HostileEncoder> all;
  for (const float weight : {0.0F, kLeast, 1e15F}) {
    for (const float regularisation : {kLeast, 1e-38F, 1.0F, 1e15F}) {
      for (const float gram : {0.0F, kLeast, 1e15F}) {
        for (const float basis : {0.0F, kLeast, -16.0F}) {
          for (const float scale : {0.0F, kLeast, 1.0F, 1e15F}) {
            all.push_back({weight, regularisation, gram, basis, scale});
          }
        }
      }
    }
  }
  return all;
}

PackedParts parts_with(const HostileEncoder& hostile) {
  PackedParts parts = golden_parts_8();
  const auto fill = [](std::vector<uint8_t>& part, size_t begin, size_t count, float value) {
    for (size_t i = 0; i < count; ++i) std::memcpy(&part[begin + 4 * i], &value, 4);
    reseal(part);
  };
  fill(parts.items, parts.items.size() - 4 * 60, 60, hostile.item_scale);
  fill(parts.encoder, kHeaderBytes, 1, hostile.unobserved_weight);
  fill(parts.encoder, kHeaderBytes + 4, 1, hostile.regularisation);
  fill(parts.encoder, kHeaderBytes + 32, 20, hostile.gram);  // behind weights and exponent
  fill(parts.encoder, parts.encoder.size() - 4 * 400, 400, hostile.basis);
  return parts;
}

// Systems with pivots that are zero, negative or no numbers, in the dual (1 and 12 items) and in
// the primal (60): numbers come back, the same every time, or an error.
TEST(FoldIn, AHostileEncoderGivesFiniteScoresOrAnError) {
  uint32_t refused = 0, answered = 0;
  for (const HostileEncoder& hostile : hostile_encoders()) {
    const PackedParts parts = parts_with(hostile);
    const Recommender recommender = open_or_die(parts);
    for (const uint32_t length : {1U, 12U, 60U}) {
      std::vector<HistoryEntry> history;
      for (uint32_t i = 0; i < length; ++i) history.push_back({i, 0.5F});
      const auto explained = recommender.explain(history, 1);
      EXPECT_TRUE(explained.ok() || explained.error().code == ErrorCode::kBadValue);
      const auto list = recommender.recommend(history, {60, {}, {}, true});
      if (!list.ok()) {
        EXPECT_EQ(list.error().code, ErrorCode::kBadValue);
        ++refused;
        continue;
      }
      ++answered;
      const auto again = recommender.recommend(history, {60, {}, {}, true});
      ASSERT_EQ(list.value().size(), 60);
      ASSERT_EQ(indices_of(list.value()), indices_of(again.value()));
      for (size_t i = 0; i < 60; ++i) {
        ASSERT_TRUE(std::isfinite(list.value()[i].score));
        ASSERT_EQ(list.value()[i].score, again.value()[i].score);
      }
    }
  }
  EXPECT_GT(refused, 0);
  EXPECT_GT(answered, 0);
}

}  // namespace
}  // namespace pocketrec
