// XXH3-64 with seed 0, the one hash of the format.
#pragma once

#include <cstdint>
#include <span>

namespace pocketrec {

// In one place: its code is larger than that of all who call it.
uint64_t hash_of(std::span<const uint8_t> bytes);

}  // namespace pocketrec
