// The trainer's only source of randomness: the same seed gives the same numbers on every machine
// and with every standard library (std::*_distribution promises neither).
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace pocketrec {

// A bijection that scatters its input over all 64 bits: the output step of splitmix64 (Steele, Lea,
// Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
constexpr uint64_t mix64(uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

// A number in [0, 1) from the upper 53 bits.
constexpr double unit_interval(uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

// xoshiro256** (Blackman, Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021).
class Random {
 public:
  // Streams of one seed are independent of each other: one per user, row or resample keeps a
  // parallel loop's result the same for every number of threads.
  explicit constexpr Random(uint64_t seed, uint64_t stream = 0) {
    uint64_t x = mix64(seed) ^ mix64(~stream);
    for (uint64_t& word : state_) word = x = mix64(x);
  }

  constexpr uint64_t next() {
    const uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate_left(state_[3], 45);
    return result;
  }

  // In [0, 1).
  constexpr double uniform() { return unit_interval(next()); }

  // In 0..bound-1, each equally likely; bound >= 1. (Lemire, "Fast Random Integer Generation in an
  // Interval", 2019.)
  constexpr uint32_t below(uint32_t bound) {
    assert(bound >= 1);
    const uint32_t unfair = (0U - bound) % bound;
    uint64_t product = 0;
    do {
      product = (next() >> 32) * bound;
    } while (static_cast<uint32_t>(product) < unfair);
    return static_cast<uint32_t>(product >> 32);
  }

  // Mean 0, variance 1, never beyond 6: the sum of twelve uniforms (Irwin-Hall), which needs no
  // logarithm and is therefore the same to the bit on every machine.
  constexpr double normal() {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

 private:
  static constexpr uint64_t rotate_left(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }
  uint64_t state_[4] = {};
};

// Every order equally likely (Fisher-Yates). At most 2^32 - 1 values.
template <class T>
void shuffle(std::span<T> values, Random& random) {
  for (size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[random.below(static_cast<uint32_t>(i))]);
  }
}

}  // namespace pocketrec
