#include "core/recommender_state.h"

#include <utility>

#include "core/dot.h"
#include "core/history.h"
#include "core/item_list.h"
#include "core/message.h"

namespace pocketrec {
Error missing_part(Part part, const char* call) {
  return failure(ErrorCode::kMissingPart,
                 {call, " needs the ", name_of(part), " part, which is not loaded; load it first"});
}

namespace {

Error does_not_fit(Part part) {
  return failure(ErrorCode::kPartMismatch,
                 {"the ", name_of(part),
                  " part does not fit those that are loaded, or is loaded already; load the parts "
                  "that one manifest names"});
}

}  // namespace

Result<std::unique_ptr<Recommender::State>> Recommender::State::open(const BundleParts& parts) {
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
  state->inverse_norms = inverse_lengths(state->items.items);

  const std::pair<Part, std::span<const uint8_t>> optional_parts[] = {
      {Part::kTitles, parts.titles}, {Part::kSearch, parts.search},
      {Part::kUsers, parts.users},   {Part::kContent, parts.content},
      {Part::kLists, parts.lists},   {Part::kBackground, parts.background}};
  for (const auto& [part, bytes] : optional_parts) {
    if (bytes.empty()) continue;
    if (auto error = state->attach(part, bytes)) return *std::move(error);
  }
  return state;
}

std::optional<Error> Recommender::State::attach(Part part, std::span<const uint8_t> bytes) {
  std::optional<Error> error;
  // Checks, and only then replaces what was there. num_factors_of: of parts that have vectors.
  const auto attach_to = [&](auto& place, auto parsed, auto num_items_of, auto num_factors_of) {
    if (!parsed.ok()) {
      error = parsed.error();
      return;
    }
    error = check_factors(part, num_factors_of(parsed.value()));
    if (!error) error = check_belongs(part, parsed.value().model_id, num_items_of(parsed.value()));
    if (!error) place = std::move(parsed).value();
  };
  const auto no_vectors = [&](const auto&) { return items.items.num_factors; };
  switch (part) {
    case Part::kTitles:
      attach_to(
          titles, parse_titles(bytes), [](const TitlesPart& p) { return p.num_items; }, no_vectors);
      break;
    case Part::kSearch:
      attach_to(
          search, parse_search(bytes), [](const SearchPart& p) { return p.index.num_items; },
          no_vectors);
      break;
    case Part::kUsers:
      attach_to(
          users, parse_users(bytes), [](const UsersPart& p) { return p.num_items; },
          [](const UsersPart& p) { return p.users.num_factors; });
      break;
    case Part::kContent:
      attach_to(
          content, parse_content(bytes), [](const ContentPart& p) { return p.num_items; },
          [](const ContentPart& p) { return p.map.features.num_factors; });
      break;
    case Part::kLists:
      return attach_lists(parse_lists(bytes));
    case Part::kRows:
      return attach_rows(parse_rows(bytes));
    case Part::kBackground:
      return attach_background(parse_rows(bytes, part));
    default:
      return failure(ErrorCode::kBadValue,
                     {"the ", name_of(part), " part cannot be attached to an open bundle"});
  }
  return error;
}

std::optional<Error> Recommender::State::attach_lists(const Result<ListsPart>& parsed) {
  if (!parsed.ok()) return parsed.error();
  const ListsPart& part = parsed.value();
  if (auto error = check_belongs(Part::kLists, part.model_id, part.num_items)) return error;
  if (auto error = check_factors(Part::kLists, part.centres.num_factors)) return error;
  if (part.first_item != items.items.num_rows) return does_not_fit(Part::kLists);
  lists.emplace(part);
  return std::nullopt;
}

std::optional<Error> Recommender::State::attach_rows(const Result<RowsPart>& parsed) {
  if (!parsed.ok()) return parsed.error();
  if (!lists) return missing_part(Part::kLists, "adding rows of items");
  if (auto error = check_rows(Part::kRows, parsed.value())) return error;
  if (!lists->add(parsed.value())) return does_not_fit(Part::kRows);
  return std::nullopt;
}

std::optional<Error> Recommender::State::attach_background(const Result<RowsPart>& parsed) {
  if (!parsed.ok()) return parsed.error();
  if (auto error = check_rows(Part::kBackground, parsed.value())) return error;
  if (background || items.items.num_rows == num_items()) return does_not_fit(Part::kBackground);
  background.emplace().set(parsed.value());
  return std::nullopt;
}

std::optional<Error> Recommender::State::check_rows(Part which, const RowsPart& part) const {
  if (auto error = check_belongs(which, part.model_id, part.num_items)) return error;
  if (auto error = check_factors(which, part.rows.num_factors)) return error;
  if (part.rows.bits != items.items.bits) return does_not_fit(which);
  return std::nullopt;
}

std::optional<Error> Recommender::State::check_item(uint32_t item_index) const {
  if (item_index >= live.size()) return unknown_item(item_index, live.size());
  if (item_rows().has(item_index)) return std::nullopt;
  return failure(ErrorCode::kMissingPart,
                 {"item ", item_index, " is in a list whose rows are not loaded; load them first"});
}

Result<History> Recommender::State::history_of(std::span<const HistoryEntry> entries) const {
  auto history = prepare_history(entries, live.size());
  if (!history.ok()) return history;
  for (const uint32_t item : history.value().liked) {
    if (auto error = check_item(item)) return *std::move(error);
  }
  return history;
}

std::optional<Error> Recommender::State::check_user(uint32_t user_index, const char* call) const {
  if (!users) return missing_part(Part::kUsers, call);
  if (user_index < users->users.num_rows) return std::nullopt;
  return failure(ErrorCode::kUnknownUser, {"there is no user ", user_index, ": the bundle has ",
                                           users->users.num_rows, " users, counted from 0"});
}

std::vector<HistoryEntry> Recommender::State::stored_history(uint32_t user_index) const {
  std::vector<HistoryEntry> history;
  const uint32_t end = users->history_offsets[user_index + 1];
  for (uint32_t i = users->history_offsets[user_index]; i < end; ++i) {
    history.push_back(
        {users->history_items[i], static_cast<float>(users->history_weights[i]) / kWeightDivisor});
  }
  return history;
}

std::optional<Error> Recommender::State::check_vector(const UserVector& vector) const {
  const uint32_t num_factors = items.items.num_factors;
  if (vector.codes.size() == num_factors) return std::nullopt;
  return failure(ErrorCode::kBadValue,
                 {"a placed item should have ", num_factors, " factors, it has ",
                  static_cast<uint32_t>(vector.codes.size()), "; place it in this bundle"});
}

// A part must come from the same training run, and describe as many items.
std::optional<Error> Recommender::State::check_belongs(Part part, uint64_t model_id,
                                                       uint32_t num) const {
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

std::optional<Error> Recommender::State::check_factors(Part part, uint32_t num_factors) const {
  if (num_factors == items.items.num_factors) return std::nullopt;
  return failure(ErrorCode::kPartMismatch,
                 {"the ", name_of(part), " part has ", num_factors, " factors, the items part ",
                  items.items.num_factors, "; load the parts that one manifest names"});
}

}  // namespace pocketrec
