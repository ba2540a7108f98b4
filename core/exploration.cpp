#include "core/exploration.h"

#include <algorithm>

namespace pocketrec {

uint32_t num_explored(uint32_t n, float exploration) {
  return static_cast<uint32_t>(static_cast<float>(n) * exploration);
}

std::vector<ScoredItem> explored(const std::vector<ScoredItem>& ranked,
                                 const std::vector<ScoredItem>& fresh, uint32_t first_new,
                                 const ListOptions& options) {
  std::vector<ScoredItem> list;
  // Puts the next of `from` that is not in the list at its end; false where none is left.
  const auto take = [&](const std::vector<ScoredItem>& from, size_t& next) {
    const auto is_there = [&](const ScoredItem& item) {
      return item.item_index == from[next].item_index;
    };
    while (next < from.size() && std::any_of(list.begin(), list.end(), is_there)) ++next;
    if (next == from.size()) return false;
    list.push_back(from[next++]);
    return true;
  };
  size_t next_ranked = 0, next_fresh = 0;
  uint32_t num_new = 0;
  while (list.size() < options.n) {
    const auto slot = static_cast<uint32_t>(list.size()) + 1;
    const bool is_owed = num_new < num_explored(slot, options.exploration);
    if (!(is_owed && take(fresh, next_fresh)) && !take(ranked, next_ranked)) break;
    num_new += list.back().item_index >= first_new ? 1 : 0;
  }
  return list;
}

}  // namespace pocketrec
