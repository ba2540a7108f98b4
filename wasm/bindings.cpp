// The whole boundary between JavaScript and the core: conversions, and nothing else.
//
// Every query returns {ok: true, value} or {ok: false, code, message}. Numbers leave as copies:
// no view into WebAssembly memory is ever handed out, because views go stale when memory grows.
// Parts of a bundle come in through reserve(), which names a place for JavaScript to copy them to;
// that memory belongs to the Engine. Once a part is attached, nothing but a newer one frees it.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/recommender.h"

// Without RTTI Embind prints the names of types that are bound nowhere, which nobody reads: this
// stands in for the C library's, and saves 1.5 kB. Releases that print otherwise never call it.
extern "C" int siprintf(char* text, const char*, ...) {
  *text = '\0';
  return 0;
}

namespace pocketrec {
namespace {

using emscripten::val;

val success(const val& value) {
  val result = val::object();
  result.set("ok", true);
  result.set("value", value);
  return result;
}

val failure(const Error& error) {
  val result = val::object();
  result.set("ok", false);
  result.set("code", std::string(name_of(error.code)));
  result.set("message", error.message);
  return result;
}

val text(std::string_view view) { return val(std::string(view)); }

template <class T>
val copied(const std::vector<T>& numbers) {
  return val(emscripten::typed_memory_view(numbers.size(), numbers.data())).call<val>("slice");
}

// Sections of a part are aligned, and so are numbers in them.
template <class T>
val copied(const PackedArray<T>& numbers) {
  const auto* data = reinterpret_cast<const T*>(numbers.data());
  return val(emscripten::typed_memory_view(numbers.size(), data)).call<val>("slice");
}

val from(uint32_t number) { return val(number); }
val from(std::string_view view) { return text(view); }
val from(const std::vector<uint32_t>& indices) { return copied(indices); }

template <class Texts>
val texts(const Texts& views) {
  val list = val::array();
  for (uint32_t i = 0; i < views.size(); ++i) list.set(i, text(views[i]));
  return list;
}

val from(const ItemFacts& facts) {
  val item = val::object();
  item.set("id", text(facts.id));
  item.set("title", text(facts.title));
  item.set("author", text(facts.author));
  item.set("publisher", text(facts.publisher));
  item.set("year", facts.year);
  item.set("popularity", facts.popularity);
  item.set("categories", texts(facts.categories));
  item.set("otherIds", texts(facts.other_ids));
  return item;
}

val from(const BundleInfo& info) {
  val facts = val::object();
  facts.set("numItems", info.num_items);
  facts.set("numFactors", info.num_factors);
  facts.set("numNew", info.num_new);
  facts.set("bits", info.bits);
  facts.set("numUsers", info.num_users);
  facts.set("hasTitles", info.has_titles);
  facts.set("hasSearch", info.has_search);
  facts.set("hasUsers", info.has_users);
  facts.set("hasContent", info.has_content);
  return facts;
}

// A list of T as two arrays: of its indices, and of the number that belongs to each.
template <class T>
val indexed_numbers(const std::vector<T>& list, uint32_t T::*index, float T::*number) {
  std::vector<uint32_t> indices;
  std::vector<float> numbers;
  for (const T& entry : list) {
    indices.push_back(entry.*index);
    numbers.push_back(entry.*number);
  }
  val arrays = val::object();
  arrays.set("indices", copied(indices));
  arrays.set("numbers", copied(numbers));
  return arrays;
}

val from(const std::vector<ScoredItem>& items) {
  return indexed_numbers(items, &ScoredItem::item_index, &ScoredItem::score);
}
val from(const std::vector<ScoredUser>& users) {
  return indexed_numbers(users, &ScoredUser::user_index, &ScoredUser::score);
}
val from(const std::vector<HistoryEntry>& history) {
  return indexed_numbers(history, &HistoryEntry::item_index, &HistoryEntry::weight);
}

val from(const Facets& facets) {
  val columns = val::object();
  columns.set("popularity", copied(facets.popularity));
  columns.set("years", copied(facets.years));
  columns.set("authors", copied(facets.authors));
  columns.set("categoryOffsets", copied(facets.category_offsets));
  columns.set("categories", copied(facets.categories));
  columns.set("authorNames", texts(facets.author_names));
  columns.set("categoryNames", texts(facets.category_names));
  return columns;
}
val from(const Histories& histories) {
  val columns = val::object();
  columns.set("offsets", copied(histories.offsets));
  columns.set("items", copied(histories.item_indices));
  columns.set("weights", copied(histories.weights));
  return columns;
}

template <class T>
val from(const Result<T>& result) {
  return result.ok() ? success(from(result.value())) : failure(result.error());
}

std::vector<uint32_t> to_indices(const val& array) {
  return emscripten::convertJSArrayToNumberVector<uint32_t>(array);
}

// `indices` and `weights` have the same length: one element a history item.
std::vector<HistoryEntry> to_history(const val& indices, const val& weights) {
  const std::vector<uint32_t> item_indices = to_indices(indices);
  const auto values = emscripten::convertJSArrayToNumberVector<float>(weights);
  std::vector<HistoryEntry> history;
  for (size_t i = 0; i < item_indices.size() && i < values.size(); ++i) {
    history.push_back({item_indices[i], values[i]});
  }
  return history;
}

// What JavaScript passes as {n, exclude, allow, includeHistory, diversity, novelty, exploration},
// kept alive for one call.
struct Limits {
  explicit Limits(const val& options)
      : exclude(to_indices(options["exclude"])), allow(to_indices(options["allow"])) {
    list.n = options["n"].as<uint32_t>();
    list.include_history = options["includeHistory"].as<bool>();
    list.diversity = options["diversity"].as<float>();
    list.novelty = options["novelty"].as<float>();
    list.exploration = options["exploration"].as<float>();
    list.exclude = exclude;
    list.allow = allow;
  }
  Limits(const Limits&) = delete;
  Limits& operator=(const Limits&) = delete;

  std::vector<uint32_t> exclude;
  std::vector<uint32_t> allow;
  ListOptions list;
};

// What JavaScript passes as {title, author, publisher, language, categories, year}, texts folded,
// kept alive for one call.
struct NewItem {
  explicit NewItem(const val& item)
      : title(item["title"].as<std::string>()),
        author(item["author"].as<std::string>()),
        publisher(item["publisher"].as<std::string>()),
        language(item["language"].as<std::string>()),
        categories(emscripten::vecFromJSArray<std::string>(item["categories"])),
        views(categories.begin(), categories.end()),
        facts{title, author, publisher, language, views, item["year"].as<int32_t>()} {}
  NewItem(const NewItem&) = delete;
  NewItem& operator=(const NewItem&) = delete;

  std::string title, author, publisher, language;
  std::vector<std::string> categories;
  std::vector<std::string_view> views;
  ContentFacts facts;
};

struct PartBytes {
  struct Free {
    void operator()(uint8_t* bytes) const { std::free(bytes); }
  };
  std::unique_ptr<uint8_t, Free> address;
  size_t size = 0;

  std::span<const uint8_t> span() const { return {address.get(), size}; }
};

constexpr size_t kAlignment = 64;  // of a part; the core would take any
constexpr auto kItems = static_cast<uint32_t>(Part::kItems);
constexpr auto kEncoder = static_cast<uint32_t>(Part::kEncoder);

// An instance of the module serves one bundle. Parts are by Part.
struct Engine {
  std::array<PartBytes, kLastPart + 1> arriving;
  std::array<PartBytes, kLastPart + 1> parts;  // outlives recommender, which points into it
  std::optional<Recommender> recommender;

  void keep(uint32_t part) { parts[part] = std::exchange(arriving[part], {}); }
};
Engine& engine = *new Engine;  // as long as the instance: nothing runs when a page goes

// The address of `size` bytes for a part, to be filled before open() or attach(); 0 when there is
// not enough memory.
uint32_t reserve(uint32_t part, uint32_t size) {
  const size_t rounded = (size_t{size} / kAlignment + 1) * kAlignment;
  auto* address = static_cast<uint8_t*>(std::aligned_alloc(kAlignment, rounded));
  engine.arriving[part] = {std::unique_ptr<uint8_t, PartBytes::Free>(address), address ? size : 0};
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(address));
}

void release(uint32_t part) { engine.arriving[part] = {}; }

void close() {
  engine.recommender.reset();
  engine.arriving = {};
  engine.parts = {};
}

val open() {
  Result<Recommender> opened = Recommender::open(
      {.items = engine.arriving[kItems].span(), .encoder = engine.arriving[kEncoder].span()});
  if (!opened.ok()) return failure(opened.error());
  engine.recommender.emplace(std::move(opened).value());
  engine.parts = {};
  engine.keep(kItems);
  engine.keep(kEncoder);
  return success(from(engine.recommender->info()));
}

val attach(uint32_t part) {
  const Result<BundleInfo> info =
      engine.recommender->attach(Part{part}, engine.arriving[part].span());
  if (info.ok()) {
    engine.keep(part);
  } else {
    release(part);
  }
  return from(info);
}

val find_item(const std::string& id) { return from(engine.recommender->find_item(id)); }
val item(uint32_t item_index) { return from(engine.recommender->item(item_index)); }
val find_user(const std::string& id) { return from(engine.recommender->find_user(id)); }
val user_id(uint32_t user_index) { return from(engine.recommender->user_id(user_index)); }
val facets() { return from(engine.recommender->facets()); }
val histories() { return from(engine.recommender->histories()); }
val audience(uint32_t item_index, uint32_t n) {
  return from(engine.recommender->audience(item_index, n));
}
val user_history(uint32_t user_index) { return from(engine.recommender->user_history(user_index)); }

val recommend(const val& indices, const val& weights, const val& options) {
  const Limits limits(options);
  return from(engine.recommender->recommend(to_history(indices, weights), limits.list));
}
val recommend_for_user(uint32_t user_index, const val& options) {
  const Limits limits(options);
  return from(engine.recommender->recommend_for_user(user_index, limits.list));
}
val similar(uint32_t item_index, const val& options) {
  const Limits limits(options);
  return from(engine.recommender->similar(item_index, limits.list));
}
val popular(const val& options) {
  const Limits limits(options);
  return from(engine.recommender->popular(limits.list));
}
val explain(const val& indices, const val& weights, uint32_t item_index) {
  return from(engine.recommender->explain(to_history(indices, weights), item_index));
}

// What can be said of an item that the bundle does not have: its likely users are asked for where
// num_users is not 0.
val place_item(const val& item, const val& options, uint32_t num_users) {
  const NewItem facts(item);
  const Limits limits(options);
  const Result<PlacedItem> placed = engine.recommender->place(facts.facts);
  if (!placed.ok()) return failure(placed.error());
  const auto nearest = engine.recommender->nearest(placed.value(), limits.list);
  if (!nearest.ok()) return failure(nearest.error());
  std::vector<ScoredUser> users;
  if (num_users > 0) {
    auto likely = engine.recommender->likely_users(placed.value(), num_users);
    if (!likely.ok()) return failure(likely.error());
    users = std::move(likely).value();
  }
  val result = val::object();
  result.set("numKeys", placed.value().num_keys);
  result.set("numKnown", placed.value().num_known);
  result.set("certainty", placed.value().certainty);
  result.set("nearest", from(nearest.value()));
  result.set("users", from(users));
  return success(result);
}

val search_items(const std::string& folded_query, uint32_t n) {
  return from(engine.recommender->search_items(folded_query, n));
}
val search_users(const std::string& id_prefix, uint32_t offset, uint32_t n) {
  return from(engine.recommender->search_users(id_prefix, offset, n));
}

EMSCRIPTEN_BINDINGS(pocketrec) {
  emscripten::function("reserve", &reserve);
  emscripten::function("release", &release);
  emscripten::function("close", &close);
  emscripten::function("open", &open);
  emscripten::function("attach", &attach);
  emscripten::function("findItem", &find_item);
  emscripten::function("item", &item);
  emscripten::function("findUser", &find_user);
  emscripten::function("userId", &user_id);
  emscripten::function("userHistory", &user_history);
  emscripten::function("facets", &facets);
  emscripten::function("histories", &histories);
  emscripten::function("audience", &audience);
  emscripten::function("recommend", &recommend);
  emscripten::function("recommendForUser", &recommend_for_user);
  emscripten::function("similar", &similar);
  emscripten::function("popular", &popular);
  emscripten::function("explain", &explain);
  emscripten::function("placeItem", &place_item);
  emscripten::function("searchItems", &search_items);
  emscripten::function("searchUsers", &search_users);
}

}  // namespace
}  // namespace pocketrec
