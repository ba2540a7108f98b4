// The softmax fold-in, straight from the formula of core/softmax_fold_in.h in double precision, and
// catalogues to try it on.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "core/bundle.h"
#include "core/dot.h"
#include "core/softmax_fold_in.h"
#include "trainer/pack/pack.h"

namespace pocketrec {

// Items as the core holds them, from plain numbers.
class Catalogue {
 public:
  Catalogue(uint32_t num_factors, const std::vector<float>& rows, uint32_t bits = 8)
      : parts_(pack_model({{static_cast<uint32_t>(rows.size() / num_factors), num_factors, rows},
                           SoftmaxParameters{}},
                          bits, 1)),
        items_(parse_items(parts_.items).value()) {
    for (uint32_t r = 0; r < items_.items.num_rows; ++r) {
      const int32_t squares = squared_length(items_.items, r);
      norms_.push_back(squares == 0 ? 0.0F : 1.0F / std::sqrt(static_cast<float>(squares)));
    }
  }
  Catalogue(const Catalogue&) = delete;

  ItemRows rows() const { return {items_.items, PackedArray<float>(norms_)}; }
  uint32_t num_items() const { return items_.items.num_rows; }
  uint32_t num_factors() const { return items_.items.num_factors; }
  std::vector<float> row(uint32_t item) const {
    std::vector<float> values(num_factors());
    dequantise_row(items_.items, item, values);
    return values;
  }
  // In double; zeros for a row of zeros.
  std::vector<double> unit(uint32_t item) const;

 private:
  PackedParts parts_;
  ItemsPart items_;
  std::vector<float> norms_;
};

inline double product_of(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

inline void normalise_in_place(std::vector<double>& values) {
  const double length = std::sqrt(product_of(values, values));
  for (double& value : values) value = length > 0 ? value / length : 0;
}

inline std::vector<double> Catalogue::unit(uint32_t item) const {
  std::vector<int8_t> codes(num_factors());
  load_row(items_.items, item, codes);
  std::vector<double> values(codes.begin(), codes.end());
  normalise_in_place(values);
  return values;
}

// Whether x is rounded to 8 bits where it meets the background, as FORMAT.md says.
enum class Rounding { kNone, kAsTheCore };

class SoftmaxReference {
 public:
  SoftmaxReference(const Catalogue& catalogue, SoftmaxParameters parameters, Rounding rounding)
      : parameters_(parameters), rounding_(rounding) {
    for (uint32_t i = 0; i < catalogue.num_items(); ++i) units_.push_back(catalogue.unit(i));
  }

  std::vector<double> encode(const History& history) const {
    std::vector<double> x = mean_of(history, {}, 0.0);
    normalise_in_place(x);
    if (product_of(x, x) == 0) return x;
    std::vector<std::pair<size_t, double>> background = sample(history, {});
    for (uint32_t step = 1; step <= parameters_.num_steps; ++step) {
      if (step == 3 && units_.size() > parameters_.num_sampled) {
        background = sample(history, nearest(history, x));
      }
      std::vector<double> gradient = mean_of(history, x, parameters_.focus);
      const std::vector<double> expected = expectation(background, x);
      for (size_t k = 0; k < x.size(); ++k) {
        gradient[k] -= double{parameters_.background_weight} * expected[k];
      }
      const double along = product_of(gradient, x);
      for (size_t k = 0; k < x.size(); ++k) {
        x[k] += double{parameters_.step_size} / std::sqrt(step) * (gradient[k] - along * x[k]);
      }
      normalise_in_place(x);
    }
    return x;
  }

 private:
  std::vector<double> mean_of(const History& history, const std::vector<double>& x,
                              double focus) const {
    std::vector<double> mean(units_.front().size());
    double total = 0;
    for (size_t i = 0; i < history.liked.size(); ++i) {
      const std::vector<double>& row = units_[history.liked[i]];
      const double near = focus > 0 ? std::exp(focus * product_of(row, x)) : 1;
      total += history.weights[i] * near;
      for (size_t k = 0; k < mean.size(); ++k) mean[k] += history.weights[i] * near * row[k];
    }
    for (double& value : mean) value /= total;
    return mean;
  }

  std::vector<double> rounded(std::vector<double> x) const {
    if (rounding_ == Rounding::kNone) return x;
    double largest = 0;
    for (const double value : x) largest = std::max(largest, std::abs(value));
    for (double& value : x) value = std::nearbyint(value / largest * 127) * largest / 127;
    return x;
  }

  std::vector<size_t> nearest(const History& history, const std::vector<double>& x) const {
    std::vector<size_t> others;
    for (size_t i = 0; i < units_.size(); ++i) {
      if (!std::count(history.liked.begin(), history.liked.end(), i)) others.push_back(i);
    }
    const std::vector<double> query = rounded(x);
    std::stable_sort(others.begin(), others.end(), [&](size_t a, size_t b) {
      return product_of(units_[a], query) > product_of(units_[b], query);
    });
    others.resize(std::min<size_t>(others.size(), parameters_.num_near));
    return others;
  }

  // Items of the background, and for how many each stands.
  std::vector<std::pair<size_t, double>> sample(const History& history,
                                                const std::vector<size_t>& near) const {
    std::set<size_t> taken(history.liked.begin(), history.liked.end());
    taken.insert(near.begin(), near.end());
    std::vector<size_t> drawn;
    for (size_t i = 0; i < units_.size(); i += (units_.size() - 1) / parameters_.num_sampled + 1) {
      if (!taken.contains(i)) drawn.push_back(i);
    }
    std::vector<std::pair<size_t, double>> background;
    for (const size_t item : near) background.emplace_back(item, 1.0);
    for (const size_t item : drawn) {
      background.emplace_back(item, static_cast<double>(units_.size() - taken.size()) /
                                        static_cast<double>(drawn.size()));
    }
    return background;
  }

  std::vector<double> expectation(const std::vector<std::pair<size_t, double>>& background,
                                  const std::vector<double>& x) const {
    const std::vector<double> query = rounded(x);
    std::vector<double> mean(x.size());
    double total = 0;
    for (const auto& [item, count] : background) {
      if (product_of(units_[item], units_[item]) == 0) continue;  // has no vector
      const double weight =
          count * std::exp(product_of(units_[item], query) / double{parameters_.temperature});
      total += weight;
      for (size_t k = 0; k < x.size(); ++k) mean[k] += weight * units_[item][k];
    }
    for (double& value : mean) value = total > 0 ? value / total : 0;
    return mean;
  }

  SoftmaxParameters parameters_;
  Rounding rounding_;
  std::vector<std::vector<double>> units_;
};

}  // namespace pocketrec
