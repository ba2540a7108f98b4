// From a history to a visitor's vector: one interface for every kind of encoder.
//
// Which kind a bundle has is known to its parser (bundle.cpp) and to `Encoder` alone. A further
// kind is a further type with the same two functions.
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "core/history.h"
#include "core/quantise.h"
#include "core/recommender.h"
#include "core/ridge_fold_in.h"
#include "core/softmax_fold_in.h"

namespace pocketrec {

// The number in an encoder part.
enum class EncoderKind : uint32_t { kRidge = 1, kSoftmax = 2 };

using Encoder = std::variant<RidgeFoldIn, SoftmaxFoldIn>;

// The visitor's vector, quantised to 8 bits as it is scored. Fails (kBadValue) where the encoder's
// numbers overflow.
Result<UserVector> encode_history(const Encoder& encoder, const ItemRows& items,
                                  const History& history);

// What each of history.liked adds to the score of `item_index`, in the order of history.liked.
Result<std::vector<float>> explain_score(const Encoder& encoder, const ItemRows& items,
                                         const History& history, uint32_t item_index);

}  // namespace pocketrec
