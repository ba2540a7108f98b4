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
#include "trainer/pack/part_writer.h"
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

// How many further files of a large catalogue there are, and their bytes.
struct Further {
  size_t files = 0;
  uint64_t bytes = 0;

  void write(const FileGroup& group, const std::vector<std::vector<uint8_t>>& contents,
             const std::filesystem::path& folder) {
    assert(group.count == contents.size());
    for (size_t i = 0; i < contents.size(); ++i) {
      check_cancelled();
      write_atomically(folder / group.name(i), contents[i]);
      bytes += contents[i].size();
    }
    files += contents.size();
  }
};

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
  Further further;
  uint32_t num_lists = 0;
  if (info.num_items > split.above) {
    const SplitItems items = split_items(packed.items, packed.encoder, split);
    num_lists = checked_count(items.rows.size(), "lists");
    further.write(rows_files(items.lists).front(), items.rows, folder);
    write_part(Part::kItems, items.items);
    write_part(Part::kBackground, items.background);
    write_part(Part::kLists, items.lists);
    if (!packed.titles.empty()) {
      const Shelves shelves = pack_shelves(value_or_throw(parse_titles(packed.titles)),
                                           items.list_of, {split.first}, split.threads);
      const std::vector<FileGroup> groups = shelf_files(shelves.directory);
      further.write(groups.front(), shelves.shelves, folder);
      further.write(groups.back(), shelves.names, folder);
      write_part(Part::kShelves, shelves.directory);
    }
  }
  for_each_part(packed, [&](Part part, const std::vector<uint8_t>& bytes) {
    if (part != Part::kItems || num_lists == 0) write_part(part, bytes);
  });
  write_atomically(folder / kCleaningName, facts.cleaning_json);
  Json manifest = manifest_of(info, facts, std::move(parts));
  if (num_lists > 0) {
    manifest["counts"]["lists"] = num_lists;
    manifest["further_files"] = {{"files", further.files}, {"bytes", further.bytes}};
  }
  write_atomically(folder / kManifestName, manifest.dump(2) + "\n");
  remove_stale_parts(folder);
}

}  // namespace pocketrec
