#include "core/content_map.h"

#include <algorithm>
#include <cmath>

namespace pocketrec {
namespace {

// In 0..1, straight between quantiles.
float share_below(const std::vector<float>& quantiles, float length) {
  const auto above = std::upper_bound(quantiles.begin(), quantiles.end(), length);
  if (above == quantiles.begin()) return 0.0F;
  if (above == quantiles.end()) return 1.0F;
  const float from = *(above - 1);
  const auto whole = static_cast<float>(above - 1 - quantiles.begin());
  return (whole + (length - from) / (*above - from)) / (kNumLengthQuantiles - 1);
}

// Adds the sum of these features of one field, over the square root of their number: an item with
// many keys of one field says no more by it.
void add_field(const ContentMap& map, std::span<const uint32_t> known, std::span<float> values) {
  if (known.empty()) return;
  const float share = 1.0F / std::sqrt(static_cast<float>(known.size()));
  std::vector<float> row(values.size());
  for (const uint32_t feature : known) {
    dequantise_row(map.features, feature, row);
    for (size_t k = 0; k < values.size(); ++k) values[k] += share * row[k];
  }
}

}  // namespace

uint32_t ContentMap::feature_of(const ContentKey& key) const {
  const uint32_t begin = field_begins[static_cast<size_t>(key.field)];
  const uint32_t end = field_begins[static_cast<size_t>(key.field) + 1];
  const uint32_t feature =
      begin + first_not_less(end - begin, key.print, [&](uint32_t i) { return prints[begin + i]; });
  return feature < end && prints[feature] == key.print ? feature
                                                       : static_cast<uint32_t>(prints.size());
}

Placement place(const ContentMap& map, std::span<const ContentKey> keys, std::span<float> values) {
  Placement placement;
  std::fill(values.begin(), values.end(), 0.0F);
  std::vector<uint32_t> known;
  for (size_t i = 0; i < keys.size(); ++i) {
    const uint32_t feature = map.feature_of(keys[i]);
    if (feature < map.prints.size()) known.push_back(feature);
    if (i + 1 < keys.size() && keys[i + 1].field == keys[i].field) continue;
    add_field(map, known, values);
    placement.num_known += static_cast<uint32_t>(known.size());
    known.clear();
  }
  float squares = 0.0F;
  for (const float value : values) squares += value * value;
  if (!(squares > 0.0F)) return placement;
  placement.length = std::sqrt(squares);
  const float inverse = 1.0F / placement.length;
  for (float& value : values) value *= inverse;
  placement.certainty = share_below(map.length_quantiles, placement.length);
  return placement;
}

}  // namespace pocketrec
