#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "core/bundle.h"
#include "core/content_map.h"
#include "core/quantise.h"
#include "trainer/pack/pack_parts.h"
#include "trainer/pack/part_writer.h"
#include "trainer/pack/quantise_direction.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

constexpr uint32_t kMapBits = 4;

// Of all that features move, what those that are packed move. The last hundredth takes a fifth of
// the bytes on goodbooks and a third on the Book-Crossing subset.
constexpr double kKeptShare = 0.99;

std::vector<ContentKey> keys_of_row(const ContentTable& content, uint32_t item) {
  std::vector<ContentKey> keys;
  for (const uint32_t feature : content.rows.row(item)) keys.push_back(content.keys[feature]);
  return keys;
}

// Of the features that move most, each one's vector times the weight of its field, in their order.
// What a feature moves: the items that have it, times the square of how far it moves each.
struct Telling {
  FactorTable rows;
  std::vector<ContentKey> keys;
};

Telling telling(const ContentModel& model, const ContentTable& content) {
  FactorTable rows = model.features;
  std::vector<double> moved(rows.num_rows, 0);
  for (const uint32_t feature : content.rows.columns) ++moved[feature];
  for (uint32_t f = 0; f < rows.num_rows; ++f) {
    double squares = 0;
    for (float& value : std::span(rows.row(f), rows.num_factors)) {
      value *= field_weight(content.keys[f].field);
      squares += double{value} * value;
    }
    moved[f] *= squares;
  }
  std::vector<uint32_t> features(rows.num_rows);
  std::iota(features.begin(), features.end(), 0U);
  std::stable_sort(features.begin(), features.end(),
                   [&](uint32_t a, uint32_t b) { return moved[a] > moved[b]; });
  double left = kKeptShare * std::accumulate(moved.begin(), moved.end(), 0.0);
  size_t kept = 0;
  while (kept < features.size() && (kept == 0 || left > 0)) left -= moved[features[kept++]];
  features.resize(kept);
  std::sort(features.begin(), features.end());
  Telling told{{static_cast<uint32_t>(kept), rows.num_factors, {}}, {}};
  for (const uint32_t f : features) {
    told.rows.values.insert(told.rows.values.end(), rows.row(f), rows.row(f) + rows.num_factors);
    told.keys.push_back(content.keys[f]);
  }
  return told;
}

// Where each field's features begin, and the end. keys: by field.
std::vector<uint32_t> field_begins(const std::vector<ContentKey>& keys) {
  std::vector<uint32_t> begins(kNumContentFields + 1, 0);
  for (const ContentKey key : keys) ++begins[static_cast<size_t>(key.field) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  return begins;
}

// The quantiles of the lengths of all items' sums; items of which the map knows nothing left out.
std::vector<float> length_quantiles(const ContentTable& content, const ContentMap& map) {
  std::vector<float> lengths, values(map.features.num_factors);
  for (uint32_t item = 0; item < content.rows.num_rows; ++item) {
    const Placement placement = place(map, keys_of_row(content, item), values);
    if (placement.num_known > 0) lengths.push_back(placement.length);
  }
  std::sort(lengths.begin(), lengths.end());
  std::vector<float> quantiles(kNumLengthQuantiles, 0.0F);
  for (size_t q = 0; q < kNumLengthQuantiles && !lengths.empty(); ++q) {
    quantiles[q] = lengths[q * (lengths.size() - 1) / (kNumLengthQuantiles - 1)];
  }
  return quantiles;
}

}  // namespace

std::vector<uint8_t> pack_content(const ContentModel& model, const ContentTable& content,
                                  uint64_t model_id) {
  const Telling told = telling(model, content);
  const QuantisedRows rows = quantise_directions(told.rows, kMapBits);
  const std::vector<uint32_t> begins = field_begins(told.keys);
  std::vector<uint32_t> prints;
  for (const ContentKey key : told.keys) prints.push_back(key.print);
  const ContentMap map{PackedArray<uint32_t>(begins), PackedArray<uint32_t>(prints), rows.table()};
  PartWriter writer(
      Part::kContent, model_id,
      {content.rows.num_rows, told.rows.num_factors, kMapBits, told.rows.num_rows, kContentRecipe});
  writer.array(begins);
  writer.array(prints);
  writer.array(rows.codes);
  writer.array(rows.scales);
  writer.array(std::vector<float>{model.placed_length});
  writer.array(length_quantiles(content, map));
  return writer.finish();
}

Placement place_row(const ContentMap& map, std::span<const ContentKey> keys,
                    std::span<float> values) {
  const Placement placement = place(map, keys, values);
  for (float& value : values) value *= map.placed_length;
  return placement;
}

FactorTable with_placed(const Model& model, const ContentTable& content,
                        const std::vector<uint8_t>& part) {
  const ContentMap map =
      value_or_throw(parse_content(part), "the packed content cannot be read: ").map;
  FactorTable items = model.item_factors;
  for (const uint32_t item : model.content->placed) {
    place_row(map, keys_of_row(content, item), {items.row(item), items.num_factors});
  }
  return items;
}

}  // namespace pocketrec
