#include "core/encoder.h"

#include <algorithm>

#include "core/message.h"
#include "core/quantise.h"

namespace pocketrec {

UserVector encode_history(const Encoder& encoder, const ItemRows& items, const History& history,
                          std::vector<uint32_t>* missing) {
  const std::vector<float> vector = encoder.fold_in.encode(items, history, missing);
  UserVector user;
  user.codes.resize(vector.size());
  user.scale = quantise_row(vector, 8, user.codes);
  return user;
}

Result<std::vector<float>> explain_score(const Encoder& encoder, const ItemRows& items,
                                         const History& history, uint32_t item_index) {
  std::vector<float> parts = encoder.fold_in.explain(items, history, item_index);
  const std::vector<float> pulls = encoder.neighbours.explain(items, history, item_index);
  for (size_t i = 0; i < parts.size(); ++i) parts[i] += pulls[i];
  // False for infinities and NaN.
  const bool finite = std::all_of(parts.begin(), parts.end(), [](float part) {
    return part >= -kMaxScale * kMaxFactors && part <= kMaxScale * kMaxFactors;
  });
  if (finite) return parts;
  return failure(ErrorCode::kBadValue,
                 {"the items' scales overflow for this history; train the bundle again"});
}

}  // namespace pocketrec
