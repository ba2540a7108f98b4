// The items part of a large catalogue, split so that a page need not load all of it: the first
// items, the most popular ones, stay in the part; the others lie in lists of items that are near to
// one another, the rows of each list in a file of their own (core/FORMAT.md, "lists" and "rows").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "trainer/pack/file_group.h"

namespace pocketrec {

// Few enough that they are there at once, and what is popular is among them.
inline constexpr uint32_t kFirstItems = 4096;

struct SplitOptions {
  // Catalogues of more items than this are split.
  uint32_t above = 300'000;
  uint32_t first = kFirstItems;  // items that stay
  // In a list, on the average: a file of about 70 kB.
  uint32_t rows_per_list = 1000;
  // Items spread over all that stand for them in fold-in, at most; 0: as many as the encoder
  // samples of a catalogue that is not split (SoftmaxParameters::num_sampled).
  uint32_t background = 0;
  uint32_t threads = 0;  // 0: all cores; never changes a byte
};

struct SplitItems {
  std::vector<uint8_t> items, lists, background;
  std::vector<std::vector<uint8_t>> rows;  // by list
  std::vector<uint16_t> list_of;           // by item: 1 + its list; 0: it is one of the first
};

// items: a part with all items, more than options.first; encoder: of the same bundle. Throws
// Cancelled.
SplitItems split_items(std::span<const uint8_t> items, std::span<const uint8_t> encoder,
                       const SplitOptions& options);

// The items part from which split_items() made these, that a Recommender was opened with: rows are
// those of every list.
std::vector<uint8_t> joined_items(std::span<const uint8_t> items,
                                  const std::vector<std::span<const uint8_t>>& rows);

// The files with the rows of lists, by list. None where the part is not whole.
std::vector<FileGroup> rows_files(std::span<const uint8_t> lists);

}  // namespace pocketrec
