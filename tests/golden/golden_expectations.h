// What the golden bundles must answer, as the document tests/golden/expected.json.
#pragma once

#include <nlohmann/json.hpp>

namespace pocketrec::golden {

// By bundle ("int8", "int4"):
//   parts: SHA-256 of each part
//   calls: [{call, ...arguments, result}], where
//     recommend  {history: [[id, weight]...] | user: id, n, exclude: [id...], allow: [id...],
//                 include_history, diversity, novelty} -> [[id, score]...]
//     similar    {item: id, n, diversity, novelty} -> [[id, score]...]
//     explain    {history | user, item: id} -> [[id, part]...]
//     search     {query: as typed, n} -> [id...]
// A score is given as the bits of the float, as a u32, so that equal means equal.
nlohmann::ordered_json golden_expectations();

}  // namespace pocketrec::golden
