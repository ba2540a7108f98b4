#include "trainer/pack/bundle_files.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>

#include "core/bundle.h"
#include "trainer/pack/shelves.h"
#include "trainer/pack/split_items.h"
#include "trainer/support/error.h"
#include "trainer/support/files.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

// Only names that this program writes: nothing else in the folder is ours.
bool is_part_file(const std::string& name) {
  static const std::regex kPartFile("([a-z]+)\\.[0-9a-f]{16}(\\.[0-9]{1,9})?\\.bin");
  std::smatch match;
  if (!std::regex_match(name, match, kPartFile)) return false;
  for (uint32_t part = 1; part <= kLastPart; ++part) {
    if (match[1] == name_of(static_cast<Part>(part))) return true;
  }
  return false;
}

std::optional<uint32_t> kept_number(const std::string& name) {
  static const std::regex kKeptName("manifest\\.([1-9][0-9]{0,8})\\.json");
  std::smatch match;
  if (!std::regex_match(name, match, kKeptName)) return {};
  return static_cast<uint32_t>(std::stoul(match[1].str()));
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) throw_io_error("look into", folder, error.value());
  return names;
}

// Those of a part that names further files: what cannot be read names none.
void add_files_in(const std::string& part, const fs::path& file, std::set<std::string>& files) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return;
  for (const FileGroup& group : files_in(part, MappedFile(file).bytes())) {
    for (size_t i = 0; i < group.count; ++i) files.insert(group.name(i));
  }
}

// A manifest that cannot be read names nothing: nobody can go back to it either.
void add_files_of(const fs::path& manifest, std::set<std::string>& files) {
  std::error_code ignored;
  if (!fs::is_regular_file(manifest, ignored)) return;
  const auto json = nlohmann::json::parse(MappedFile(manifest).text(), nullptr, false);
  if (!json.is_object() || !json.contains("parts")) return;
  for (const auto& [name, part] : json["parts"].items()) {
    if (!part.is_object() || !part.value("file", nlohmann::json()).is_string()) continue;
    const auto file = part["file"].get<std::string>();
    files.insert(file);
    add_files_in(name, manifest.parent_path() / file, files);
  }
}

}  // namespace

std::string part_file_name(const std::string& part, const std::string& sha256) {
  return part + "." + sha256.substr(0, 16) + ".bin";
}

std::vector<FileGroup> files_in(const std::string& part, std::span<const uint8_t> bytes) {
  if (part == name_of(Part::kShelves)) return shelf_files(bytes);
  if (part == name_of(Part::kLists)) return rows_files(bytes);
  return {};
}

bool is_bundle_file(const std::string& name) {
  return name == kManifestName || name == kCleaningName || kept_number(name) || is_part_file(name);
}

void create_bundle_folder(const fs::path& folder) {
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

fs::path kept_manifest(const fs::path& folder, uint32_t number) {
  return folder / ("manifest." + std::to_string(number) + ".json");
}

std::vector<uint32_t> kept_manifests(const fs::path& folder) {
  std::vector<uint32_t> numbers;
  for (const std::string& name : names_in(folder)) {
    if (const auto number = kept_number(name)) numbers.push_back(*number);
  }
  std::sort(numbers.rbegin(), numbers.rend());
  return numbers;
}

void remove_stale_parts(const fs::path& folder) {
  std::set<std::string> needed;
  add_files_of(folder / kManifestName, needed);
  for (const uint32_t number : kept_manifests(folder)) {
    add_files_of(kept_manifest(folder, number), needed);
  }
  for (const std::string& name : names_in(folder)) {
    if (!is_part_file(name) || needed.contains(name)) continue;
    std::error_code error;
    fs::remove(folder / name, error);
    if (error) throw_io_error("remove", folder / name, error.value());
  }
}

}  // namespace pocketrec
