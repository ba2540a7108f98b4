// Can the result be written? Asked before the work rather than after it.
#pragma once

#include <filesystem>

namespace pocketrec {

// A folder that exists and can be written to, or can be created. Throws DataError.
void check_output_folder(const std::filesystem::path& path);

// A file that can be created or replaced, in a folder that exists. Throws DataError.
void check_output_file(const std::filesystem::path& path);

}  // namespace pocketrec
