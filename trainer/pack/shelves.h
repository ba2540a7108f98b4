// What the items of a large catalogue are, and which item has an id, in files small enough that a
// page fetches those that it needs: where all titles would be a long download
// (core/FORMAT.md, "shelves").
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bundle.h"

namespace pocketrec {

struct ShelfOptions {
  // Of the first items, which most lists show, a shelf holds few, so that it is there soon.
  uint32_t num_first = 8192;
  uint32_t first_size = 128;
  uint32_t size = 1024;            // of the other shelves
  uint32_t names_per_file = 8192;  // on the average
};

struct Shelves {
  std::vector<uint8_t> directory;
  std::vector<std::vector<uint8_t>> files;  // the shelves, then the files with names
};

// list_of: of each item, 1 + its list; 0: it is in none. threads: 0 for all cores; never changes a
// byte. Throws DataError.
Shelves pack_shelves(const TitlesPart& titles, const std::vector<uint16_t>& list_of,
                     const ShelfOptions& options, uint32_t threads);

// The names of the files that a directory of shelves names. Empty where it is none.
std::vector<std::string> shelf_files(std::span<const uint8_t> directory);

}  // namespace pocketrec
