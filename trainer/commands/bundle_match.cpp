#include "trainer/commands/bundle_match.h"

#include <algorithm>
#include <set>

#include "trainer/commands/print_list.h"
#include "trainer/support/random.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

// For each item of `from`, its index in `to`; -1: not there.
std::vector<int64_t> items_in(const Recommender& from, const Recommender& to) {
  std::vector<int64_t> found(from.info().num_items);
  for (uint32_t i = 0; i < found.size(); ++i) {
    found[i] = index_in(to, item_of(value_or_throw(from.item(i))));
  }
  return found;
}

uint32_t num_missing(const std::vector<int64_t>& indices) {
  return static_cast<uint32_t>(std::count(indices.begin(), indices.end(), -1));
}

// What b knows of a history in a.
std::vector<HistoryEntry> known_in_b(const std::vector<HistoryEntry>& history, const Match& items) {
  std::vector<HistoryEntry> known;
  for (const auto& [item, weight] : history) {
    if (items.in_b[item] >= 0) known.push_back({item, weight});
  }
  return known;
}

std::vector<HistoryEntry> in_b(std::vector<HistoryEntry> history, const Match& items) {
  for (HistoryEntry& entry : history) {
    entry.item_index = static_cast<uint32_t>(items.in_b[entry.item_index]);
  }
  return history;
}

// Those who are in both, in an order drawn by the seed.
std::vector<uint32_t> drawn(const Match& match, uint64_t seed) {
  std::vector<uint32_t> indices;
  for (uint32_t i = 0; i < match.in_b.size(); ++i) {
    if (match.in_b[i] >= 0) indices.push_back(i);
  }
  Random random(seed);
  shuffle(std::span(indices), random);
  return indices;
}

// Adds one history's lists to `moves`, whose means are sums until all are there.
void compare(const std::vector<ScoredItem>& before, const std::vector<ScoredItem>& after,
             const Match& items, ListMoves& moves) {
  std::set<int64_t> listed;
  for (const ScoredItem& entry : after) listed.insert(entry.item_index);
  const size_t length = std::max(before.size(), after.size());
  size_t stay = 0;
  for (const ScoredItem& entry : before) stay += listed.count(items.in_b[entry.item_index]);
  moves.histories += 1;
  moves.stays += static_cast<double>(stay) / static_cast<double>(length);
  const bool is_first_same = !before.empty() && !after.empty() &&
                             items.in_b[before.front().item_index] == after.front().item_index;
  moves.first_stays += is_first_same ? 1 : 0;
  uint32_t& band = stay == length           ? moves.all
                   : 4 * stay >= 3 * length ? moves.three_quarters
                   : 2 * stay >= length     ? moves.half
                   : 4 * stay >= length     ? moves.quarter
                                            : moves.less;
  band += 1;
}

}  // namespace

Match match_items(const LoadedBundle& a, const LoadedBundle& b) {
  check_titles(a);
  check_titles(b);
  Match match;
  match.in_b = items_in(a.recommender, b.recommender);
  match.removed = num_missing(match.in_b);
  match.both = static_cast<uint32_t>(match.in_b.size()) - match.removed;
  match.added = num_missing(items_in(b.recommender, a.recommender));
  return match;
}

Match match_users(const LoadedBundle& a, const LoadedBundle& b) {
  Match match;
  if (!a.recommender.info().has_users || !b.recommender.info().has_users) return match;
  match.in_b.assign(a.recommender.info().num_users, -1);
  for (uint32_t u = 0; u < match.in_b.size(); ++u) {
    const auto found = b.recommender.find_user(value_or_throw(a.recommender.user_id(u)));
    if (found.ok()) match.in_b[u] = found.value();
  }
  match.removed = num_missing(match.in_b);
  match.both = static_cast<uint32_t>(match.in_b.size()) - match.removed;
  match.added = b.recommender.info().num_users - match.both;
  return match;
}

ListMoves list_moves(const LoadedBundle& a, const LoadedBundle& b, const Match& items,
                     const Match& users, const SampleOptions& options) {
  ListMoves moves;
  moves.are_users = users.both > 0;
  ListOptions list;
  list.n = options.n;
  for (const uint32_t index : drawn(moves.are_users ? users : items, options.seed)) {
    if (moves.histories == options.sample) break;
    const std::vector<HistoryEntry> history =
        moves.are_users ? known_in_b(value_or_throw(a.recommender.user_history(index)), items)
                        : std::vector<HistoryEntry>{{index}};
    const bool tells = std::any_of(history.begin(), history.end(),
                                   [](const HistoryEntry& entry) { return entry.weight > 0; });
    if (!tells) continue;
    const auto before = value_or_throw(a.recommender.recommend(history, list));
    const auto after = value_or_throw(b.recommender.recommend(in_b(history, items), list));
    if (!before.empty() || !after.empty()) compare(before, after, items, moves);
  }
  if (moves.histories == 0) return moves;
  moves.stays /= moves.histories;
  moves.first_stays /= moves.histories;
  return moves;
}

}  // namespace pocketrec
