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

Result<BitSet> blocked_items(const ListOptions& options, uint32_t num_items) {
  BitSet blocked(num_items, !options.allow.empty());
  for (const uint32_t item : options.allow) {
    if (item >= num_items) return unknown_item(item, num_items);
    blocked.erase(item);
  }
  for (const uint32_t item : options.exclude) {
    if (item >= num_items) return unknown_item(item, num_items);
    blocked.insert(item);
  }
  return blocked;
}

}  // namespace pocketrec
