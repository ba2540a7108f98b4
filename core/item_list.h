// What a request for a list of items may ask for, and what it rules out.
#pragma once

#include <cstdint>
#include <optional>

#include "core/bytes.h"
#include "core/recommender.h"

namespace pocketrec {

// kUnknownItem: there is no item with this index.
Error unknown_item(uint32_t index, uint32_t num_items);

// kBadCount where n is outside 1..kMaxResults.
std::optional<Error> check_count(uint32_t n);

// The same for a list's n, and kBadValue where its diversity, novelty or exploration is outside 0
// to 1, or NaN.
std::optional<Error> check_options(const ListOptions& options);

// The items that a list may not contain, of num_items: those in `hidden` and in `exclude`, and
// those outside `allow` or `allow_bits`. Fails on an index from num_items on (kUnknownItem), and
// where the bits are not as many words as num_items take (kBadValue).
Result<BitSet> blocked_items(const ListOptions& options, const BitSet& hidden, uint32_t num_items);

}  // namespace pocketrec
