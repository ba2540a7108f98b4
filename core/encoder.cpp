#include "core/encoder.h"

#include <algorithm>

#include "core/message.h"

namespace pocketrec {
namespace {

// False for infinities and NaN, and for what would be a scale above kMaxScale.
bool in_range(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(),
                     [](float value) { return value >= -kMaxScale && value <= kMaxScale; });
}

Error overflow() {
  return failure(ErrorCode::kBadValue,
                 {"the encoder part's numbers overflow for this history; train the bundle again"});
}

}  // namespace

Result<UserVector> encode_history(const Encoder& encoder, const ItemRows& items,
                                  const History& history) {
  const std::vector<float> vector =
      std::visit([&](const auto& kind) { return kind.encode(items, history); }, encoder);
  if (!in_range(vector)) return overflow();
  UserVector user;
  user.codes.resize(vector.size());
  user.scale = quantise_row(vector, 8, user.codes);
  return user;
}

Result<std::vector<float>> explain_score(const Encoder& encoder, const ItemRows& items,
                                         const History& history, uint32_t item_index) {
  std::vector<float> parts = std::visit(
      [&](const auto& kind) { return kind.explain(items, history, item_index); }, encoder);
  if (!in_range(parts)) return overflow();
  return parts;
}

}  // namespace pocketrec
