// A folder that a site serves: one bundle in use, and the ones before it for a way back.
//
//   manifest.json          what pages ask for; the one file that decides what is served
//   items.<hash>.bin ...   the parts that it names, and those that the kept manifests name
//   manifest.7.json        the manifest that was in use before; a lower number is an older one
//
// Every change writes the new parts first and manifest.json last, in one rename, so that a run that
// fails or is killed leaves the old bundle in use, and the next run tidies up. Who writes holds a
// lock on the folder: another run at the same time is refused with a DataError.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "trainer/pack/load.h"

namespace pocketrec {

// The manifest in use; empty where the folder has none. Throws DataError where it is no manifest of
// a bundle.
std::optional<nlohmann::ordered_json> manifest_in_use(const std::filesystem::path& folder);

// That every part of the bundle is one that this version knows, has the SHA-256 that the manifest
// names, and the name that goes with it. Throws DataError.
void check_for_deployment(const LoadedBundle& bundle);

// Puts a bundle that was checked into use. The `keep` manifests before it stay, with their parts.
// False where it is in use already; missing or damaged parts are put right then, too. Throws
// DataError, and Cancelled on Ctrl-C before the new manifest is written.
bool deploy(const LoadedBundle& bundle, const std::filesystem::path& folder, uint32_t keep);

// Puts the bundle that was in use before back into use, after checking its parts; those of the one
// that goes stay until the next deploy(), for pages that are open. Returns what is in use now.
// Throws DataError where no earlier manifest is kept, or its parts are not whole.
LoadedBundle roll_back(const std::filesystem::path& folder);

}  // namespace pocketrec
