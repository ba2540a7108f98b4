#include "trainer/train/softmax_batch.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/quantise.h"
#include "trainer/support/parallel.h"
#include "trainer/support/prefetch.h"
#include "trainer/train/matrix_kernel.h"
#include "trainer/train/row_sums.h"

namespace pocketrec {
namespace {

using matrix_kernel::kColumns;
using matrix_kernel::kernels;

// Users whose gradients one thread sums up, and those of them whose scores are held at a time (they
// stay in the second cache). Fixed, so that sums do not depend on the threads.
constexpr size_t kUsersPerGroup = 128;
constexpr size_t kUsersPerChunk = 64;
constexpr size_t kUsersPerBlock = 16;
constexpr size_t kItemsPerBlock = 128;

// Rows of scores are this much longer than a power of two might be: their beginnings would fall
// into the same few places of the cache.
constexpr size_t kScorePadding = 16;

// Far below any cosine: its exponential is nothing.
constexpr float kNowhere = -1e6F;

// Who chose nearly the whole sample has little or nothing left to be pushed away from: by less than
// this the push is not divided, which keeps it a number.
constexpr float kLeastSum = 1e-28F;

// The part of the gradient against a vector's direction that turns the vector, and what of it
// remains for a vector of any length.
void turn(std::span<float> gradient, const float* unit, float inverse) {
  const float along = product(gradient.data(), unit, gradient.size());
  for (size_t k = 0; k < gradient.size(); ++k) {
    gradient[k] = (gradient[k] - along * unit[k]) * inverse;
  }
}

// Rows of a big table are in no cache, and in no order: those needed so many rows later are asked
// for now.
constexpr size_t kAhead = 4;

// A row on the stack holds the widest, padding and all.
static_assert(kMaxFactors % kColumns == 0);

}  // namespace

SoftmaxBatch::SoftmaxBatch(const InteractionMatrix& interactions, const SoftmaxOptions& options,
                           TrainedTable& users, TrainedTable& items, TrainedTable& features)
    : interactions_(interactions),
      options_(options),
      users_(users),
      items_(items),
      num_factors_(items.table.num_factors),
      slot_of_item_(items.table.num_rows, -1),
      place_of_item_(items.table.num_rows, -1),
      item_inverse_(items.table.num_rows) {
  if (options.content != nullptr) {
    content_.emplace(*options.content, items.table, features, options.content_drop, options.seed);
  }
  for (uint32_t i = 0; i < items.table.num_rows; ++i) {
    item_inverse_[i] = inverse_length(items.table.row(i), num_factors_);
  }
}

double SoftmaxBatch::step(std::span<const uint32_t> batch, std::span<const uint32_t> negatives,
                          float rate, uint64_t number) {
  batch_ = batch;
  negatives_ = negatives;
  if (content_) {
    gather_entries();
    content_->compose(touched_, number, options_.threads);
  }
  gather_negatives();
  gather_users();
  groups_.resize((batch.size() + kUsersPerGroup - 1) / kUsersPerGroup);
  // What the later loops need is gathered by one thread while others are at the products.
  parallel_blocks(groups_.size() + 1, 1, options_.threads, [&](size_t task, size_t, uint32_t) {
    if (task > 0) return contrast_group(task - 1);
    if (!content_) gather_entries();
  });
  parallel_blocks(batch.size(), kUsersPerBlock, options_.threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    for (size_t slot = begin; slot < end; ++slot) finish_user(slot, rate);
                  });
  parallel_blocks(touched_.size(), kItemsPerBlock, options_.threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    for (size_t t = begin; t < end; ++t) finish_item(t, rate);
                  });
  if (content_) content_->step(touched_, rate, options_.threads);
  for (const uint32_t item : negatives_) slot_of_item_[item] = -1;
  for (const uint32_t item : touched_) place_of_item_[item] = -1;
  double loss = 0;
  for (const Group& group : groups_) loss += group.loss;
  for (const double reward : rewards_) loss -= reward;
  return loss;
}

SoftmaxBatch::ItemView SoftmaxBatch::view_of(uint32_t item) {
  if (!content_) return {items_.table.row(item), item_inverse_[item]};
  const auto place = static_cast<size_t>(place_of_item_[item]);
  return {content_->row(place).data(), content_->inverse(place)};
}

void SoftmaxBatch::gather_negatives() {
  padded_negatives_ = matrix_kernel::round_up(negatives_.size(), kColumns);
  negative_rows_.resize(padded_negatives_ * num_factors_);
  negative_panels_.resize(padded_negatives_ * num_factors_);
  parallel_blocks(padded_negatives_, kColumns, options_.threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    float* panel = negative_panels_.data() + begin * num_factors_;
                    for (size_t n = begin; n < end; ++n) {
                      float* unit = negative_rows_.data() + n * num_factors_;
                      // What pads has length 0.
                      auto [row, inverse] = view_of(negatives_[std::min(n, negatives_.size() - 1)]);
                      if (n >= negatives_.size()) inverse = 0.0F;
                      for (size_t k = 0; k < num_factors_; ++k) {
                        unit[k] = row[k] * inverse;
                        panel[k * kColumns + (n - begin)] = unit[k];
                      }
                    }
                  });
  for (size_t n = 0; n < negatives_.size(); ++n) {
    slot_of_item_[negatives_[n]] = static_cast<int32_t>(n);
  }
}

void SoftmaxBatch::gather_users() {
  user_rows_.resize(batch_.size() * num_factors_);
  user_inverse_.resize(batch_.size());
  rewards_.resize(batch_.size());
  user_gradients_.assign(batch_.size() * num_factors_, 0.0F);
  parallel_blocks(batch_.size(), kUsersPerGroup, options_.threads,
                  [&](size_t begin, size_t end, uint32_t) {
                    for (size_t slot = begin; slot < end; ++slot) {
                      if (slot + kAhead < end) {
                        prefetch(users_.table.row(batch_[slot + kAhead]), num_factors_);
                      }
                      const float* row = users_.table.row(batch_[slot]);
                      const float inverse = inverse_length(row, num_factors_);
                      user_inverse_[slot] = inverse;
                      float* unit = user_rows_.data() + slot * num_factors_;
                      for (size_t k = 0; k < num_factors_; ++k) unit[k] = row[k] * inverse;
                    }
                  });
}

// By counting, not by sorting, which took longer than the products in a large catalogue.
void SoftmaxBatch::gather_entries() {
  touched_.clear();
  first_entry_.assign(1, 0);  // for now, how many entries a touched item has, one place later
  const auto touch = [&](uint32_t item) -> size_t& {
    int32_t& place = place_of_item_[item];
    if (place < 0) {
      place = static_cast<int32_t>(touched_.size());
      touched_.push_back(item);
      first_entry_.push_back(0);
    }
    return first_entry_[static_cast<size_t>(place) + 1];
  };
  for (const uint32_t user : batch_) {
    for (const uint32_t item : interactions_.row(user)) ++touch(item);
  }
  for (const uint32_t item : negatives_) touch(item);
  std::partial_sum(first_entry_.begin(), first_entry_.end(), first_entry_.begin());
  entries_.resize(first_entry_.back());
  std::vector<size_t> next(first_entry_.begin(), first_entry_.end() - 1);
  for (uint32_t slot = 0; slot < batch_.size(); ++slot) {
    const auto columns = interactions_.row(batch_[slot]);
    const auto weights = interactions_.row_weights(batch_[slot]);
    for (size_t i = 0; i < columns.size(); ++i) {
      const auto place = static_cast<size_t>(place_of_item_[columns[i]]);
      entries_[next[place]++] = {slot, weight_at(weights, i)};
    }
  }
}

void SoftmaxBatch::contrast_group(size_t number) {
  Group& group = groups_[number];
  group.item_gradient.assign(padded_negatives_ * num_factors_, 0.0F);
  group.loss = 0;
  const size_t end = std::min(batch_.size(), (number + 1) * kUsersPerGroup);
  for (size_t b = number * kUsersPerGroup; b < end; b += kUsersPerChunk) {
    contrast(group, b, std::min(end, b + kUsersPerChunk));
  }
}

// The gradient of w n_u log sum exp(x_u.v_j / t), on users begin..end-1 and on the sample.
void SoftmaxBatch::contrast(Group& group, size_t begin, size_t end) {
  const size_t count = end - begin;
  const size_t stride = padded_negatives_ + kScorePadding;
  const float inverse_temperature = 1.0F / options_.temperature;
  group.scores.assign(count * stride, 0.0F);
  for (size_t panel = 0; panel < padded_negatives_; panel += kColumns) {
    kernels().multiply_add(group.scores.data() + panel, stride,
                           {user_rows_.data() + begin * num_factors_, num_factors_, 1},
                           negative_panels_.data() + panel * num_factors_, kColumns, count,
                           num_factors_, kColumns);
  }
  std::vector<float> pull(count * num_factors_);  // unit user vectors times w n_u / (t z)
  std::vector<float> factors(count);
  for (size_t r = 0; r < count; ++r) {
    float* scores = group.scores.data() + r * stride;
    const auto own = interactions_.row(batch_[begin + r]);
    const auto weights = interactions_.row_weights(batch_[begin + r]);
    float total_weight = 0.0F;
    for (size_t i = 0; i < own.size(); ++i) {
      total_weight += weight_at(weights, i);
      const int32_t slot = slot_of_item_[own[i]];
      if (slot >= 0) scores[slot] = kNowhere;
    }
    std::fill(scores + negatives_.size(), scores + padded_negatives_, kNowhere);
    const float sum =
        std::max(kernels().exponentials(scores, padded_negatives_, inverse_temperature), kLeastSum);
    const float push = options_.background_weight * total_weight;
    group.loss += push * (std::log(sum) + inverse_temperature);
    factors[r] = push * inverse_temperature / sum;
    const float* unit = user_rows_.data() + (begin + r) * num_factors_;
    for (size_t k = 0; k < num_factors_; ++k) pull[r * num_factors_ + k] = unit[k] * factors[r];
  }
  kernels().multiply_add(user_gradient(begin).data(), num_factors_,
                         {group.scores.data(), stride, 1}, negative_rows_.data(), num_factors_,
                         count, padded_negatives_, num_factors_);
  for (size_t r = 0; r < count; ++r) {
    for (float& g : user_gradient(begin + r)) g *= factors[r];
  }
  kernels().multiply_add(group.item_gradient.data(), num_factors_, {group.scores.data(), 1, stride},
                         pull.data(), num_factors_, padded_negatives_, count, num_factors_);
}

void SoftmaxBatch::prefetch_item(uint32_t item) const {
  prefetch(items_.table.row(item), num_factors_);
  prefetch(&item_inverse_[item]);
}

void SoftmaxBatch::finish_user(size_t slot, float rate) {
  if (slot + 1 < batch_.size()) {
    users_.adam.prefetch(batch_[slot + 1], num_factors_);
    const auto next = interactions_.row(batch_[slot + 1]);
    for (const uint32_t item : next.first(std::min(kAhead, next.size()))) prefetch_item(item);
  }
  const std::span<float> gradient = user_gradient(slot);
  const auto own = interactions_.row(batch_[slot]);
  const auto weights = interactions_.row_weights(batch_[slot]);
  float pull[kMaxFactors];
  std::fill_n(pull, num_factors_, 0.0F);
  for (size_t i = 0; i < own.size(); ++i) {
    if (i + kAhead < own.size()) prefetch_item(own[i + kAhead]);
    const auto [row, inverse] = view_of(own[i]);
    const float factor = weight_at(weights, i) * inverse / options_.temperature;
    for (size_t k = 0; k < num_factors_; ++k) pull[k] += factor * row[k];
  }
  const float* unit = user_rows_.data() + slot * num_factors_;
  rewards_[slot] = product(pull, unit, num_factors_);
  for (size_t k = 0; k < num_factors_; ++k) gradient[k] -= pull[k];
  turn(gradient, unit, user_inverse_[slot]);
  users_.adam.step(users_.table, batch_[slot], gradient, rate);
}

void SoftmaxBatch::finish_item(size_t touched, float rate) {
  const uint32_t item = touched_[touched];
  if (touched + kAhead < touched_.size()) {
    const uint32_t later = touched_[touched + kAhead];
    prefetch_item(later);
    items_.adam.prefetch(later, num_factors_);
    prefetch(&slot_of_item_[later]);
  }
  float gradient[kMaxFactors];
  std::fill_n(gradient, num_factors_, 0.0F);
  if (const int32_t slot = slot_of_item_[item]; slot >= 0) {
    for (const Group& group : groups_) {
      const float* part = group.item_gradient.data() + static_cast<size_t>(slot) * num_factors_;
      for (size_t k = 0; k < num_factors_; ++k) gradient[k] += part[k];
    }
  }
  const size_t end = first_entry_[touched + 1];
  for (size_t e = first_entry_[touched]; e < end; ++e) {
    const float factor = entries_[e].weight / options_.temperature;
    const float* user = user_rows_.data() + entries_[e].user_slot * num_factors_;
    for (size_t k = 0; k < num_factors_; ++k) gradient[k] -= factor * user[k];
  }
  float unit[kMaxFactors];
  const auto [row, inverse] = view_of(item);
  for (size_t k = 0; k < num_factors_; ++k) unit[k] = row[k] * inverse;
  turn({gradient, num_factors_}, unit, inverse);
  if (!content_ || content_->has_own(touched)) {
    items_.adam.step(items_.table, item, {gradient, num_factors_}, rate);
  }
  if (content_) {
    std::copy_n(gradient, num_factors_, content_->row(touched).data());
  } else {
    item_inverse_[item] = inverse_length(items_.table.row(item), num_factors_);
  }
}

}  // namespace pocketrec
