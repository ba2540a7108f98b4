// Random numbers that are the same on every machine: integers only, no std:: distributions (each
// standard library has its own), no floating point.
#pragma once

#include <cstdint>

namespace pocketrec {

// SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
class RandomStream {
 public:
  explicit RandomStream(uint64_t state) : state_(state) {}

  uint64_t next() { return mixed(state_ += kStep); }

  // Uniform in 0..count-1; count in 1..2^32. The bias is at most count / 2^32.
  uint64_t below(uint64_t count) { return ((next() >> 32) * count) >> 32; }

  // True in `share` of a thousand cases.
  bool per_mille(uint32_t share) { return below(1000) < share; }

  static uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  static constexpr uint64_t kStep = 0x9E3779B97F4A7C15U;

 private:
  uint64_t state_;
};

// What a stream is for. Each purpose has streams of its own, so that more dirt in one file never
// changes another one.
enum class Purpose : uint64_t {
  kFame = 1,
  kEditions,
  kBookDirt,
  kReader,
  kUserDirt,
  kActivity,
  kReading
};

// The stream number `index` of a purpose. Streams can be made in any order and on any thread.
inline RandomStream random_stream(uint64_t seed, Purpose purpose, uint64_t index) {
  const uint64_t key =
      RandomStream::mixed(seed + RandomStream::kStep * static_cast<uint64_t>(purpose));
  return RandomStream(RandomStream::mixed(key ^ RandomStream::mixed(index + RandomStream::kStep)));
}

}  // namespace pocketrec
