// The groups part: how many people of each place and age chose an item. Pages and this tool read
// it, the core does not.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/recommender.h"
#include "trainer/groups/groups.h"

namespace pocketrec {

// Empty where there are no groups.
std::vector<uint8_t> pack_groups(const AudienceGroups& groups, uint64_t model_id);

// The groups that `bytes` hold, of the items of the bundle that `info` is of. Fails where they are
// no groups part, are damaged, or belong to another bundle.
Result<AudienceGroups> parse_groups(std::span<const uint8_t> bytes, const BundleInfo& info);

}  // namespace pocketrec
