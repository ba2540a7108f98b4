// Files that a part names by number: of each two numbers, which are the first 16 hex digits of the
// file's SHA-256 and stand in its name, as in the names of parts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/recommender.h"

namespace pocketrec {

// Two a file.
std::vector<uint32_t> file_numbers(const std::vector<std::vector<uint8_t>>& files);

// The name of the i-th file, which is a part of this kind.
std::string numbered_file(Part part, const PackedArray<uint32_t>& numbers, uint32_t i);

}  // namespace pocketrec
