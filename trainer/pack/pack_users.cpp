#include <algorithm>
#include <span>
#include <string>

#include "core/history.h"
#include "core/quantise.h"
#include "core/recommender.h"
#include "trainer/pack/pack_parts.h"
#include "trainer/pack/part_writer.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

// Indices in dataset.users of those who have a history, by id.
std::vector<uint32_t> users_by_id(const Dataset& dataset, const InteractionMatrix& histories) {
  std::vector<uint32_t> users;
  for (uint32_t u = 0; u < histories.num_rows; ++u) {
    if (!histories.row(u).empty()) users.push_back(u);
  }
  const auto id = [&](uint32_t u) -> const std::string& { return dataset.users[u].id; };
  std::sort(users.begin(), users.end(), [&](uint32_t a, uint32_t b) { return id(a) < id(b); });
  const auto twice = std::adjacent_find(users.begin(), users.end(),
                                        [&](uint32_t a, uint32_t b) { return id(a) == id(b); });
  if (twice != users.end()) {
    throw DataError("two users have the id \"" + id(*twice) + "\"; ids must be unique");
  }
  return users;
}

std::vector<HistoryEntry> history_of(const InteractionMatrix& histories, uint32_t user) {
  const auto items = histories.row(user);
  const auto weights = histories.row_weights(user);
  std::vector<HistoryEntry> history;
  for (size_t i = 0; i < items.size(); ++i) {
    const float weight = weights.empty() ? 1.0F : std::min(weights[i], kMaxWeight);
    history.push_back({items[i], round_weight(weight)});
  }
  return history;
}

struct Vectors {
  std::vector<uint8_t> rows;
  std::vector<float> scales;
};

// Zeros for a user who chose nothing.
Vectors encode_users(const Recommender& recommender, const std::vector<uint32_t>& users,
                     const InteractionMatrix& histories, uint32_t threads) {
  constexpr size_t kUsersPerBlock = 64;
  const uint32_t stride = row_stride(recommender.info().num_factors, 8);
  Vectors vectors{std::vector<uint8_t>(users.size() * stride), std::vector<float>(users.size())};
  parallel_blocks(users.size(), kUsersPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    for (size_t u = begin; u < end; ++u) {
      const auto vector = recommender.encode(history_of(histories, users[u]));
      if (vector.ok()) {
        store_row(vector.value().codes, 8, std::span(vectors.rows).subspan(u * stride, stride));
        vectors.scales[u] = vector.value().scale;
      } else if (vector.error().code != ErrorCode::kEmptyHistory) {
        throw DataError(vector.error().message);
      }
    }
  });
  return vectors;
}

}  // namespace

std::vector<uint8_t> pack_users(const std::vector<uint8_t>& items,
                                const std::vector<uint8_t>& encoder, const Dataset& dataset,
                                const InteractionMatrix& histories, uint64_t model_id,
                                uint32_t threads) {
  const std::vector<uint32_t> users = users_by_id(dataset, histories);
  if (users.empty()) return {};
  BundleParts parts;
  parts.items = items;
  parts.encoder = encoder;
  const auto recommender = Recommender::open(parts);
  if (!recommender.ok()) throw DataError(recommender.error().message);
  const BundleInfo info = recommender.value().info();
  const Vectors vectors = encode_users(recommender.value(), users, histories, threads);

  std::vector<std::string_view> ids;
  std::vector<uint32_t> offsets = {0};
  std::vector<uint32_t> history_items;
  std::vector<uint8_t> history_weights;
  for (const uint32_t user : users) {
    ids.push_back(dataset.users[user].id);
    for (const HistoryEntry& entry : history_of(histories, user)) {
      history_items.push_back(entry.item_index);
      history_weights.push_back(static_cast<uint8_t>(entry.weight * kWeightDivisor));
    }
    offsets.push_back(checked_count(history_items.size(), "interactions"));
  }
  PartWriter writer(Part::kUsers, model_id,
                    {static_cast<uint32_t>(users.size()), info.num_factors, info.num_items,
                     static_cast<uint32_t>(history_items.size())});
  writer.array(vectors.rows);
  writer.array(vectors.scales);
  writer.strings(ids);
  writer.array(offsets);
  writer.array(history_items);
  writer.array(history_weights);
  return writer.finish();
}

}  // namespace pocketrec
