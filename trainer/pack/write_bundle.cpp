#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <utility>

#include "core/bundle.h"
#include "core/message.h"
#include "trainer/pack/each_part.h"
#include "trainer/pack/outer_parts.h"
#include "trainer/pack/pack.h"
#include "trainer/support/error.h"
#include "trainer/support/files.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

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

constexpr const char* kManifest = "manifest.json";
constexpr const char* kCleaning = "cleaning.json";

// Only names that this file writes: nothing else in the folder is ours.
const std::regex& part_name() {
  static const std::regex kPartName(
      "(items|encoder|titles|search|users|content|map|languages|groups)\\.[0-9a-f]{16}\\.bin");
  return kPartName;
}

bool is_ours(const std::string& name) {
  return name == kManifest || name == kCleaning || std::regex_match(name, part_name());
}

void create_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  std::error_code ignored;
  if (fs::is_directory(folder, ignored)) return;
  const std::string found = fs::exists(folder, ignored)
                                ? "a file of that name"
                                : "that it cannot be made: " + error.message();
  throw DataError("expected a folder for the bundle at " + folder.string() + ", found " + found +
                  "; name another, or change the permissions of the one above it");
}

void remove_stale_parts(const fs::path& folder, const Json& parts) {
  std::vector<fs::path> stale;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::smatch match;
    const std::string name = entry.path().filename().string();
    if (!std::regex_match(name, match, part_name())) continue;
    const auto part = parts.find(match[1].str());
    if (part == parts.end() || (*part)["file"] != name) stale.push_back(entry.path());
  }
  for (const fs::path& path : stale) fs::remove(path);
}

}  // namespace

void write_bundle(const PackedParts& packed, const ManifestFacts& facts, const fs::path& folder) {
  const BundleInfo info = check_parts(packed);
  try {
    create_folder(folder);
    remove_abandoned(folder, is_ours);
    Json parts = Json::object();
    for_each_part(packed, [&](Part part, const std::vector<uint8_t>& bytes) {
      if (bytes.empty()) return;
      const std::string hash = sha256_hex(bytes);
      const std::string file = std::string(name_of(part)) + "." + hash.substr(0, 16) + ".bin";
      write_atomically(folder / file, bytes);
      parts[name_of(part)] = {{"file", file}, {"bytes", bytes.size()}, {"sha256", hash}};
    });
    write_atomically(folder / kCleaning, facts.cleaning_json);
    const Json manifest = manifest_of(info, facts, std::move(parts));
    write_atomically(folder / kManifest, manifest.dump(2) + "\n");
    remove_stale_parts(folder, manifest["parts"]);
  } catch (const fs::filesystem_error& error) {
    throw DataError("cannot look into or tidy up " + error.path1().string() + ": " +
                    error.code().message() + "; change its permissions, or name another folder");
  }
}

}  // namespace pocketrec
