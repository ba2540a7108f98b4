// What the items of a large catalogue are, and which item has an id, in files small enough that a
// page fetches those that it needs: where all titles would be a long download
// (core/FORMAT.md, "shelves").
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "trainer/pack/file_group.h"
#include "trainer/pack/split_items.h"

namespace pocketrec {

struct ShelfOptions {
  // Those of the items part. Of them, which most lists show, a shelf holds few, so that it is there
  // soon; their ids are known from the beginning.
  uint32_t num_first = kFirstItems;
  uint32_t first_size = 32;
  uint32_t size = 256;             // of the other shelves
  uint32_t names_per_file = 2048;  // at most, on the average
};

struct Shelves {
  std::vector<uint8_t> directory;
  std::vector<std::vector<uint8_t>> shelves, names;  // the files
};

// list_of: of each item, 1 + its list; 0: it is in none. threads: 0 for all cores; never changes a
// byte. Throws DataError.
Shelves pack_shelves(const TitlesPart& titles, const std::vector<uint16_t>& list_of,
                     const ShelfOptions& options, uint32_t threads);

// The shelves, and the files with names, that a directory names. None where it is not whole.
std::vector<FileGroup> shelf_files(std::span<const uint8_t> directory);

}  // namespace pocketrec
