// Two bundles side by side: which items and users are in both, and how far lists moved.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/recommender.h"
#include "trainer/pack/load.h"

namespace pocketrec {

// Items or users of two bundles a and b, matched by their ids.
struct Match {
  std::vector<int64_t> in_b;  // by index in a: the index in b; -1: not there
  uint32_t both = 0;          // of a's
  uint32_t removed = 0;       // only in a
  uint32_t added = 0;         // only in b
};

// An item is the same one where b knows any id of a's editions of it, or a any of b's. Throws
// DataError where a bundle has no titles part.
Match match_items(const LoadedBundle& a, const LoadedBundle& b);
// None is in both where a bundle has no users part.
Match match_users(const LoadedBundle& a, const LoadedBundle& b);

struct SampleOptions {
  uint32_t n = 10;        // length of the lists, 1..kMaxResults
  uint32_t sample = 200;  // histories
  uint64_t seed = 1;      // by which they are drawn
};

// How many of both lists' items are the same, of the longer one's length.
struct ListMoves {
  // Whose lists: stored users', by the part of their history in a that b knows, or, where the
  // bundles share no users, those of somebody who chose one single item.
  bool are_users = false;
  uint32_t histories = 0;       // 0: nothing that could be asked; the rest is then 0, too
  double stays = 0;             // the mean, 0..1
  double first_stays = 0;       // share of lists whose first item is the same
  uint32_t all = 0;             // lists that stay as a whole, in any order, ...
  uint32_t three_quarters = 0;  // ... of which at least three quarters stay, but not all, ...
  uint32_t half = 0;            // ... at least half, ...
  uint32_t quarter = 0;         // ... a quarter ...
  uint32_t less = 0;            // ... or less
};

ListMoves list_moves(const LoadedBundle& a, const LoadedBundle& b, const Match& items,
                     const Match& users, const SampleOptions& options);

}  // namespace pocketrec
