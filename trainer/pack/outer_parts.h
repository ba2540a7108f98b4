// The parts that the core leaves aside, looked at as it does with its own: that they are whole, and
// of this bundle.
#pragma once

#include <string>

#include "core/recommender.h"
#include "trainer/pack/pack_groups.h"
#include "trainer/pack/pack_languages.h"
#include "trainer/pack/pack_map.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {

// parts: FileParts or PackedParts. Throws DataError with `context` before the error's sentence.
template <class Parts>
void check_outer_parts(const Parts& parts, const BundleInfo& info, const std::string& context) {
  if (!parts.map.empty()) value_or_throw(parse_map(parts.map, info), context);
  if (!parts.languages.empty()) value_or_throw(parse_languages(parts.languages, info), context);
  if (!parts.groups.empty()) value_or_throw(parse_groups(parts.groups, info), context);
}

}  // namespace pocketrec
