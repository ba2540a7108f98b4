#include "trainer/support/files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <optional>
#include <utility>

#include "trainer/support/error.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWriting = ".writing-";  // and the number of the process
constexpr std::chrono::hours kAbandonedAfter{1};

const char* mend_for(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return "check the name";
    case EACCES:
    case EPERM:
    case EROFS:
      return "change its permissions, or name another place";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "make room on its disk, or name another place";
    case ENOMEM:
      return "use a machine with more memory";
    default:
      return "check its disk, or name another place";
  }
}

// Closes on every way out.
struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

struct NameWhileWriting {
  std::string name;  // of the file that it would have become
  pid_t process;
};

std::optional<NameWhileWriting> parse_name_while_writing(const std::string& name) {
  const size_t mark = name.rfind(kWriting);
  if (mark == std::string::npos) return {};
  NameWhileWriting parsed{name.substr(0, mark), 0};
  const char* end = name.data() + name.size();
  const auto [stop, error] =
      std::from_chars(name.data() + mark + kWriting.size(), end, parsed.process);
  if (error != std::errc() || stop != end || parsed.process <= 0) return {};
  return parsed;
}

bool is_running(pid_t process) { return ::kill(process, 0) == 0 || errno != ESRCH; }

bool is_abandoned(const fs::directory_entry& file, pid_t process) {
  // In a container every run may have the same number: under ours, nothing is being written now.
  if (process == ::getpid() || !is_running(process)) return true;
  std::error_code error;
  const auto written = file.last_write_time(error);
  return !error && fs::file_time_type::clock::now() - written > kAbandonedAfter;
}

}  // namespace

void throw_io_error(const std::string& what, const fs::path& path, int error) {
  throw DataError("cannot " + what + " " + path.string() + ": " + std::strerror(error) + "; " +
                  mend_for(error));
}

MappedFile::MappedFile(const fs::path& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) throw_io_error("open", path, errno);
  struct stat facts {};
  if (::fstat(file.fd, &facts) != 0) throw_io_error("inspect", path, errno);
  if (!S_ISREG(facts.st_mode)) {
    throw DataError("expected a file, found " +
                    std::string(S_ISDIR(facts.st_mode) ? "a folder" : "something else") + ": " +
                    path.string() + "; name the file itself");
  }
  size_ = static_cast<size_t>(facts.st_size);
  if (size_ == 0) return;
  void* map = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (map == MAP_FAILED) throw_io_error("read", path, errno);
  ::madvise(map, size_, MADV_SEQUENTIAL);
  data_ = static_cast<const uint8_t*>(map);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<uint8_t*>(data_), size_);
}

std::string text_if_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored) ? std::string(MappedFile(path).text())
                                                : std::string();
}

AtomicFile::AtomicFile(const fs::path& path) : path_(path), beside_(name_while_writing(path)) {
  descriptor_ = ::open(beside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw_io_error("create", path, errno);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(beside_.c_str());
}

void AtomicFile::write(std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_io_error("write", path_, errno);
    bytes = bytes.subspan(static_cast<size_t>(n));
  }
}

void AtomicFile::replace(uint64_t offset, std::span<const uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_io_error("write", path_, errno);
    bytes = bytes.subspan(static_cast<size_t>(n));
    offset += static_cast<uint64_t>(n);
  }
}

void AtomicFile::commit() {
  if (::fsync(descriptor_) != 0) throw_io_error("write", path_, errno);
  if (::rename(beside_.c_str(), path_.c_str()) != 0) throw_io_error("replace", path_, errno);
  ::close(std::exchange(descriptor_, -1));
}

void write_atomically(const fs::path& path, std::span<const uint8_t> bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

void write_atomically(const fs::path& path, std::string_view text) {
  write_atomically(path, std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

fs::path name_while_writing(const fs::path& path) {
  return path.string() + std::string(kWriting) + std::to_string(::getpid());
}

void remove_abandoned(const fs::path& folder,
                      const std::function<bool(const std::string& name)>& is_ours) {
  std::error_code ignored;
  std::vector<fs::path> abandoned;
  for (fs::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
    const auto parsed = parse_name_while_writing(entry->path().filename().string());
    if (!parsed || !is_ours(parsed->name) || !entry->is_regular_file(ignored)) continue;
    if (is_abandoned(*entry, parsed->process)) abandoned.push_back(entry->path());
  }
  for (const fs::path& path : abandoned) fs::remove(path, ignored);
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
