// Files that a part names by number: of each two numbers, which are the first 16 hex digits of the
// file's SHA-256 and stand in its name, as in the names of parts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/recommender.h"

namespace pocketrec {

// Two a file.
std::vector<uint32_t> file_numbers(std::span<const std::vector<uint8_t>> files);

// Appends the names of the files with these numbers, which are parts of this kind.
void append_files(Part part, const PackedArray<uint32_t>& numbers, std::vector<std::string>& names);

}  // namespace pocketrec
