// What is different between two bundles, as a document.
#pragma once

#include <nlohmann/json.hpp>

#include "trainer/commands/bundle_match.h"
#include "trainer/pack/load.h"

namespace pocketrec {

// {"same": whether both are the same bundle, byte for byte,
//  "a": {"path", "model_id", "code_version"}, "b": {...},
//  "data": {"fingerprint": {"a", "b"}, "format": {"a", "b"}, "simulated": {"a", "b"},
//           "items": {"a", "b", "both", "added", "removed"}, "users": the same, or null where a
//           bundle publishes none},
//  "parameters": [{"name", "a", "b"}, ...],         those that differ, and the seed; null: not
//  there "metrics": [{"name", "a", "b", "difference", "a_interval", "b_interval"}, ...], "parts":
//  [{"name", "a": bytes, "b": bytes, "same"}, ...],              null: not there "lists": {"of":
//  "users" or "single items", "histories", "n", "seed", "stays", "first_stays",
//            "all", "three_quarters", "half", "quarter", "less"}}         as in ListMoves; null
//            where
//                                                                         no item is in both
// Throws DataError where a bundle has no titles part.
nlohmann::ordered_json diff_json(const LoadedBundle& a, const LoadedBundle& b,
                                 const SampleOptions& options);

}  // namespace pocketrec
