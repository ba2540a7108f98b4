// The random numbers of a sample: one stream for each thing that is simulated.
#pragma once

#include <cstdint>

#include "trainer/support/random.h"

namespace pocketrec {

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
constexpr Random random_stream(uint64_t seed, Purpose purpose, uint64_t index) {
  return Random(seed, mix64(static_cast<uint64_t>(purpose)) ^ index);
}

// True in `share` of a thousand cases.
constexpr bool per_mille(Random& random, uint32_t share) { return random.below(1000) < share; }

}  // namespace pocketrec
