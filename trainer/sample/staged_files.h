// Several large files that appear together or not at all.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pocketrec {

// Streams into temporary names inside `folder`, which is created where it is missing. commit()
// flushes all to the disk and gives them their names, in the order in which they were begun.
// Destroyed without commit, nothing of it stays: neither the files nor the folders it created.
// Every failure throws DataError with the path and the system's reason.
class StagedFiles {
 public:
  explicit StagedFiles(const std::filesystem::path& folder);
  StagedFiles(const StagedFiles&) = delete;
  StagedFiles& operator=(const StagedFiles&) = delete;
  ~StagedFiles();

  // Begins the next file; write() goes to it from here on.
  void begin(const std::string& name);
  void write(std::string_view text);
  void commit();

 private:
  struct Staged {
    std::filesystem::path beside;
    std::filesystem::path path;
  };
  void finish_current();

  std::filesystem::path folder_;
  std::vector<std::filesystem::path> created_;  // outermost first
  std::vector<Staged> files_;
  int descriptor_ = -1;
  bool committed_ = false;
};

}  // namespace pocketrec
