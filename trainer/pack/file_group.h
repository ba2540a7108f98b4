// Files of one kind that a part names all together: by one hash, and a number each.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/recommender.h"

namespace pocketrec {

// The hash of files that are named together: of the SHA-256 of their SHA-256 (in hex, one behind
// the other), the first 64 bits.
class FileHasher {
 public:
  void add(std::span<const uint8_t> file);
  void add_all(const std::vector<std::vector<uint8_t>>& files);
  uint64_t hash() const;

 private:
  std::string hashes_;
};

// As header fields of the part that names the files.
inline uint32_t upper_half(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }
inline uint32_t lower_half(uint64_t hash) { return static_cast<uint32_t>(hash); }

struct FileGroup {
  Part kind;
  uint64_t hash;
  size_t count;

  // "rows.0123456789abcdef.7.bin"
  std::string name(size_t number) const;
};

}  // namespace pocketrec
