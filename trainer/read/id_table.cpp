#include "trainer/read/id_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "trainer/support/error.h"

namespace pocketrec {
namespace {

uint32_t hash_of(std::string_view id) {
  return static_cast<uint32_t>(XXH3_64bits(id.data(), id.size()));
}

}  // namespace

// The slot that holds `id`, or the free one where it belongs.
size_t IdTable::slot_of(std::string_view id, uint32_t hash) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = hash & mask;
  while (slots_[slot].index != kNone &&
         (slots_[slot].hash != hash || ids_[slots_[slot].index] != id)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

uint32_t IdTable::find(std::string_view id) const { return slots_[slot_of(id, hash_of(id))].index; }

IdTable::Inserted IdTable::insert(std::string_view id, bool copy) {
  const uint32_t hash = hash_of(id);
  size_t slot = slot_of(id, hash);
  if (slots_[slot].index != kNone) return {slots_[slot].index, false};
  if (ids_.size() >= kNone / 2) {
    throw DataError("expected fewer than 2147483647 different ids, found more");
  }
  if (2 * (ids_.size() + 1) > slots_.size()) {
    grow();
    slot = slot_of(id, hash);
  }
  const uint32_t index = size();
  slots_[slot] = {hash, index};
  ids_.push_back(copy ? std::string_view(copies_.emplace_back(id)) : id);
  return {index, true};
}

void IdTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& entry : old) {
    if (entry.index == kNone) continue;
    size_t slot = entry.hash & mask;
    while (slots_[slot].index != kNone) slot = (slot + 1) & mask;
    slots_[slot] = entry;
  }
}

}  // namespace pocketrec
