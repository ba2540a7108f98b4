// Files in and out: mapped for reading, written beside and renamed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pocketrec {

// The DataError of a system call that failed: "cannot <what> <path>: <the system's reason>; <how to
// mend it>". `error` is an errno.
[[noreturn]] void throw_io_error(const std::string& what, const std::filesystem::path& path,
                                 int error);

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

// The text of a file; empty where there is none.
std::string text_if_there(const std::filesystem::path& path);

// A file written piece by piece under a temporary name in the same folder. commit() flushes it to
// the disk and renames it to `path`; without it nothing stays. Throws DataError.
class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path& path);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();
  void write(std::span<const uint8_t> bytes);
  // Replaces bytes that were written before, from `offset` on.
  void replace(uint64_t offset, std::span<const uint8_t> bytes);
  void commit();

 private:
  std::filesystem::path path_, beside_;
  int descriptor_ = -1;
};

// Writes `bytes` to a temporary name in the same folder, flushes it to the disk, and renames it to
// `path`: readers see the old file or the new one, never a part. Throws DataError.
void write_atomically(const std::filesystem::path& path, std::span<const uint8_t> bytes);
void write_atomically(const std::filesystem::path& path, std::string_view text);

// The name beside `path` under which this process writes it.
std::filesystem::path name_while_writing(const std::filesystem::path& path);

// Removes what killed processes left of write_atomically in `folder`: files under their name while
// writing whose own name `is_ours`, and whose process is gone, or which are older than an hour (the
// process may be on another machine). To be called while this process writes nothing there. What
// cannot be removed stays.
void remove_abandoned(const std::filesystem::path& folder,
                      const std::function<bool(const std::string& name)>& is_ours);

// SHA-256 of the bytes, 64 lower-case hex digits.
std::string sha256_hex(std::span<const uint8_t> bytes);

}  // namespace pocketrec
