// Ids to dense indices, each text stored once.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pocketrec {

// Open addressing over 32-bit hashes; 8 bytes a slot, at most half full, and a view an id.
class IdTable {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  struct Inserted {
    uint32_t index;
    bool is_new;
  };

  // Index of `id`, which gets the next one if it is new. A new text is copied if `copy`; else it
  // must outlive the table.
  Inserted insert(std::string_view id, bool copy);

  // Index of `id`, or kNone.
  uint32_t find(std::string_view id) const;

  uint32_t size() const { return static_cast<uint32_t>(ids_.size()); }
  std::string_view id(uint32_t index) const { return ids_[index]; }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t index = kNone;
  };
  size_t slot_of(std::string_view id, uint32_t hash) const;
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(16);
  std::vector<std::string_view> ids_;
  std::deque<std::string> copies_;  // a deque never moves its strings
};

}  // namespace pocketrec
