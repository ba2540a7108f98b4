// Ranked lists: every item is ranked, the person's known items are masked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace pocketrec {

// Fills a list that has fewer items left than places.
inline constexpr uint32_t kNoItem = std::numeric_limits<uint32_t>::max();

// One list a tested person, best item first.
struct RankedLists {
  uint32_t length = 0;
  std::vector<uint32_t> items;  // num_lists x length, row-major; kNoItem only at a list's end

  RankedLists() = default;
  RankedLists(uint32_t num_lists, uint32_t list_length)
      : length(list_length), items(size_t{num_lists} * list_length, kNoItem) {}

  uint32_t num_lists() const {
    return length == 0 ? 0 : static_cast<uint32_t>(items.size() / length);
  }
  std::span<const uint32_t> list(uint32_t r) const {
    return {items.data() + size_t{r} * length, length};
  }
  std::span<uint32_t> list(uint32_t r) { return {items.data() + size_t{r} * length, length}; }
};

// Writes the indices of the highest scores, best first, to `top`; ties go to the lower index. Items
// in `seen` are left out. `scores` has one finite value an item, and is used as scratch: seen items
// are overwritten. Places without an item get kNoItem.
void rank_unseen(std::span<float> scores, std::span<const uint32_t> seen, std::span<uint32_t> top);

}  // namespace pocketrec
