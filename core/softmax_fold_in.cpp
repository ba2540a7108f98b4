#include "core/softmax_fold_in.h"

#include <algorithm>
#include <cmath>

#include "core/best_items.h"
#include "core/dot.h"
#include "core/exponential.h"
#include "core/gathered_rows.h"
#include "core/top_k.h"

namespace pocketrec {
namespace {

// Few enough rows that their codes stay in the first cache between the two passes over them.
constexpr uint32_t kRowsPerBlock = 256;
constexpr float kBelowAnyCosine = -8.0F;
// The step before which the items near to x are looked up: x is close to its end by then.
constexpr uint32_t kLookAround = 3;

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
    items.load_row(rows[i], codes);
    const float inverse_norm = items.inverse_norm(rows[i]);
    for (uint32_t k = 0; k < f; ++k) {
      unit[i * f + k] = static_cast<float>(codes[k]) * inverse_norm;
    }
  }
  return unit;
}

// Items that stand for all that are not in the history: each for `count` items.
struct Background {
  explicit Background(const ItemRows& items) : rows(items) {}

  GatheredRows rows;
  std::vector<float> counts;
};

// Every n-th block of rows, as best_rows() looks at them. As items are in the order of popularity,
// so is each such part.
struct LookedAt {
  LookedAt(uint32_t all, uint32_t n) : every(n) {
    const uint32_t last_block = (all - 1) / kScanBlock / every * every;
    num_rows =
        last_block / every * kScanBlock + std::min(kScanBlock, all - last_block * kScanBlock);
  }
  // The place-th of them.
  uint32_t row(uint32_t place) const {
    return place / kScanBlock * kScanBlock * every + place % kScanBlock;
  }
  uint32_t every, num_rows;
};

// `near` for themselves and what was not looked at, and of the others that are not in `own` every
// n-th for all of them, so that at most `num_sampled` are left. num_items: those that can be in it.
Background gather_background(const ItemRows& items, uint32_t num_items,
                             std::span<const uint32_t> own, std::span<const ScoredItem> near,
                             uint32_t num_sampled, const LookedAt& looked_at) {
  BitSet taken(items.size());
  for (const uint32_t row : own) taken.insert(row);
  const uint32_t stride = (looked_at.num_rows - 1) / num_sampled + 1;
  Background background(items);
  GatheredRows& rows = background.rows;
  rows.reserve(near.size() + looked_at.num_rows / stride + 1);
  for (const ScoredItem& item : near) {
    taken.insert(item.item_index);
    rows.add(item.item_index);
  }
  const size_t num_near = near.size();
  if (items.background != nullptr) {
    const ListedRows& spread = *items.background;
    for (uint32_t i = 0; i < spread.items.size(); ++i) {
      const uint32_t item = spread.items[i];
      if (item < num_items && !taken.contains(item))
        rows.add(spread.table, spread.inverse_norms, i);
    }
  } else {
    for (uint32_t place = 0; place < looked_at.num_rows; place += stride) {
      const uint32_t row = looked_at.row(place);
      if (!taken.contains(row)) rows.add(row);
    }
  }
  const size_t num_stood_for = own.size() + num_near * looked_at.every;
  const size_t num_others = num_items > num_stood_for ? num_items - num_stood_for : 0;
  const size_t num_drawn = rows.size() - num_near;
  background.counts.resize(num_near, static_cast<float>(looked_at.every));
  background.counts.resize(rows.size(),
                           static_cast<float>(num_others) / static_cast<float>(num_drawn));
  return background;
}

// The mean row under softmax(x.v / temperature) of the trained items that are not in the history.
class Expectation {
 public:
  // own: ascending
  Expectation(const ItemRows& items, std::span<const uint32_t> own,
              const SoftmaxParameters& parameters)
      : items_(items),
        num_items_(parameters.num_trained == 0
                       ? items.num_bundled()
                       : std::min(items.num_bundled(), parameters.num_trained)),
        own_(own.begin(), std::lower_bound(own.begin(), own.end(), num_items_)),
        parameters_(parameters),
        background_(
            gather_background(items_, num_items_, own_, {}, parameters.num_sampled, all_rows())) {}

  // From now on, items near to x are there in their own right.
  void look_around(std::span<const float> x, std::vector<uint32_t>* missing) {
    if (num_items_ <= parameters_.num_sampled) return;  // all are
    const Query query(x, items_.codes.bits);
    BitSet blocked(items_.size());
    for (const uint32_t row : own_) blocked.insert(row);
    LookedAt looked_at = all_rows();
    std::vector<ScoredItem> near;
    if (items_.num_listed > 0) {
      for (uint32_t item = num_items_; item < items_.size(); ++item) blocked.insert(item);
      near = best_items(items_,
                        {RowFactor::kInverseNorm, query.rounded, query.scale, parameters_.num_near,
                         false, missing},
                        blocked, {});
    } else {
      looked_at = {num_items_, (num_items_ - 1) / parameters_.most_looked_at + 1};
      CodeTable table = items_.codes;
      table.num_rows = num_items_;
      near = best_rows({table, items_.inverse_norms, query.codes, query.scale},
                       parameters_.num_near, blocked, looked_at.every);
    }
    background_ =
        gather_background(items_, num_items_, own_, near, parameters_.num_sampled, looked_at);
  }

  void at(std::span<const float> x, std::span<float> mean) {
    const Query query(x, items_.codes.bits);
    const uint32_t num_rows = background_.rows.size();
    const CodeTable table = background_.rows.table();
    const Scan scan{table, background_.rows.inverse_norms(), query.codes, query.scale};
    std::fill(mean.begin(), mean.end(), 0.0F);
    double total = 0.0;
    for (uint32_t first = 0; first < num_rows; first += kRowsPerBlock) {
      const uint32_t count = std::min(kRowsPerBlock, num_rows - first);
      rows_above(scan, first, count, kBelowAnyCosine, cosines_);
      total += weigh(first, count);
      add_weighted_rows(table, first, count, weights_, mean);
    }
    if (total > 0.0) scale(mean, static_cast<float>(1.0 / total));
  }

 private:
  // Of the items part.
  LookedAt all_rows() const { return {std::min(num_items_, items_.codes.num_rows), 1}; }

  struct Query {
    Query(std::span<const float> x, uint32_t row_bits)
        : rounded(x.size()), scale(quantise_row(x, 8, rounded)), codes(rounded, row_bits) {}
    std::vector<int8_t> rounded;
    float scale;
    DotQuery codes;
  };

  // Of each row: count * exp((cosine - 1) / temperature), which cannot overflow, over its length; 0
  // for items without a vector. Returns the sum, lengths left aside.
  double weigh(uint32_t first, uint32_t count) {
    const float inverse_temperature = 1.0F / parameters_.temperature;
    const PackedArray<float> norms = background_.rows.inverse_norms();
    for (uint32_t r = 0; r < count; ++r) {
      const float weight = exponential((cosines_[r].score - 1.0F) * inverse_temperature) *
                           background_.counts[first + r];
      weights_[r] = norms[first + r] > 0.0F ? weight : 0.0F;
    }
    double sum = 0.0;
    for (uint32_t r = 0; r < count; ++r) sum += weights_[r];
    for (uint32_t r = 0; r < count; ++r) weights_[r] *= norms[first + r];
    return sum;
  }

  ItemRows items_;
  uint32_t num_items_;  // those that were trained
  std::span<const uint32_t> own_;
  const SoftmaxParameters& parameters_;
  Background background_;
  ScoredItem cosines_[kRowsPerBlock] = {};
  float weights_[kRowsPerBlock] = {};
};

}  // namespace

bool are_valid(const SoftmaxParameters& p) {
  return p.temperature >= kMinTemperature && p.temperature <= kMaxTemperature &&
         p.background_weight >= 0.0F && p.background_weight <= kMaxBackgroundWeight &&
         p.focus >= 0.0F && p.focus <= kMaxFocus && p.step_size >= kMinStepSize &&
         p.step_size <= kMaxStepSize && p.num_steps >= 1 && p.num_steps <= kMaxSteps &&
         p.num_sampled >= 1 && p.num_sampled <= kMaxBackground && p.num_near >= 1 &&
         p.num_near <= kMaxBackground;
}

// x, and by how much each row of the history is in it.
struct SoftmaxFoldIn::Climb {
  std::vector<float> rows;     // unit rows of history.liked
  std::vector<float> x;        // num_factors
  std::vector<float> factors;  // of each liked item

  std::span<const float> row(size_t i) const { return {rows.data() + i * x.size(), x.size()}; }
};

SoftmaxFoldIn::Climb SoftmaxFoldIn::climb(const ItemRows& items, const History& history,
                                          std::vector<uint32_t>* missing) const {
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
  if (product(climb.x, climb.x) == 0.0F) return climb;  // where nothing is known, nothing repels
  Expectation expectation(items, history.liked, parameters_);
  std::vector<float> expected(num_factors_);
  for (uint32_t step = 1; step <= parameters_.num_steps; ++step) {
    if (parameters_.focus > 0.0F) average(parameters_.focus);
    if (step == kLookAround) expectation.look_around(climb.x, missing);
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

std::vector<float> SoftmaxFoldIn::encode(const ItemRows& items, const History& history,
                                         std::vector<uint32_t>* missing) const {
  return climb(items, history, missing).x;
}

std::vector<float> SoftmaxFoldIn::explain(const ItemRows& items, const History& history,
                                          uint32_t item_index) const {
  const Climb climbed = climb(items, history, nullptr);
  std::vector<float> target(num_factors_);
  items.dequantise_row(item_index, target);
  const size_t num_liked = history.liked.size();
  std::vector<float> parts(num_liked);
  const float whole = product(climbed.x, target);
  float all_parts = 0.0F;
  float all_factors = 0.0F;
  for (size_t i = 0; i < num_liked; ++i) {
    parts[i] = climbed.factors[i] * product(climbed.row(i), target);
    all_parts += parts[i];
    all_factors += climbed.factors[i];
  }
  for (size_t i = 0; i < num_liked; ++i) {
    const float share = all_factors != 0.0F ? climbed.factors[i] / all_factors
                                            : 1.0F / static_cast<float>(num_liked);
    // Not share * (whole - all_parts): of large parts, what is left would be lost in rounding.
    parts[i] = share * whole + (parts[i] - share * all_parts);
  }
  return parts;
}

}  // namespace pocketrec
