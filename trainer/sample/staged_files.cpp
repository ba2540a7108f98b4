#include "trainer/sample/staged_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ranges>
#include <utility>

#include "trainer/support/error.h"
#include "trainer/support/files.h"

namespace pocketrec {
namespace fs = std::filesystem;

StagedFiles::StagedFiles(const fs::path& folder) : folder_(folder) {
  std::vector<fs::path> missing;
  std::error_code error;
  for (fs::path p = fs::absolute(folder, error); !fs::exists(p, error) && p.has_relative_path();
       p = p.parent_path()) {
    if (p.has_filename()) missing.push_back(p);
  }
  for (const fs::path& p : missing | std::views::reverse) {
    if (!fs::create_directory(p, error) && error) {
      const int reason = error.value();
      for (const fs::path& made : created_ | std::views::reverse) fs::remove(made, error);
      throw_io_error("create the folder", folder, reason);
    }
    created_.push_back(p);
  }
  if (!fs::is_directory(folder, error)) {
    throw DataError("expected a folder to write to, found a file: " + folder.string() +
                    "; name another");
  }
}

StagedFiles::~StagedFiles() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (committed_) return;
  for (const Staged& file : files_) ::unlink(file.beside.c_str());
  std::error_code ignored;  // a folder that someone else has used meanwhile stays
  for (const fs::path& p : created_ | std::views::reverse) fs::remove(p, ignored);
}

void StagedFiles::begin(const std::string& name) {
  finish_current();
  const fs::path path = folder_ / name;
  const fs::path beside = name_while_writing(path);
  descriptor_ = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw_io_error("create", path, errno);
  files_.push_back({beside, path});
}

void StagedFiles::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(descriptor_, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_io_error("write", files_.back().path, errno);
    text.remove_prefix(static_cast<size_t>(n));
  }
}

void StagedFiles::finish_current() {
  if (descriptor_ < 0) return;
  const bool flushed = ::fsync(descriptor_) == 0;
  const int error = errno;
  ::close(std::exchange(descriptor_, -1));
  if (!flushed) throw_io_error("write", files_.back().path, error);
}

void StagedFiles::commit() {
  finish_current();
  for (const Staged& file : files_) {
    if (::rename(file.beside.c_str(), file.path.c_str()) != 0)
      throw_io_error("replace", file.path, errno);
  }
  committed_ = true;
}

}  // namespace pocketrec
