#include "trainer/content/content_table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "trainer/support/text_folding.h"

namespace pocketrec {
namespace {

constexpr uint32_t kFewestItems = 2;

// Chosen by the NDCG@20 of items held out of training (protocol cold with seed 7, which is reported
// nowhere) on the Book-Crossing subset and goodbooks; tests/bench/EXPLORED.md has the others.
constexpr float kFieldWeights[kNumContentFields] = {
    0.3F,  // title
    0.7F,  // series
    3.5F,  // author
    1.0F,  // word of an author
    1.0F,  // publisher
    0.7F,  // year
    0.5F,  // language
    1.0F,  // category
};

}  // namespace

float field_weight(ContentField field) { return kFieldWeights[static_cast<size_t>(field)]; }

FoldedFacts::FoldedFacts(const Item& item)
    : title_(folded_with_marks(item.title)),
      author_(folded_with_marks(item.author)),
      publisher_(folded_with_marks(item.publisher)),
      language_(folded_query(item.language)),
      year_(item.year) {
  for (const std::string& category : item.categories) categories_.push_back(folded_query(category));
  category_views_.assign(categories_.begin(), categories_.end());
}

std::vector<ContentKey> keys_of(const Item& item) {
  return content_keys(FoldedFacts(item).facts());
}

ContentTable content_table(const std::vector<std::vector<ContentKey>>& keys,
                           std::span<const uint32_t> counts) {
  std::map<ContentKey, uint32_t> num_items;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (counts[i] == 0) continue;
    for (const ContentKey key : keys[i]) ++num_items[key];
  }
  ContentTable table;
  for (const auto& [key, count] : num_items) {
    if (count >= kFewestItems) table.keys.push_back(key);
  }
  InteractionMatrix& rows = table.rows;
  rows = {
      static_cast<uint32_t>(keys.size()), static_cast<uint32_t>(table.keys.size()), {0}, {}, {}};
  for (const std::vector<ContentKey>& own : keys) {
    uint32_t of_field[kNumContentFields] = {};
    const size_t begin = rows.columns.size();
    for (const ContentKey key : own) {
      const auto found = std::lower_bound(table.keys.begin(), table.keys.end(), key);
      if (found == table.keys.end() || *found != key) continue;
      rows.columns.push_back(static_cast<uint32_t>(found - table.keys.begin()));
      ++of_field[static_cast<size_t>(key.field)];
    }
    for (size_t e = begin; e < rows.columns.size(); ++e) {
      const ContentField field = table.keys[rows.columns[e]].field;
      const auto count = static_cast<float>(of_field[static_cast<size_t>(field)]);
      rows.weights.push_back(field_weight(field) / std::sqrt(count));
    }
    rows.offsets.push_back(rows.columns.size());
  }
  return table;
}

std::shared_ptr<const ContentTable> content_of(const std::vector<Item>& items,
                                               std::span<const uint32_t> order,
                                               const InteractionMatrix& choices) {
  if (items.empty()) return nullptr;
  std::vector<std::vector<ContentKey>> keys;
  for (const uint32_t item : order) keys.push_back(keys_of(items[item]));
  std::vector<uint32_t> counts(order.size(), 0);
  for (size_t e = 0; e < choices.columns.size(); ++e) {
    if (weight_at(choices.weights, e) > 0) ++counts[choices.columns[e]];
  }
  auto table = std::make_shared<const ContentTable>(content_table(keys, counts));
  return table->keys.empty() ? nullptr : table;
}

std::shared_ptr<const InteractionMatrix> rows_of(std::shared_ptr<const ContentTable> table) {
  if (table == nullptr) return nullptr;
  const InteractionMatrix* rows = &table->rows;
  return {std::move(table), rows};
}

}  // namespace pocketrec
