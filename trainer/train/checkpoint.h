// What a training has come to, kept in a folder, so that a process that was stopped goes on from
// there and comes to the same bytes.
//
// The folder holds `progress` (numbers by name: whose training this is, and what was found out on
// the way) and at most two states of a training's loop: `going-KEY`, and `done-KEY` of a finished
// one. Each file is written beside its name and renamed, whole:
//
//    0  "PRCK"
//    4  u32 version
//    8  u64 XXH3 of the bytes from 24 on, and of the size
//   16  u64 size of the file
//   24  sections: numbers as they are, rows of numbers behind their u64 count; little-endian
#pragma once

#include <chrono>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "trainer/support/files.h"

namespace pocketrec {

// A state passes its members to either of the two below, in one order: archive(a), archive(b), ...
// Streams: a table is never held twice. Numbers must hold no padding.
class StateWriter {
 public:
  explicit StateWriter(const std::filesystem::path& path);
  ~StateWriter();
  StateWriter(StateWriter&&) = delete;

  template <class T>
  void operator()(const T& number) {
    static_assert(std::is_trivially_copyable_v<T>);
    write({reinterpret_cast<const uint8_t*>(&number), sizeof(T)});
  }
  template <class T>
  void operator()(const std::vector<T>& row) {
    (*this)(uint64_t{row.size()});
    write({reinterpret_cast<const uint8_t*>(row.data()), row.size() * sizeof(T)});
  }
  void operator()(const std::string& text);
  // Throws DataError, as every write does.
  void commit();

 private:
  struct Checksum;
  void write(std::span<const uint8_t> bytes);

  AtomicFile file_;
  std::unique_ptr<Checksum> checksum_;
  std::vector<uint8_t> buffer_;
  uint64_t size_bytes_ = 0;
};

class StateReader {
 public:
  // Checks the whole file. Throws DataError where it is not one of ours, or damaged.
  explicit StateReader(const std::filesystem::path& path);

  template <class T>
  void operator()(T& number) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto bytes = read(sizeof(T));
    std::memcpy(&number, bytes.data(), sizeof(T));
  }
  template <class T>
  void operator()(std::vector<T>& row) {
    uint64_t count = 0;
    (*this)(count);
    const auto bytes = read(count, sizeof(T));
    row.resize(static_cast<size_t>(count));
    if (count > 0) std::memcpy(row.data(), bytes.data(), bytes.size());
  }
  void operator()(std::string& text);

 private:
  std::span<const uint8_t> read(uint64_t count, uint64_t element_bytes = 1);

  std::filesystem::path path_;
  MappedFile file_;
  std::span<const uint8_t> left_;
};

// XXH3 of the pieces one behind the other.
uint64_t checksum_of(std::initializer_list<std::span<const uint8_t>> pieces);

class Checkpoint {
 public:
  // All that the result depends on, by names for people.
  using Identity = std::vector<std::pair<std::string, std::string>>;

  // Takes up what the folder holds, which may be nothing, or not be there. Throws DataError where
  // that is of a training with another identity, or damaged.
  Checkpoint(std::filesystem::path folder, Identity identity, double interval_seconds = 60);

  // The number under this name; where there is none, what find_out gives, which is kept.
  double remember(const std::string& name, const std::function<double()>& find_out);

  // The interval is over since the last save, which is longer where saving takes its time; or an
  // interrupt came.
  bool is_due() const;

  // `training` tells trainings of one identity apart. A finished state stays until remove(), any
  // other until the next save.
  template <class State>
  void save(uint64_t training, State& state, bool is_finished) {
    begin();
    StateWriter writer(state_path(training, is_finished));
    state.visit(writer);
    writer.commit();
    end(training, is_finished);
  }

  // False where there is none.
  template <class State>
  bool restore(uint64_t training, State& state) const {
    for (const bool is_finished : {true, false}) {
      const std::filesystem::path path = state_path(training, is_finished);
      if (!std::filesystem::exists(path)) continue;
      StateReader reader(path);
      state.visit(reader);
      return true;
    }
    return false;
  }

  // Takes everything of the checkpoint away, and the folder if nothing else is in it.
  void remove();

  const std::filesystem::path& folder() const { return folder_; }

 private:
  using Clock = std::chrono::steady_clock;
  std::filesystem::path state_path(uint64_t training, bool is_finished) const;
  void check_identity(const Identity& found) const;
  void read_progress();
  void write_progress() const;
  void begin();
  void end(uint64_t training, bool is_finished);

  std::filesystem::path folder_;
  Identity identity_;
  std::map<std::string, double> measured_;
  double interval_seconds_;
  Clock::time_point saved_at_ = Clock::now(), began_ = saved_at_;
  double save_seconds_ = 0;
};

// checkpoint->remember, or find_out alone where there is no checkpoint.
double remember(Checkpoint* checkpoint, const std::string& name,
                const std::function<double()>& find_out);

}  // namespace pocketrec
