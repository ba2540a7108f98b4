// Lists and sums by where people live and how old they are, from a bundle's groups part.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/recommender.h"
#include "trainer/pack/load.h"

namespace pocketrec {

// What people of this place and age choose, best first, each with the share (0..1) of such people
// that would choose it. place: empty, and age: 0, where not known; one of them is. Throws DataError
// where the bundle knows no groups, no such place, or nobody of such an age.
std::vector<ScoredItem> list_for_group(const LoadedBundle& bundle, const std::string& place,
                                       uint32_t age, uint32_t n);

// How many people of each group chose an item, with the share of the group's people:
// {"people": 212, "places": [{"name", "people", "share"}], "ages": [...]}; most people first.
// Throws DataError where the bundle knows no groups.
nlohmann::ordered_json readers_json(const LoadedBundle& bundle, uint32_t item_index);
// The same as lines of text.
void print_readers(const LoadedBundle& bundle, uint32_t item_index);

}  // namespace pocketrec
