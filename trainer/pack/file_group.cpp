#include "trainer/pack/file_group.h"

#include <fmt/format.h>

#include "core/bundle.h"
#include "trainer/support/files.h"

namespace pocketrec {

uint64_t hash_of_files(std::span<const FileBytes> files) {
  std::string hashes;
  for (const FileBytes file : files) hashes += sha256_hex(file);
  const auto* bytes = reinterpret_cast<const uint8_t*>(hashes.data());
  return std::stoull(sha256_hex({bytes, hashes.size()}).substr(0, 16), nullptr, 16);
}

std::vector<FileBytes> views_of(const std::vector<std::vector<uint8_t>>& files) {
  return {files.begin(), files.end()};
}

std::string FileGroup::name(size_t number) const {
  return fmt::format("{}.{:016x}.{}.bin", name_of(kind), hash, number);
}

}  // namespace pocketrec
