#include "trainer/pack/load.h"

#include <limits>
#include <string>
#include <utility>

#include "core/bundle.h"
#include "core/message.h"
#include "core/part_reader.h"
#include "trainer/pack/bundle_files.h"
#include "trainer/pack/each_part.h"
#include "trainer/pack/outer_parts.h"
#include "trainer/pack/split_items.h"
#include "trainer/support/error.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

fs::path manifest_path(const fs::path& path) {
  const fs::path manifest = fs::is_directory(path) ? path / kManifestName : path;
  if (!fs::exists(manifest)) {
    throw DataError("no bundle at " + path.string() + ": " + manifest.filename().string() +
                    " is missing; give the folder that `pocketrec train --out` wrote");
  }
  return manifest;
}

// "." for a manifest that was named without a folder.
fs::path folder_of(const fs::path& manifest) {
  return manifest.has_parent_path() ? manifest.parent_path() : fs::path(".");
}

void check_needed_parts(const fs::path& manifest, const Json& parts) {
  for (const Part part : {Part::kItems, Part::kEncoder}) {
    if (parts.contains(name_of(part))) continue;
    throw DataError("expected the " + std::string(name_of(part)) + " part in " + manifest.string() +
                    ", without which nothing can be recommended, found none; copy the whole "
                    "folder again or train again");
  }
}

// A manifest from elsewhere must not lead out of its folder.
bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && !fs::path(name).has_parent_path();
}

// As it may stand in a message, whatever it holds.
std::string quoted(const std::string& text) {
  return Json(shortened(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

fs::path existing_file(const fs::path& manifest, const std::string& name) {
  const fs::path path = manifest.parent_path() / name;
  std::error_code error;
  if (fs::status(path, error).type() == fs::file_type::not_found) {
    throw DataError("the bundle names " + quoted(name) + ", but there is no such file in " +
                    folder_of(manifest).string() + "; copy the whole folder or train again");
  }
  return path;
}

// The path of a part that the manifest names.
fs::path part_path(const fs::path& manifest, const std::string& part, const Json& entry) {
  const Json file = entry.is_object() ? entry.value("file", Json()) : Json();
  if (!file.is_string() || !entry.value("bytes", Json()).is_number_unsigned() ||
      !entry.value("sha256", Json()).is_string()) {
    throw DataError(manifest.string() + " should give file, bytes and sha256 of the " + part +
                    " part; train the bundle again");
  }
  const auto name = file.get<std::string>();
  if (!is_plain_name(name)) {
    throw DataError("expected the plain name of a file for the " + part + " part in " +
                    manifest.string() + ", found " + quoted(name) + "; train the bundle again");
  }
  return existing_file(manifest, name);
}

// Its checksum among the rest.
void check_header(Part kind, std::span<const uint8_t> bytes, const fs::path& path) {
  PartReader reader(kind, bytes);
  if (reader.ok()) return;
  throw DataError(path.string() + " is not what was written: " + reader.finish()->message +
                  "; copy it again");
}

// Opens the files that a part names, one by one, and hands them on.
template <class Use>
void for_each_file_in(Part part, std::span<const uint8_t> bytes, const fs::path& manifest,
                      bool verify, const Use& use) {
  const std::vector<FileGroup> groups = files_in(name_of(part), bytes);
  FileHasher hasher;
  for (const FileGroup& group : groups) {
    for (size_t i = 0; i < group.count; ++i) {
      const std::string name = group.name(i);
      const fs::path path = existing_file(manifest, name);
      MappedFile file(path);
      if (verify) {
        check_header(group.kind, file.bytes(), path);
        hasher.add(file.bytes());
      }
      use(name, std::move(file));
    }
  }
  if (verify && !groups.empty() && hasher.hash() != groups.front().hash) {
    throw DataError("the files like " + groups.front().name(0) + " in " +
                    folder_of(manifest).string() +
                    " should be those of one bundle, they are not; copy them again");
  }
}

void check_file(const fs::path& path, const Json& entry, const MappedFile& file, bool verify) {
  const auto expected_bytes = entry["bytes"].get<uint64_t>();
  if (file.bytes().size() != expected_bytes) {
    throw DataError(path.string() + " should have " + std::to_string(expected_bytes) +
                    " bytes, it has " + std::to_string(file.bytes().size()) + "; copy it again");
  }
  if (!verify) return;
  const auto expected = entry["sha256"].get<std::string>();
  const std::string found = sha256_hex(file.bytes());
  if (found != expected) {
    throw DataError(path.string() + " should have the SHA-256 " + expected + ", it has " + found +
                    "; copy it again");
  }
}

}  // namespace

Json read_manifest(const fs::path& path) {
  Json manifest = Json::parse(MappedFile(path).text(), nullptr, false);
  if (!manifest.is_object() || manifest.value("format", Json()) != "pocketrec-bundle") {
    throw DataError("expected the manifest of a Pocketrec bundle, found something else: " +
                    path.string() + "; give the folder that `pocketrec train --out` wrote");
  }
  const Json version = manifest.value("version", Json());
  if (version != kFormatVersion) {
    throw DataError(path.string() + " has format version " + version.dump() +
                    ", this pocketrec reads version " + std::to_string(kFormatVersion) +
                    "; update pocketrec, or train the bundle again");
  }
  if (!manifest.value("parts", Json()).is_object()) {
    throw DataError(path.string() + " names no parts; train the bundle again");
  }
  check_needed_parts(path, manifest["parts"]);
  return manifest;
}

LoadedBundle load_bundle(const fs::path& path, bool verify) {
  const fs::path manifest_file = manifest_path(path);
  const fs::path folder = folder_of(manifest_file);
  Json manifest = read_manifest(manifest_file);

  std::vector<BundleFile> files;
  FileParts parts;
  const auto load = [&](Part part, std::span<const uint8_t>& bytes) {
    const auto entry = manifest["parts"].find(name_of(part));
    if (entry == manifest["parts"].end()) return;
    const fs::path file_path = part_path(manifest_file, name_of(part), *entry);
    files.push_back({file_path.filename().string(), MappedFile(file_path)});
    check_file(file_path, *entry, files.back().content, verify);
    bytes = files.back().content.bytes();
  };
  for_each_part(parts, load);
  const std::string context = "cannot open the bundle in " + folder.string() + ": ";
  BundleParts opened = parts;
  load(Part::kLists, opened.lists);
  load(Part::kBackground, opened.background);
  std::vector<std::span<const uint8_t>> rows;
  for_each_file_in(Part::kLists, opened.lists, manifest_file, verify,
                   [&](const std::string& name, MappedFile&& file) {
                     rows.push_back(file.bytes());
                     files.push_back({name, std::move(file)});
                   });
  std::span<const uint8_t> shelves;
  load(Part::kShelves, shelves);
  std::vector<std::string> other_files;
  for_each_file_in(
      Part::kShelves, shelves, manifest_file, verify,
      [&](const std::string& name, const MappedFile&) { other_files.push_back(name); });
  Recommender recommender = value_or_throw(Recommender::open(opened), context);
  for (const auto bytes : rows) value_or_throw(recommender.attach(Part::kRows, bytes), context);
  std::vector<uint8_t> joined;
  if (!rows.empty()) parts.items = joined = joined_items(parts.items, rows);
  check_outer_parts(parts, recommender.info(), context);
  const std::string model_id = hex(recommender.info().model_id);
  if (manifest.value("model_id", Json()) != model_id) {
    throw DataError(manifest_file.string() +
                    " and its parts belong to different bundles: the parts "
                    "are of model " +
                    model_id + "; copy the whole bundle again");
  }
  return {
      folder, std::move(manifest),   std::move(files), std::move(other_files), std::move(joined),
      parts,  std::move(recommender)};
}

SplitOptions split_as(const LoadedBundle& bundle) {
  SplitOptions split;
  if (!bundle.joined_items.empty()) {
    split.above = split.first;
  } else if (bundle.recommender.info().num_items > split.above) {
    split.above = std::numeric_limits<uint32_t>::max();
  }
  return split;
}

std::string cleaning_of(const LoadedBundle& bundle) {
  return text_if_there(bundle.folder / kCleaningName);
}

Item item_of(const ItemFacts& facts) {
  Item item;
  item.id = facts.id;
  item.title = facts.title;
  item.author = facts.author;
  item.publisher = facts.publisher;
  item.year = facts.year;
  item.categories.assign(facts.categories.begin(), facts.categories.end());
  item.other_ids.assign(facts.other_ids.begin(), facts.other_ids.end());
  return item;
}

int64_t index_in(const Recommender& recommender, const Item& item) {
  if (const auto found = recommender.find_item(item.id); found.ok()) return found.value();
  for (const std::string& id : item.other_ids) {
    if (const auto found = recommender.find_item(id); found.ok()) return found.value();
  }
  return -1;
}

}  // namespace pocketrec
