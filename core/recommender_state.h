// What an open Recommender holds: the parts of one bundle, checked to belong together.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/bundle.h"
#include "core/history.h"
#include "core/item_lists.h"
#include "core/item_rows.h"
#include "core/live_catalogue.h"
#include "core/recommender.h"

namespace pocketrec {

// kMissingPart: "`call` needs the titles part, ...".
Error missing_part(Part part, const char* call);

struct Recommender::State {
  ItemsPart items;
  EncoderPart encoder;
  std::optional<TitlesPart> titles = std::nullopt;
  std::optional<SearchPart> search = std::nullopt;
  std::optional<UsersPart> users = std::nullopt;
  std::optional<ContentPart> content = std::nullopt;
  std::optional<ItemLists> lists = std::nullopt;
  std::optional<ListedRows> background = std::nullopt;
  // 1 / length of each item's codes (0 for a row of zeros): what turns a dot product of codes into
  // a cosine.
  std::vector<float> inverse_norms = {};
  LiveCatalogue live{items.items, items.num_items};

  // Of the bundle, without those added since.
  uint32_t num_items() const { return items.num_items; }
  ItemRows item_rows() const {
    return {items.items,
            PackedArray<float>(inverse_norms),
            live.added(),
            live.added_norms(),
            items.num_items - items.items.num_rows,
            lists ? &*lists : nullptr,
            background ? &*background : nullptr};
  }

  // As Recommender::open and Recommender::attach. A part that is refused changes nothing.
  static Result<std::unique_ptr<State>> open(const BundleParts& parts);
  std::optional<Error> attach(Part part, std::span<const uint8_t> bytes);

  // `call` names what the caller is about to do, for the message.
  std::optional<Error> check_user(uint32_t user_index, const char* call) const;
  // kUnknownItem, or kMissingPart where the item's row is in a list that is not here.
  std::optional<Error> check_item(uint32_t item_index) const;
  // prepare_history(), with the same check of what is liked.
  Result<History> history_of(std::span<const HistoryEntry> entries) const;
  // Of an item that was placed.
  std::optional<Error> check_vector(const UserVector& vector) const;

  // The list for a user, under the options and without what the history rules out: the best items
  // by the vector's product, ranked anew with what their neighbours in the history add. Of the
  // slots, new items have their share.
  Result<std::vector<ScoredItem>> list_for(const UserVector& user, const History& history,
                                           const ListOptions& options) const;
  // The items with the greatest cosines to a vector with these codes, and 1 / their length, under
  // the options and without `itself`.
  Result<std::vector<ScoredItem>> nearest_to(std::span<const int8_t> codes, float inverse,
                                             const ListOptions& options,
                                             std::optional<uint32_t> itself = std::nullopt) const;
  // What a stored user chose. Needs users, and a user_index of theirs.
  std::vector<HistoryEntry> stored_history(uint32_t user_index) const;

 private:
  std::optional<Error> attach_lists(const Result<ListsPart>& parsed);
  std::optional<Error> attach_rows(const Result<RowsPart>& parsed);
  std::optional<Error> attach_background(const Result<RowsPart>& parsed);
  std::optional<Error> check_rows(Part which, const RowsPart& part) const;
  std::optional<Error> check_belongs(Part part, uint64_t model_id, uint32_t num) const;
  std::optional<Error> check_factors(Part part, uint32_t num_factors) const;
};

}  // namespace pocketrec
