#include "trainer/pack/add_items.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "core/bundle.h"
#include "core/part_reader.h"
#include "trainer/content/content_table.h"
#include "trainer/pack/pack_groups.h"
#include "trainer/pack/pack_languages.h"
#include "trainer/pack/pack_map.h"
#include "trainer/pack/pack_parts.h"
#include "trainer/pack/part_writer.h"
#include "trainer/pack/quantise_direction.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

// Where a part's header says how many items there are, and the encoder's how many were trained.
constexpr uint32_t kTrainedItemsOfEncoder = 2;
constexpr uint32_t kItemsOfUsers = 2;
constexpr uint32_t kItemsOfContent = 0;

struct Catalogue {
  Dataset dataset;  // items only
  std::vector<uint32_t> order, popularity;

  void add(Item item, uint32_t chosen) {
    order.push_back(static_cast<uint32_t>(order.size()));
    popularity.push_back(chosen);
    dataset.items.push_back(std::move(item));
  }
};

Catalogue catalogue_of(const Recommender& recommender, const std::vector<Item>& added) {
  Catalogue catalogue;
  for (uint32_t i = 0; i < recommender.info().num_items; ++i) {
    const ItemFacts facts = value_or_throw(recommender.item(i));
    catalogue.add(item_of(facts), facts.popularity);
  }
  for (const Item& item : added) catalogue.add(item, 0);
  return catalogue;
}

struct PlacedRows {
  FactorTable rows;
  uint32_t num_unplaced = 0;
};

PlacedRows place_all(const ContentMap& map, const std::vector<Item>& items) {
  const uint32_t num_factors = map.features.num_factors;
  PlacedRows placed{{checked_count(items.size(), "new items"), num_factors,
                     std::vector<float>(items.size() * num_factors)}};
  for (uint32_t i = 0; i < items.size(); ++i) {
    const Placement placement =
        place_row(map, keys_of(items[i]), {placed.rows.row(i), num_factors});
    if (!(placement.length > 0.0F)) ++placed.num_unplaced;
  }
  return placed;
}

// The rows of `table` as they lie there, and `added` behind them.
QuantisedRows joined(const CodeTable& table, const QuantisedRows& added) {
  QuantisedRows rows{table.num_factors, table.bits, {}, {}};
  rows.codes.assign(table.codes, table.row(table.num_rows));
  rows.codes.insert(rows.codes.end(), added.codes.begin(), added.codes.end());
  for (size_t i = 0; i < table.num_rows; ++i) rows.scales.push_back(table.scales[i]);
  rows.scales.insert(rows.scales.end(), added.scales.begin(), added.scales.end());
  return rows;
}

uint32_t num_trained(const BundleParts& parts, uint32_t num_items) {
  PartReader encoder(Part::kEncoder, parts.encoder);
  const uint32_t before = encoder.field(kTrainedItemsOfEncoder);
  return before == 0 ? num_items : before;
}

// New items have no people yet.
AudienceGroups with_more_items(AudienceGroups groups, uint32_t num_items) {
  groups.offsets.resize(size_t{num_items} + 1, groups.offsets.back());
  return groups;
}

// The languages of all items; those of the bundle's are not known where it has no such part.
std::vector<std::string> all_languages(const LoadedBundle& bundle, const std::vector<Item>& added) {
  const BundleInfo info = bundle.recommender.info();
  std::vector<std::string> languages(info.num_items);
  if (!bundle.parts.languages.empty()) {
    languages = value_or_throw(parse_languages(bundle.parts.languages, info));
  }
  for (const Item& item : added) languages.push_back(item.language);
  return languages;
}

// The places of the first items, and those of the others among the trained ones, of which the map
// was made: whether items are added at once or one after the other changes nothing.
std::vector<MapPlace> map_with(std::vector<MapPlace> places, std::span<const uint8_t> items,
                               uint32_t trained) {
  FactorTable rows = packed_rows(items);
  const auto num_before = static_cast<uint32_t>(places.size());
  FactorTable added{rows.num_rows - num_before, rows.num_factors, {}};
  added.values.assign(rows.row(num_before), rows.row(rows.num_rows));
  trained = std::min(trained, num_before);  // above the number of items it means all of them
  rows.num_rows = trained;
  rows.values.resize(size_t{trained} * rows.num_factors);
  const std::vector<MapPlace> of_trained(places.begin(), places.begin() + trained);
  const std::vector<MapPlace> more = places_among(added, rows, of_trained, 0);
  places.insert(places.end(), more.begin(), more.end());
  return places;
}

}  // namespace

AddedItems add_items(const LoadedBundle& bundle, const std::vector<Item>& items,
                     uint64_t model_id) {
  const BundleInfo info = bundle.recommender.info();
  assert(info.has_titles && info.has_content && !items.empty());
  const FileParts& old = bundle.parts;
  const ContentPart content = value_or_throw(parse_content(old.content));
  const PlacedRows placed = place_all(content.map, items);
  const ItemsPart before = value_or_throw(parse_items(old.items));
  const QuantisedRows rows = joined(before.items, quantise_directions(placed.rows, info.bits));
  const Catalogue catalogue = catalogue_of(bundle.recommender, items);
  const uint32_t num_items = checked_count(rows.scales.size(), "items");

  AddedItems added{{}, placed.num_unplaced};
  PackedParts& parts = added.parts;
  parts.items = pack_rows(rows, model_id, num_items - before.first_new);
  const uint32_t trained = num_trained(old, info.num_items);
  parts.encoder = restamped(old.encoder, model_id, kTrainedItemsOfEncoder, trained);
  parts.titles = pack_titles(catalogue.dataset, catalogue.order, catalogue.popularity, model_id);
  if (info.has_search) parts.search = pack_search(catalogue.dataset, catalogue.order, model_id);
  if (info.has_users) parts.users = restamped(old.users, model_id, kItemsOfUsers, num_items);
  parts.content = restamped(old.content, model_id, kItemsOfContent, num_items);
  if (!old.map.empty()) {
    parts.map = pack_map(map_with(value_or_throw(parse_map(old.map, info)), parts.items, trained),
                         model_id);
  }
  parts.languages = pack_languages(all_languages(bundle, items), model_id);
  if (!old.groups.empty()) {
    parts.groups = pack_groups(
        with_more_items(value_or_throw(parse_groups(old.groups, info)), num_items), model_id);
  }
  return added;
}

}  // namespace pocketrec
