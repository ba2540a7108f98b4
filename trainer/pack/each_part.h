// The parts of a bundle, one by one: the one place in the trainer that lists them.
#pragma once

#include "core/recommender.h"

namespace pocketrec {

// Calls use(Part, member) for every part, in the order of their numbers. parts: FileParts or
// PackedParts.
template <class Parts, class Use>
void for_each_part(Parts& parts, Use use) {
  use(Part::kItems, parts.items);
  use(Part::kEncoder, parts.encoder);
  use(Part::kTitles, parts.titles);
  use(Part::kSearch, parts.search);
  use(Part::kUsers, parts.users);
  use(Part::kContent, parts.content);
  use(Part::kMap, parts.map);
  use(Part::kLanguages, parts.languages);
  use(Part::kGroups, parts.groups);
}

}  // namespace pocketrec
