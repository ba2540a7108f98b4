#include "trainer/pack/pack.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "trainer/pack/pack_groups.h"
#include "trainer/pack/pack_languages.h"
#include "trainer/pack/pack_parts.h"

namespace pocketrec {
namespace {

// Users who chose each item; one who saw it and did not like it did not.
std::vector<uint32_t> count_choices(const InteractionMatrix& matrix) {
  std::vector<uint32_t> counts(matrix.num_columns, 0);
  for (size_t i = 0; i < matrix.columns.size(); ++i) {
    if (matrix.weights.empty() || matrix.weights[i] > 0.0F) ++counts[matrix.columns[i]];
  }
  return counts;
}

}  // namespace

BundleParts views_of(const PackedParts& parts) {
  return {parts.items, parts.encoder, parts.titles, parts.search, parts.users, parts.content};
}

std::vector<uint32_t> bundle_order(const InteractionMatrix& matrix) {
  const std::vector<uint32_t> popularity = count_choices(matrix);
  std::vector<uint32_t> order(matrix.num_columns);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return popularity[a] > popularity[b]; });
  return order;
}

PackedParts pack_model(const Model& model, uint32_t bits, uint64_t model_id,
                       const ContentTable* content, uint32_t num_new) {
  PackedParts parts;
  if (model.content && content != nullptr) {
    parts.content = pack_content(*model.content, *content, model_id);
    parts.items = pack_items(with_placed(model, *content, parts.content), bits, model_id, num_new);
  } else {
    parts.items = pack_items(model.item_factors, bits, model_id);
  }
  parts.encoder = pack_encoder(std::get<EncoderParameters>(model.encoder),
                               model.item_factors.num_factors, model_id);
  return parts;
}

PackedParts pack_bundle(const Model& model, const Dataset& dataset,
                        const std::vector<uint32_t>& item_order, const InteractionMatrix& histories,
                        const PackOptions& options, uint64_t model_id,
                        const ContentTable* content) {
  assert(item_order.size() == model.item_factors.num_rows);
  assert(item_order.size() == histories.num_columns);
  const std::vector<uint32_t> popularity = count_choices(histories);
  const auto last_chosen = std::find_if(popularity.rbegin(), popularity.rend(),
                                        [](uint32_t count) { return count > 0; });
  const auto num_new = static_cast<uint32_t>(last_chosen - popularity.rbegin());
  PackedParts parts = pack_model(model, options.bits, model_id, content, num_new);
  parts.titles = pack_titles(dataset, item_order, popularity, model_id);
  parts.search = pack_search(dataset, item_order, model_id);
  std::vector<std::string> languages;
  for (const uint32_t item : item_order) languages.push_back(dataset.items[item].language);
  parts.languages = pack_languages(languages, model_id);
  if (options.least_people > 0) {
    parts.groups =
        pack_groups(audience_groups(dataset.users, histories, options.least_people), model_id);
  }
  if (options.with_users) {
    parts.users =
        pack_users(parts.items, parts.encoder, dataset, histories, model_id, options.threads);
  }
  return parts;
}

}  // namespace pocketrec
