// Float scores rank as the core does from a packed model, neighbours and all.
#include "trainer/train/float_scores.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/recommender.h"
#include "tests/trainer/train/toy.h"
#include "trainer/metrics/ranking.h"
#include "trainer/pack/pack.h"
#include "trainer/train/softmax.h"

namespace pocketrec {
namespace {

Model model_with(const NeighbourParameters& neighbours, float focus, const FactorTable& factors) {
  EncoderParameters encoder;
  encoder.fold_in.focus = focus;
  encoder.neighbours = neighbours;
  return {factors, encoder};
}

// Trained items, so that there are tastes; some without a vector.
const FactorTable& trained_factors() {
  static const FactorTable factors = [] {
    SoftmaxOptions options;
    options.num_factors = 24;
    options.num_epochs = 8;
    options.num_negatives = 100;
    options.threads = 1;
    InteractionMatrix matrix = planted_communities(6, 300, 25, 4).training;
    matrix.num_columns += 5;
    return softmax_model(train_softmax(matrix, options), options).item_factors;
  }();
  return factors;
}

std::vector<uint32_t> best_by_core(const Recommender& recommender, const ChosenItems& person,
                                   uint32_t n) {
  std::vector<HistoryEntry> history;
  for (size_t i = 0; i < person.items.size(); ++i) {
    history.push_back({person.items[i], person.weights.empty() ? 1.0F : person.weights[i]});
  }
  const auto list = recommender.recommend(history, {n, {}, {}, false});
  std::vector<uint32_t> items;
  for (const ScoredItem& item : list.value()) items.push_back(item.item_index);
  return items;
}

std::vector<uint32_t> best_by_scores(std::span<float> scores, const ChosenItems& person,
                                     uint32_t n) {
  std::vector<uint32_t> top(n);
  rank_unseen(scores, person.items, top);
  return top;
}

struct Setting {
  NeighbourParameters neighbours;
  float focus;
};

class FloatScores : public testing::TestWithParam<Setting> {};

TEST_P(FloatScores, RankAsThePackedModelDoes) {
  const Model model = model_with(GetParam().neighbours, GetParam().focus, trained_factors());
  const PackedParts parts = pack_model(model, 8, 1);
  const auto recommender = Recommender::open({.items = parts.items, .encoder = parts.encoder});
  ASSERT_TRUE(recommender.ok());
  const InteractionMatrix people = random_matrix(60, 155, 0.05, true, 8);
  const FloatScorer scorer(model, 1);
  size_t same = 0, all = 0;
  for (uint32_t p = 0; p < people.num_rows; ++p) {
    const ChosenItems person{people.row(p), people.row_weights(p)};
    if (person.items.empty()) continue;
    std::vector<float> scores = scorer.score(std::vector<ChosenItems>{person});
    const auto expected = best_by_core(recommender.value(), person, 10);
    for (const uint32_t item : best_by_scores(scores, person, 10)) {
      same += static_cast<size_t>(std::count(expected.begin(), expected.end(), item));
    }
    all += 10;
  }
  EXPECT_GT(all, 500);
  EXPECT_GT(static_cast<double>(same), 0.97 * static_cast<double>(all));
}

INSTANTIATE_TEST_SUITE_P(Settings, FloatScores,
                         testing::Values(Setting{{0.0F, 0.1F}, 0.0F}, Setting{{0.5F, 0.1F}, 0.0F},
                                         Setting{{1.4F, 0.3F}, 4.0F}));

// The equation of core/neighbours.h, in double.
double term_of(const FactorTable& factors, const NeighbourParameters& parameters,
               const ChosenItems& person, uint32_t item) {
  const auto cosine = [&](uint32_t a, uint32_t b) {
    double product = 0, squares_a = 0, squares_b = 0;
    for (uint32_t k = 0; k < factors.num_factors; ++k) {
      product += double{factors.row(a)[k]} * factors.row(b)[k];
      squares_a += double{factors.row(a)[k]} * factors.row(a)[k];
      squares_b += double{factors.row(b)[k]} * factors.row(b)[k];
    }
    return squares_a * squares_b == 0 ? 0 : product / std::sqrt(squares_a * squares_b);
  };
  double sum = 0;
  for (size_t i = 0; i < person.items.size(); ++i) {
    sum += person.weights[i] *
           std::exp((cosine(person.items[i], item) - 1) / double{parameters.temperature});
  }
  return parameters.weight * std::pow(sum, 0.25);
}

TEST(FloatScorer, AddsTheNeighboursTermToUnseenItems) {
  const NeighbourParameters neighbours{0.75F, 0.125F};
  const FactorTable& factors = trained_factors();
  const InteractionMatrix people = random_matrix(1, 155, 0.1, true, 5);
  const ChosenItems person{people.row(0), people.row_weights(0)};
  const std::vector<ChosenItems> one = {person};
  const auto with = FloatScorer(model_with(neighbours, 0, factors), 1).score(one);
  const auto without = FloatScorer(model_with({0.0F, 0.125F}, 0, factors), 1).score(one);
  for (uint32_t item = 0; item < 155; ++item) {
    const bool seen = std::count(person.items.begin(), person.items.end(), item) > 0;
    EXPECT_NEAR(with[item] - without[item], seen ? 0.0 : term_of(factors, neighbours, person, item),
                1e-5)
        << item;
  }
}

// As in a list of the core, and with the others behind.
TEST(FloatScorer, AddsItToTheBestThousandAlone) {
  const FactorTable factors = random_table(1500, 6, 3);
  const std::vector<uint32_t> items = {4, 700};
  const std::vector<ChosenItems> one = {{items, {}}};
  const auto with = FloatScorer(model_with({0.5F, 0.2F}, 0, factors), 1).score(one);
  const auto without = FloatScorer(model_with({0.0F, 0.2F}, 0, factors), 1).score(one);
  size_t raised = 0;
  float lowest_raised = INFINITY, highest_other = -INFINITY;
  for (uint32_t item = 0; item < 1500; ++item) {
    if (item == 4 || item == 700) continue;
    if (with[item] > without[item]) {
      ++raised;
      lowest_raised = std::min(lowest_raised, without[item]);
    } else {
      highest_other = std::max(highest_other, without[item]);
    }
  }
  EXPECT_EQ(raised, 1000);
  EXPECT_GE(lowest_raised, highest_other);
}

TEST(FloatScorer, CompanyDoesNotMatter) {
  const Model model = model_with({0.5F, 0.1F}, 2.0F, trained_factors());
  const FloatScorer scorer(model, 1);
  const InteractionMatrix people = random_matrix(20, 155, 0.1, true, 6);
  std::vector<ChosenItems> all;
  for (uint32_t p = 0; p < 20; ++p) all.push_back({people.row(p), people.row_weights(p)});
  const std::vector<float> together = scorer.score(all);
  ASSERT_EQ(together.size(), 20 * 155);
  for (uint32_t p = 0; p < 20; ++p) {
    const std::vector<float> alone = scorer.score(std::vector<ChosenItems>{all[p]});
    EXPECT_TRUE(std::equal(alone.begin(), alone.end(), together.begin() + p * 155)) << p;
  }
}

// However far the temperature reaches.
TEST(FloatScorer, ItemsWithoutAVectorPushNobodyAway) {
  FactorTable factors = random_table(30, 6, 8);
  const std::vector<uint32_t> items = {2, 5, 11};
  const std::vector<ChosenItems> one = {{items, {}}};
  for (const float temperature : {0.08F, 10.0F}) {
    EncoderParameters encoder;
    encoder.fold_in.temperature = temperature;
    encoder.neighbours.weight = 0.0F;
    const auto without = FloatScorer({factors, encoder}, 1).score(one);
    FactorTable wider = factors;
    wider.num_rows = 300;
    wider.values.resize(size_t{300} * 6);
    const auto with = FloatScorer({wider, encoder}, 1).score(one);
    for (uint32_t item = 0; item < 30; ++item) EXPECT_NEAR(with[item], without[item], 1e-6) << item;
  }
}

// Whose vectors cancel out, or are zeros: all items are equal, and nothing is no number.
TEST(FloatScorer, HistoriesWithoutADirectionHaveScoresAllTheSame) {
  FactorTable factors = random_table(40, 4, 7);
  for (uint32_t k = 0; k < 4; ++k) {
    factors.row(1)[k] = -factors.row(0)[k];
    factors.row(2)[k] = 0;
  }
  const FloatScorer scorer(model_with({0.0F, 0.1F}, 0, factors), 1);
  const std::vector<uint32_t> opposite = {0, 1}, unknown = {2};
  for (const std::vector<uint32_t>& items : {opposite, unknown}) {
    const std::vector<float> scores = scorer.score(std::vector<ChosenItems>{{items, {}}});
    EXPECT_EQ(scores, std::vector<float>(40, 0.0F));
  }
}

TEST(RowPanels, MultiplyEveryRowWithEveryVector) {
  for (const uint32_t num_rows : {1, 31, 32, 33, 100}) {
    const FactorTable table = random_table(num_rows, 7, 1);
    const FactorTable vectors = random_table(5, 7, 2);
    const RowPanels panels(table);
    std::vector<float> products = {9, 9, 9};  // forgotten
    panels.multiply(vectors.values, 5, products);
    ASSERT_EQ(products.size(), 5 * panels.padded_rows());
    ASSERT_GE(panels.padded_rows(), num_rows);
    for (uint32_t p = 0; p < 5; ++p) {
      for (uint32_t r = 0; r < panels.padded_rows(); ++r) {
        double expected = 0;
        for (uint32_t k = 0; r < num_rows && k < 7; ++k) {
          expected += double{vectors.row(p)[k]} * table.row(r)[k];
        }
        EXPECT_NEAR(products[p * panels.padded_rows() + r], expected, 1e-5);
      }
    }
  }
}

}  // namespace
}  // namespace pocketrec
