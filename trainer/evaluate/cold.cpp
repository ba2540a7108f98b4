#include "trainer/evaluate/cold.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "trainer/evaluate/short_histories.h"
#include "trainer/support/error.h"
#include "trainer/support/random.h"

namespace pocketrec {
namespace {

enum Stream : uint64_t { kItems = 1, kUsers, kWarm, kKnown };

constexpr float kLeftOut = -1;

// Entries by their place, each with weigh(entry); without those of weight kLeftOut.
template <class Weigh>
InteractionMatrix reweighed(const InteractionMatrix& interactions, Weigh weigh) {
  InteractionMatrix kept{interactions.num_rows, interactions.num_columns, {0}, {}, {}};
  bool all_ones = interactions.weights.empty();
  for (uint32_t row = 0; row < interactions.num_rows; ++row) {
    for (uint64_t e = interactions.offsets[row]; e < interactions.offsets[row + 1]; ++e) {
      const float weight = weigh(e);
      if (weight == kLeftOut) continue;
      kept.columns.push_back(interactions.columns[e]);
      kept.weights.push_back(weight);
      all_ones = all_ones && weight == 1.0F;
    }
    kept.offsets.push_back(kept.columns.size());
  }
  if (all_ones) kept.weights.clear();
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

// What becomes of each interaction.
class Roles {
 public:
  Roles(const InteractionMatrix& interactions, const std::vector<bool>& is_cold,
        const ColdOptions& options)
      : interactions_(interactions),
        is_cold_(is_cold),
        num_known_(options.known_interactions.value_or(0)),
        num_set_aside_(options.known_interactions ? kSetAsideInteractions : 0),
        shows_known_(!options.history_items) {
    if (options.known_interactions) draw_turns(options.seed);
  }

  InteractionMatrix warm() const {
    return reweighed(interactions_, [&](uint64_t e) { return is_warm(e) ? weight(e) : kLeftOut; });
  }
  InteractionMatrix trained_on() const {
    return reweighed(interactions_, [&](uint64_t e) {
      return is_warm(e) || turn(e) < num_known_ ? weight(e) : kLeftOut;
    });
  }
  InteractionMatrix shown() const {
    return reweighed(interactions_, [&](uint64_t e) {
      if (is_warm(e) || (shows_known_ && turn(e) < num_known_)) return weight(e);
      return turn(e) < num_set_aside_ ? 0.0F : kLeftOut;
    });
  }
  InteractionMatrix asked_for() const {
    return reweighed(interactions_, [&](uint64_t e) {
      return !is_warm(e) && turn(e) >= num_set_aside_ ? weight(e) : kLeftOut;
    });
  }

  // Ascending.
  std::vector<uint32_t> candidates(const std::vector<uint32_t>& cold_items) const {
    std::vector<uint64_t> people(interactions_.num_columns, 0);
    for (uint64_t e = 0; e < interactions_.num_entries(); ++e) {
      if (weight(e) > 0) ++people[interactions_.columns[e]];
    }
    std::vector<uint32_t> found;
    for (const uint32_t item : cold_items) {
      if (num_set_aside_ == 0 || people[item] > num_set_aside_) found.push_back(item);
    }
    return found;
  }

 private:
  bool is_warm(uint64_t e) const { return !is_cold_[interactions_.columns[e]]; }
  float weight(uint64_t e) const { return weight_at(interactions_.weights, e); }
  uint64_t turn(uint64_t e) const { return turns_.empty() ? 0 : turns_[e]; }

  void draw_turns(uint64_t seed) {
    // Of what was not chosen nothing is known.
    turns_.assign(interactions_.num_entries(), std::numeric_limits<uint64_t>::max());
    std::vector<std::vector<uint64_t>> by_item(interactions_.num_columns);
    for (uint64_t e = 0; e < interactions_.num_entries(); ++e) {
      if (!is_warm(e) && weight(e) > 0) by_item[interactions_.columns[e]].push_back(e);
    }
    for (uint32_t item = 0; item < by_item.size(); ++item) {
      Random random(seed ^ kKnown, item);
      shuffle(std::span(by_item[item]), random);
      for (size_t k = 0; k < by_item[item].size(); ++k) turns_[by_item[item][k]] = k;
    }
  }

  const InteractionMatrix& interactions_;
  const std::vector<bool>& is_cold_;
  uint64_t num_known_, num_set_aside_;
  bool shows_known_;
  std::vector<uint64_t> turns_;  // of each interaction with a cold item; empty: none is known
};

// Those who liked enough of the warm items, and one that is asked for. Ascending.
std::vector<uint32_t> tested_users(const InteractionMatrix& liked_warm,
                                   const InteractionMatrix& asked_for, const ColdOptions& options) {
  std::vector<uint32_t> users;
  for (uint32_t row = 0; row < liked_warm.num_rows; ++row) {
    const bool has_history = liked_warm.row(row).size() >= options.fewest_liked;
    if (has_history && !asked_for.row(row).empty()) users.push_back(row);
  }
  return some_of(std::move(users), options.max_users, Random(options.seed, kUsers));
}

// The warm targets of these people, taken out of everything else.
void hold_warm_targets(const InteractionMatrix& liked_warm, const std::vector<uint32_t>& users,
                       uint64_t seed, ColdSplit& split) {
  split.warm_targets = fifth_of_each(of_rows(liked_warm, users), seed);
  std::vector<uint32_t> all(users.size());
  std::iota(all.begin(), all.end(), 0U);
  split.test.histories = without(split.test.histories, split.warm_targets, all);
  split.training = without(split.training, split.warm_targets, users);
}

}  // namespace

ColdSplit split_cold(const InteractionMatrix& interactions, std::vector<uint32_t> cold_items,
                     const ColdOptions& options) {
  std::vector<bool> is_cold(interactions.num_columns, false);
  for (const uint32_t item : cold_items) is_cold[item] = true;
  const Roles roles(interactions, is_cold, options);
  ColdSplit split;
  split.candidates = roles.candidates(cold_items);
  if (options.known_interactions && split.candidates.empty()) {
    throw DataError(fmt::format("expected a new item that more than {} people chose, found none",
                                kSetAsideInteractions));
  }
  split.cold_items = std::move(cold_items);
  const InteractionMatrix liked_warm = liked_only(roles.warm());
  const InteractionMatrix asked_for = liked_only(roles.asked_for());
  const std::vector<uint32_t> users = tested_users(liked_warm, asked_for, options);
  split.test = {of_rows(roles.shown(), users), of_rows(asked_for, users)};
  split.training = chosen_only(roles.trained_on());
  split.warm_targets = {static_cast<uint32_t>(users.size()),
                        interactions.num_columns,
                        std::vector<uint64_t>(users.size() + 1, 0),
                        {},
                        {}};
  if (options.hold_warm) hold_warm_targets(liked_warm, users, options.seed, split);
  if (options.history_items) {
    shorten_histories(split.test, *options.history_items, options.seed, &split.warm_targets);
  }
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
