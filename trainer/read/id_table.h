// Ids to dense indices, each text stored once.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pocketrec {

// Open addressing over 32-bit hashes: 8 bytes a slot, at most half full, and 16 bytes an id. Ids of
// up to 12 bytes, nearly all there are, live in those 16 bytes: looking one up reads no other
// memory, which decides the speed of reading ratings.
class IdTable {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  static constexpr size_t kBatch = 64;  // enough to keep the memory busy

  // An id to insert; a new long text is copied if `copy`, else it must outlive the table.
  struct NewId {
    std::string_view text;
    bool copy;
  };

  struct Inserted {
    uint32_t index;
    bool is_new;
  };

  // Index of `id`, which gets the next one if it is new. Throws DataError beyond 2^31 ids.
  Inserted insert(std::string_view id, bool copy) { return insert({id, copy}, hash_of(id)); }

  // The same for up to kBatch ids, in their order, into `indices`. In large tables nearly every
  // look-up waits for memory; here they wait together.
  void insert_batch(std::span<const NewId> ids, std::span<uint32_t> indices);

  // Index of `id`, or kNone.
  uint32_t find(std::string_view id) const;

  uint32_t size() const { return static_cast<uint32_t>(ids_.size()); }

  // The id's text; valid until the next insert.
  std::string_view id(uint32_t index) const { return ids_[index].text(); }

 private:
  // A short text itself, zero-padded, or where a long one is.
  struct Id {
    static constexpr size_t kInline = 12;
    std::array<char, kInline> bytes{};
    uint32_t size = 0;

    Id() = default;
    explicit Id(std::string_view text);
    std::string_view text() const;
    bool operator==(const Id& other) const;
  };
  struct Slot {
    uint32_t hash = 0;
    uint32_t index = kNone;
  };
  static uint32_t hash_of(std::string_view id);
  Inserted insert(const NewId& id, uint32_t hash);
  size_t slot_of(const Id& id, uint32_t hash) const;
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(16);
  std::vector<Id> ids_;
  std::deque<std::string> copies_;  // a deque never moves its strings
};

}  // namespace pocketrec
