#include "trainer/train/float_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/exponential.h"
#include "trainer/train/factor_algebra.h"
#include "trainer/train/matrix_kernel.h"
#include "trainer/train/row_sums.h"
#include "trainer/train/smoothing.h"

namespace pocketrec {
namespace {

using matrix_kernel::kColumns;
using matrix_kernel::kernels;
using matrix_kernel::round_up;

// Far below any cosine.
constexpr float kNowhere = -1e6F;

void normalise(float* row, size_t count) {
  const float inverse = inverse_length(row, count);
  for (size_t k = 0; k < count; ++k) row[k] *= inverse;
}

// Unit rows, padded with zeros to whole vectors.
FactorTable padded_unit_rows(const FactorTable& factors) {
  FactorTable unit{
      factors.num_rows, static_cast<uint32_t>(round_up(factors.num_factors, kColumns)), {}};
  unit.values.resize(size_t{unit.num_rows} * unit.num_factors);
  for (uint32_t r = 0; r < unit.num_rows; ++r) {
    std::copy_n(factors.row(r), factors.num_factors, unit.row(r));
  }
  normalise_rows(unit, 1);
  return unit;
}

FactorTable rows_of(const FactorTable& table, std::span<const uint32_t> rows) {
  FactorTable chosen{static_cast<uint32_t>(rows.size()), table.num_factors, {}};
  for (const uint32_t r : rows) {
    chosen.values.insert(chosen.values.end(), table.row(r), table.row(r) + table.num_factors);
  }
  return chosen;
}

// The `count` items with the highest scores (fewer where there are not as many) that are not in
// `seen` (ascending), in no order.
std::vector<uint32_t> best_unseen(std::span<const float> scores, std::span<const uint32_t> seen,
                                  size_t count) {
  std::vector<uint32_t> items;
  items.reserve(scores.size());
  size_t next = 0;
  for (uint32_t item = 0; item < scores.size(); ++item) {
    while (next < seen.size() && seen[next] < item) ++next;
    if (next < seen.size() && seen[next] == item) continue;
    items.push_back(item);
  }
  count = std::min(count, items.size());
  std::nth_element(items.begin(), items.begin() + static_cast<ptrdiff_t>(count), items.end(),
                   [&](uint32_t a, uint32_t b) {
                     return scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
                   });
  items.resize(count);
  return items;
}

std::variant<RidgeUsers, SoftmaxUsers> users_of(const Model& model, uint32_t threads) {
  if (const auto* softmax = std::get_if<EncoderParameters>(&model.encoder)) {
    return SoftmaxUsers(model.item_factors, *softmax);
  }
  RidgeUsers users{model.item_factors, std::get<RidgeEncoder>(model.encoder)};
  rotate(users.items, users.encoder.basis, threads);
  return users;
}

}  // namespace

RowPanels::RowPanels(const FactorTable& table)
    : num_rows_(table.num_rows),
      num_factors_(table.num_factors),
      padded_rows_(round_up(table.num_rows, kColumns)),
      panels_(padded_rows_ * table.num_factors) {
  for (uint32_t r = 0; r < num_rows_; ++r) {
    float* panel = panels_.data() + r / kColumns * kColumns * num_factors_ + r % kColumns;
    for (uint32_t k = 0; k < num_factors_; ++k) panel[k * kColumns] = table.row(r)[k];
  }
}

void RowPanels::multiply(std::span<const float> vectors, size_t num_vectors,
                         std::vector<float>& products) const {
  products.assign(num_vectors * padded_rows_, 0.0F);
  for (size_t r = 0; r < padded_rows_; r += kColumns) {
    kernels().multiply_add(products.data() + r, padded_rows_, {vectors.data(), num_factors_, 1},
                           panels_.data() + r * num_factors_, kColumns, num_vectors, num_factors_,
                           kColumns);
  }
}

std::vector<float> RidgeUsers::encode(std::span<const ChosenItems> people) const {
  const uint32_t num_factors = items.num_factors;
  RidgeSolver solver(num_factors);
  std::vector<float> vectors(people.size() * num_factors);
  for (size_t p = 0; p < people.size(); ++p) {
    solver.solve_gathered(encoder.parameters, encoder.gram_diagonal, items.values.data(),
                          people[p].items, people[p].weights,
                          {vectors.data() + p * num_factors, num_factors});
  }
  return vectors;
}

SoftmaxUsers::SoftmaxUsers(const FactorTable& factors, const EncoderParameters& encoder)
    : parameters(encoder.fold_in),
      neighbours(encoder.neighbours),
      num_factors(factors.num_factors),
      unit(padded_unit_rows(factors)),
      panels(unit) {
  for (uint32_t r = 0; r < unit.num_rows; ++r) {
    if (product(unit.row(r), unit.row(r), unit.num_factors) == 0.0F) without_vector.push_back(r);
  }
}

std::vector<float> SoftmaxUsers::encode(std::span<const ChosenItems> people) const {
  const size_t f = unit.num_factors;
  const size_t padded_items = panels.padded_rows();
  std::vector<float> x(people.size() * f);
  std::vector<float> means(people.size() * f);
  const auto average = [&](size_t p, float focus) {
    float* mean = means.data() + p * f;
    std::fill_n(mean, f, 0.0F);
    float total = 0.0F;
    for (size_t i = 0; i < people[p].items.size(); ++i) {
      const float* row = unit.row(people[p].items[i]);
      const float near = focus > 0.0F ? product(row, x.data() + p * f, f) - 1.0F : 0.0F;
      const float share = weight_at(people[p].weights, i) * exponential(focus * near);
      total += share;
      for (size_t k = 0; k < f; ++k) mean[k] += share * row[k];
    }
    for (size_t k = 0; k < f; ++k) mean[k] /= total;
  };
  for (size_t p = 0; p < people.size(); ++p) {
    average(p, 0.0F);
    std::copy_n(means.data() + p * f, f, x.data() + p * f);
    normalise(x.data() + p * f, f);
  }
  std::vector<float> weights;
  std::vector<float> expected(x.size());
  std::vector<float> totals(people.size());
  for (uint32_t step = 1; step <= parameters.num_steps; ++step) {
    panels.multiply(x, people.size(), weights);
    for (size_t p = 0; p < people.size(); ++p) {
      float* row = weights.data() + p * padded_items;
      for (const uint32_t item : people[p].items) row[item] = kNowhere;
      for (const uint32_t item : without_vector) row[item] = kNowhere;
      std::fill(row + panels.num_rows(), row + padded_items, kNowhere);
      totals[p] = kernels().exponentials(row, padded_items, 1.0F / parameters.temperature);
    }
    std::fill(expected.begin(), expected.end(), 0.0F);
    kernels().multiply_add(expected.data(), f, {weights.data(), padded_items, 1},
                           unit.values.data(), f, people.size(), panels.num_rows(), f);
    const float rate = parameters.step_size / std::sqrt(static_cast<float>(step));
    for (size_t p = 0; p < people.size(); ++p) {
      if (parameters.focus > 0.0F) average(p, parameters.focus);
      float* own = x.data() + p * f;
      if (product(own, own, f) == 0.0F) continue;  // where nothing is known, nothing repels
      float* pull = expected.data() + p * f;
      const float push = parameters.background_weight / totals[p];
      for (size_t k = 0; k < f; ++k) pull[k] = means[p * f + k] - push * pull[k];
      const float along = product(pull, own, f);
      for (size_t k = 0; k < f; ++k) own[k] += rate * (pull[k] - along * own[k]);
      normalise(own, f);
    }
  }
  std::vector<float> vectors(people.size() * num_factors);
  for (size_t p = 0; p < people.size(); ++p) {
    std::copy_n(x.data() + p * f, num_factors, vectors.data() + p * num_factors);
  }
  return vectors;
}

void SoftmaxUsers::add_neighbours(const ChosenItems& person, std::span<float> scores) const {
  if (neighbours.weight == 0.0F) return;
  std::vector<float> asked(scores.begin(), scores.end());
  if (!person.candidates.empty()) {
    asked.assign(scores.size(), std::numeric_limits<float>::lowest());
    for (const uint32_t item : person.candidates) asked[item] = scores[item];
  }
  const std::vector<uint32_t> best = best_unseen(asked, person.items, num_reranked(1));
  const RowPanels candidates(rows_of(unit, best));
  std::vector<float> cosines;
  candidates.multiply(rows_of(unit, person.items).values, person.items.size(), cosines);
  std::vector<float> sums(best.size());
  for (size_t i = 0; i < person.items.size(); ++i) {
    const float weight = weight_at(person.weights, i);
    const float* row = cosines.data() + i * candidates.padded_rows();
    for (size_t c = 0; c < best.size(); ++c) {
      sums[c] += weight * exponential((row[c] - 1.0F) * (1.0F / neighbours.temperature));
    }
  }
  for (size_t c = 0; c < best.size(); ++c) {
    scores[best[c]] += neighbours.weight * std::sqrt(std::sqrt(sums[c]));
  }
}

FloatScorer::FloatScorer(const Model& model, uint32_t threads)
    : users_(users_of(model, threads)),
      panels_(std::holds_alternative<RidgeUsers>(users_) ? std::get<RidgeUsers>(users_).items
                                                         : model.item_factors) {}

std::vector<float> FloatScorer::encode(std::span<const ChosenItems> people) const {
  return std::visit([&](const auto& users) { return users.encode(people); }, users_);
}

std::vector<float> FloatScorer::score(std::span<const ChosenItems> people) const {
  return score(people, encode(people));
}

std::vector<float> FloatScorer::score(std::span<const ChosenItems> people,
                                      std::span<const float> vectors) const {
  std::vector<float> scores;
  panels_.multiply(vectors, people.size(), scores);
  // Rows close up over the padding; each moves towards the front.
  for (size_t p = 1; p < people.size(); ++p) {
    std::copy_n(scores.data() + p * panels_.padded_rows(), num_items(),
                scores.data() + p * num_items());
  }
  scores.resize(people.size() * num_items());
  if (const auto* softmax = std::get_if<SoftmaxUsers>(&users_)) {
    for (size_t p = 0; p < people.size(); ++p) {
      softmax->add_neighbours(people[p], std::span(scores).subspan(p * num_items(), num_items()));
    }
  }
  return scores;
}

}  // namespace pocketrec
