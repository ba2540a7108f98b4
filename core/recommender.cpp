#include "core/recommender.h"

#include <algorithm>
#include <utility>

#include "core/dot.h"
#include "core/encoder.h"
#include "core/history.h"
#include "core/item_list.h"
#include "core/message.h"
#include "core/recommender_state.h"
#include "core/text_search.h"
#include "core/top_k.h"

namespace pocketrec {

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
  info.num_added = state_->live.size() - state_->num_items();
  info.model_id = state_->items.model_id;
  info.has_titles = state_->titles.has_value();
  info.has_search = state_->search.has_value();
  info.has_users = state_->users.has_value();
  info.has_content = state_->content.has_value();
  info.num_lists = state_->lists ? state_->lists->size() : 0;
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
  const auto prepared = state_->history_of(history);
  if (!prepared.ok()) return prepared.error();
  return encode_history(state_->encoder.encoder, state_->item_rows(), prepared.value());
}

Result<std::vector<ScoredItem>> Recommender::explain(std::span<const HistoryEntry> history,
                                                     uint32_t item_index) const {
  if (auto error = state_->check_item(item_index)) return *std::move(error);
  const auto prepared = state_->history_of(history);
  if (!prepared.ok()) return prepared.error();
  const auto parts =
      explain_score(state_->encoder.encoder, state_->item_rows(), prepared.value(), item_index);
  if (!parts.ok()) return parts.error();
  std::vector<ScoredItem> explained;
  for (size_t i = 0; i < parts.value().size(); ++i) {
    explained.push_back({prepared.value().liked[i], parts.value()[i]});
  }
  sort_best_first(explained);
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

Result<std::vector<uint32_t>> Recommender::search_items(std::string_view folded_query,
                                                        uint32_t n) const {
  if (auto error = check_count(n)) return *std::move(error);
  if (!state_->search) return missing_part(Part::kSearch, "searching");
  const TitlesPart* titles = state_->titles ? &*state_->titles : nullptr;
  return search_text(state_->search->index, titles, state_->live.hidden(), folded_query, n);
}

}  // namespace pocketrec
