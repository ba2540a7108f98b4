// What a Recommender knows of the users stored in its bundle.
#include <algorithm>
#include <utility>

#include "core/dot.h"
#include "core/item_list.h"
#include "core/message.h"
#include "core/recommender.h"
#include "core/recommender_state.h"
#include "core/top_k.h"

namespace pocketrec {
namespace {

// The n users, but those that are blocked, for whom a vector with these codes and scale scores
// highest.
std::vector<ScoredUser> best_users(const CodeTable& users, std::span<const int8_t> codes,
                                   float scale, uint32_t n, const BitSet& blocked) {
  std::vector<ScoredUser> best;
  if (scale == 0.0F) return best;
  const DotQuery query(codes, users.bits);
  for (const auto& [row, score] : best_rows({users, users.scales, query, scale}, n, blocked)) {
    best.push_back({row, score});
  }
  return best;
}

}  // namespace

Result<uint32_t> Recommender::find_user(std::string_view id) const {
  if (!state_->users) return missing_part(Part::kUsers, "finding a user by id");
  const UsersPart& users = *state_->users;
  const uint32_t user = users.first_user_from(id);
  if (user == users.users.num_rows || users.ids[user] != id) {
    return failure(ErrorCode::kUnknownUser, {"no user in the bundle has the id \"", shortened(id),
                                             "\"; give a history instead"});
  }
  return user;
}

Result<std::string_view> Recommender::user_id(uint32_t user_index) const {
  if (auto error = state_->check_user(user_index, "naming a user")) return *std::move(error);
  return state_->users->ids[user_index];
}

Result<std::vector<HistoryEntry>> Recommender::user_history(uint32_t user_index) const {
  if (auto error = state_->check_user(user_index, "a user's history")) return *std::move(error);
  return state_->stored_history(user_index);
}

Result<Histories> Recommender::histories() const {
  if (!state_->users) return missing_part(Part::kUsers, "all histories");
  const UsersPart& users = *state_->users;
  return Histories{users.history_offsets, users.history_items, users.history_weights};
}

Result<std::vector<ScoredUser>> Recommender::audience(uint32_t item_index, uint32_t n) const {
  if (auto error = check_count(n)) return *std::move(error);
  if (!state_->users) return missing_part(Part::kUsers, "finding an item's audience");
  if (auto error = state_->check_item(item_index)) return *std::move(error);
  const ItemRows items = state_->item_rows();
  const UsersPart& users = *state_->users;
  BitSet have_it(users.users.num_rows, false);
  for (uint32_t user = 0; user < users.users.num_rows; ++user) {
    const uint32_t begin = users.history_offsets[user];
    const uint32_t count = users.history_offsets[user + 1] - begin;
    const auto chosen = [&](uint32_t i) { return users.history_items[begin + i]; };
    const uint32_t place = first_not_less(count, item_index, chosen);
    if (place < count && chosen(place) == item_index) have_it.insert(user);
  }
  std::vector<int8_t> codes(items.codes.num_factors);
  items.load_row(item_index, codes);
  const auto [table, norms, row] = items.place(item_index);
  return best_users(users.users, codes, table.scales[row], n, have_it);
}

Result<std::vector<ScoredUser>> Recommender::likely_users(const PlacedItem& item,
                                                          uint32_t n) const {
  if (auto error = check_count(n)) return *std::move(error);
  if (!state_->users) return missing_part(Part::kUsers, "finding a new item's likely users");
  const CodeTable& users = state_->users->users;
  if (auto error = state_->check_vector(item.vector)) return *std::move(error);
  return best_users(users, item.vector.codes, item.vector.scale, n, BitSet(users.num_rows, false));
}

Result<std::vector<uint32_t>> Recommender::search_users(std::string_view id_prefix, uint32_t offset,
                                                        uint32_t n) const {
  if (auto error = check_count(n)) return *std::move(error);
  if (!state_->users) return missing_part(Part::kUsers, "searching users");
  const UsersPart& users = *state_->users;
  std::vector<uint32_t> found;
  // In 64 bits: the offset is the caller's.
  for (uint64_t user = uint64_t{users.first_user_from(id_prefix)} + offset;
       user < users.users.num_rows && found.size() < n; ++user) {
    if (!users.ids[static_cast<size_t>(user)].starts_with(id_prefix)) break;
    found.push_back(static_cast<uint32_t>(user));
  }
  return found;
}

}  // namespace pocketrec
