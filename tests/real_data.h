// Where the real data sets are, for tests and benchmarks; the build names the source folder.
#pragma once

#include <stdlib.h>

#include <filesystem>

namespace pocketrec::testing {

// $POCKETREC_DATA, or ../shared/data beside the repository. It may not be there: then skip.
inline std::filesystem::path real_data() {
  const char* named = ::getenv("POCKETREC_DATA");
  if (named != nullptr) return named;
  return std::filesystem::path(POCKETREC_SOURCE_FOLDER) / "../shared/data";
}

}  // namespace pocketrec::testing
