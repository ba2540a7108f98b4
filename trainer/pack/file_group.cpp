#include "trainer/pack/file_group.h"

#include <fmt/format.h>

#include "core/bundle.h"
#include "trainer/support/files.h"

namespace pocketrec {

void FileHasher::add(std::span<const uint8_t> file) { hashes_ += sha256_hex(file); }

void FileHasher::add_all(const std::vector<std::vector<uint8_t>>& files) {
  for (const std::vector<uint8_t>& file : files) add(file);
}

uint64_t FileHasher::hash() const {
  const auto* bytes = reinterpret_cast<const uint8_t*>(hashes_.data());
  return std::stoull(sha256_hex({bytes, hashes_.size()}).substr(0, 16), nullptr, 16);
}

std::string FileGroup::name(size_t number) const {
  return fmt::format("{}.{:016x}.{}.bin", name_of(kind), hash, number);
}

}  // namespace pocketrec
