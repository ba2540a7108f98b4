#include "core/softmax_fold_in.h"

#include <algorithm>
#include <cmath>

#include "core/dot.h"
#include "core/exponential.h"

namespace pocketrec {
namespace {

// Few enough rows that their codes stay in the first cache between the two passes over them.
constexpr uint32_t kRowsPerBlock = 256;
constexpr float kBelowAnyCosine = -8.0F;

float product(std::span<const float> a, std::span<const float> b) {
  float sum = 0.0F;
  for (size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}

// What `values` must be multiplied by to have length 1; 0 if it has none.
float inverse_length(std::span<const float> values) {
  const float squared = product(values, values);
  return squared > 0.0F ? 1.0F / std::sqrt(squared) : 0.0F;
}

void scale(std::span<float> values, float factor) {
  for (float& value : values) value *= factor;
}

std::vector<float> unit_rows(const ItemRows& items, std::span<const uint32_t> rows) {
  const uint32_t f = items.codes.num_factors;
  std::vector<float> unit(rows.size() * f);
  std::vector<int8_t> codes(f);
  for (size_t i = 0; i < rows.size(); ++i) {
    load_row(items.codes, rows[i], codes);
    const float inverse_norm = items.inverse_norms[rows[i]];
    for (uint32_t k = 0; k < f; ++k) {
      unit[i * f + k] = static_cast<float>(codes[k]) * inverse_norm;
    }
  }
  return unit;
}

// The mean row under softmax(x.v / temperature) of all items but those in `skipped` (ascending).
class Expectation {
 public:
  Expectation(const ItemRows& items, std::span<const uint32_t> skipped, float temperature)
      : items_(items), skipped_(skipped), inverse_temperature_(1.0F / temperature) {}

  void at(std::span<const float> x, std::span<float> mean) {
    std::vector<int8_t> codes(x.size());
    const float query_scale = quantise_row(x, 8, codes);
    const DotQuery query(codes, items_.codes.bits);
    const Scan scan{items_.codes, items_.inverse_norms, query, query_scale};
    std::fill(mean.begin(), mean.end(), 0.0F);
    double total = 0.0;
    size_t next_skipped = 0;
    for (uint32_t first = 0; first < items_.codes.num_rows; first += kRowsPerBlock) {
      const uint32_t count = std::min(kRowsPerBlock, items_.codes.num_rows - first);
      rows_above(scan, first, count, kBelowAnyCosine, cosines_);
      total += weigh(first, count);
      for (; next_skipped < skipped_.size() && skipped_[next_skipped] < first + count;
           ++next_skipped) {
        const uint32_t row = skipped_[next_skipped] - first;
        total -= weights_[row];
        weights_[row] = 0.0F;
      }
      for (uint32_t r = 0; r < count; ++r) weights_[r] *= items_.inverse_norms[first + r];
      add_weighted_rows(items_.codes, first, count, weights_, mean);
    }
    if (total > 0.0) scale(mean, static_cast<float>(1.0 / total));
  }

 private:
  // exp((cosine - 1) / temperature), which cannot overflow; 0 for items without a vector. Returns
  // the sum.
  double weigh(uint32_t first, uint32_t count) {
    for (uint32_t r = 0; r < count; ++r) {
      const float weight = exponential((cosines_[r].score - 1.0F) * inverse_temperature_);
      weights_[r] = items_.inverse_norms[first + r] > 0.0F ? weight : 0.0F;
    }
    double sum = 0.0;
    for (uint32_t r = 0; r < count; ++r) sum += weights_[r];
    return sum;
  }

  const ItemRows& items_;
  std::span<const uint32_t> skipped_;
  float inverse_temperature_;
  ScoredItem cosines_[kRowsPerBlock] = {};
  float weights_[kRowsPerBlock] = {};
};

}  // namespace

bool are_valid(const SoftmaxParameters& p) {
  return p.temperature >= kMinTemperature && p.temperature <= kMaxTemperature &&
         p.background_weight >= 0.0F && p.background_weight <= kMaxBackgroundWeight &&
         p.focus >= 0.0F && p.focus <= kMaxFocus && p.step_size >= kMinStepSize &&
         p.step_size <= kMaxStepSize && p.num_steps >= 1 && p.num_steps <= kMaxSteps;
}

// x, and by how much each row of the history is in it.
struct SoftmaxFoldIn::Climb {
  std::vector<float> rows;     // unit rows of history.liked
  std::vector<float> x;        // num_factors
  std::vector<float> factors;  // of each liked item

  std::span<const float> row(size_t i) const { return {rows.data() + i * x.size(), x.size()}; }
};

SoftmaxFoldIn::Climb SoftmaxFoldIn::climb(const ItemRows& items, const History& history) const {
  const size_t num_liked = history.liked.size();
  Climb climb{unit_rows(items, history.liked), std::vector<float>(num_factors_),
              std::vector<float>(num_liked)};
  std::vector<float> shares(num_liked);
  std::vector<float> mean(num_factors_);
  // The weighted mean of the history's rows as seen from x.
  const auto average = [&](float focus) {
    float total = 0.0F;
    for (size_t i = 0; i < num_liked; ++i) {
      const float near = focus > 0.0F ? product(climb.row(i), climb.x) - 1.0F : 0.0F;
      shares[i] = history.weights[i] * exponential(focus * near);
      total += shares[i];
    }
    std::fill(mean.begin(), mean.end(), 0.0F);
    for (size_t i = 0; i < num_liked; ++i) {
      shares[i] /= total;
      for (uint32_t k = 0; k < num_factors_; ++k) mean[k] += shares[i] * climb.row(i)[k];
    }
  };
  // x and the factors in it keep their relation through each of these.
  const auto normalise = [&] {
    const float inverse = inverse_length(climb.x);
    scale(climb.x, inverse);
    scale(climb.factors, inverse);
  };

  average(0.0F);
  climb.x = mean;
  climb.factors = shares;
  normalise();
  Expectation expectation(items, history.liked, parameters_.temperature);
  std::vector<float> expected(num_factors_);
  for (uint32_t step = 1; step <= parameters_.num_steps; ++step) {
    if (parameters_.focus > 0.0F) average(parameters_.focus);
    expectation.at(climb.x, expected);
    const float rate = parameters_.step_size / std::sqrt(static_cast<float>(step));
    for (uint32_t k = 0; k < num_factors_; ++k) {
      expected[k] = mean[k] - parameters_.background_weight * expected[k];
    }
    const float along = product(expected, climb.x);
    for (uint32_t k = 0; k < num_factors_; ++k) {
      climb.x[k] += rate * (expected[k] - along * climb.x[k]);
    }
    for (size_t i = 0; i < num_liked; ++i) {
      climb.factors[i] += rate * (shares[i] - along * climb.factors[i]);
    }
    normalise();
  }
  return climb;
}

std::vector<float> SoftmaxFoldIn::encode(const ItemRows& items, const History& history) const {
  return climb(items, history).x;
}

std::vector<float> SoftmaxFoldIn::explain(const ItemRows& items, const History& history,
                                          uint32_t item_index) const {
  const Climb climbed = climb(items, history);
  std::vector<float> target(num_factors_);
  dequantise_row(items.codes, item_index, target);
  const size_t num_liked = history.liked.size();
  std::vector<float> parts(num_liked);
  float rest = product(climbed.x, target);
  float all_factors = 0.0F;
  for (size_t i = 0; i < num_liked; ++i) {
    parts[i] = climbed.factors[i] * product(climbed.row(i), target);
    rest -= parts[i];
    all_factors += climbed.factors[i];
  }
  for (size_t i = 0; i < num_liked; ++i) {
    const float share = all_factors != 0.0F ? climbed.factors[i] / all_factors
                                            : 1.0F / static_cast<float>(num_liked);
    parts[i] += share * rest;
  }
  return parts;
}

}  // namespace pocketrec
