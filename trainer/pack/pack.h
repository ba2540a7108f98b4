// Quantise a model and write it as a bundle: manifest.json and parts named by content hash.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/recommender.h"
#include "trainer/content/content_table.h"
#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/groups/groups.h"
#include "trainer/pack/split_items.h"
#include "trainer/train/model.h"

namespace pocketrec {

struct PackOptions {
  uint32_t bits = 4;        // 8 or 4
  bool with_users = false;  // publish users' ids, histories and vectors
  // Publish how many people of each place and age chose an item, but for fewer than these; 0: none.
  uint32_t least_people = kLeastPeople;
  uint32_t threads = 0;  // 0: all cores; never changes a byte
};

// The bytes of each part, as they will be written. Kept apart from writing so that evaluation can
// score a model exactly as it ships without touching the disk.
struct PackedParts {
  std::vector<uint8_t> items, encoder;
  std::vector<uint8_t> titles, search, users, content, map, languages, groups;  // may be empty
};

// As the core takes them, which leaves the last three aside; they point into `parts`.
BundleParts views_of(const PackedParts& parts);

// Items of `dataset` in bundle order: by popularity, most chosen first; ties by item_index.
// Item indices of the bundle are positions in this order.
std::vector<uint32_t> bundle_order(const InteractionMatrix& matrix);

// Only items + encoder, in the order of `model`'s rows: what evaluation needs. Where the model was
// trained with content, that table: then content too, and items that nobody chose are where the
// packed content part puts them, as it will put any that comes later. num_new: of the last items,
// which nobody chose; not counted without content, which alone tells one from another.
PackedParts pack_model(const Model& model, uint32_t bits, uint64_t model_id,
                       const ContentTable* content = nullptr, uint32_t num_new = 0);

// All parts but the map. `model`'s rows are already in bundle order, and item_order[i] is the index
// in dataset.items of bundle item i. `histories`: users x bundle item indices, with their weights.
PackedParts pack_bundle(const Model& model, const Dataset& dataset,
                        const std::vector<uint32_t>& item_order, const InteractionMatrix& histories,
                        const PackOptions& options, uint64_t model_id,
                        const ContentTable* content = nullptr);

// What the manifest says besides sizes and hashes. All *_json are JSON objects.
struct ManifestFacts {
  std::string data_fingerprint;
  std::string format;  // of the data: "book-crossing", ...
  bool simulated = false;
  uint64_t seed = 0;
  std::string parameters_json;
  std::string metrics_json;
  std::string cleaning_json;  // written beside as cleaning.json
  std::string added_json;     // of items added without a training; empty: there are none
};

// Writes parts (a large catalogue's items split, as `split` says), then cleaning.json, then
// manifest.json, each beside and renamed, so that an old
// bundle in `folder` serves until the last rename; then removes parts that no manifest there names
// (bundle_files.h). Before all that it removes what killed runs left half-written there. Throws
// DataError on I/O failure.
void write_bundle(const PackedParts& parts, const ManifestFacts& facts,
                  const std::filesystem::path& folder, const SplitOptions& split = {});

}  // namespace pocketrec
