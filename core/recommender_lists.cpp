// The lists of items that a Recommender gives.
#include <algorithm>
#include <utility>

#include "core/best_items.h"
#include "core/dot.h"
#include "core/encoder.h"
#include "core/exploration.h"
#include "core/history.h"
#include "core/item_list.h"
#include "core/message.h"
#include "core/recommender.h"
#include "core/recommender_state.h"
#include "core/top_k.h"
#include "core/variety.h"

namespace pocketrec {

Result<std::vector<ScoredItem>> Recommender::State::list_for(const UserVector& user,
                                                             const History& history,
                                                             const ListOptions& options) const {
  const ItemRows rows = item_rows();
  auto blocked = blocked_items(options, live.hidden(), rows.size());
  if (!blocked.ok()) return blocked.error();
  for (const uint32_t item : history.disliked) blocked.value().insert(item);
  if (!options.include_history) {
    for (const uint32_t item : history.liked) blocked.value().insert(item);
  }
  const NeighbourTerm& neighbours = encoder.encoder.neighbours;
  const bool is_reranked = !neighbours.is_off() && !history.liked.empty();
  const uint32_t num_best = is_reranked ? num_reranked(options.n) : num_ranked(options);
  const auto best = [&] {
    std::vector<ScoredItem> found = best_items(
        rows, {RowFactor::kScale, user.codes, user.scale, num_best, options.exact, options.missing},
        blocked.value(), live.boosts);
    if (is_reranked) neighbours.add(rows, history, found, live.boosts);
    return found;
  };
  std::vector<ScoredItem> list = listed(best(), rows, options);
  const uint32_t first_new = items.first_new;
  if (first_new == rows.size() || num_explored(options.n, options.exploration) == 0) return list;
  for (uint32_t item = 0; item < first_new; ++item) blocked.value().insert(item);
  return explored(list, best(), first_new, options);
}

Result<std::vector<ScoredItem>> Recommender::State::nearest_to(
    std::span<const int8_t> codes, float inverse, const ListOptions& options,
    std::optional<uint32_t> itself) const {
  const ItemRows rows = item_rows();
  auto blocked = blocked_items(options, live.hidden(), rows.size());
  if (!blocked.ok()) return blocked.error();
  if (itself) blocked.value().insert(*itself);
  return listed(best_items(rows,
                           {RowFactor::kInverseNorm, codes, inverse, num_ranked(options),
                            options.exact, options.missing},
                           blocked.value(), live.boosts),
                rows, options);
}

Result<std::vector<ScoredItem>> Recommender::recommend(std::span<const HistoryEntry> history,
                                                       const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  const auto prepared = state_->history_of(history);
  if (!prepared.ok()) return prepared.error();
  return state_->list_for(encode_history(state_->encoder.encoder, state_->item_rows(),
                                         prepared.value(), options.missing),
                          prepared.value(), options);
}

Result<std::vector<ScoredItem>> Recommender::recommend_for_vector(
    std::span<const float> vector, const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  UserVector user{std::vector<int8_t>(vector.size()), 0.0F};
  // Comparisons that NaN fails.
  const auto is_usable = [](float x) { return x >= -kMaxScale && x <= kMaxScale; };
  if (vector.size() != state_->items.items.num_factors ||
      !std::all_of(vector.begin(), vector.end(), is_usable)) {
    return failure(ErrorCode::kBadValue, {"expected a vector of ", state_->items.items.num_factors,
                                          " finite numbers, as the items have, found another"});
  }
  user.scale = quantise_row(vector, 8, user.codes);
  return state_->list_for(user, {}, options);
}

Result<std::vector<ScoredItem>> Recommender::recommend_for_user(uint32_t user_index,
                                                                const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  if (auto error = state_->check_user(user_index, "recommending for a stored user")) {
    return *std::move(error);
  }
  const auto history = state_->history_of(state_->stored_history(user_index));
  if (!history.ok()) return history.error();
  const CodeTable& users = state_->users->users;
  UserVector user{std::vector<int8_t>(users.num_factors), users.scales[user_index]};
  load_row(users, user_index, user.codes);
  return state_->list_for(user, history.value(), options);
}

Result<std::vector<ScoredItem>> Recommender::popular(const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  const ItemRows items = state_->item_rows();
  const auto blocked = blocked_items(options, state_->live.hidden(), items.size());
  if (!blocked.ok()) return blocked.error();
  // The order is that of the catalogue but for what boosts change.
  const Boosts& boosts = state_->live.boosts;
  TopK most(num_ranked(options));
  const bool needs_rows = options.diversity > 0.0F || options.novelty > 0.0F;
  for (uint32_t i = 0; i < items.size(); ++i) {
    if (blocked.value().contains(i) || (needs_rows && !items.has(i))) continue;
    const float score = Boosts::boosted(1.0F - rarity(i, items.size()), boosts.factor(i));
    if (boosts.all().empty() && score <= most.threshold()) break;
    most.offer({i, score});
  }
  return listed(most.take(), items, options);
}

Result<std::vector<ScoredItem>> Recommender::similar(uint32_t item_index,
                                                     const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  if (auto error = state_->check_item(item_index)) return *std::move(error);
  const ItemRows items = state_->item_rows();
  std::vector<int8_t> codes(items.codes.num_factors);
  items.load_row(item_index, codes);
  return state_->nearest_to(codes, items.inverse_norm(item_index), options, item_index);
}

Result<std::vector<ScoredItem>> Recommender::nearest(const PlacedItem& item,
                                                     const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  const std::span<const int8_t> codes = item.vector.codes;
  if (auto error = state_->check_vector(item.vector)) return *std::move(error);
  const float inverse = inverse_length(dot_reference(codes, codes));
  if (inverse == 0.0F) return std::vector<ScoredItem>();
  return state_->nearest_to(codes, inverse, options);
}

}  // namespace pocketrec
