#include "trainer/support/files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "trainer/support/error.h"

namespace pocketrec {
namespace {

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path) {
  throw DataError(what + " " + path.string() + ": " + std::strerror(errno));
}

// Closes on every way out.
struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

void write_all(int fd, std::span<const uint8_t> bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("cannot write", path);
    bytes = bytes.subspan(static_cast<size_t>(n));
  }
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) fail("cannot open", path);
  struct stat facts {};
  if (::fstat(file.fd, &facts) != 0) fail("cannot inspect", path);
  if (!S_ISREG(facts.st_mode)) {
    throw DataError("expected a file, found something else: " + path.string());
  }
  size_ = static_cast<size_t>(facts.st_size);
  if (size_ == 0) return;
  void* map = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (map == MAP_FAILED) fail("cannot map", path);
  ::madvise(map, size_, MADV_SEQUENTIAL);
  data_ = static_cast<const uint8_t*>(map);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<uint8_t*>(data_), size_);
}

void write_atomically(const std::filesystem::path& path, std::span<const uint8_t> bytes) {
  const std::filesystem::path beside =
      path.string() + ".writing-" + std::to_string(::getpid());
  try {
    const Descriptor file{::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
    if (file.fd < 0) fail("cannot create", beside);
    write_all(file.fd, bytes, beside);
    if (::fsync(file.fd) != 0) fail("cannot flush", beside);
    if (::rename(beside.c_str(), path.c_str()) != 0) fail("cannot rename to", path);
  } catch (...) {
    ::unlink(beside.c_str());
    throw;
  }
}

void write_atomically(const std::filesystem::path& path, std::string_view text) {
  write_atomically(path,
                   std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

std::string sha256_hex(std::span<const uint8_t> bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr) != 1) {
    throw DataError("the system's SHA-256 is not available (OpenSSL's EVP_Digest failed)");
  }
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += kHex[digest[i] >> 4];
    hex += kHex[digest[i] & 15];
  }
  return hex;
}

}  // namespace pocketrec
