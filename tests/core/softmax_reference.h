// The softmax fold-in, straight from the formula of core/softmax_fold_in.h in double precision.
#pragma once

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "core/softmax_fold_in.h"
#include "tests/core/catalogue.h"

namespace pocketrec {

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
    std::vector<std::pair<size_t, double>> background = sample(history, {}, 1);
    const size_t every = (units_.size() - 1) / parameters_.most_looked_at + 1;
    for (uint32_t step = 1; step <= parameters_.num_steps; ++step) {
      if (step == 3 && units_.size() > parameters_.num_sampled) {
        background = sample(history, nearest(history, x, every), every);
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

  // Items in the blocks of 256 that are a multiple of `every`.
  std::vector<size_t> looked_at(size_t every) const {
    std::vector<size_t> items;
    for (size_t i = 0; i < units_.size(); ++i) {
      if (i / 256 % every == 0) items.push_back(i);
    }
    return items;
  }

  std::vector<size_t> nearest(const History& history, const std::vector<double>& x,
                              size_t every) const {
    std::vector<size_t> others;
    for (const size_t i : looked_at(every)) {
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
                                                const std::vector<size_t>& near,
                                                size_t every) const {
    std::set<size_t> taken(history.liked.begin(), history.liked.end());
    taken.insert(near.begin(), near.end());
    const std::vector<size_t> looked = looked_at(every);
    std::vector<size_t> drawn;
    for (size_t place = 0; place < looked.size();
         place += (looked.size() - 1) / parameters_.num_sampled + 1) {
      if (!taken.contains(looked[place])) drawn.push_back(looked[place]);
    }
    std::vector<std::pair<size_t, double>> background;
    for (const size_t item : near) background.emplace_back(item, static_cast<double>(every));
    const double others = static_cast<double>(units_.size() - history.liked.size()) -
                          static_cast<double>(near.size() * every);
    for (const size_t item : drawn) {
      background.emplace_back(item, std::max(0.0, others) / static_cast<double>(drawn.size()));
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
