// Sample data: real books, simulated readers, in the layout (and with the dirt) of Book-Crossing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace pocketrec {

struct SampleOptions {
  static constexpr uint64_t kMaxUsers = 50'000'000;

  uint64_t users = 6'000;           // 1..kMaxUsers
  uint64_t interactions = 120'000;  // different (reader, book) pairs, 1..users * items
  std::optional<uint64_t> items;    // 1..10,000,000; without: the catalogue as it is. Fewer: its
                                    // most famous books; more: invented ones follow
  uint64_t seed = 1;
  uint32_t threads = 0;  // 0: all cores. Never changes a byte
};

// Writes Books.csv, Users.csv, Ratings.csv and SIMULATED.txt (which says what is made up) to the
// folder `out`, which is created where it is missing: all of them, or nothing. The same options
// give the same bytes on every machine. Memory does not grow with the interactions.
//
// Besides what was asked for come the dirty rows (dirt.h) and further editions of some books.
//
// Throws UsageError for options outside the ranges above; DataError when the folder cannot be
// written, or holds CSV files that no sample made (they may be somebody's data); Cancelled.
void write_sample(const SampleOptions& options, const std::filesystem::path& out);

}  // namespace pocketrec
