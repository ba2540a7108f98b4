#include "tests/golden/golden_expectations.h"

#include <bit>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/recommender.h"
#include "tests/golden/golden_data.h"
#include "trainer/content/content_table.h"
#include "trainer/groups/popular_among.h"
#include "trainer/pack/pack_groups.h"
#include "trainer/support/files.h"
#include "trainer/support/text_folding.h"

namespace pocketrec::golden {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
T value_of(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.error().message);
  return std::move(result).value();
}

// Asks one bundle, and writes down question and answer.
class Scribe {
 public:
  explicit Scribe(const PackedParts& parts)
      : recommender_(value_of(Recommender::open(views_of(parts)))),
        groups_(value_of(parse_groups(parts.groups, recommender_.info()))) {}

  void recommend(const std::vector<HistoryEntry>& history, const ListOptions& options) {
    Json call = {{"call", "recommend"}, {"history", history_json(history)}};
    add_options(call, options);
    call["result"] = scored(value_of(recommender_.recommend(history, options)));
    calls_.push_back(call);
  }
  void recommend_for_user(const char* user, const ListOptions& options) {
    Json call = {{"call", "recommend"}, {"user", user}};
    add_options(call, options);
    const uint32_t index = value_of(recommender_.find_user(user));
    call["result"] = scored(value_of(recommender_.recommend_for_user(index, options)));
    calls_.push_back(call);
  }
  void similar(uint32_t item, const ListOptions& options) {
    Json call = {{"call", "similar"}, {"item", id_of(item)}};
    add_options(call, options);
    call["result"] = scored(value_of(recommender_.similar(item, options)));
    calls_.push_back(call);
  }
  void explain(const std::vector<HistoryEntry>& history, uint32_t item) {
    calls_.push_back({{"call", "explain"},
                      {"history", history_json(history)},
                      {"item", id_of(item)},
                      {"result", scored(value_of(recommender_.explain(history, item)))}});
  }
  void search(const char* query, uint32_t n) {
    Json ids = Json::array();
    for (const uint32_t item : value_of(recommender_.search_items(folded_query(query), n))) {
      ids.push_back(id_of(item));
    }
    calls_.push_back({{"call", "search"}, {"query", query}, {"n", n}, {"result", ids}});
  }
  void place(const Item& item, uint32_t n) {
    const ListOptions options{.n = n, .exclude = {}, .allow = {}};
    const PlacedItem placed = value_of(recommender_.place(FoldedFacts(item).facts()));
    Json users = Json::array();
    for (const ScoredUser& user : value_of(recommender_.likely_users(placed, n))) {
      users.push_back(
          {value_of(recommender_.user_id(user.user_index)), std::bit_cast<uint32_t>(user.score)});
    }
    calls_.push_back({{"call", "place"},
                      {"facts",
                       {{"title", item.title},
                        {"author", item.author},
                        {"publisher", item.publisher},
                        {"language", item.language},
                        {"categories", item.categories},
                        {"year", item.year}}},
                      {"n", n},
                      {"keys", {placed.num_keys, placed.num_known}},
                      {"certainty", std::bit_cast<uint32_t>(placed.certainty)},
                      {"users", std::move(users)},
                      {"result", scored(value_of(recommender_.nearest(placed, options)))}});
  }
  // place: "", age: 0, where not known.
  void popular_in_groups(const char* place, int32_t age, uint32_t n) {
    const auto popularity = value_of(recommender_.facets()).popularity;
    Json call = {{"call", "popular-among"}};
    if (*place != 0) call["place"] = place;
    if (age > 0) call["age"] = age;
    call["n"] = n;
    call["result"] = scored(popular_among(groups_, popularity, groups_of(groups_, place, age), n));
    calls_.push_back(call);
  }
  std::vector<HistoryEntry> history_of(const char* user) {
    return value_of(recommender_.user_history(value_of(recommender_.find_user(user))));
  }
  Json calls() const { return calls_; }

 private:
  std::string id_of(uint32_t item) const {
    return std::string(value_of(recommender_.item(item)).id);
  }
  Json ids(std::span<const uint32_t> items) const {
    Json list = Json::array();
    for (const uint32_t item : items) list.push_back(id_of(item));
    return list;
  }
  Json history_json(const std::vector<HistoryEntry>& history) const {
    Json list = Json::array();
    for (const HistoryEntry& entry : history) {
      list.push_back({id_of(entry.item_index), entry.weight});
    }
    return list;
  }
  Json scored(const std::vector<ScoredItem>& items) const {
    Json list = Json::array();
    for (const ScoredItem& item : items) {
      list.push_back({id_of(item.item_index), std::bit_cast<uint32_t>(item.score)});
    }
    return list;
  }
  void add_options(Json& call, const ListOptions& options) const {
    call["n"] = options.n;
    if (!options.exclude.empty()) call["exclude"] = ids(options.exclude);
    if (!options.allow.empty()) call["allow"] = ids(options.allow);
    if (options.include_history) call["include_history"] = true;
    if (options.diversity != 0.0F) call["diversity"] = options.diversity;
    if (options.novelty != 0.0F) call["novelty"] = options.novelty;
    if (options.exploration != 0.0F) call["exploration"] = options.exploration;
  }

  Recommender recommender_;
  AudienceGroups groups_;
  Json calls_ = Json::array();
};

// Every way to a list, for more items than there are and for fewer.
void ask_for_varied_lists(Scribe& scribe) {
  const std::vector<HistoryEntry> history = {{12, 0.3F}, {3}, {44, 16.0F}, {3, 2.5F}, {20, 0.0F}};
  const std::vector<uint32_t> exclude = {1, 2, 5};
  for (const auto& [diversity, novelty] :
       {std::pair(0.3F, 0.0F), {1.0F, 0.0F}, {0.0F, 0.25F}, {0.0F, 1.0F}, {0.7F, 0.4F}}) {
    scribe.recommend(history, {10, exclude, {}, true, diversity, novelty});
    scribe.recommend_for_user("reader 5", {60, {}, {}, false, diversity, novelty});
    scribe.similar(4, {10, {}, {}, false, diversity, novelty});
  }
  for (const float exploration : {0.1F, 0.5F, 1.0F}) {
    scribe.recommend(history, {10, exclude, {}, true, 0.0F, 0.0F, exploration});
    scribe.recommend_for_user("reader 5", {60, {}, {}, false, 0.3F, 0.0F, exploration});
  }
}

void ask_for_lists(Scribe& scribe) {
  const std::vector<HistoryEntry> one = {{0}};
  const std::vector<HistoryEntry> mixed = {{12, 0.3F}, {3}, {44, 16.0F}, {3, 2.5F}, {20, 0.0F}};
  std::vector<HistoryEntry> most;  // more than there are factors
  for (uint32_t i = 0; i < 40; ++i) most.push_back({i, static_cast<float>(i % 5 + 1) / 4});
  const std::vector<uint32_t> exclude = {1, 2, 5};
  const std::vector<uint32_t> allow = {2, 7, 42, 51, 59};

  scribe.recommend(one, {});
  scribe.recommend(mixed, {1, {}, {}, false});
  scribe.recommend(mixed, {1000, {}, {}, false});
  scribe.recommend(mixed, {20, exclude, {}, true});
  scribe.recommend(most, {10, exclude, allow, false});
  scribe.recommend(most, {60, {}, {}, true});
  for (const char* user : {"reader 0", "reader 5", "reader 24"}) {
    scribe.recommend_for_user(user, {15, {}, {}, false});
    scribe.recommend(scribe.history_of(user), {15, {}, {}, false});
  }
  scribe.explain(mixed, 9);
  scribe.explain(most, 50);
}

void ask_for_items(Scribe& scribe) {
  scribe.similar(0, {10, {}, {}, false});
  scribe.similar(4, {60, {}, {}, false});
  for (const char* query :
       {"creme", "CRÈME BRÛ", "strasse", "lodz n", "الشمال", "体", "s", "0440010", "044001000",
        "odd-ID 9", "9925", "nothing at all", "и мир 1"}) {
    scribe.search(query, 7);
  }
}

void ask_for_places(Scribe& scribe) {
  Item item;
  item.title = "CRÈME brûlée (Sweets, #2)";
  item.author = "Søren Ærø; الطَّيِّب صالح";
  item.publisher = "Publisher 3";
  item.categories = {"Fiction", "kind 1", "of no other item"};
  item.year = 1961;
  scribe.place(item, 10);
  item = {};
  item.title = "三体 & Война и мир";
  item.author = "刘慈欣";
  item.language = "中文";
  scribe.place(item, 60);
  item = {};
  item.title = "Nothing that anyone knows";
  scribe.place(item, 5);
}

void ask_for_groups(Scribe& scribe) {
  scribe.popular_in_groups("égypte", 0, 20);
  scribe.popular_in_groups("", 36, 10);
  scribe.popular_in_groups("égypte", 44, 60);
}

}  // namespace

Json golden_expectations() {
  Json document;
  for (const auto& [name, parts] : golden_bundles()) {
    Scribe scribe(parts);
    ask_for_lists(scribe);
    ask_for_items(scribe);
    ask_for_varied_lists(scribe);
    ask_for_places(scribe);
    ask_for_groups(scribe);
    document[name] = {{"parts",
                       {{"items", sha256_hex(parts.items)},
                        {"encoder", sha256_hex(parts.encoder)},
                        {"titles", sha256_hex(parts.titles)},
                        {"search", sha256_hex(parts.search)},
                        {"users", sha256_hex(parts.users)},
                        {"content", sha256_hex(parts.content)},
                        {"map", sha256_hex(parts.map)},
                        {"languages", sha256_hex(parts.languages)},
                        {"groups", sha256_hex(parts.groups)}}},
                      {"calls", scribe.calls()}};
  }
  return document;
}

}  // namespace pocketrec::golden
