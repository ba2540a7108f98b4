#include "core/item_list.h"

#include "core/message.h"

namespace pocketrec {
namespace {

std::optional<Error> check_share(const char* name, float share) {
  if (share >= 0.0F && share <= 1.0F) return std::nullopt;
  return failure(ErrorCode::kBadValue,
                 {"the list's ", name, " is outside 0 to 1; give 0 to list by score alone"});
}

}  // namespace

Error unknown_item(uint32_t index, uint32_t num_items) {
  return failure(ErrorCode::kUnknownItem, {"there is no item ", index, ": the bundle has ",
                                           num_items, " items, counted from 0"});
}

std::optional<Error> check_count(uint32_t n) {
  if (n >= 1 && n <= kMaxResults) return std::nullopt;
  return failure(ErrorCode::kBadCount,
                 {"the number of results should be from 1 to ", kMaxResults, ", it is ", n});
}

std::optional<Error> check_options(const ListOptions& options) {
  if (auto error = check_count(options.n)) return error;
  if (auto error = check_share("diversity", options.diversity)) return error;
  if (auto error = check_share("novelty", options.novelty)) return error;
  return check_share("exploration", options.exploration);
}

Result<BitSet> blocked_items(const ListOptions& options, const BitSet& hidden, uint32_t num_items) {
  BitSet blocked = hidden;
  if (!options.allow.empty()) {
    blocked = BitSet(num_items, true);
    for (const uint32_t item : options.allow) {
      if (item >= num_items) return unknown_item(item, num_items);
      if (!hidden.contains(item)) blocked.erase(item);
    }
  }
  const std::span<const uint32_t> bits = options.allow_bits;
  if (!bits.empty()) {
    if (bits.size() != (size_t{num_items} + 31) / 32) {
      return failure(ErrorCode::kBadValue,
                     {"a filter of ", num_items, " items should have a bit for each, it has ",
                      static_cast<uint32_t>(bits.size()), " words of 32"});
    }
    const std::span<uint64_t> words = blocked.words();
    for (size_t i = 0; i < bits.size(); ++i) {
      words[i / 2] |= uint64_t{~bits[i]} << (i % 2 * 32);
    }
  }
  for (const uint32_t item : options.exclude) {
    if (item >= num_items) return unknown_item(item, num_items);
    blocked.insert(item);
  }
  return blocked;
}

}  // namespace pocketrec
