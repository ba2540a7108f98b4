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

val from(uint32_t number) { return val(number); }
val from(std::string_view view) { return text(view); }
val from(const std::vector<uint32_t>& indices) { return copied(indices); }

val from(const std::vector<std::string_view>& views) {
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
  item.set("categories", from(facts.categories));
  item.set("otherIds", from(facts.other_ids));
  return item;
}

val from(const BundleInfo& info) {
  val facts = val::object();
  facts.set("numItems", info.num_items);
  facts.set("numFactors", info.num_factors);
  facts.set("bits", info.bits);
  facts.set("numUsers", info.num_users);
  facts.set("hasTitles", info.has_titles);
  facts.set("hasSearch", info.has_search);
  facts.set("hasUsers", info.has_users);
  return facts;
}

val indexed_numbers(const std::vector<uint32_t>& indices, const std::vector<float>& numbers) {
  val list = val::object();
  list.set("indices", copied(indices));
  list.set("numbers", copied(numbers));
  return list;
}

val from(const std::vector<ScoredItem>& items) {
  std::vector<uint32_t> indices;
  std::vector<float> scores;
  for (const ScoredItem& item : items) {
    indices.push_back(item.item_index);
    scores.push_back(item.score);
  }
  return indexed_numbers(indices, scores);
}

val from(const std::vector<HistoryEntry>& history) {
  std::vector<uint32_t> indices;
  std::vector<float> weights;
  for (const HistoryEntry& entry : history) {
    indices.push_back(entry.item_index);
    weights.push_back(entry.weight);
  }
  return indexed_numbers(indices, weights);
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

// What JavaScript passes as {n, exclude, allow, includeHistory, diversity, novelty}, kept alive for
// one call.
struct Limits {
  explicit Limits(const val& options)
      : exclude(to_indices(options["exclude"])), allow(to_indices(options["allow"])) {
    list.n = options["n"].as<uint32_t>();
    list.include_history = options["includeHistory"].as<bool>();
    list.diversity = options["diversity"].as<float>();
    list.novelty = options["novelty"].as<float>();
    list.exclude = exclude;
    list.allow = allow;
  }
  Limits(const Limits&) = delete;
  Limits& operator=(const Limits&) = delete;

  std::vector<uint32_t> exclude;
  std::vector<uint32_t> allow;
  ListOptions list;
};

struct PartBytes {
  struct Free {
    void operator()(uint8_t* bytes) const { std::free(bytes); }
  };
  std::unique_ptr<uint8_t, Free> address;
  size_t size = 0;

  std::span<const uint8_t> span() const { return {address.get(), size}; }
};

class Engine {
 public:
  // The address of `size` bytes for a part, to be filled before open() or attach(); 0 when there
  // is not enough memory.
  uint32_t reserve(uint32_t part, uint32_t size) {
    const size_t rounded = (size_t{size} / kAlignment + 1) * kAlignment;
    auto* address = static_cast<uint8_t*>(std::aligned_alloc(kAlignment, rounded));
    arriving_[part] = {std::unique_ptr<uint8_t, PartBytes::Free>(address), address ? size : 0};
    return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(address));
  }

  void release(uint32_t part) { arriving_[part] = {}; }

  val open() {
    Result<Recommender> opened = Recommender::open(
        {.items = arriving_[kItems].span(), .encoder = arriving_[kEncoder].span()});
    if (!opened.ok()) return failure(opened.error());
    recommender_.emplace(std::move(opened).value());
    parts_ = {};
    keep(kItems);
    keep(kEncoder);
    return success(from(recommender_->info()));
  }

  val attach(uint32_t part) {
    const Result<BundleInfo> info = recommender_->attach(Part{part}, arriving_[part].span());
    if (info.ok()) {
      keep(part);
    } else {
      release(part);
    }
    return from(info);
  }

  val find_item(const std::string& id) const { return from(recommender_->find_item(id)); }
  val item(uint32_t item_index) const { return from(recommender_->item(item_index)); }
  val find_user(const std::string& id) const { return from(recommender_->find_user(id)); }
  val user_id(uint32_t user_index) const { return from(recommender_->user_id(user_index)); }
  val user_history(uint32_t user_index) const {
    return from(recommender_->user_history(user_index));
  }

  val recommend(const val& indices, const val& weights, const val& options) const {
    const Limits limits(options);
    return from(recommender_->recommend(to_history(indices, weights), limits.list));
  }
  val recommend_for_user(uint32_t user_index, const val& options) const {
    const Limits limits(options);
    return from(recommender_->recommend_for_user(user_index, limits.list));
  }
  val similar(uint32_t item_index, const val& options) const {
    const Limits limits(options);
    return from(recommender_->similar(item_index, limits.list));
  }
  val explain(const val& indices, const val& weights, uint32_t item_index) const {
    return from(recommender_->explain(to_history(indices, weights), item_index));
  }

  val search_items(const std::string& folded_query, uint32_t n) const {
    return from(recommender_->search_items(folded_query, n));
  }
  val search_users(const std::string& id_prefix, uint32_t offset, uint32_t n) const {
    return from(recommender_->search_users(id_prefix, offset, n));
  }

 private:
  static constexpr size_t kAlignment = 64;  // of a part; the core would take any

  static constexpr auto kItems = static_cast<uint32_t>(Part::kItems);
  static constexpr auto kEncoder = static_cast<uint32_t>(Part::kEncoder);

  void keep(uint32_t part) { parts_[part] = std::exchange(arriving_[part], {}); }

  // Both by Part.
  std::array<PartBytes, 6> arriving_;
  std::array<PartBytes, 6> parts_;  // outlives recommender_, which points into it
  std::optional<Recommender> recommender_;
};

EMSCRIPTEN_BINDINGS(pocketrec) {
  emscripten::class_<Engine>("Engine")
      .constructor<>()
      .function("reserve", &Engine::reserve)
      .function("release", &Engine::release)
      .function("open", &Engine::open)
      .function("attach", &Engine::attach)
      .function("findItem", &Engine::find_item)
      .function("item", &Engine::item)
      .function("findUser", &Engine::find_user)
      .function("userId", &Engine::user_id)
      .function("userHistory", &Engine::user_history)
      .function("recommend", &Engine::recommend)
      .function("recommendForUser", &Engine::recommend_for_user)
      .function("similar", &Engine::similar)
      .function("explain", &Engine::explain)
      .function("searchItems", &Engine::search_items)
      .function("searchUsers", &Engine::search_users);
}

}  // namespace
}  // namespace pocketrec
