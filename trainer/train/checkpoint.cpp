#include "trainer/train/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <system_error>

#include "trainer/support/error.h"
#include "trainer/support/parallel.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "files are little-endian");

constexpr char kMagic[] = "PRCK";
constexpr uint32_t kVersion = 1;
constexpr size_t kChecksummedFrom = 16, kHeaderBytes = 24;
constexpr size_t kBufferBytes = size_t{1} << 20;

// Saving takes at most about a twentieth of the time, but a pause is not longer than ten intervals.
constexpr double kPause = 20, kMostIntervals = 10;

constexpr const char* kProgress = "progress";
constexpr const char* kGoing = "going-";
constexpr const char* kDone = "done-";

std::span<const uint8_t> bytes_of(const uint64_t& number) {
  return {reinterpret_cast<const uint8_t*>(&number), sizeof(number)};
}

// Nothing else in the folder is ever touched.
bool is_ours(const std::string& name) {
  if (name == kProgress) return true;
  const size_t dash = name.find('-') + 1;
  const std::string beginning = name.substr(0, dash), key = name.substr(dash);
  return (beginning == kGoing || beginning == kDone) && key.size() == 16 &&
         key.find_first_not_of("0123456789abcdef") == std::string::npos;
}

[[noreturn]] void refuse(const fs::path& path, const std::string& what) {
  throw DataError(fmt::format("the checkpoint {} {}; delete {}, or name another folder",
                              path.string(), what, path.parent_path().string()));
}

// Removes the checkpoint's files whose names begin like this, but not `kept`.
void remove_files(const fs::path& folder, const std::string& beginning, const fs::path& kept = {}) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (fs::directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (is_ours(name) && name.starts_with(beginning)) files.push_back(entry->path());
  }
  for (const fs::path& file : files) {
    if (file != kept) fs::remove(file, ignored);
  }
}

}  // namespace

struct StateWriter::Checksum {
  XXH3_state_t state;
};

StateWriter::StateWriter(const fs::path& path)
    : file_(path), checksum_(std::make_unique<Checksum>()) {
  XXH3_64bits_reset(&checksum_->state);
  const uint8_t header[kHeaderBytes] = {};
  file_.write(header);
  size_bytes_ = kHeaderBytes;
}

StateWriter::~StateWriter() = default;

void StateWriter::operator()(const std::string& text) {
  (*this)(uint64_t{text.size()});
  write({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

void StateWriter::write(std::span<const uint8_t> bytes) {
  XXH3_64bits_update(&checksum_->state, bytes.data(), bytes.size());
  size_bytes_ += bytes.size();
  if (buffer_.size() + bytes.size() > kBufferBytes) {
    file_.write(buffer_);
    buffer_.clear();
  }
  if (bytes.size() > kBufferBytes) {
    file_.write(bytes);
  } else {
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  }
}

void StateWriter::commit() {
  file_.write(buffer_);
  XXH3_64bits_update(&checksum_->state, &size_bytes_, sizeof(size_bytes_));
  const uint64_t checksum = XXH3_64bits_digest(&checksum_->state);
  uint8_t header[kHeaderBytes];
  std::memcpy(header, kMagic, 4);
  std::memcpy(header + 4, &kVersion, 4);
  std::memcpy(header + 8, &checksum, 8);
  std::memcpy(header + kChecksummedFrom, &size_bytes_, 8);
  file_.replace(0, header);
  file_.commit();
}

StateReader::StateReader(const fs::path& path) : path_(path), file_(path), left_(file_.bytes()) {
  const auto bytes = file_.bytes();
  if (bytes.size() < kHeaderBytes || std::memcmp(bytes.data(), kMagic, 4) != 0) {
    refuse(path, "is damaged: it does not begin as one");
  }
  uint32_t version = 0;
  uint64_t checksum = 0, size = 0;
  std::memcpy(&version, bytes.data() + 4, 4);
  std::memcpy(&checksum, bytes.data() + 8, 8);
  std::memcpy(&size, bytes.data() + kChecksummedFrom, 8);
  if (version != kVersion) {
    refuse(path, fmt::format("has version {}, expected {}", version, kVersion));
  }
  if (size != bytes.size()) {
    refuse(path, fmt::format("is damaged: it should have {} bytes, it has {}", size, bytes.size()));
  }
  left_ = bytes.subspan(kHeaderBytes);
  const uint64_t found = checksum_of({left_, bytes_of(size)});
  if (found != checksum) {
    refuse(path, fmt::format("is damaged: its checksum should be {:016x}, it is {:016x}", checksum,
                             found));
  }
}

void StateReader::operator()(std::string& text) {
  uint64_t count = 0;
  (*this)(count);
  const auto bytes = read(count);
  text.assign(bytes.begin(), bytes.end());
}

std::span<const uint8_t> StateReader::read(uint64_t count, uint64_t element_bytes) {
  if (count > left_.size() / element_bytes) refuse(path_, "is damaged: it ends too early");
  const auto bytes = left_.first(static_cast<size_t>(count * element_bytes));
  left_ = left_.subspan(bytes.size());
  return bytes;
}

uint64_t checksum_of(std::initializer_list<std::span<const uint8_t>> pieces) {
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  for (const auto piece : pieces) XXH3_64bits_update(&state, piece.data(), piece.size());
  return XXH3_64bits_digest(&state);
}

Checkpoint::Checkpoint(fs::path folder, Identity identity, double interval_seconds)
    : folder_(std::move(folder)),
      identity_(std::move(identity)),
      interval_seconds_(interval_seconds) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw_io_error("create the folder", folder_, error.value());
  remove_abandoned(folder_, is_ours);
  if (fs::exists(folder_ / kProgress)) {
    read_progress();
  } else {
    // States without it cannot be told from those of other data.
    remove_files(folder_, "");
    write_progress();
  }
}

double Checkpoint::remember(const std::string& name, const std::function<double()>& find_out) {
  const auto known = measured_.find(name);
  if (known != measured_.end()) return known->second;
  const double number = find_out();
  measured_[name] = number;
  write_progress();
  return number;
}

bool Checkpoint::is_due() const {
  const std::chrono::duration<double> pause = Clock::now() - saved_at_;
  return is_interrupted() || pause.count() >= std::clamp(kPause * save_seconds_, interval_seconds_,
                                                         kMostIntervals * interval_seconds_);
}

void Checkpoint::remove() {
  remove_files(folder_, "");
  std::error_code ignored;  // other files keep the folder
  fs::remove(folder_, ignored);
}

fs::path Checkpoint::state_path(uint64_t training, bool is_finished) const {
  return folder_ / fmt::format("{}{:016x}", is_finished ? kDone : kGoing, training);
}

void Checkpoint::check_identity(const Identity& found) const {
  std::map<std::string, std::pair<std::string, std::string>> values;  // expected, found
  const std::pair<std::string, std::string> neither{"not set", "not set"};
  for (const auto& [name, value] : identity_)
    values.try_emplace(name, neither).first->second.first = value;
  for (const auto& [name, value] : found)
    values.try_emplace(name, neither).first->second.second = value;
  for (const auto& [name, value] : values) {
    if (value.first == value.second) continue;
    throw DataError(fmt::format(
        "the checkpoint in {} is of another training: expected {} {}, found {}; delete the folder "
        "to begin anew, or name another",
        folder_.string(), name, value.first, value.second));
  }
}

void Checkpoint::read_progress() {
  const fs::path path = folder_ / kProgress;
  StateReader reader(path);
  uint64_t count = 0;
  Identity found;
  reader(count);
  for (uint64_t i = 0; i < count; ++i) {
    auto& [name, value] = found.emplace_back();
    reader(name);
    reader(value);
  }
  check_identity(found);
  reader(count);
  for (uint64_t i = 0; i < count; ++i) {
    std::string name;
    reader(name);
    reader(measured_[name]);
  }
}

void Checkpoint::write_progress() const {
  StateWriter writer(folder_ / kProgress);
  writer(uint64_t{identity_.size()});
  for (const auto& [name, value] : identity_) {
    writer(name);
    writer(value);
  }
  writer(uint64_t{measured_.size()});
  for (const auto& [name, number] : measured_) {
    writer(name);
    writer(number);
  }
  writer.commit();
}

void Checkpoint::begin() { began_ = Clock::now(); }

// Whatever was going on is over, or was written anew.
void Checkpoint::end(uint64_t training, bool is_finished) {
  remove_files(folder_, kGoing, state_path(training, is_finished));
  saved_at_ = Clock::now();
  save_seconds_ = std::chrono::duration<double>(saved_at_ - began_).count();
}

double remember(Checkpoint* checkpoint, const std::string& name,
                const std::function<double()>& find_out) {
  return checkpoint == nullptr ? find_out() : checkpoint->remember(name, find_out);
}

}  // namespace pocketrec
