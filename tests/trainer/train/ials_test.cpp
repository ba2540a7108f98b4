#include "trainer/train/ials.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/trainer/train/toy.h"
#include "trainer/support/error.h"
#include "trainer/train/factor_algebra.h"
#include "trainer/train/float_scores.h"

namespace pocketrec {
namespace {

IalsOptions small_options() {
  IalsOptions options;
  options.num_factors = 4;
  options.num_sweeps = 8;
  options.threads = 2;
  return options;
}

// The equation at the top of ials.h, pair by pair.
double brute_force_loss(const InteractionMatrix& matrix, const FactorTable& users,
                        const FactorTable& items, const RidgeParameters& parameters) {
  double loss = 0;
  std::vector<double> user_weight(users.num_rows), item_weight(items.num_rows);
  for (uint32_t u = 0; u < users.num_rows; ++u) {
    std::vector<double> weight(items.num_rows, 0.0);
    for (size_t j = 0; j < matrix.row(u).size(); ++j) {
      weight[matrix.row(u)[j]] = matrix.weights.empty() ? 1.0 : matrix.row_weights(u)[j];
    }
    for (uint32_t i = 0; i < items.num_rows; ++i) {
      double product = 0;
      for (uint32_t k = 0; k < users.num_factors; ++k) {
        product += double{users.row(u)[k]} * items.row(i)[k];
      }
      loss += weight[i] * (product - 1) * (product - 1);
      loss += parameters.unobserved_weight * product * product;
      user_weight[u] += weight[i];
      item_weight[i] += weight[i];
    }
  }
  const auto penalty = [&](const FactorTable& table, const std::vector<double>& weights) {
    for (uint32_t r = 0; r < table.num_rows; ++r) {
      for (uint32_t k = 0; k < table.num_factors; ++k) {
        loss += parameters.regularisation * std::pow(weights[r], parameters.exponent_halves / 2.0) *
                table.row(r)[k] * table.row(r)[k];
      }
    }
  };
  penalty(users, user_weight);
  penalty(items, item_weight);
  return loss;
}

const RidgeEncoder& ridge_of(const Model& model) { return std::get<RidgeEncoder>(model.encoder); }

// Every user's vector by the model's own fold-in, in the model's item space.
FactorTable fold_in_all(const InteractionMatrix& matrix, const Model& model) {
  const uint32_t d = model.item_factors.num_factors;
  FactorTable turned = model.item_factors;
  const RidgeEncoder& encoder = ridge_of(model);
  rotate(turned, encoder.basis, 1);
  FactorTable users{matrix.num_rows, d, std::vector<float>(size_t{matrix.num_rows} * d)};
  std::vector<float> back(size_t{d} * d);
  for (uint32_t r = 0; r < d; ++r) {
    for (uint32_t c = 0; c < d; ++c) back[r * d + c] = encoder.basis[c * d + r];
  }
  RidgeSolver solver(d);
  for (uint32_t u = 0; u < matrix.num_rows; ++u) {
    if (matrix.row(u).empty()) continue;
    solver.solve_gathered(encoder.parameters, encoder.gram_diagonal, turned.values.data(),
                          matrix.row(u), matrix.row_weights(u), {users.row(u), d});
  }
  rotate(users, back, 1);
  return users;
}

TEST(Ials, LossEqualsTheSumOverAllPairs) {
  for (const uint32_t exponent_halves : {0, 1, 2}) {
    const InteractionMatrix matrix = random_matrix(30, 20, 0.2, exponent_halves == 1, 3);
    IalsOptions options = small_options();
    options.exponent_halves = exponent_halves;
    const Model model = train_ials(matrix, options);
    const FactorTable users = fold_in_all(matrix, model);
    const RidgeParameters parameters = ridge_parameters(matrix, options);
    const double expected = brute_force_loss(matrix, users, model.item_factors, parameters);
    EXPECT_NEAR(
        ials_loss(matrix, transpose(matrix), users, model.item_factors, parameters, 2).total(),
        expected, 1e-4 * expected);
  }
}

// The fixed point of alternating exact solves: no direction of any vector lowers the loss.
TEST(Ials, GradientIsZeroWhenTrainingHasConverged) {
  const InteractionMatrix matrix = random_matrix(25, 15, 0.3, true, 9);
  IalsOptions options = small_options();
  options.regularisation = 0.05F;
  options.num_sweeps = 400;
  Model model = train_ials(matrix, options);
  FactorTable users = fold_in_all(matrix, model);
  const RidgeParameters parameters = ridge_parameters(matrix, options);
  const auto loss = [&] { return brute_force_loss(matrix, users, model.item_factors, parameters); };
  constexpr float kStep = 1e-2F;
  const double at_solution = loss();
  for (FactorTable* table : {&users, &model.item_factors}) {
    for (float& value : table->values) {
      const float kept = value;
      value = kept + kStep;
      const double above = loss();
      value = kept - kStep;
      const double below = loss();
      value = kept;
      EXPECT_NEAR((above - below) / (2 * kStep), 0.0, 2e-3 * at_solution);
    }
  }
}

TEST(Ials, LossNeverRises) {
  const InteractionMatrix matrix = random_matrix(60, 40, 0.1, false, 4);
  double last = INFINITY;
  train_ials(matrix, small_options(), [&](const SweepReport& report) {
    EXPECT_LE(report.loss.total(), last * (1 + 1e-5));
    last = report.loss.total();
    return true;
  });
  EXPECT_LT(last, INFINITY);
}

TEST(Ials, RecommendsTheMissingItemOfTheOwnGroupFirst) {
  const InteractionMatrix matrix = two_groups(12, 6);
  const Model model = train_ials(matrix, small_options());
  const FloatScorer scorer(model, 1);
  for (uint32_t user = 0; user < matrix.num_rows; ++user) {
    std::vector<float> scores = scorer.score(std::vector<ChosenItems>{{matrix.row(user), {}}});
    for (const uint32_t seen : matrix.row(user)) scores[seen] = -1.0F;
    const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
    EXPECT_EQ(best, (user < 12 ? 0 : 6) + user % 6);
  }
}

TEST(Ials, SameSeedSameBitsAtAnyThreadCount) {
  const InteractionMatrix matrix = random_matrix(300, 200, 0.05, true, 5);
  IalsOptions options = small_options();
  options.num_factors = 20;
  options.threads = 1;
  const Model one = train_ials(matrix, options);
  for (const uint32_t threads : {2, 3, 7}) {
    options.threads = threads;
    const Model more = train_ials(matrix, options);
    EXPECT_EQ(more.item_factors.values, one.item_factors.values) << threads;
    EXPECT_EQ(ridge_of(more).basis, ridge_of(one).basis) << threads;
    EXPECT_EQ(ridge_of(more).gram_diagonal, ridge_of(one).gram_diagonal) << threads;
  }
  options.seed = 2;
  EXPECT_NE(train_ials(matrix, options).item_factors.values, one.item_factors.values);
}

TEST(Ials, EncoderDescribesTheGramOfTheItems) {
  const InteractionMatrix matrix = random_matrix(80, 50, 0.1, false, 6);
  const Model model = train_ials(matrix, small_options());
  const RidgeEncoder& encoder = ridge_of(model);
  const std::vector<double> expected = gram(model.item_factors, 1);
  for (uint32_t r = 0; r < 4; ++r) {
    for (uint32_t c = 0; c < 4; ++c) {
      double sum = 0;
      for (uint32_t k = 0; k < 4; ++k) {
        sum +=
            double{encoder.basis[r * 4 + k]} * encoder.gram_diagonal[k] * encoder.basis[c * 4 + k];
      }
      EXPECT_NEAR(sum, expected[r * 4 + c], 1e-4 * (std::abs(expected[0]) + 1));
    }
  }
}

TEST(Ials, ItemsWithoutInteractionsGetTheZeroVector) {
  InteractionMatrix matrix = two_groups(4, 3);
  matrix.num_columns += 1;
  const Model model = train_ials(matrix, small_options());
  for (uint32_t k = 0; k < 4; ++k) EXPECT_EQ(model.item_factors.row(6)[k], 0.0F);
}

TEST(Ials, ItemsAndUsersWithoutInteractionsChangeNoWeight) {
  const InteractionMatrix matrix = two_groups(4, 3);
  InteractionMatrix wider = matrix;
  wider.num_columns += 100;
  wider.num_rows += 1;
  wider.offsets.push_back(wider.offsets.back());
  const IalsOptions options = small_options();
  EXPECT_EQ(ridge_parameters(wider, options).unobserved_weight,
            ridge_parameters(matrix, options).unobserved_weight);
}

TEST(Ials, StopsWhenAskedTo) {
  uint32_t sweeps = 0;
  train_ials(two_groups(4, 3), small_options(), [&](const SweepReport& report) {
    sweeps = report.sweep;
    return report.sweep < 3;
  });
  EXPECT_EQ(sweeps, 3U);
}

TEST(Ials, RefusesNothingToTrainOnAndImpossibleSettings) {
  EXPECT_THROW(train_ials(InteractionMatrix{2, 2, {0, 0, 0}, {}, {}}, small_options()), DataError);
  IalsOptions options = small_options();
  options.num_factors = 0;
  EXPECT_THROW(train_ials(two_groups(2, 2), options), UsageError);
  options = small_options();
  options.regularisation = 0;
  EXPECT_THROW(train_ials(two_groups(2, 2), options), UsageError);
}

}  // namespace
}  // namespace pocketrec
