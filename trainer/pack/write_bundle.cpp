#include <cassert>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "core/bundle.h"
#include "core/message.h"
#include "trainer/pack/bundle_files.h"
#include "trainer/pack/each_part.h"
#include "trainer/pack/outer_parts.h"
#include "trainer/pack/pack.h"
#include "trainer/pack/shelves.h"
#include "trainer/support/files.h"
#include "trainer/support/parallel.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

// What every reader will check, checked before anything is written.
BundleInfo check_parts(const PackedParts& packed) {
  const BundleInfo info = value_or_throw(Recommender::open(views_of(packed))).info();
  check_outer_parts(packed, info, "");
  return info;
}

Json manifest_of(const BundleInfo& info, const ManifestFacts& facts, Json parts) {
  Json manifest;
  manifest["format"] = "pocketrec-bundle";
  manifest["version"] = kFormatVersion;
  manifest["model_id"] = hex(info.model_id);
  manifest["code_version"] = POCKETREC_VERSION;
  manifest["data"] = {{"fingerprint", facts.data_fingerprint},
                      {"format", facts.format},
                      {"simulated", facts.simulated}};
  manifest["seed"] = facts.seed;
  manifest["parameters"] = Json::parse(facts.parameters_json);
  manifest["metrics"] = Json::parse(facts.metrics_json);
  manifest["counts"] = {{"items", info.num_items},
                        {"users", info.num_users},
                        {"factors", info.num_factors},
                        {"bits", info.bits}};
  if (!facts.added_json.empty()) manifest["added"] = Json::parse(facts.added_json);
  manifest["parts"] = std::move(parts);
  return manifest;
}

// Writes the files that a part names, in its order. Returns their bytes.
uint64_t write_files_in(Part part, const std::vector<uint8_t>& directory,
                        const std::vector<std::vector<uint8_t>>& files,
                        const std::filesystem::path& folder) {
  const std::vector<std::string> names = files_in(name_of(part), directory);
  assert(names.size() == files.size());
  uint64_t bytes = 0;
  for (size_t i = 0; i < files.size(); ++i) {
    check_cancelled();
    write_atomically(folder / names[i], files[i]);
    bytes += files[i].size();
  }
  return bytes;
}

}  // namespace

void write_bundle(const PackedParts& packed, const ManifestFacts& facts,
                  const std::filesystem::path& folder, const SplitOptions& split) {
  const BundleInfo info = check_parts(packed);
  create_bundle_folder(folder);
  remove_abandoned(folder, is_bundle_file);
  Json parts = Json::object();
  const auto write_part = [&](Part part, const std::vector<uint8_t>& bytes) {
    if (bytes.empty()) return;
    const std::string hash = sha256_hex(bytes);
    const std::string file = part_file_name(name_of(part), hash);
    write_atomically(folder / file, bytes);
    parts[name_of(part)] = {{"file", file}, {"bytes", bytes.size()}, {"sha256", hash}};
  };
  Json further;
  if (info.num_items > split.above) {
    const SplitItems items = split_items(packed.items, packed.encoder, split);
    size_t num_files = items.rows.size();
    uint64_t num_bytes = write_files_in(Part::kLists, items.lists, items.rows, folder);
    write_part(Part::kItems, items.items);
    write_part(Part::kBackground, items.background);
    write_part(Part::kLists, items.lists);
    if (!packed.titles.empty()) {
      const Shelves shelves = pack_shelves(value_or_throw(parse_titles(packed.titles)),
                                           items.list_of, {}, split.threads);
      num_files += shelves.files.size();
      num_bytes += write_files_in(Part::kShelves, shelves.directory, shelves.files, folder);
      write_part(Part::kShelves, shelves.directory);
    }
    further = {{"files", num_files}, {"bytes", num_bytes}};
  }
  for_each_part(packed, [&](Part part, const std::vector<uint8_t>& bytes) {
    if (part != Part::kItems || further.is_null()) write_part(part, bytes);
  });
  write_atomically(folder / kCleaningName, facts.cleaning_json);
  Json manifest = manifest_of(info, facts, std::move(parts));
  if (!further.is_null()) manifest["further_files"] = further;
  write_atomically(folder / kManifestName, manifest.dump(2) + "\n");
  remove_stale_parts(folder);
}

}  // namespace pocketrec
