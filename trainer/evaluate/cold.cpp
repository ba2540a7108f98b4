#include "trainer/evaluate/cold.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "trainer/support/error.h"
#include "trainer/support/random.h"

namespace pocketrec {
namespace {

enum Stream : uint64_t { kItems = 1, kUsers, kWarm };

// Entries of the items for which keep(item) holds.
template <class Keep>
InteractionMatrix of_items(const InteractionMatrix& interactions, Keep keep) {
  InteractionMatrix kept{interactions.num_rows, interactions.num_columns, {0}, {}, {}};
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    const auto items = interactions.row(row);
    const auto weights = interactions.row_weights(row);
    for (size_t i = 0; i < items.size(); ++i) {
      if (!keep(items[i])) continue;
      kept.columns.push_back(items[i]);
      if (!weights.empty()) kept.weights.push_back(weights[i]);
    }
    kept.offsets.push_back(kept.columns.size());
  }
  return kept;
}

InteractionMatrix of_rows(const InteractionMatrix& matrix, std::span<const uint32_t> rows) {
  InteractionMatrix kept{static_cast<uint32_t>(rows.size()), matrix.num_columns, {0}, {}, {}};
  for (const uint32_t row : rows) {
    const auto items = matrix.row(row);
    const auto weights = matrix.row_weights(row);
    kept.columns.insert(kept.columns.end(), items.begin(), items.end());
    kept.weights.insert(kept.weights.end(), weights.begin(), weights.end());
    kept.offsets.push_back(kept.columns.size());
  }
  return kept;
}

// `matrix` without the entries that `taken` has; row r of it is row rows[r] of the matrix.
InteractionMatrix without(const InteractionMatrix& matrix, const InteractionMatrix& taken,
                          std::span<const uint32_t> rows) {
  InteractionMatrix kept{matrix.num_rows, matrix.num_columns, {0}, {}, {}};
  size_t next = 0;
  for (uint32_t row = 0; row < matrix.num_rows; ++row) {
    const bool is_listed = next < rows.size() && rows[next] == row;
    const auto left_out =
        is_listed ? taken.row(static_cast<uint32_t>(next)) : std::span<const uint32_t>{};
    const auto items = matrix.row(row);
    const auto weights = matrix.row_weights(row);
    for (size_t i = 0; i < items.size(); ++i) {
      if (std::ranges::binary_search(left_out, items[i])) continue;
      kept.columns.push_back(items[i]);
      if (!weights.empty()) kept.weights.push_back(weights[i]);
    }
    kept.offsets.push_back(kept.columns.size());
    next += is_listed ? 1 : 0;
  }
  return kept;
}

// A fifth of each row, at least one entry of a row that has two.
InteractionMatrix fifth_of_each(const InteractionMatrix& matrix, uint64_t seed) {
  constexpr size_t kParts = 5;
  InteractionMatrix taken{matrix.num_rows, matrix.num_columns, {0}, {}, {}};
  for (uint32_t row = 0; row < matrix.num_rows; ++row) {
    std::vector<uint32_t> items(matrix.row(row).begin(), matrix.row(row).end());
    Random random(seed ^ kWarm, row);
    shuffle(std::span(items), random);
    items.resize(items.size() < 2 ? 0 : std::max<size_t>(1, items.size() / kParts));
    std::sort(items.begin(), items.end());
    taken.columns.insert(taken.columns.end(), items.begin(), items.end());
    taken.offsets.push_back(taken.columns.size());
  }
  return taken;
}

// Ascending, `max` of them at most.
std::vector<uint32_t> some_of(std::vector<uint32_t> all, size_t max, Random random) {
  if (all.size() <= max) return all;
  shuffle(std::span(all), random);
  all.resize(max);
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

ColdSplit split_cold(const InteractionMatrix& interactions, std::vector<uint32_t> cold_items,
                     const ColdOptions& options) {
  std::vector<bool> is_cold(interactions.num_columns, false);
  for (const uint32_t item : cold_items) is_cold[item] = true;
  ColdSplit split;
  const InteractionMatrix warm =
      of_items(interactions, [&](uint32_t item) { return !is_cold[item]; });
  const InteractionMatrix liked_warm = liked_only(warm);
  const InteractionMatrix liked_cold =
      liked_only(of_items(interactions, [&](uint32_t item) { return bool{is_cold[item]}; }));
  std::vector<uint32_t> users;
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    const bool has_history = liked_warm.row(row).size() >= options.fewest_liked;
    if (has_history && !liked_cold.row(row).empty()) users.push_back(row);
  }
  users = some_of(std::move(users), options.max_users, Random(options.seed, kUsers));
  split.test = {of_rows(warm, users), of_rows(liked_cold, users)};
  split.training = chosen_only(warm);
  split.warm_targets = {static_cast<uint32_t>(users.size()),
                        interactions.num_columns,
                        std::vector<uint64_t>(users.size() + 1, 0),
                        {},
                        {}};
  if (options.hold_warm) {
    split.warm_targets = fifth_of_each(of_rows(liked_warm, users), options.seed);
    std::vector<uint32_t> all(users.size());
    std::iota(all.begin(), all.end(), 0U);
    split.test.histories = without(split.test.histories, split.warm_targets, all);
    split.training = without(split.training, split.warm_targets, users);
  }
  split.cold_items = std::move(cold_items);
  return split;
}

ColdSplit split_cold(const InteractionMatrix& interactions, const ColdOptions& options) {
  std::vector<bool> is_chosen(interactions.num_columns, false);
  for (const uint32_t item : interactions.columns) is_chosen[item] = true;
  std::vector<uint32_t> chosen;
  for (uint32_t item = 0; item < interactions.num_columns; ++item) {
    if (is_chosen[item]) chosen.push_back(item);
  }
  const auto count =
      static_cast<size_t>(std::llround(options.item_share * static_cast<double>(chosen.size())));
  return split_cold(interactions, some_of(std::move(chosen), count, Random(options.seed, kItems)),
                    options);
}

uint32_t add_later_items(Dataset& dataset, const Dataset& later) {
  std::unordered_map<std::string_view, uint32_t> users;
  for (uint32_t u = 0; u < dataset.users.size(); ++u) users.emplace(dataset.users[u].id, u);
  std::vector<bool> is_known(later.items.size(), false);
  {
    std::unordered_map<std::string_view, bool> known;
    for (const Item& item : dataset.items) {
      known.emplace(item.id, true);
      for (const std::string& id : item.other_ids) known.emplace(id, true);
    }
    for (size_t i = 0; i < later.items.size(); ++i) is_known[i] = known.contains(later.items[i].id);
  }
  const auto first = static_cast<uint32_t>(dataset.items.size());
  std::vector<uint32_t> added(later.items.size(), 0);
  for (size_t i = 0; i < later.items.size(); ++i) {
    if (is_known[i]) continue;
    added[i] = static_cast<uint32_t>(dataset.items.size());
    dataset.items.push_back(later.items[i]);
  }
  if (dataset.items.size() == first) {
    throw DataError("expected new items, found none that the data set does not have already");
  }
  for (Interaction interaction : later.interactions) {
    const auto user = users.find(later.users[interaction.user_index].id);
    if (user == users.end() || is_known[interaction.item_index]) continue;
    // Each rating in the scale of its own data.
    if (interaction.rating != kImplicit && later.scale.maximum > 0 && dataset.scale.maximum > 0) {
      interaction.rating *= dataset.scale.maximum / later.scale.maximum;
    }
    interaction.user_index = user->second;
    interaction.item_index = added[interaction.item_index];
    dataset.interactions.push_back(interaction);
  }
  std::sort(dataset.interactions.begin(), dataset.interactions.end(),
            [](const Interaction& a, const Interaction& b) {
              return std::pair(a.user_index, a.item_index) < std::pair(b.user_index, b.item_index);
            });
  return first;
}

}  // namespace pocketrec
