#include "core/recommender.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/bundle.h"
#include "core/dot.h"
#include "core/encoder.h"
#include "core/history.h"
#include "core/message.h"
#include "core/text_search.h"
#include "core/top_k.h"

namespace pocketrec {
namespace {

std::optional<Error> check_count(uint32_t n) {
  if (n >= 1 && n <= kMaxResults) return std::nullopt;
  return failure(ErrorCode::kBadCount,
                 {"the number of results should be from 1 to ", kMaxResults, ", it is ", n});
}

Error unknown_item(uint32_t index, uint32_t num_items) {
  return failure(ErrorCode::kUnknownItem, {"there is no item ", index, ": the bundle has ",
                                           num_items, " items, counted from 0"});
}

Error missing_part(Part part, const char* call) {
  return failure(ErrorCode::kMissingPart,
                 {call, " needs the ", name_of(part), " part, which is not loaded; load it first"});
}

// 1 / length of each row of codes (0 for a row of zeros): what turns a dot product of codes into a
// cosine. The squared length is an exact integer below 2^24, and square root and division round
// correctly everywhere.
std::vector<float> inverse_norms(const CodeTable& table) {
  std::vector<float> norms(table.num_rows);
  for (uint32_t r = 0; r < table.num_rows; ++r) {
    const int32_t squared = squared_length(table, r);
    norms[r] = squared == 0 ? 0.0F : 1.0F / std::sqrt(static_cast<float>(squared));
  }
  return norms;
}

// The items that a list may not contain: those outside `allow`, and those in `exclude`.
Result<BitSet> blocked_items(const ListOptions& options, uint32_t num_items) {
  BitSet blocked(num_items, !options.allow.empty());
  for (const uint32_t item : options.allow) {
    if (item >= num_items) return unknown_item(item, num_items);
    blocked.erase(item);
  }
  for (const uint32_t item : options.exclude) {
    if (item >= num_items) return unknown_item(item, num_items);
    blocked.insert(item);
  }
  return blocked;
}

}  // namespace

struct Recommender::State {
  ItemsPart items;
  EncoderPart encoder;
  std::optional<TitlesPart> titles = std::nullopt;
  std::optional<SearchPart> search = std::nullopt;
  std::optional<UsersPart> users = std::nullopt;
  std::vector<float> inverse_norms = {};

  uint32_t num_items() const { return items.items.num_rows; }

  // A part must come from the same training run, and describe as many items.
  std::optional<Error> check_belongs(Part part, uint64_t model_id, uint32_t num) const {
    if (model_id != items.model_id) {
      return failure(ErrorCode::kPartMismatch,
                     {"the ", name_of(part), " part belongs to bundle ", hex(model_id),
                      ", the items part to bundle ", hex(items.model_id),
                      "; load the parts that one manifest names"});
    }
    if (num != num_items()) {
      return failure(ErrorCode::kPartMismatch,
                     {"the ", name_of(part), " part describes ", num, " items, the items part has ",
                      num_items(), "; load the parts that one manifest names"});
    }
    return std::nullopt;
  }

  std::optional<Error> check_factors(Part part, uint32_t num_factors) const {
    if (num_factors == items.items.num_factors) return std::nullopt;
    return failure(ErrorCode::kPartMismatch,
                   {"the ", name_of(part), " part has ", num_factors, " factors, the items part ",
                    items.items.num_factors, "; load the parts that one manifest names"});
  }

  std::optional<Error> check_user(uint32_t user_index, const char* call) const {
    if (!users) return missing_part(Part::kUsers, call);
    if (user_index < users->users.num_rows) return std::nullopt;
    return failure(ErrorCode::kUnknownUser, {"there is no user ", user_index, ": the bundle has ",
                                             users->users.num_rows, " users, counted from 0"});
  }

  std::vector<HistoryEntry> stored_history(uint32_t user) const {
    std::vector<HistoryEntry> history;
    for (uint32_t i = users->history_offsets[user]; i < users->history_offsets[user + 1]; ++i) {
      history.push_back({users->history_items[i],
                         static_cast<float>(users->history_weights[i]) / kWeightDivisor});
    }
    return history;
  }

  Result<std::vector<ScoredItem>> best_for(const UserVector& user, const History& history,
                                           const ListOptions& options) const {
    auto blocked = blocked_items(options, num_items());
    if (!blocked.ok()) return blocked.error();
    for (const uint32_t item : history.disliked) blocked.value().insert(item);
    if (!options.include_history) {
      for (const uint32_t item : history.liked) blocked.value().insert(item);
    }
    const DotQuery query(user.codes, items.items.bits);
    return best_rows({items.items, items.items.scales, query, user.scale}, options.n,
                     blocked.value());
  }
};

Recommender::Recommender(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recommender::Recommender(Recommender&&) noexcept = default;
Recommender& Recommender::operator=(Recommender&&) noexcept = default;
Recommender::~Recommender() = default;

Result<Recommender> Recommender::open(const BundleParts& parts) {
  if (parts.items.empty()) return missing_part(Part::kItems, "open");
  if (parts.encoder.empty()) return missing_part(Part::kEncoder, "open");
  auto items = parse_items(parts.items);
  if (!items.ok()) return items.error();
  auto encoder = parse_encoder(parts.encoder);
  if (!encoder.ok()) return encoder.error();

  std::unique_ptr<State> state(new State{items.value(), std::move(encoder).value()});
  if (auto error =
          state->check_belongs(Part::kEncoder, state->encoder.model_id, state->num_items())) {
    return *std::move(error);
  }
  if (auto error = state->check_factors(Part::kEncoder, state->encoder.num_factors)) {
    return *std::move(error);
  }
  state->inverse_norms = inverse_norms(state->items.items);

  Recommender recommender(std::move(state));
  const std::pair<Part, std::span<const uint8_t>> optional_parts[] = {
      {Part::kTitles, parts.titles}, {Part::kSearch, parts.search}, {Part::kUsers, parts.users}};
  for (const auto& [part, bytes] : optional_parts) {
    if (bytes.empty()) continue;
    const auto attached = recommender.attach(part, bytes);
    if (!attached.ok()) return attached.error();
  }
  return recommender;
}

Result<BundleInfo> Recommender::attach(Part part, std::span<const uint8_t> bytes) {
  State& state = *state_;
  std::optional<Error> error;
  // Parses, checks, and only then replaces what was there.
  const auto attach_to = [&](auto& place, auto parsed, auto num_items_of) {
    if (!parsed.ok()) {
      error = parsed.error();
      return;
    }
    error = state.check_belongs(part, parsed.value().model_id, num_items_of(parsed.value()));
    if (!error) place = std::move(parsed).value();
  };
  switch (part) {
    case Part::kTitles:
      attach_to(state.titles, parse_titles(bytes), [](const TitlesPart& p) { return p.num_items; });
      break;
    case Part::kSearch:
      attach_to(state.search, parse_search(bytes),
                [](const SearchPart& p) { return p.index.num_items; });
      break;
    case Part::kUsers: {
      auto users = parse_users(bytes);
      if (users.ok()) error = state.check_factors(part, users.value().users.num_factors);
      if (!error) {
        attach_to(state.users, std::move(users), [](const UsersPart& p) { return p.num_items; });
      }
      break;
    }
    case Part::kItems:
    case Part::kEncoder:
      return failure(ErrorCode::kBadValue,
                     {"the ", name_of(part), " part cannot be attached later; give it to open"});
  }
  if (error) return *std::move(error);
  return info();
}

BundleInfo Recommender::info() const {
  BundleInfo info;
  info.num_items = state_->num_items();
  info.num_factors = state_->items.items.num_factors;
  info.bits = state_->items.items.bits;
  info.num_users = state_->users ? state_->users->users.num_rows : 0;
  info.model_id = state_->items.model_id;
  info.has_titles = state_->titles.has_value();
  info.has_search = state_->search.has_value();
  info.has_users = state_->users.has_value();
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

Result<UserVector> Recommender::encode(std::span<const HistoryEntry> history) const {
  const auto prepared = prepare_history(history, state_->num_items());
  if (!prepared.ok()) return prepared.error();
  return encode_history(state_->encoder.encoder, state_->items.items, prepared.value());
}

Result<std::vector<ScoredItem>> Recommender::recommend(std::span<const HistoryEntry> history,
                                                       const ListOptions& options) const {
  if (auto error = check_count(options.n)) return *std::move(error);
  const auto prepared = prepare_history(history, state_->num_items());
  if (!prepared.ok()) return prepared.error();
  const auto user = encode_history(state_->encoder.encoder, state_->items.items, prepared.value());
  if (!user.ok()) return user.error();
  return state_->best_for(user.value(), prepared.value(), options);
}

Result<std::vector<ScoredItem>> Recommender::recommend_for_user(uint32_t user_index,
                                                                const ListOptions& options) const {
  if (auto error = check_count(options.n)) return *std::move(error);
  if (auto error = state_->check_user(user_index, "recommending for a stored user")) {
    return *std::move(error);
  }
  const auto history = prepare_history(state_->stored_history(user_index), state_->num_items());
  if (!history.ok()) return history.error();
  const CodeTable& users = state_->users->users;
  UserVector user{std::vector<int8_t>(users.num_factors), users.scales[user_index]};
  load_row(users, user_index, user.codes);
  return state_->best_for(user, history.value(), options);
}

Result<std::vector<ScoredItem>> Recommender::similar(uint32_t item_index,
                                                     const ListOptions& options) const {
  if (auto error = check_count(options.n)) return *std::move(error);
  const CodeTable& items = state_->items.items;
  if (item_index >= items.num_rows) return unknown_item(item_index, items.num_rows);
  auto blocked = blocked_items(options, items.num_rows);
  if (!blocked.ok()) return blocked.error();
  blocked.value().insert(item_index);
  std::vector<int8_t> codes(items.num_factors);
  load_row(items, item_index, codes);
  const DotQuery query(codes, items.bits);
  const PackedArray<float> norms(state_->inverse_norms);
  return best_rows({items, norms, query, norms[item_index]}, options.n, blocked.value());
}

Result<std::vector<ScoredItem>> Recommender::explain(std::span<const HistoryEntry> history,
                                                     uint32_t item_index) const {
  if (item_index >= state_->num_items()) return unknown_item(item_index, state_->num_items());
  const auto prepared = prepare_history(history, state_->num_items());
  if (!prepared.ok()) return prepared.error();
  const auto parts =
      explain_score(state_->encoder.encoder, state_->items.items, prepared.value(), item_index);
  if (!parts.ok()) return parts.error();
  std::vector<ScoredItem> explained;
  for (size_t i = 0; i < parts.value().size(); ++i) {
    explained.push_back({prepared.value().liked[i], parts.value()[i]});
  }
  std::sort(explained.begin(), explained.end(), ranks_before);
  return explained;
}

Result<std::vector<uint32_t>> Recommender::search_items(std::string_view folded_query,
                                                        uint32_t n) const {
  if (auto error = check_count(n)) return *std::move(error);
  if (!state_->search) return missing_part(Part::kSearch, "searching");
  const TitlesPart* titles = state_->titles ? &*state_->titles : nullptr;
  return search_text(state_->search->index, titles, folded_query, n);
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
