// What to show people of whom nothing is known but where they live, or how old they are: what is
// chosen more in their group. wasm/src/groups.ts has the same.
//
// Of N people, n_i chose item i; of the N_g of a group n_ig. The group's share is drawn to that of
// everybody, p_i = n_i / N, as if K more people of the group chose as everybody does (a Dirichlet
// prior: Zhai and Lafferty, "A study of smoothing methods for language models", 2004):
//   share_ig = (n_ig + K p_i) / (N_g + K),
// and of several groups, each changes it by its own factor: p_i * product of (share_ig / p_i).
// A count that is hidden is taken as N_g p_i, what everybody's share would make it, but at most the
// greatest that is hidden.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/recommender.h"
#include "trainer/groups/groups.h"

namespace pocketrec {

inline constexpr double kGroupPrior = 200;  // K, people

// By item: of the people of these groups, the share (0..1) that would choose it. popularity: people
// who chose it, by item. Without groups, that of everybody.
std::vector<double> shares_among(const AudienceGroups& groups, PackedArray<uint32_t> popularity,
                                 std::span<const uint32_t> of_groups);

// The n items with the greatest shares, as scores; ties go to the lower index.
std::vector<ScoredItem> popular_among(const AudienceGroups& groups,
                                      PackedArray<uint32_t> popularity,
                                      std::span<const uint32_t> of_groups, uint32_t n);

}  // namespace pocketrec
