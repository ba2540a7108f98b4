#include "trainer/split/split.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "trainer/support/random.h"

namespace pocketrec {
namespace {

// Streams of the seed: one for choosing users, one per user for choosing items.
constexpr uint64_t kUserChoice = ~uint64_t{0};

// Appends rows to a matrix in compressed form.
class RowBuilder {
 public:
  explicit RowBuilder(uint32_t num_columns) {
    matrix_.num_columns = num_columns;
    matrix_.offsets.push_back(0);
  }
  void add(uint32_t column, float weight, uint32_t time) {
    matrix_.columns.push_back(column);
    weights_.push_back(weight);
    all_ones_ = all_ones_ && weight == 1.0F;
    // As long as no time is known, none is kept.
    if (time == 0 && matrix_.times.empty()) return;
    matrix_.times.resize(matrix_.columns.size() - 1);
    matrix_.times.push_back(time);
  }
  void finish_row() {
    matrix_.offsets.push_back(matrix_.columns.size());
    ++matrix_.num_rows;
  }
  InteractionMatrix take() && {
    if (!all_ones_) matrix_.weights = std::move(weights_);
    return std::move(matrix_);
  }

 private:
  InteractionMatrix matrix_;
  std::vector<float> weights_;
  bool all_ones_ = true;
};

uint32_t time_at(std::span<const uint32_t> times, size_t position) {
  return times.empty() ? 0 : times[position];
}

uint32_t count_liked(const InteractionMatrix& interactions, uint32_t row) {
  const auto weights = interactions.row_weights(row);
  if (weights.empty()) return static_cast<uint32_t>(interactions.row(row).size());
  return static_cast<uint32_t>(std::count_if(weights.begin(), weights.end(), is_liked));
}

bool can_be_tested(const InteractionMatrix& interactions, uint32_t row) {
  return count_liked(interactions, row) >= 2;
}

enum class Held { kAtRandom, kLatest };

// For each entry of a testable row: is it held out?
std::vector<bool> choose_held(const InteractionMatrix& interactions, uint32_t row,
                              double held_share, uint64_t seed, Held which) {
  const auto weights = interactions.row_weights(row);
  const size_t count = interactions.row(row).size();
  std::vector<uint32_t> liked, not_liked;
  for (uint32_t i = 0; i < count; ++i) {
    (is_liked(weight_at(weights, i)) ? liked : not_liked).push_back(i);
  }
  Random random(seed, row);
  shuffle(std::span(liked), random);
  shuffle(std::span(not_liked), random);
  if (which == Held::kLatest && !interactions.times.empty()) {
    const auto times = interactions.row_times(row);
    const auto later = [&](uint32_t a, uint32_t b) { return times[a] > times[b]; };
    std::ranges::stable_sort(liked, later);  // of equal times, any
    std::ranges::stable_sort(not_liked, later);
  }
  const auto share_of = [&](size_t n) {
    return static_cast<size_t>(std::llround(held_share * static_cast<double>(n)));
  };
  const size_t held_liked = std::clamp<size_t>(share_of(liked.size()), 1, liked.size() - 1);
  std::vector<bool> held(count, false);
  for (size_t i = 0; i < held_liked; ++i) held[liked[i]] = true;
  for (size_t i = 0; i < share_of(not_liked.size()); ++i) held[not_liked[i]] = true;
  return held;
}

// Collects the test's rows while a split walks over the users.
struct TestBuilder {
  RowBuilder histories, targets;
  std::vector<uint32_t> users;
  explicit TestBuilder(uint32_t num_items) : histories(num_items), targets(num_items) {}

  void add_user(const InteractionMatrix& interactions, uint32_t row,
                const std::vector<bool>& held) {
    const auto items = interactions.row(row);
    const auto weights = interactions.row_weights(row);
    const auto times = interactions.row_times(row);
    for (size_t i = 0; i < items.size(); ++i) {
      const float weight = weight_at(weights, i);
      if (!held[i]) {
        histories.add(items[i], weight, time_at(times, i));
      } else if (is_liked(weight)) {
        targets.add(items[i], 1.0F, 0);
      }
    }
    finish_user(row);
  }

  void add_listed_user(const InteractionMatrix& train, const InteractionMatrix& test,
                       uint32_t row) {
    const auto seen = train.row(row);
    const auto weights = train.row_weights(row);
    for (size_t i = 0; i < seen.size(); ++i) histories.add(seen[i], weight_at(weights, i), 0);
    const auto asked = test.row(row);
    const auto asked_weights = test.row_weights(row);
    for (size_t i = 0; i < asked.size(); ++i) {
      if (is_liked(weight_at(asked_weights, i))) targets.add(asked[i], 1.0F, 0);
    }
    finish_user(row);
  }

 private:
  void finish_user(uint32_t row) {
    histories.finish_row();
    targets.finish_row();
    users.push_back(row);
  }
};

void add_chosen_row(RowBuilder& training, const InteractionMatrix& interactions, uint32_t row,
                    const std::vector<bool>& held) {
  const auto items = interactions.row(row);
  const auto weights = interactions.row_weights(row);
  const auto times = interactions.row_times(row);
  for (size_t i = 0; i < items.size(); ++i) {
    const bool is_held = !held.empty() && held[i];
    if (is_held || weight_at(weights, i) <= 0) continue;
    training.add(items[i], weight_at(weights, i), time_at(times, i));
  }
  training.finish_row();
}

Split assemble(RowBuilder&& training, TestBuilder&& test) {
  return {std::move(training).take(),
          {std::move(test.histories).take(), std::move(test.targets).take()},
          std::move(test.users)};
}

// The rows to test, ascending.
std::vector<uint32_t> choose_users(const InteractionMatrix& interactions,
                                   const UserSplitOptions& options) {
  std::vector<uint32_t> users;
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    const bool is_excluded =
        std::binary_search(options.excluded.begin(), options.excluded.end(), row);
    if (!is_excluded && can_be_tested(interactions, row)) users.push_back(row);
  }
  const auto wanted =
      static_cast<size_t>(std::llround(options.user_share * static_cast<double>(users.size())));
  const size_t count =
      std::min(std::clamp<size_t>(wanted, options.min_users, options.max_users), users.size() / 2);
  Random random(options.seed, kUserChoice);
  shuffle(std::span(users), random);
  users.resize(count);
  std::sort(users.begin(), users.end());
  return users;
}

}  // namespace

InteractionMatrix interactions_of(const Dataset& dataset) {
  RowBuilder interactions(static_cast<uint32_t>(dataset.items.size()));
  auto next = dataset.interactions.begin();
  for (uint32_t user = 0; user < dataset.users.size(); ++user) {
    for (; next != dataset.interactions.end() && next->user_index == user; ++next) {
      constexpr int64_t kLatest = std::numeric_limits<uint32_t>::max();  // in the year 2106
      const auto time = static_cast<uint32_t>(std::clamp<int64_t>(next->timestamp, 0, kLatest));
      interactions.add(next->item_index, weight_of(next->rating, dataset.scale), time);
    }
    interactions.finish_row();
  }
  return std::move(interactions).take();
}

InteractionMatrix chosen_only(const InteractionMatrix& interactions) {
  RowBuilder chosen(interactions.num_columns);
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    add_chosen_row(chosen, interactions, row, {});
  }
  return std::move(chosen).take();
}

InteractionMatrix liked_only(const InteractionMatrix& interactions) {
  RowBuilder liked(interactions.num_columns);
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    const auto items = interactions.row(row);
    const auto weights = interactions.row_weights(row);
    for (size_t i = 0; i < items.size(); ++i) {
      if (is_liked(weight_at(weights, i))) liked.add(items[i], 1.0F, 0);
    }
    liked.finish_row();
  }
  return std::move(liked).take();
}

InteractionMatrix reorder_items(const InteractionMatrix& interactions,
                                std::span<const uint32_t> order) {
  assert(order.size() == interactions.num_columns);
  const InteractionMatrix by_item = transpose(interactions);
  RowBuilder reordered(interactions.num_rows);
  for (const uint32_t item : order) {
    const auto users = by_item.row(item);
    const auto weights = by_item.row_weights(item);
    const auto times = by_item.row_times(item);
    for (size_t i = 0; i < users.size(); ++i) {
      reordered.add(users[i], weight_at(weights, i), time_at(times, i));
    }
    reordered.finish_row();
  }
  return transpose(std::move(reordered).take());
}

Split split_holdout(const InteractionMatrix& interactions, double held_share, uint64_t seed) {
  assert(held_share > 0 && held_share < 1);
  RowBuilder training(interactions.num_columns);
  TestBuilder test(interactions.num_columns);
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    std::vector<bool> held;
    if (can_be_tested(interactions, row)) {
      held = choose_held(interactions, row, held_share, seed, Held::kAtRandom);
      test.add_user(interactions, row, held);
    }
    add_chosen_row(training, interactions, row, held);
  }
  return assemble(std::move(training), std::move(test));
}

Split split_users(const InteractionMatrix& interactions, const UserSplitOptions& options) {
  assert(options.held_share > 0 && options.held_share < 1);
  assert(options.min_users <= options.max_users);
  const Held which = options.latest ? Held::kLatest : Held::kAtRandom;
  const std::vector<uint32_t> tested = choose_users(interactions, options);
  RowBuilder training(interactions.num_columns);
  TestBuilder test(interactions.num_columns);
  auto next = tested.begin();
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    if (next != tested.end() && *next == row) {
      test.add_user(interactions, row,
                    choose_held(interactions, row, options.held_share, options.seed, which));
      ++next;
    } else {
      add_chosen_row(training, interactions, row, {});
    }
  }
  return assemble(std::move(training), std::move(test));
}

Split split_listed_users(const InteractionMatrix& train, const InteractionMatrix& test,
                         uint64_t seed) {
  assert(train.num_rows == test.num_rows && train.num_columns == test.num_columns);
  std::vector<uint32_t> users;
  for (uint32_t row = 0; row < train.num_rows; ++row) {
    if (count_liked(train, row) > 0 && count_liked(test, row) > 0) users.push_back(row);
  }
  Random random(seed, kUserChoice);
  shuffle(std::span(users), random);
  users.resize((users.size() + 9) / 10);
  std::sort(users.begin(), users.end());
  RowBuilder training(train.num_columns);
  TestBuilder tested(train.num_columns);
  auto next = users.begin();
  for (uint32_t row = 0; row < train.num_rows; ++row) {
    if (next == users.end() || *next != row) {
      add_chosen_row(training, train, row, {});
      continue;
    }
    ++next;
    tested.add_listed_user(train, test, row);
  }
  return assemble(std::move(training), std::move(tested));
}

bool tells_times(const InteractionMatrix& interactions) {
  const auto known =
      std::ranges::count_if(interactions.times, [](uint32_t time) { return time > 0; });
  return static_cast<uint64_t>(known) * 2 > interactions.num_entries();
}

Split split_validation_users(const InteractionMatrix& interactions, uint64_t seed) {
  return split_users(interactions,
                     {.max_users = 2'000, .seed = seed, .latest = tells_times(interactions)});
}

}  // namespace pocketrec
