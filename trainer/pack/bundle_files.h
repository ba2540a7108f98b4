// The files of bundles in a folder: which names are ours, and which are still needed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "trainer/pack/file_group.h"

namespace pocketrec {

inline constexpr const char* kManifestName = "manifest.json";
inline constexpr const char* kCleaningName = "cleaning.json";

// A part's file is named for its content: "items.0123456789abcdef.bin".
std::string part_file_name(const std::string& part, const std::string& sha256);

// The files that a part with this name names itself, of a large catalogue: of lists those with
// their rows, of shelves all of these and those of names. None where it is not whole.
std::vector<FileGroup> files_in(const std::string& part, std::span<const uint8_t> bytes);

// Whether a file of that name is one that this program writes into a bundle's folder.
bool is_bundle_file(const std::string& name);

// Makes the folder where there is none. Throws DataError.
void create_bundle_folder(const std::filesystem::path& folder);

// The manifest of an earlier bundle that a folder keeps for a way back (deployed.h): number 7 is
// "manifest.7.json".
std::filesystem::path kept_manifest(const std::filesystem::path& folder, uint32_t number);

// Numbers of the kept manifests, the latest first. Throws DataError where the folder cannot be
// read.
std::vector<uint32_t> kept_manifests(const std::filesystem::path& folder);

// Removes parts that neither manifest.json nor a kept manifest names. Throws DataError.
void remove_stale_parts(const std::filesystem::path& folder);

}  // namespace pocketrec
