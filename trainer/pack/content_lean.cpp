#include "trainer/pack/content_lean.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/bundle.h"
#include "trainer/content/content_table.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

constexpr uint32_t kPeople[] = {1, 5, 20, 100};
constexpr size_t kMostItems = 1000;  // the mean of more is the same to a percent

// Nothing where no key of the item is known, or the item has no place.
std::optional<double> share_of(const ContentMap& map, const CodeTable& items, uint32_t index,
                               const Item& item) {
  std::vector<float> content(map.features.num_factors), vector(items.num_factors);
  if (!(place(map, keys_of(item), content).length > 0.0F)) return std::nullopt;
  dequantise_row(items, index, vector);
  double along = 0, squared_length = 0;
  for (size_t k = 0; k < vector.size(); ++k) {
    along += double{vector[k]} * double{content[k]};
    squared_length += double{vector[k]} * double{vector[k]};
  }
  if (!(squared_length > 0)) return std::nullopt;
  // A vector that points away owes nothing to its content.
  return along > 0 ? std::min(1.0, along * along / squared_length) : 0.0;
}

ContentLean lean_of(const LoadedBundle& bundle, const ContentMap& map, const CodeTable& rows,
                    uint32_t people, const std::vector<uint32_t>& items) {
  ContentLean lean{.people = people};
  for (size_t i = 0; i < items.size(); i += items.size() / kMostItems + 1) {
    const Item item = item_of(value_or_throw(bundle.recommender.item(items[i])));
    const std::optional<double> share = share_of(map, rows, items[i], item);
    if (!share) continue;
    lean.share += *share;
    ++lean.num_items;
  }
  if (lean.num_items > 0) lean.share /= lean.num_items;
  return lean;
}

}  // namespace

std::vector<ContentLean> content_lean(const LoadedBundle& bundle) {
  const BundleInfo info = bundle.recommender.info();
  if (!info.has_titles || !info.has_content) return {};
  std::vector<uint32_t> popularity(info.num_items);
  for (uint32_t item = 0; item < info.num_items; ++item) {
    popularity[item] = value_or_throw(bundle.recommender.item(item)).popularity;
  }
  const ContentPart content = value_or_throw(parse_content(bundle.parts.content));
  const ItemsPart rows = value_or_throw(parse_items(bundle.parts.items));
  std::vector<ContentLean> leans;
  for (const uint32_t people : kPeople) {
    std::vector<uint32_t> items;
    for (uint32_t item = 0; item < info.num_items; ++item) {
      const uint32_t off =
          popularity[item] > people ? popularity[item] - people : people - popularity[item];
      if (off <= people / 4) items.push_back(item);
    }
    const ContentLean lean = lean_of(bundle, content.map, rows.items, people, items);
    if (lean.num_items > 0) leans.push_back(lean);
  }
  return leans;
}

}  // namespace pocketrec
