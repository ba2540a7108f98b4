// Dirty files in, a clean Dataset out: formats, dialects and repairs are in README.md beside this.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"

namespace pocketrec {

struct ReadOptions {
  // One item for all editions of a work (title and author). Default: on for book-crossing and
  // goodbooks, off for the others.
  std::optional<bool> merge_editions;
  uint32_t threads = 0;  // for hashing the files; 0: all cores; no result depends on it
};

// Reads the data set in the folder `path` (or, of the interactions only, the file `path`). kAuto
// recognises the format. A file SIMULATED.txt beside the data sets Dataset::simulated. The result
// depends on the files' names and bytes alone.
// Throws DataError: nothing recognisable, several candidates for one role, a missing column, an
// empty file, a file that is not text, no usable interaction, items of which none was chosen.
Dataset read_dataset(const std::filesystem::path& path, Format format, const ReadOptions& options);

// Items without interactions, as a catalogue gets new ones.
struct ItemTable {
  std::vector<Item> items;  // in the order of the file
  std::string fingerprint;
  CleaningReport report;
};

// Reads one file of items, in the dialects that those of a data set of this format have; its
// editions are merged as there. Throws DataError: no such file, one that is not text, no column of
// ids or titles, no usable row, an id that two rows have.
ItemTable read_item_table(const std::filesystem::path& path, Format format,
                          const ReadOptions& options);

// One ready-made list in LightGCN's form: a line is `user item item ...`, all non-negative
// integers below 2^31. Rows are users, columns items, up to the highest that occurs; repeated pairs
// count once. A line with a user alone is a user without items. Throws DataError with file:line.
InteractionMatrix read_lightgcn(const std::filesystem::path& path);

// Both lists over one space: the same num_rows and num_columns.
struct LightgcnSplit {
  InteractionMatrix train;
  InteractionMatrix test;
  std::string fingerprint;
};
LightgcnSplit read_lightgcn(const std::filesystem::path& train, const std::filesystem::path& test);

// SHA-256, hex, of the lines "name size sha256\n" of the files, sorted by name (without folder).
std::string fingerprint_of(std::vector<std::filesystem::path> files, uint32_t threads);

}  // namespace pocketrec
