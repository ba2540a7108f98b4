// Files in and out: mapped for reading, written beside and renamed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pocketrec {

// A whole file, mapped read-only. Throws DataError with the path and the system's reason.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();
  std::span<const uint8_t> bytes() const { return {data_, size_}; }
  std::string_view text() const { return {reinterpret_cast<const char*>(data_), size_}; }

 private:
  const uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

// Writes `bytes` to a temporary name in the same folder, flushes it to the disk, and renames it to
// `path`: readers see the old file or the new one, never a part. Throws DataError.
void write_atomically(const std::filesystem::path& path, std::span<const uint8_t> bytes);
void write_atomically(const std::filesystem::path& path, std::string_view text);

// SHA-256 of the bytes, 64 lower-case hex digits.
std::string sha256_hex(std::span<const uint8_t> bytes);

}  // namespace pocketrec
