// One step of training against the loss at the top of trainer/train/softmax.h, in double.
#include "trainer/train/softmax_batch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <vector>

#include "tests/trainer/train/toy.h"
#include "trainer/train/matrix_kernel.h"

namespace pocketrec {
namespace {

constexpr uint32_t kFactors = 5;
constexpr uint32_t kPadded = matrix_kernel::kColumns;
constexpr float kRate = 1e-3F;

using Rows = std::vector<std::vector<double>>;

double cosine_of(const std::vector<double>& a, const std::vector<double>& b) {
  const auto product = [](const auto& x, const auto& y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  return product(a, b) / std::sqrt(product(a, a) * product(b, b));
}

// Random vectors of any length, padded with zeros.
FactorTable padded_table(uint32_t num_rows, uint64_t seed) {
  const FactorTable narrow = random_table(num_rows, kFactors, seed);
  FactorTable table{num_rows, kPadded, std::vector<float>(size_t{num_rows} * kPadded)};
  for (uint32_t r = 0; r < num_rows; ++r) std::copy_n(narrow.row(r), kFactors, table.row(r));
  return table;
}

Rows rows_of(const FactorTable& table) {
  Rows rows;
  for (uint32_t r = 0; r < table.num_rows; ++r) {
    rows.emplace_back(table.row(r), table.row(r) + kFactors);
  }
  return rows;
}

struct Problem {
  InteractionMatrix matrix;
  SoftmaxOptions options;
  std::vector<uint32_t> batch, negatives;

  double loss(const Rows& users, const Rows& items) const {
    const Rows weights = weights_of(matrix);
    double loss = 0;
    for (const uint32_t u : batch) {
      double n_u = 0, reward = 0, others = 0;
      for (uint32_t i = 0; i < matrix.num_columns; ++i) {
        n_u += weights[u][i];
        reward += weights[u][i] * cosine_of(users[u], items[i]) / options.temperature;
      }
      for (const uint32_t j : negatives) {
        if (weights[u][j] != 0) continue;
        others += std::exp(cosine_of(users[u], items[j]) / options.temperature);
      }
      loss += options.background_weight * n_u * std::log(others) - reward;
    }
    return loss;
  }
};

// Users of a batch in an order of their own, of several groups; a sample that is no multiple of a
// panel, with items that users have chosen.
Problem problem_of(bool weighted, float temperature, float background_weight) {
  Problem problem{random_matrix(300, 70, 0.1, weighted, 9), {}, {}, {}};
  problem.options.num_factors = kFactors;
  problem.options.temperature = temperature;
  problem.options.background_weight = background_weight;
  problem.options.threads = 2;
  for (uint32_t u = 0; u < 300; ++u) {
    const uint32_t user = u * 7 % 300;
    if (user % 50 != 0 && !problem.matrix.row(user).empty()) problem.batch.push_back(user);
  }
  for (uint32_t i = 0; i < 45; ++i) problem.negatives.push_back(i * 11 % 60);
  return problem;
}

struct Tables {
  explicit Tables(const InteractionMatrix& matrix)
      : users(padded_table(matrix.num_rows, 1), kFactors),
        items(padded_table(matrix.num_columns, 2), kFactors) {}
  TrainedTable users, items, features;
};

// Against the loss's gradient by finite differences. The first step of the optimiser is `kRate`
// times the square root of the number of factors long, whatever the gradient's length.
void expect_step_downhill(const std::vector<double>& before, const std::vector<double>& after,
                          const std::vector<double>& gradient, const std::string& what) {
  std::vector<double> step(kFactors);
  double length = 0, steepness = 0;
  for (uint32_t k = 0; k < kFactors; ++k) {
    step[k] = before[k] - after[k];
    length += step[k] * step[k];
    steepness += gradient[k] * gradient[k];
  }
  if (steepness < 1e-12) return;
  EXPECT_NEAR(std::sqrt(length), kRate * std::sqrt(kFactors), 0.02 * kRate) << what;
  EXPECT_GT(cosine_of(step, gradient), 1 - 1e-4) << what;
}

template <class Loss>
std::vector<double> gradient_of(const Loss& loss, std::vector<double>& row) {
  constexpr double kStep = 1e-5;
  std::vector<double> gradient(kFactors);
  for (uint32_t k = 0; k < kFactors; ++k) {
    const double kept = row[k];
    row[k] = kept + kStep;
    const double above = loss();
    row[k] = kept - kStep;
    const double below = loss();
    row[k] = kept;
    gradient[k] = (above - below) / (2 * kStep);
  }
  return gradient;
}

std::vector<double> gradient_of(const Problem& problem, Rows& users, Rows& items,
                                std::vector<double>& row) {
  return gradient_of([&] { return problem.loss(users, items); }, row);
}

TEST(SoftmaxBatch, GoesDownTheGradientOfTheLoss) {
  for (const auto& [weighted, temperature, background_weight] :
       {std::tuple(false, 0.5F, 1.0F), {true, 0.2F, 1.3F}, {true, 1.0F, 0.0F}}) {
    const Problem problem = problem_of(weighted, temperature, background_weight);
    Tables tables(problem.matrix);
    Rows users = rows_of(tables.users.table), items = rows_of(tables.items.table);
    SoftmaxBatch(problem.matrix, problem.options, tables.users, tables.items, tables.features)
        .step(problem.batch, problem.negatives, kRate, 0);
    const Rows users_after = rows_of(tables.users.table);
    const Rows items_after = rows_of(tables.items.table);
    for (size_t b = 0; b < problem.batch.size(); b += 23) {
      const uint32_t u = problem.batch[b];
      expect_step_downhill(users[u], users_after[u], gradient_of(problem, users, items, users[u]),
                           "user " + std::to_string(u));
    }
    for (uint32_t i = 0; i < items.size(); i += 3) {
      expect_step_downhill(items[i], items_after[i], gradient_of(problem, users, items, items[i]),
                           "item " + std::to_string(i));
    }
  }
}

// Rows of items with the features they have.
Rows sum_of(const Rows& own, const Rows& features, const InteractionMatrix& content) {
  Rows rows = own;
  for (uint32_t i = 0; i < rows.size(); ++i) {
    for (size_t e = 0; e < content.row(i).size(); ++e) {
      for (uint32_t k = 0; k < kFactors; ++k) {
        rows[i][k] += content.row_weights(i)[e] * features[content.row(i)[e]][k];
      }
    }
  }
  return rows;
}

TEST(SoftmaxBatch, GoesDownTheGradientOfOwnPartsAndFeatures) {
  Problem problem = problem_of(true, 0.3F, 1.2F);
  const auto content =
      std::make_shared<const InteractionMatrix>(random_matrix(70, 12, 0.2, true, 4));
  problem.options.content = content;
  problem.options.content_drop = 0.0F;
  Tables tables(problem.matrix);
  tables.features = TrainedTable(padded_table(12, 3), kFactors);
  Rows users = rows_of(tables.users.table), own = rows_of(tables.items.table);
  Rows features = rows_of(tables.features.table);
  const auto loss = [&] { return problem.loss(users, sum_of(own, features, *content)); };
  const double before = loss();
  const double found =
      SoftmaxBatch(problem.matrix, problem.options, tables.users, tables.items, tables.features)
          .step(problem.batch, problem.negatives, kRate, 0);
  EXPECT_NEAR(found, before, 1e-5 * std::abs(before));
  const Rows own_after = rows_of(tables.items.table), users_after = rows_of(tables.users.table);
  const Rows features_after = rows_of(tables.features.table);
  for (uint32_t f = 0; f < features.size(); ++f) {
    expect_step_downhill(features[f], features_after[f], gradient_of(loss, features[f]),
                         "feature " + std::to_string(f));
  }
  for (uint32_t i = 0; i < own.size(); i += 5) {
    expect_step_downhill(own[i], own_after[i], gradient_of(loss, own[i]),
                         "item " + std::to_string(i));
  }
  const uint32_t u = problem.batch[11];
  expect_step_downhill(users[u], users_after[u], gradient_of(loss, users[u]), "user");
}

TEST(SoftmaxBatch, AnItemKnownByItsContentAloneKeepsItsOwnPart) {
  Problem problem = problem_of(false, 0.3F, 1.2F);
  problem.options.content =
      std::make_shared<const InteractionMatrix>(random_matrix(70, 3, 0.9, false, 4));
  problem.options.content_drop = 0.5F;
  Tables tables(problem.matrix);
  tables.features = TrainedTable(padded_table(3, 3), kFactors);
  const Rows before = rows_of(tables.items.table);
  SoftmaxBatch batch(problem.matrix, problem.options, tables.users, tables.items, tables.features);
  batch.step(problem.batch, problem.negatives, kRate, 0);
  const Rows after = rows_of(tables.items.table);
  size_t kept = 0;
  for (uint32_t i = 0; i < before.size(); ++i) kept += before[i] == after[i] ? 1 : 0;
  EXPECT_GT(kept, before.size() / 4);
  EXPECT_LT(kept, before.size() * 3 / 4);
  // Another step leaves out others.
  batch.step(problem.batch, problem.negatives, kRate, 1);
  batch.step(problem.batch, problem.negatives, kRate, 2);
  const Rows later = rows_of(tables.items.table);
  size_t still = 0;
  for (uint32_t i = 0; i < before.size(); ++i) still += before[i] == later[i] ? 1 : 0;
  EXPECT_LT(still, kept);
}

TEST(SoftmaxBatch, ReturnsTheLossBeforeTheStep) {
  for (const bool weighted : {false, true}) {
    const Problem problem = problem_of(weighted, 0.1F, 1.2F);
    Tables tables(problem.matrix);
    const double expected = problem.loss(rows_of(tables.users.table), rows_of(tables.items.table));
    const double found =
        SoftmaxBatch(problem.matrix, problem.options, tables.users, tables.items, tables.features)
            .step(problem.batch, problem.negatives, kRate, 0);
    EXPECT_NEAR(found, expected, 1e-5 * std::abs(expected));
  }
}

TEST(SoftmaxBatch, MovesThoseConcernedAndNobodyElse) {
  Problem problem = problem_of(true, 0.1F, 1.2F);
  problem.batch.resize(3);
  problem.negatives.resize(5);
  Tables tables(problem.matrix);
  const FactorTable users = tables.users.table, items = tables.items.table;
  SoftmaxBatch(problem.matrix, problem.options, tables.users, tables.items, tables.features)
      .step(problem.batch, problem.negatives, kRate, 0);
  std::vector<uint32_t> concerned = problem.negatives;
  for (const uint32_t u : problem.batch) {
    const auto row = problem.matrix.row(u);
    concerned.insert(concerned.end(), row.begin(), row.end());
  }
  const auto expect_moved = [](const FactorTable& before, const FactorTable& after,
                               const std::vector<uint32_t>& moved) {
    for (uint32_t r = 0; r < before.num_rows; ++r) {
      const bool same = std::equal(before.row(r), before.row(r) + kPadded, after.row(r));
      EXPECT_EQ(same, std::find(moved.begin(), moved.end(), r) == moved.end()) << r;
      for (uint32_t k = kFactors; k < kPadded; ++k) EXPECT_EQ(after.row(r)[k], 0.0F);
    }
  };
  expect_moved(users, tables.users.table, problem.batch);
  expect_moved(items, tables.items.table, concerned);
}

// A sample of other items than the step before leaves nothing behind.
TEST(SoftmaxBatch, AStepForgetsTheSampleOfTheLast) {
  const Problem problem = problem_of(false, 0.2F, 1.2F);
  Tables tables(problem.matrix);
  SoftmaxBatch batch(problem.matrix, problem.options, tables.users, tables.items, tables.features);
  const std::span all(problem.negatives);
  batch.step(problem.batch, all.first(40), 0.0F, 0);
  const double after = batch.step(problem.batch, all.last(7), 0.0F, 0);
  Tables fresh(problem.matrix);
  EXPECT_EQ(SoftmaxBatch(problem.matrix, problem.options, fresh.users, fresh.items, fresh.features)
                .step(problem.batch, all.last(7), 0.0F, 0),
            after);
}

// What a batch keeps of the items from step to step is what it would find anew.
TEST(SoftmaxBatch, GoesOnAsFromTheTables) {
  const Problem problem = problem_of(true, 0.2F, 1.2F);
  Tables going_on(problem.matrix), anew(problem.matrix);
  SoftmaxBatch batch(problem.matrix, problem.options, going_on.users, going_on.items,
                     going_on.features);
  for (int step = 0; step < 3; ++step) {
    batch.step(problem.batch, problem.negatives, 0.1F, 0);
    SoftmaxBatch(problem.matrix, problem.options, anew.users, anew.items, anew.features)
        .step(problem.batch, problem.negatives, 0.1F, 0);
    EXPECT_EQ(going_on.users.table.values, anew.users.table.values) << step;
    EXPECT_EQ(going_on.items.table.values, anew.items.table.values) << step;
  }
}

// Nobody is left to be pushed away from: the user and their items come nearer to each other.
TEST(SoftmaxBatch, WhoChoseTheWholeSampleIsPushedAwayFromNothing) {
  Problem problem{{1, 32, {0, 32}, std::vector<uint32_t>(32), {}}, {}, {0}, {}};
  std::iota(problem.matrix.columns.begin(), problem.matrix.columns.end(), 0U);
  problem.negatives = problem.matrix.columns;
  problem.options.num_factors = kFactors;
  problem.options.threads = 1;
  Tables tables(problem.matrix);
  SoftmaxBatch batch(problem.matrix, problem.options, tables.users, tables.items, tables.features);
  const auto mean_cosine = [&] {
    const Rows users = rows_of(tables.users.table), items = rows_of(tables.items.table);
    double sum = 0;
    for (const auto& item : items) sum += cosine_of(users[0], item) / 32;
    return sum;
  };
  const double before = mean_cosine();
  for (int step = 0; step < 20; ++step) batch.step(problem.batch, problem.negatives, 0.01F, 0);
  EXPECT_GT(mean_cosine(), before);
}

}  // namespace
}  // namespace pocketrec
