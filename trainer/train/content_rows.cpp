#include "trainer/train/content_rows.h"

#include <algorithm>
#include <numeric>

#include "core/quantise.h"
#include "trainer/support/parallel.h"
#include "trainer/support/random.h"
#include "trainer/train/row_sums.h"

namespace pocketrec {
namespace {

constexpr size_t kItemsPerBlock = 128;
constexpr size_t kFeaturesPerBlock = 32;

void add_features(const InteractionMatrix& content, uint32_t item, const FactorTable& features,
                  float* row) {
  const auto columns = content.row(item);
  const auto weights = content.row_weights(item);
  for (size_t i = 0; i < columns.size(); ++i) {
    const float weight = weight_at(weights, i);
    const float* feature = features.row(columns[i]);
    for (uint32_t k = 0; k < features.num_factors; ++k) row[k] += weight * feature[k];
  }
}

}  // namespace

FactorTable with_content(const InteractionMatrix& content, const FactorTable& own,
                         const FactorTable& features, uint32_t threads) {
  FactorTable rows = own;
  parallel_blocks(rows.num_rows, kItemsPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    for (auto item = static_cast<uint32_t>(begin); item < end; ++item) {
      add_features(content, item, features, rows.row(item));
    }
  });
  return rows;
}

void place_by_content(const InteractionMatrix& content, const FactorTable& features,
                      std::span<const uint32_t> placed, FactorTable& items) {
  for (const uint32_t item : placed) {
    float* row = items.row(item);
    std::fill_n(row, items.num_factors, 0.0F);
    add_features(content, item, features, row);
    const float inverse = inverse_length(row, items.num_factors);
    for (uint32_t k = 0; k < items.num_factors; ++k) row[k] *= inverse;
  }
}

ContentRows::ContentRows(const InteractionMatrix& content, const FactorTable& own,
                         TrainedTable& features, float drop, uint64_t seed)
    : content_(content),
      own_(own),
      features_(features),
      drop_(drop),
      seed_(seed),
      num_factors_(own.num_factors),
      slot_of_feature_(features.table.num_rows, -1) {}

void ContentRows::compose(std::span<const uint32_t> items, uint64_t step, uint32_t threads) {
  rows_.resize(items.size() * num_factors_);
  inverse_.resize(items.size());
  has_own_.resize(items.size());
  // One number a step, and one a step and item: an item is left out or not whatever else is there.
  const uint64_t of_step = Random(seed_, step).next();
  parallel_blocks(items.size(), kItemsPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    for (size_t place = begin; place < end; ++place) {
      const uint32_t item = items[place];
      Random random(of_step, item);
      // What has no content has nothing but its own part.
      has_own_[place] = content_.row(item).empty() || random.uniform() >= drop_ ? 1 : 0;
      float* to = rows_.data() + place * num_factors_;
      if (has_own(place)) {
        std::copy_n(own_.row(item), num_factors_, to);
      } else {
        std::fill_n(to, num_factors_, 0.0F);
      }
      add_features(content_, item, features_.table, to);
      inverse_[place] = inverse_length(to, num_factors_);
    }
  });
}

// By counting, as SoftmaxBatch does.
void ContentRows::gather_entries(std::span<const uint32_t> items) {
  touched_.clear();
  first_entry_.assign(1, 0);  // for now, how many entries a feature has, one place later
  for (const uint32_t item : items) {
    for (const uint32_t feature : content_.row(item)) {
      int32_t& slot = slot_of_feature_[feature];
      if (slot < 0) {
        slot = static_cast<int32_t>(touched_.size());
        touched_.push_back(feature);
        first_entry_.push_back(0);
      }
      ++first_entry_[static_cast<size_t>(slot) + 1];
    }
  }
  std::partial_sum(first_entry_.begin(), first_entry_.end(), first_entry_.begin());
  entries_.resize(first_entry_.back());
  std::vector<size_t> next(first_entry_.begin(), first_entry_.end() - 1);
  for (uint32_t place = 0; place < items.size(); ++place) {
    const auto columns = content_.row(items[place]);
    const auto weights = content_.row_weights(items[place]);
    for (size_t i = 0; i < columns.size(); ++i) {
      const auto slot = static_cast<size_t>(slot_of_feature_[columns[i]]);
      entries_[next[slot]++] = {place, weight_at(weights, i)};
    }
  }
  for (const uint32_t feature : touched_) slot_of_feature_[feature] = -1;
}

void ContentRows::step(std::span<const uint32_t> items, float rate, uint32_t threads) {
  gather_entries(items);
  const auto step_feature = [&](size_t slot) {
    float gradient[kMaxFactors];
    std::fill_n(gradient, num_factors_, 0.0F);
    for (size_t e = first_entry_[slot]; e < first_entry_[slot + 1]; ++e) {
      const float* part = rows_.data() + entries_[e].place * num_factors_;
      for (size_t k = 0; k < num_factors_; ++k) gradient[k] += entries_[e].weight * part[k];
    }
    features_.adam.step(features_.table, touched_[slot], {gradient, num_factors_}, rate);
  };
  parallel_blocks(touched_.size(), kFeaturesPerBlock, threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    for (size_t slot = begin; slot < end; ++slot) step_feature(slot);
                  });
}

}  // namespace pocketrec
