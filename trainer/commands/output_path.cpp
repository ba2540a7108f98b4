#include "trainer/commands/output_path.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "trainer/support/error.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

// What is there of `path`: itself, or the nearest folder above it.
fs::path nearest_existing(fs::path path) {
  std::error_code ignored;
  while (!fs::exists(path, ignored) && path.has_relative_path()) path = path.parent_path();
  return path;
}

void check_writable_folder(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw DataError("expected a folder to write to, found something else: " + folder.string() +
                    "; name another");
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw DataError("expected a folder to write to, but " + folder.string() + " cannot be (" +
                    std::strerror(errno) + "); name another, or change its permissions");
  }
}

}  // namespace

void check_output_folder(const fs::path& path) {
  if (path.empty()) throw UsageError("expected a folder to write to, found an empty name");
  // Without a trailing slash, which would make the folder its own parent.
  check_writable_folder(
      nearest_existing(fs::absolute(path / ".").lexically_normal().parent_path()));
}

void check_output_file(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    throw DataError("expected a file to write to, found a folder: " + path.string() +
                    "; name a file in it");
  }
  const fs::path folder = fs::absolute(path).parent_path();
  if (!fs::exists(folder, ignored)) {
    throw DataError("expected a folder for " + path.string() + ", found none at " +
                    folder.string() + "; create it first");
  }
  check_writable_folder(folder);
}

}  // namespace pocketrec
