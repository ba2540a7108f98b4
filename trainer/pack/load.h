// Open a bundle from a folder, for the command line and for tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/recommender.h"
#include "trainer/data/dataset.h"
#include "trainer/pack/split_items.h"
#include "trainer/support/files.h"

namespace pocketrec {

// The parts that files hold: those that the core reads, and those that it leaves aside.
struct FileParts : BundleParts {
  std::span<const uint8_t> map = {}, languages = {}, groups = {};
};

struct BundleFile {
  std::string name;
  MappedFile content;
};

// Owns the mapped files that the recommender reads.
struct LoadedBundle {
  std::filesystem::path folder;
  nlohmann::ordered_json manifest;
  std::vector<BundleFile> files;  // all but the manifest and those below
  // What only pages read: shelves, and files of names, of which there are too many to map them all.
  std::vector<std::string> other_files;
  // The items of a catalogue that was split, in one part again: the command line looks at all of
  // them. Empty where `files` have them so.
  std::vector<uint8_t> joined_items;
  FileParts parts;  // views of the two above
  Recommender recommender;
};

// path: the folder of a bundle, or its manifest.json. `verify` also compares the SHA-256 of each
// part with the manifest's. Throws DataError with the file, what was expected and what was found.
LoadedBundle load_bundle(const std::filesystem::path& path, bool verify = false);

// How to write a bundle that is made from this one: split where it is.
SplitOptions split_as(const LoadedBundle& bundle);

// manifest.json, or one that is kept beside it, without looking at its parts. Throws DataError
// where it is not the manifest of a bundle of this format version with the parts that every bundle
// needs.
nlohmann::ordered_json read_manifest(const std::filesystem::path& path);

// The text of cleaning.json, which the manifest does not name; empty where it is not there.
std::string cleaning_of(const LoadedBundle& bundle);

// What the core says of an item, as data sets have it; not its language, which has a part of its
// own.
Item item_of(const ItemFacts& facts);

// The item that the bundle has under any id of this one; -1: none. Needs titles.
int64_t index_in(const Recommender& recommender, const Item& item);

}  // namespace pocketrec
