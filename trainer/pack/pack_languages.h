// The languages part: in which language each item is. Pages and this tool read it, the core does
// not.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/recommender.h"

namespace pocketrec {

// languages: one an item, as the data have it; empty: unknown. Empty where none is known, or where
// there are more than can be numbered, so that they are hardly languages.
std::vector<uint8_t> pack_languages(const std::vector<std::string>& languages, uint64_t model_id);

// The language of each item of the bundle that `info` is of. Fails where `bytes` are no languages
// part, are damaged, or belong to another bundle.
Result<std::vector<std::string>> parse_languages(std::span<const uint8_t> bytes,
                                                 const BundleInfo& info);

}  // namespace pocketrec
