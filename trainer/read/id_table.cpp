#include "trainer/read/id_table.h"

#include <algorithm>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "trainer/support/error.h"

namespace pocketrec {
namespace {

uint32_t hash_of(std::string_view id) {
  return static_cast<uint32_t>(XXH3_64bits(id.data(), id.size()));
}

}  // namespace

IdTable::Id::Id(std::string_view text) : size(static_cast<uint32_t>(text.size())) {
  if (text.size() <= kInline) {
    std::copy(text.begin(), text.end(), bytes.begin());
  } else {
    const char* where = text.data();
    std::memcpy(bytes.data(), &where, sizeof where);
  }
}

std::string_view IdTable::Id::text() const {
  if (size <= kInline) return {bytes.data(), size};
  const char* where;
  std::memcpy(&where, bytes.data(), sizeof where);
  return {where, size};
}

bool IdTable::Id::operator==(const Id& other) const {
  if (size != other.size) return false;
  return size <= kInline ? bytes == other.bytes : text() == other.text();
}

// The slot that holds `id`, or the free one where it belongs.
size_t IdTable::slot_of(const Id& id, uint32_t hash) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = hash & mask;
  while (slots_[slot].index != kNone &&
         (slots_[slot].hash != hash || !(ids_[slots_[slot].index] == id))) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

uint32_t IdTable::find(std::string_view id) const {
  return slots_[slot_of(Id(id), hash_of(id))].index;
}

IdTable::Inserted IdTable::insert(std::string_view id, bool copy) {
  const uint32_t hash = hash_of(id);
  const Id stored(id);
  size_t slot = slot_of(stored, hash);
  if (slots_[slot].index != kNone) return {slots_[slot].index, false};
  if (ids_.size() >= kNone / 2) {
    throw DataError("expected fewer than 2147483647 different ids, found more");
  }
  if (2 * (ids_.size() + 1) > slots_.size()) {
    grow();
    slot = slot_of(stored, hash);
  }
  const uint32_t index = size();
  slots_[slot] = {hash, index};
  const bool is_long = id.size() > Id::kInline;
  ids_.push_back(copy && is_long ? Id(copies_.emplace_back(id)) : stored);
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
