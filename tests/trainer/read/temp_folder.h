// A folder of its own for a test's files.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace pocketrec::testing {

class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "pocketrec-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

  std::filesystem::path write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

// The real data sets, where they are: $POCKETREC_DATA, or ../shared/data beside the repository.
inline std::optional<std::filesystem::path> real_data() {
  const char* named = ::getenv("POCKETREC_DATA");
  const std::filesystem::path path =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(POCKETREC_SOURCE_FOLDER) / "../shared/data";
  if (!std::filesystem::is_directory(path)) return {};
  return path;
}

}  // namespace pocketrec::testing
