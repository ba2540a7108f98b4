#include "trainer/read/id_table.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "trainer/support/error.h"

namespace pocketrec {

uint32_t IdTable::hash_of(std::string_view id) {
  return static_cast<uint32_t>(XXH3_64bits(id.data(), id.size()));
}

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

void IdTable::insert_batch(std::span<const NewId> ids, std::span<uint32_t> indices) {
  assert(ids.size() <= kBatch && indices.size() >= ids.size());
  const size_t mask = slots_.size() - 1;
  std::array<uint32_t, kBatch> hashes;
  for (size_t i = 0; i < ids.size(); ++i) {
    hashes[i] = hash_of(ids[i].text);
    __builtin_prefetch(&slots_[hashes[i] & mask]);
  }
  for (size_t i = 0; i < ids.size(); ++i) {
    const uint32_t index = slots_[hashes[i] & mask].index;
    if (index != kNone) __builtin_prefetch(&ids_[index]);
  }
  for (size_t i = 0; i < ids.size(); ++i) indices[i] = insert(ids[i], hashes[i]).index;
}

IdTable::Inserted IdTable::insert(const NewId& id, uint32_t hash) {
  const Id stored(id.text);
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
  const bool is_long = id.text.size() > Id::kInline;
  ids_.push_back(id.copy && is_long ? Id(copies_.emplace_back(id.text)) : stored);
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
