// What a bundle's encoder part makes of a history: a visitor's vector, what the history's single
// items add to the scores that it gives, and how both are explained.
#pragma once

#include <cstdint>
#include <vector>

#include "core/history.h"
#include "core/item_rows.h"
#include "core/neighbours.h"
#include "core/recommender.h"
#include "core/softmax_fold_in.h"

namespace pocketrec {

// The number in an encoder part. (1 was a ridge regression, which this one beats everywhere.)
enum class EncoderKind : uint32_t { kSoftmax = 2 };

struct EncoderParameters {
  SoftmaxParameters fold_in;
  NeighbourParameters neighbours;
};

struct Encoder {
  Encoder(const EncoderParameters& parameters, uint32_t num_factors)
      : fold_in(parameters.fold_in, num_factors), neighbours(parameters.neighbours) {}

  SoftmaxFoldIn fold_in;
  NeighbourTerm neighbours;
};

// The visitor's vector, quantised to 8 bits as it is scored.
// missing: as in ListOptions.
UserVector encode_history(const Encoder& encoder, const ItemRows& items, const History& history,
                          std::vector<uint32_t>* missing = nullptr);

// What each of history.liked adds to the score of `item_index`, in the order of history.liked.
// Fails (kBadValue) where the items' scales are such that a score overflows.
Result<std::vector<float>> explain_score(const Encoder& encoder, const ItemRows& items,
                                         const History& history, uint32_t item_index);

}  // namespace pocketrec
