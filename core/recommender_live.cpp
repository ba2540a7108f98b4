// What changes in a Recommender's catalogue between two bundles.
#include "core/item_list.h"
#include "core/message.h"
#include "core/recommender.h"
#include "core/recommender_state.h"

namespace pocketrec {

Result<BundleInfo> Recommender::hide(std::span<const uint32_t> item_indices, bool are_hidden) {
  LiveCatalogue& live = state_->live;
  for (const uint32_t item : item_indices) {
    if (item >= live.size()) return unknown_item(item, live.size());
  }
  for (const uint32_t item : item_indices) live.hide(item, are_hidden);
  return info();
}

Result<BundleInfo> Recommender::boost(std::span<const uint32_t> item_indices,
                                      std::span<const float> factors) {
  LiveCatalogue& live = state_->live;
  for (size_t i = 0; i < item_indices.size(); ++i) {
    const uint32_t item = item_indices[i];
    if (item >= live.size()) return unknown_item(item, live.size());
    if (i < factors.size() && factors[i] >= 1.0F / kMaxBoost && factors[i] <= kMaxBoost) continue;
    return failure(ErrorCode::kBadValue,
                   {"the boost of item ", item, " is outside 1/16 to 16; give 1 to take it back"});
  }
  for (size_t i = 0; i < item_indices.size(); ++i) live.boosts.set(item_indices[i], factors[i]);
  return info();
}

Result<BundleInfo> Recommender::add_item(const UserVector& vector) {
  if (auto error = state_->check_vector(vector)) return *std::move(error);
  if (state_->live.size() >= kMaxItems) {
    return failure(ErrorCode::kBadCount,
                   {"there are ", kMaxItems, " items, the most there can be"});
  }
  state_->live.add(vector);
  return info();
}

}  // namespace pocketrec
