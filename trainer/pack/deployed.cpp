#include "trainer/pack/deployed.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "trainer/pack/bundle_files.h"
#include "trainer/support/error.h"
#include "trainer/support/files.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

// Held while this process writes into the folder. File systems without locks go without.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder)
      : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) throw_io_error("open", folder, errno);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    ::close(descriptor_);
    throw DataError("expected to be alone in changing " + folder.string() +
                    ", found another promotion or rollback under way; try again when it is done");
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock() { ::close(descriptor_); }

 private:
  int descriptor_ = -1;
};

bool holds(const fs::path& file, std::span<const uint8_t> bytes) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored) || fs::file_size(file, ignored) != bytes.size()) {
    return false;
  }
  const MappedFile found(file);
  return std::equal(bytes.begin(), bytes.end(), found.bytes().begin(), found.bytes().end());
}

void copy_parts(const LoadedBundle& bundle, const fs::path& folder) {
  const auto copy = [&](const std::string& name, std::span<const uint8_t> content) {
    if (is_interrupted()) {
      throw Cancelled("cancelled; " + folder.string() + " serves what it did before");
    }
    if (!holds(folder / name, content)) write_atomically(folder / name, content);
  };
  for (const auto& [name, content] : bundle.files) copy(name, content.bytes());
  for (const std::string& name : bundle.other_files) {
    copy(name, MappedFile(bundle.folder / name).bytes());
  }
}

// Unless it is kept already, by a run that was stopped behind this.
void keep_manifest(const fs::path& folder, const std::string& manifest) {
  const std::vector<uint32_t> kept = kept_manifests(folder);
  const uint32_t latest = kept.empty() ? 0 : kept.front();
  if (latest != 0 && text_if_there(kept_manifest(folder, latest)) == manifest) return;
  write_atomically(kept_manifest(folder, latest + 1), manifest);
}

void remove_manifest(const fs::path& folder, uint32_t number) {
  std::error_code error;
  const fs::path file = kept_manifest(folder, number);
  fs::remove(file, error);
  if (error) throw_io_error("remove", file, error.value());
}

}  // namespace

std::optional<Json> manifest_in_use(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder / kManifestName, ignored)) return {};
  return read_manifest(folder / kManifestName);
}

void check_for_deployment(const LoadedBundle& bundle) {
  for (const auto& [name, entry] : bundle.manifest.at("parts").items()) {
    const Json file = entry.is_object() ? entry.value("file", Json()) : Json();
    const Json hash = entry.is_object() ? entry.value("sha256", Json()) : Json();
    const std::string wanted = hash.is_string() ? part_file_name(name, hash) : std::string();
    if (file == wanted && is_bundle_file(wanted)) continue;
    throw DataError("expected parts that this pocketrec knows, each in a file named for its " +
                    std::string("SHA-256, found the part ") + Json(name).dump() + " in " +
                    file.dump() + " in the bundle in " + bundle.folder.string() +
                    "; promote it with the pocketrec that trained it");
  }
}

bool deploy(const LoadedBundle& bundle, const fs::path& folder, uint32_t keep) {
  create_bundle_folder(folder);
  const FolderLock lock(folder);
  remove_abandoned(folder, is_bundle_file);
  copy_parts(bundle, folder);
  const InterruptsHeld held;
  const std::string before = text_if_there(folder / kManifestName);
  const std::string now = bundle.manifest.dump(2) + "\n";
  if (before != now) {
    if (Json::accept(before)) keep_manifest(folder, before);  // nobody can go back to another
    write_atomically(folder / kManifestName, now);
  }
  const std::vector<uint32_t> kept = kept_manifests(folder);
  for (size_t i = keep; i < kept.size(); ++i) remove_manifest(folder, kept[i]);
  remove_stale_parts(folder);
  return before != now;
}

LoadedBundle roll_back(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw DataError("expected the folder that `pocketrec promote --to` wrote, found none: " +
                    folder.string() + "; check the name");
  }
  const FolderLock lock(folder);
  remove_abandoned(folder, is_bundle_file);
  const std::string in_use = text_if_there(folder / kManifestName);
  for (const uint32_t number : kept_manifests(folder)) {
    const std::string before = text_if_there(kept_manifest(folder, number));
    if (before != in_use) {
      load_bundle(kept_manifest(folder, number), true);
      const InterruptsHeld held;
      write_atomically(folder / kManifestName, before);
      remove_manifest(folder, number);
      return load_bundle(folder);
    }
    remove_manifest(folder, number);  // a run was stopped before it could
  }
  throw DataError("expected an earlier manifest to go back to in " + folder.string() +
                  ", found none; promote a bundle instead");
}

}  // namespace pocketrec
