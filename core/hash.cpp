#include "core/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace pocketrec {

uint64_t hash_of(std::span<const uint8_t> bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace pocketrec
