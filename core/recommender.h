// The one header a consumer of Pocketrec's core needs: bytes of a bundle in, recommendations out.
//
// No files, no threads, no printing, no exceptions. Every function is safe on untrusted bytes, and
// gives the same bits on every machine that keeps subnormal floats (the default on x86-64, AArch64
// and in WebAssembly). Const calls may run at the same time. The byte format is FORMAT.md.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/content.h"
#include "core/result.h"

namespace pocketrec {

// The longest list that one call returns. More is a caller's mistake, not a use.
inline constexpr uint32_t kMaxResults = 1000;

// One item that a visitor chose. `weight` is the confidence in it, in [0, 16]: 1 is one ordinary
// interaction; 0 is seen but not liked: never recommended again, and no evidence for taste. The
// order of a history never changes a result; of two entries for one item the larger weight counts.
// A history without any positive weight is an empty one (kEmptyHistory).
struct HistoryEntry {
  uint32_t item_index;
  float weight = 1.0F;
};

// `score` is the predicted preference for recommend(), the cosine of two audiences for similar()
// (-1..1, and by rounding 2^-21 more at most), the part of a score (in its unit) for explain().
struct ScoredItem {
  uint32_t item_index;
  float score;
};

// What one item is. Views point into the titles part, and live as long as its bytes.
struct ItemFacts {
  std::string_view id;
  std::string_view title;
  std::string_view author;
  std::string_view publisher;
  int32_t year = 0;         // 0: unknown
  uint32_t popularity = 0;  // users in the training data who chose it
  std::vector<std::string_view> categories;
  std::vector<std::string_view> other_ids;  // further editions merged into this item
};

// The bytes of a bundle's parts. They must outlive the Recommender. Only `items` and `encoder` are
// needed to recommend; the others may be empty, and be attached later.
struct BundleParts {
  std::span<const uint8_t> items;
  std::span<const uint8_t> encoder;
  std::span<const uint8_t> titles = {};
  std::span<const uint8_t> search = {};
  std::span<const uint8_t> users = {};
  std::span<const uint8_t> content = {};
  std::span<const uint8_t> lists = {};
  std::span<const uint8_t> background = {};
};

// Map, languages and groups say more of items than ranking takes (where they lie on a map, their
// languages, and who chose them): they have numbers and names here, and the core leaves their bytes
// aside. Lists, rows and background are of large catalogues: which lists there are, the rows of one
// list, and some rows that stand for all in fold-in. Shelves say what their items are and which
// item has an id; the core leaves them aside, too.
enum class Part : uint32_t {
  kItems = 1,
  kEncoder,
  kTitles,
  kSearch,
  kUsers,
  kContent,
  kMap,
  kLanguages,
  kGroups,
  kLists,
  kRows,
  kBackground,
  kShelves,
  kShelf,
  kNames
};
inline constexpr uint32_t kLastPart = static_cast<uint32_t>(Part::kNames);

// Limits of one request. Empty `allow` means every item is allowed.
struct ListOptions {
  uint32_t n = 10;                         // 1..kMaxResults; fewer come back when fewer are left
  std::span<const uint32_t> exclude = {};  // item indices never to return
  std::span<const uint32_t> allow = {};    // if not empty, the only item indices to return
  // recommend(): may an item of the history come back? One with weight 0 never does.
  bool include_history = false;
  // Variety, each from 0 (off) to 1. Either makes the list a choice among the best 5 n items by
  // score (at least 100, at most 2000), which come in the order of the choice, with their scores.
  // Of those left, the next is the one with the greatest
  //   (1 - diversity) * merit - diversity * (greatest cosine to an item chosen before),
  //   merit = (1 - novelty) * (score, scaled to 0..1 over these items) + novelty * rarity,
  // where rarity = log2(item_index + 1) / log2(num_items): 0 for the most popular item, 1 for the
  // least. Ties go to the lower item index; the first has the greatest merit. variety.h says why.
  float diversity = 0.0F;
  float novelty = 0.0F;
  // recommend(): the share of the list, 0 to 1, that new items have at least. Those are items that
  // nobody had chosen when the bundle was made; the best of them by score stand evenly spread
  // between the others, also where diversity or novelty chose these (exploration.h).
  float exploration = 0.0F;
  // If not empty, a bit for each item, from the lowest bit of the first word on, as many words as
  // that takes: only items whose bit is set are returned. For filters that leave many; `allow`
  // holds besides.
  std::span<const uint32_t> allow_bits = {};
  // Where items are in lists (a large catalogue): a request looks at those lists alone that most
  // likely have the best of them (core/best_items.h). exact: at all.
  bool exact = false;
  // If not null, lists that would have been looked at if their rows were here are appended, best
  // first: with them, the same request gives a better answer. Where none is, the answer is final.
  std::vector<uint32_t>* missing = nullptr;
};

// The most that an item's scores can be boosted by, and 1 over the most they can be lowered by.
inline constexpr float kMaxBoost = 16.0F;

struct BundleInfo {
  uint32_t num_items = 0;
  uint32_t num_factors = 0;
  uint32_t bits = 0;  // 8 or 4
  uint32_t num_users = 0;
  uint32_t num_new = 0;    // the last items: nobody had chosen them when the bundle was made
  uint32_t num_added = 0;  // behind them, since it was opened
  uint64_t model_id = 0;   // the same in every part of one bundle
  bool has_titles = false;
  bool has_search = false;
  bool has_users = false;
  bool has_content = false;
  uint32_t num_lists = 0;  // of a large catalogue; 0 where all items are in the items part
};

// A vector as it is scored, a visitor's or a new item's: value = scale * code.
struct UserVector {
  std::vector<int8_t> codes;  // num_factors
  float scale = 0.0F;
};

// An item that the bundle does not have, where its content puts it.
struct PlacedItem {
  UserVector vector;       // as a row of the items: 8 bits, of the length that new items have
  uint32_t num_keys = 0;   // content keys of the item, and ...
  uint32_t num_known = 0;  // ... those of them that training knew
  // Of the catalogue's items, the share (0..1) about which their content says less.
  float certainty = 0.0F;
};

// What all items are, by item index, for those who filter or count: the categories of item i are
// categories[category_offsets[i]] to before the next's, and name category_names; authors name
// author_names (a text as the data had it, perhaps of several people, perhaps ""). years: 0 where
// unknown. Views of the titles part.
struct Facets {
  PackedArray<uint32_t> popularity;  // by item: users in the training data who chose it
  PackedArray<int16_t> years;
  PackedArray<uint32_t> authors, category_offsets, categories;
  StringTable author_names, category_names;
};

// What all stored users chose: user u the entries from offsets[u] to before offsets[u + 1], by item
// index. Views of the users part.
struct Histories {
  PackedArray<uint32_t> offsets, item_indices;
  PackedArray<uint8_t> weights;  // 16 times HistoryEntry's
};

struct ScoredUser {
  uint32_t user_index;
  float score;
};

class Recommender {
 public:
  // Checks sizes, versions, ranges, checksums and that the parts belong together.
  static Result<Recommender> open(const BundleParts& parts);

  // Adds a part that was loaded later (titles, search, users, content or lists; once there are
  // lists, background and the rows of any of them), with the same checks. Returns the new info.
  Result<BundleInfo> attach(Part part, std::span<const uint8_t> bytes);

  Recommender(Recommender&&) noexcept;
  Recommender& operator=(Recommender&&) noexcept;
  ~Recommender();

  BundleInfo info() const;

  // Index of the item with this id, or with a merged edition's id. Needs titles.
  Result<uint32_t> find_item(std::string_view id) const;
  Result<ItemFacts> item(uint32_t item_index) const;  // needs titles
  Result<uint32_t> find_user(std::string_view id) const;
  Result<std::string_view> user_id(uint32_t user_index) const;
  Result<Facets> facets() const;        // needs titles
  Result<Histories> histories() const;  // needs users
  // What a stored user chose, by item index. Needs users.
  Result<std::vector<HistoryEntry>> user_history(uint32_t user_index) const;

  // The visitor's vector, computed from the history alone (fold-in). Bit for bit the trainer's.
  Result<UserVector> encode(std::span<const HistoryEntry> history) const;

  // The n items with the highest score, best first; ties go to the lower item index. Diversity and
  // novelty change choice and order here and in the three below (ListOptions).
  Result<std::vector<ScoredItem>> recommend(std::span<const HistoryEntry> history,
                                            const ListOptions& options) const;
  // The same for a vector from elsewhere, of num_factors numbers (kBadValue otherwise, or where one
  // is not finite): by its product with the items alone, without what neighbours add. It is
  // quantised to 8 bits, as a visitor's is.
  Result<std::vector<ScoredItem>> recommend_for_vector(std::span<const float> vector,
                                                       const ListOptions& options) const;
  // The same for a stored user, from the vector and the history in the users part.
  Result<std::vector<ScoredItem>> recommend_for_user(uint32_t user_index,
                                                     const ListOptions& options) const;
  // Items chosen by the same people: cosine of the item codes. Never returns the item itself.
  Result<std::vector<ScoredItem>> similar(uint32_t item_index, const ListOptions& options) const;

  // The most popular items, most popular first: what to show, or to have rated by, somebody nothing
  // is known of. `allow` makes it those of a category. Scores are 1 - rarity (ListOptions), so that
  // with diversity the list tells tastes apart.
  Result<std::vector<ScoredItem>> popular(const ListOptions& options) const;

  // How much each item of the history adds to the score of `item_index`, largest first. The parts
  // sum to the score that the unquantised vector of this history gives.
  Result<std::vector<ScoredItem>> explain(std::span<const HistoryEntry> history,
                                          uint32_t item_index) const;

  // Where an item goes that the bundle does not have, by what it is alone. Texts are folded as the
  // trainer folds them (FORMAT.md, "Content keys"). Where training knew none of its keys, the
  // vector is zeros. Needs content.
  Result<PlacedItem> place(const ContentFacts& facts) const;
  // Items with the audience that a placed item will likely have: as similar(). None where the
  // vector is zeros.
  Result<std::vector<ScoredItem>> nearest(const PlacedItem& item, const ListOptions& options) const;
  // The n stored users (1..kMaxResults) for whom it scores highest, best first; ties go to the
  // lower index. Scores are the product of the vectors. Needs users.
  Result<std::vector<ScoredUser>> likely_users(const PlacedItem& item, uint32_t n) const;
  // The same for an item of the bundle, of the users who have not chosen it.
  Result<std::vector<ScoredUser>> audience(uint32_t item_index, uint32_t n) const;

  // What changes between two bundles. Hidden items are in no list (of items or of search results)
  // until they are shown again; they stay in histories, and can be asked about.
  Result<BundleInfo> hide(std::span<const uint32_t> item_indices, bool are_hidden);
  // From now on the item's scores are multiplied by `factor` (1 / kMaxBoost to kMaxBoost; 1: as
  // they are) in every list but explanations, those below 0 divided. As many factors as items.
  Result<BundleInfo> boost(std::span<const uint32_t> item_indices, std::span<const float> factors);
  // Adds an item with this vector behind all others; it counts as new (ListOptions::exploration).
  // Of item(), facets and searches it is no part: who adds it knows what it is. Its index is
  // num_items + num_added - 1 of the new info.
  Result<BundleInfo> add_item(const UserVector& vector);

  // Items whose title, author or id matches every word of the query by prefix, best match first
  // (more popular first among equals). `folded_query` is folded as the trainer folds (FORMAT.md,
  // "Text folding"). Needs search.
  Result<std::vector<uint32_t>> search_items(std::string_view folded_query, uint32_t n) const;
  // Users whose id starts with this, in id order from the `offset`-th match. Needs users.
  Result<std::vector<uint32_t>> search_users(std::string_view id_prefix, uint32_t offset,
                                             uint32_t n) const;

 private:
  struct State;
  explicit Recommender(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace pocketrec
