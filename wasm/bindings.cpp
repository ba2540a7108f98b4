// The whole boundary between JavaScript and the core: conversions, and nothing else.
//
// Each query is an exported function without parameters. It reads them from the request, which
// JavaScript wrote to the place that request() named, and returns the address of the reply: the
// word 1 and the value, or 0, the error's name and its sentence (wire.h; wasm/src/module.ts has the
// order of values on the other side). Parts of a bundle come in through reserve(), which names a
// place for JavaScript to copy them to; that memory belongs to the Engine. Once a part is attached,
// nothing but a newer one frees it.
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/recommender.h"
#include "wasm/wire.h"

#define POCKETREC_EXPORT(name) __attribute__((export_name(name)))

namespace pocketrec {
namespace {

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
constexpr auto kRows = static_cast<uint32_t>(Part::kRows);

// An instance of the module serves one bundle. Parts are by Part; of rows there are many.
struct Engine {
  std::array<PartBytes, kLastPart + 1> arriving;
  std::array<PartBytes, kLastPart + 1> parts;  // outlives recommender, which points into it
  std::vector<PartBytes> rows;                 // so does this
  std::optional<Recommender> recommender;
  Request request;
  Reply reply;
  std::vector<uint32_t> missing;  // lists that the last request for items would have looked at

  void keep(uint32_t part) {
    PartBytes bytes = std::exchange(arriving[part], {});
    if (part == kRows) {
      rows.push_back(std::move(bytes));
    } else {
      parts[part] = std::move(bytes);
    }
  }
};
Engine& engine = *new Engine;  // as long as the instance: nothing runs when a page goes

void write(uint32_t number) { engine.reply.number(number); }
void write(float real) { engine.reply.real(real); }
void write(std::string_view text) { engine.reply.text(text); }
void write(const std::vector<uint32_t>& indices) { engine.reply.numbers(indices); }
void write(const std::vector<ScoredItem>& items) { engine.reply.pairs(items); }
void write(const std::vector<ScoredUser>& users) { engine.reply.pairs(users); }
void write(const std::vector<HistoryEntry>& history) { engine.reply.pairs(history); }

void write(const std::vector<std::string_view>& texts) {
  write(static_cast<uint32_t>(texts.size()));
  for (const std::string_view text : texts) write(text);
}

void write(const ItemFacts& facts) {
  for (const auto text : {facts.id, facts.title, facts.author, facts.publisher}) write(text);
  write(static_cast<uint32_t>(facts.year));
  write(facts.popularity);
  write(facts.categories);
  write(facts.other_ids);
}

void write(const BundleInfo& info) {
  for (const uint32_t number : {info.num_items, info.num_factors, info.num_new, info.num_added,
                                info.bits, info.num_users, info.num_lists}) {
    write(number);
  }
  for (const bool has : {info.has_titles, info.has_search, info.has_users, info.has_content}) {
    write(has ? 1U : 0U);
  }
}

void write(const Facets& facets) {
  Reply& reply = engine.reply;
  reply.view(facets.popularity);
  reply.view(facets.years);
  reply.view(facets.authors);
  reply.view(facets.category_offsets);
  reply.view(facets.categories);
  reply.view(facets.author_names);
  reply.view(facets.category_names);
}

void write(const Histories& histories) {
  engine.reply.view(histories.offsets);
  engine.reply.view(histories.item_indices);
  engine.reply.view(histories.weights);
}

const uint32_t* refused(const Error& error) {
  engine.reply.clear();
  write(0U);
  write(std::string_view(name_of(error.code)));
  write(std::string_view(error.message));
  return engine.reply.words();
}

template <class... Values>
const uint32_t* answered(const Values&... values) {
  engine.reply.clear();
  write(1U);
  (write(values), ...);
  return engine.reply.words();
}

// A list of items, and the lists that would make it better.
const uint32_t* answer(const Result<std::vector<ScoredItem>>& result) {
  return result.ok() ? answered(result.value(), engine.missing) : refused(result.error());
}

template <class T>
const uint32_t* answer(const Result<T>& result) {
  return result.ok() ? answered(result.value()) : refused(result.error());
}

// Item indices, then as many weights.
std::vector<HistoryEntry> read_history() {
  const std::span<const uint32_t> items = engine.request.numbers();
  const std::span<const float> weights = engine.request.reals();
  std::vector<HistoryEntry> history;
  for (size_t i = 0; i < items.size(); ++i) history.push_back({items[i], weights[i]});
  return history;
}

ListOptions read_limits() {
  Request& request = engine.request;
  ListOptions limits;
  limits.n = request.number();
  limits.include_history = request.number() != 0;
  limits.diversity = request.real();
  limits.novelty = request.real();
  limits.exploration = request.real();
  limits.exclude = request.numbers();
  limits.allow = request.numbers();
  limits.allow_bits = request.numbers();
  limits.exact = request.number() != 0;
  engine.missing.clear();
  limits.missing = &engine.missing;
  return limits;
}

// `categories` keeps the views that the facts have of them.
ContentFacts read_facts(std::vector<std::string_view>& categories) {
  Request& request = engine.request;
  ContentFacts facts;
  facts.title = request.text();
  facts.author = request.text();
  facts.publisher = request.text();
  facts.language = request.text();
  facts.year = static_cast<int32_t>(request.number());
  categories.resize(request.number());
  for (std::string_view& category : categories) category = request.text();
  facts.categories = categories;
  return facts;
}

}  // namespace

// The place for the request of the next query, of so many words.
POCKETREC_EXPORT("request") uint32_t* request(uint32_t num_words) {
  return engine.request.reserve(num_words);
}

// The address of `size` bytes for a part, to be filled before open() or attach(); 0 when there is
// not enough memory.
POCKETREC_EXPORT("reserve") uint8_t* reserve(uint32_t part, uint32_t size) {
  const size_t rounded = (size_t{size} / kAlignment + 1) * kAlignment;
  auto* address = static_cast<uint8_t*>(std::aligned_alloc(kAlignment, rounded));
  engine.arriving[part] = {std::unique_ptr<uint8_t, PartBytes::Free>(address), address ? size : 0};
  return address;
}

POCKETREC_EXPORT("release") void release(uint32_t part) { engine.arriving[part] = {}; }

POCKETREC_EXPORT("close") void close() {
  engine.recommender.reset();
  engine.arriving = {};
  engine.parts = {};
  engine.rows.clear();
}

POCKETREC_EXPORT("open") const uint32_t* open() {
  Result<Recommender> opened = Recommender::open(
      {.items = engine.arriving[kItems].span(), .encoder = engine.arriving[kEncoder].span()});
  if (!opened.ok()) return refused(opened.error());
  engine.recommender.emplace(std::move(opened).value());
  engine.parts = {};
  engine.rows.clear();
  engine.keep(kItems);
  engine.keep(kEncoder);
  return answered(engine.recommender->info());
}

POCKETREC_EXPORT("attach") const uint32_t* attach(uint32_t part) {
  const Result<BundleInfo> info =
      engine.recommender->attach(Part{part}, engine.arriving[part].span());
  if (info.ok()) {
    engine.keep(part);
  } else {
    release(part);
  }
  return answer(info);
}

POCKETREC_EXPORT("findItem") const uint32_t* find_item() {
  return answer(engine.recommender->find_item(engine.request.text()));
}
POCKETREC_EXPORT("item") const uint32_t* item() {
  return answer(engine.recommender->item(engine.request.number()));
}
POCKETREC_EXPORT("findUser") const uint32_t* find_user() {
  return answer(engine.recommender->find_user(engine.request.text()));
}
POCKETREC_EXPORT("userId") const uint32_t* user_id() {
  return answer(engine.recommender->user_id(engine.request.number()));
}
POCKETREC_EXPORT("userHistory") const uint32_t* user_history() {
  return answer(engine.recommender->user_history(engine.request.number()));
}
POCKETREC_EXPORT("facets") const uint32_t* facets() { return answer(engine.recommender->facets()); }
POCKETREC_EXPORT("histories") const uint32_t* histories() {
  return answer(engine.recommender->histories());
}
POCKETREC_EXPORT("audience") const uint32_t* audience() {
  const uint32_t item_index = engine.request.number();
  return answer(engine.recommender->audience(item_index, engine.request.number()));
}
POCKETREC_EXPORT("recommend") const uint32_t* recommend() {
  const std::vector<HistoryEntry> history = read_history();
  return answer(engine.recommender->recommend(history, read_limits()));
}
POCKETREC_EXPORT("recommendForVector") const uint32_t* recommend_for_vector() {
  const std::span<const float> vector = engine.request.reals();
  return answer(engine.recommender->recommend_for_vector(vector, read_limits()));
}
POCKETREC_EXPORT("recommendForUser") const uint32_t* recommend_for_user() {
  const uint32_t user_index = engine.request.number();
  return answer(engine.recommender->recommend_for_user(user_index, read_limits()));
}
POCKETREC_EXPORT("similar") const uint32_t* similar() {
  const uint32_t item_index = engine.request.number();
  return answer(engine.recommender->similar(item_index, read_limits()));
}
POCKETREC_EXPORT("popular") const uint32_t* popular() {
  return answer(engine.recommender->popular(read_limits()));
}
POCKETREC_EXPORT("explain") const uint32_t* explain() {
  const std::vector<HistoryEntry> history = read_history();
  return answer(engine.recommender->explain(history, engine.request.number()));
}

// What can be said of an item that the bundle does not have: its likely users are asked for where
// their number is not 0.
POCKETREC_EXPORT("placeItem") const uint32_t* place_item() {
  std::vector<std::string_view> categories;
  const ContentFacts facts = read_facts(categories);
  const ListOptions limits = read_limits();
  const uint32_t num_users = engine.request.number();
  const Result<PlacedItem> placed = engine.recommender->place(facts);
  if (!placed.ok()) return refused(placed.error());
  const auto nearest = engine.recommender->nearest(placed.value(), limits);
  if (!nearest.ok()) return refused(nearest.error());
  std::vector<ScoredUser> users;
  if (num_users > 0) {
    auto likely = engine.recommender->likely_users(placed.value(), num_users);
    if (!likely.ok()) return refused(likely.error());
    users = std::move(likely).value();
  }
  const auto& [vector, num_keys, num_known, certainty] = placed.value();
  return answered(num_keys, num_known, certainty, nearest.value(), engine.missing, users);
}

POCKETREC_EXPORT("hide") const uint32_t* hide() {
  const std::span<const uint32_t> items = engine.request.numbers();
  return answer(engine.recommender->hide(items, engine.request.number() != 0));
}
POCKETREC_EXPORT("boost") const uint32_t* boost() {
  const std::span<const uint32_t> items = engine.request.numbers();
  return answer(engine.recommender->boost(items, engine.request.reals()));
}
// An item that lies where its content places it.
POCKETREC_EXPORT("addItem") const uint32_t* add_item() {
  std::vector<std::string_view> categories;
  const Result<PlacedItem> placed = engine.recommender->place(read_facts(categories));
  if (!placed.ok()) return refused(placed.error());
  return answer(engine.recommender->add_item(placed.value().vector));
}

POCKETREC_EXPORT("searchItems") const uint32_t* search_items() {
  const std::string_view folded_query = engine.request.text();
  return answer(engine.recommender->search_items(folded_query, engine.request.number()));
}
POCKETREC_EXPORT("searchUsers") const uint32_t* search_users() {
  const std::string_view id_prefix = engine.request.text();
  const uint32_t offset = engine.request.number();
  return answer(engine.recommender->search_users(id_prefix, offset, engine.request.number()));
}

}  // namespace pocketrec
