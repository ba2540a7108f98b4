#include "core/recommender.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/dot.h"
#include "core/encoder.h"
#include "core/exploration.h"
#include "core/history.h"
#include "core/item_list.h"
#include "core/message.h"
#include "core/recommender_state.h"
#include "core/text_search.h"
#include "core/top_k.h"
#include "core/variety.h"

namespace pocketrec {
namespace {

// The list for a user, under the options and without what the history rules out: the best rows by
// the vector's product, ranked anew with what their neighbours in the history add. Of the slots,
// new items have their share.
Result<std::vector<ScoredItem>> best_for(const UserVector& user, const History& history,
                                         const Encoder& encoder, const ItemRows& items,
                                         uint32_t first_new, const ListOptions& options) {
  const CodeTable& table = items.codes;
  auto blocked = blocked_items(options, table.num_rows);
  if (!blocked.ok()) return blocked.error();
  for (const uint32_t item : history.disliked) blocked.value().insert(item);
  if (!options.include_history) {
    for (const uint32_t item : history.liked) blocked.value().insert(item);
  }
  const NeighbourTerm& neighbours = encoder.neighbours;
  const uint32_t num_best = neighbours.is_off() ? num_ranked(options) : num_reranked(options.n);
  const DotQuery query(user.codes, table.bits);
  const auto best = [&] {
    std::vector<ScoredItem> rows =
        best_rows({table, table.scales, query, user.scale}, num_best, blocked.value());
    neighbours.add(items, history, rows);
    return rows;
  };
  std::vector<ScoredItem> list = listed(best(), items, options);
  if (first_new == table.num_rows || num_explored(options.n, options.exploration) == 0) return list;
  for (uint32_t item = 0; item < first_new; ++item) blocked.value().insert(item);
  return explored(list, best(), first_new, options);
}

// The items with the greatest cosines to a vector with these codes, and 1 / their length, under the
// options and without `itself`.
Result<std::vector<ScoredItem>> nearest_to(std::span<const int8_t> codes, float inverse,
                                           const ItemRows& items, const ListOptions& options,
                                           std::optional<uint32_t> itself = std::nullopt) {
  auto blocked = blocked_items(options, items.codes.num_rows);
  if (!blocked.ok()) return blocked.error();
  if (itself) blocked.value().insert(*itself);
  const DotQuery query(codes, items.codes.bits);
  return listed(best_rows({items.codes, items.inverse_norms, query, inverse}, num_ranked(options),
                          blocked.value()),
                items, options);
}

}  // namespace

Recommender::Recommender(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recommender::Recommender(Recommender&&) noexcept = default;
Recommender& Recommender::operator=(Recommender&&) noexcept = default;
Recommender::~Recommender() = default;

Result<Recommender> Recommender::open(const BundleParts& parts) {
  auto state = State::open(parts);
  if (!state.ok()) return state.error();
  return Recommender(std::move(state).value());
}

Result<BundleInfo> Recommender::attach(Part part, std::span<const uint8_t> bytes) {
  if (auto error = state_->attach(part, bytes)) return *std::move(error);
  return info();
}

BundleInfo Recommender::info() const {
  BundleInfo info;
  info.num_items = state_->num_items();
  info.num_factors = state_->items.items.num_factors;
  info.bits = state_->items.items.bits;
  info.num_users = state_->users ? state_->users->users.num_rows : 0;
  info.num_new = state_->num_items() - state_->items.first_new;
  info.model_id = state_->items.model_id;
  info.has_titles = state_->titles.has_value();
  info.has_search = state_->search.has_value();
  info.has_users = state_->users.has_value();
  info.has_content = state_->content.has_value();
  return info;
}

Result<uint32_t> Recommender::find_item(std::string_view id) const {
  if (!state_->titles) return missing_part(Part::kTitles, "finding an item by its id");
  const TitlesPart& titles = *state_->titles;
  const uint32_t position = titles.first_name_from(id);
  if (position == titles.num_names() || titles.name(position) != id) {
    return failure(ErrorCode::kUnknownItem, {"no item has the id \"", shortened(id),
                                             "\"; search for its title to find the right one"});
  }
  return titles.named_item(position);
}

Result<ItemFacts> Recommender::item(uint32_t item_index) const {
  if (!state_->titles) return missing_part(Part::kTitles, "describing an item");
  if (item_index >= state_->num_items()) return unknown_item(item_index, state_->num_items());
  const TitlesPart& titles = *state_->titles;
  ItemFacts facts;
  facts.id = titles.ids[item_index];
  facts.title = titles.titles[item_index];
  facts.author = titles.authors[titles.item_author[item_index]];
  facts.publisher = titles.publishers[titles.item_publisher[item_index]];
  facts.year = titles.year[item_index];
  facts.popularity = titles.popularity[item_index];
  const Rows& categories = titles.item_categories;
  for (uint32_t i = categories.offsets[item_index]; i < categories.offsets[item_index + 1]; ++i) {
    facts.categories.push_back(titles.categories[categories.values[i]]);
  }
  for (uint32_t i = titles.other_id_offsets[item_index];
       i < titles.other_id_offsets[item_index + 1]; ++i) {
    facts.other_ids.push_back(titles.other_ids[i]);
  }
  return facts;
}

Result<Facets> Recommender::facets() const {
  if (!state_->titles) return missing_part(Part::kTitles, "what items have in common");
  const TitlesPart& titles = *state_->titles;
  return Facets{titles.popularity,
                titles.year,
                titles.item_author,
                titles.item_categories.offsets,
                titles.item_categories.values,
                titles.authors,
                titles.categories};
}

Result<UserVector> Recommender::encode(std::span<const HistoryEntry> history) const {
  const auto prepared = prepare_history(history, state_->num_items());
  if (!prepared.ok()) return prepared.error();
  return encode_history(state_->encoder.encoder, state_->item_rows(), prepared.value());
}

Result<std::vector<ScoredItem>> Recommender::recommend(std::span<const HistoryEntry> history,
                                                       const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  const auto prepared = prepare_history(history, state_->num_items());
  if (!prepared.ok()) return prepared.error();
  const Encoder& encoder = state_->encoder.encoder;
  const ItemRows items = state_->item_rows();
  return best_for(encode_history(encoder, items, prepared.value()), prepared.value(), encoder,
                  items, state_->items.first_new, options);
}

Result<std::vector<ScoredItem>> Recommender::recommend_for_user(uint32_t user_index,
                                                                const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  if (auto error = state_->check_user(user_index, "recommending for a stored user")) {
    return *std::move(error);
  }
  const auto history = prepare_history(state_->stored_history(user_index), state_->num_items());
  if (!history.ok()) return history.error();
  const CodeTable& users = state_->users->users;
  UserVector user{std::vector<int8_t>(users.num_factors), users.scales[user_index]};
  load_row(users, user_index, user.codes);
  return best_for(user, history.value(), state_->encoder.encoder, state_->item_rows(),
                  state_->items.first_new, options);
}

Result<std::vector<ScoredItem>> Recommender::popular(const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  const auto blocked = blocked_items(options, state_->num_items());
  if (!blocked.ok()) return blocked.error();
  const uint32_t num_items = state_->num_items();
  std::vector<ScoredItem> most;
  for (uint32_t i = 0; i < num_items && most.size() < num_ranked(options); ++i) {
    if (!blocked.value().contains(i)) most.push_back({i, 1.0F - rarity(i, num_items)});
  }
  return listed(std::move(most), state_->item_rows(), options);
}

Result<std::vector<ScoredItem>> Recommender::similar(uint32_t item_index,
                                                     const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  const CodeTable& items = state_->items.items;
  if (item_index >= items.num_rows) return unknown_item(item_index, items.num_rows);
  std::vector<int8_t> codes(items.num_factors);
  load_row(items, item_index, codes);
  return nearest_to(codes, state_->inverse_norms[item_index], state_->item_rows(), options,
                    item_index);
}

Result<std::vector<ScoredItem>> Recommender::explain(std::span<const HistoryEntry> history,
                                                     uint32_t item_index) const {
  if (item_index >= state_->num_items()) return unknown_item(item_index, state_->num_items());
  const auto prepared = prepare_history(history, state_->num_items());
  if (!prepared.ok()) return prepared.error();
  const auto parts =
      explain_score(state_->encoder.encoder, state_->item_rows(), prepared.value(), item_index);
  if (!parts.ok()) return parts.error();
  std::vector<ScoredItem> explained;
  for (size_t i = 0; i < parts.value().size(); ++i) {
    explained.push_back({prepared.value().liked[i], parts.value()[i]});
  }
  std::sort(explained.begin(), explained.end(), ranks_before);
  return explained;
}

Result<PlacedItem> Recommender::place(const ContentFacts& facts) const {
  if (!state_->content) return missing_part(Part::kContent, "placing a new item");
  const ContentMap& map = state_->content->map;
  const std::vector<ContentKey> keys = content_keys(facts);
  std::vector<float> direction(map.features.num_factors);
  const Placement placement = pocketrec::place(map, keys, direction);
  PlacedItem item;
  item.vector.codes.resize(direction.size());
  item.vector.scale = map.placed_length * quantise_row(direction, 8, item.vector.codes);
  item.num_keys = static_cast<uint32_t>(keys.size());
  item.num_known = placement.num_known;
  item.certainty = placement.certainty;
  return item;
}

Result<std::vector<ScoredItem>> Recommender::nearest(const PlacedItem& item,
                                                     const ListOptions& options) const {
  if (auto error = check_options(options)) return *std::move(error);
  const std::span<const int8_t> codes = item.vector.codes;
  if (auto error = state_->check_vector(item.vector)) return *std::move(error);
  const float inverse = inverse_length(dot_reference(codes, codes));
  if (inverse == 0.0F) return std::vector<ScoredItem>();
  return nearest_to(codes, inverse, state_->item_rows(), options);
}

Result<std::vector<uint32_t>> Recommender::search_items(std::string_view folded_query,
                                                        uint32_t n) const {
  if (auto error = check_count(n)) return *std::move(error);
  if (!state_->search) return missing_part(Part::kSearch, "searching");
  const TitlesPart* titles = state_->titles ? &*state_->titles : nullptr;
  return search_text(state_->search->index, titles, folded_query, n);
}

}  // namespace pocketrec
