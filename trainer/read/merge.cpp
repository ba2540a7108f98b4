#include "trainer/read/merge.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "trainer/read/fold.h"

namespace pocketrec {
namespace {

constexpr size_t kSmallSort = 2048;  // entries that fit in the nearest caches

bool comes_first(const Interaction& a, const Interaction& b) {
  if (a.user_index != b.user_index) return a.user_index < b.user_index;
  return a.item_index != b.item_index ? a.item_index < b.item_index : says_more(a, b);
}

// Sorts by comes_first, in place: with 100 million rows a second copy would be the peak of memory.
// The entries differ in the lowest `bits` bits of user_index at most; they are dealt by the highest
// byte of these (American flag sort), which reads and writes 256 streams instead of jumping about.
void sort_by_user(std::span<Interaction> entries, int bits) {
  if (entries.size() <= kSmallSort || bits <= 0) {
    std::sort(entries.begin(), entries.end(), comes_first);
    return;
  }
  const int shift = std::max(bits - 8, 0);
  const auto byte_of = [shift](const Interaction& entry) {
    return (entry.user_index >> shift) & 0xFF;
  };
  std::array<size_t, 257> begins{};
  for (const Interaction& entry : entries) ++begins[byte_of(entry) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::array<size_t, 257> next = begins;
  for (uint32_t bucket = 0; bucket < 256; ++bucket) {
    while (next[bucket] < begins[bucket + 1]) {
      Interaction& entry = entries[next[bucket]];
      const uint32_t home = byte_of(entry);
      if (home == bucket) {
        ++next[bucket];
      } else {
        std::swap(entry, entries[next[home]++]);
      }
    }
  }
  for (size_t bucket = 0; bucket < 256; ++bucket) {
    sort_by_user(entries.subspan(begins[bucket], begins[bucket + 1] - begins[bucket]), shift);
  }
}

// Which items are editions of one work: group[i] is the lowest index of i's group.
class EditionGroups {
 public:
  explicit EditionGroups(const std::vector<Item>& items) : group_(items.size()) {
    std::iota(group_.begin(), group_.end(), 0U);
    std::unordered_map<std::string, std::vector<Member>> works;
    for (uint32_t i = 0; i < items.size(); ++i) {
      if (items[i].title.empty() || items[i].author.empty()) continue;
      TitleKey title = fold_title(items[i].title);
      const std::string author = fold_author(items[i].author);
      if (title.words.empty() || author.empty()) continue;
      works[title.words + '\n' + author].push_back({i, std::move(title.number)});
    }
    for (auto& [key, members] : works) join(members);
  }

  const std::vector<uint32_t>& group() const { return group_; }

 private:
  struct Member {
    uint32_t item;
    std::string number;
  };

  // Equal numbers belong together; members without one join where only one number is known.
  void join(std::vector<Member>& members) {
    std::vector<std::pair<std::string, uint32_t>> first_of;  // number -> lowest item
    for (const Member& member : members) {
      if (member.number.empty()) continue;
      const auto known = std::find_if(first_of.begin(), first_of.end(),
                                      [&](auto& entry) { return entry.first == member.number; });
      if (known == first_of.end()) first_of.emplace_back(member.number, member.item);
    }
    const bool one_work = first_of.size() <= 1;
    uint32_t unnumbered = 0xFFFFFFFF;
    for (const Member& member : members) {
      if (one_work) {
        group_[member.item] = members.front().item;
      } else if (member.number.empty()) {
        unnumbered = std::min(unnumbered, member.item);
        group_[member.item] = unnumbered;
      } else {
        group_[member.item] = std::find_if(first_of.begin(), first_of.end(), [&](auto& entry) {
                                return entry.first == member.number;
                              })->second;
      }
    }
  }

  std::vector<uint32_t> group_;
};

// For each group the item that stands for it.
std::vector<uint32_t> representatives(const std::vector<uint32_t>& group,
                                      const std::vector<uint32_t>& popularity) {
  std::vector<uint32_t> representative(group.size());
  std::iota(representative.begin(), representative.end(), 0U);
  for (uint32_t i = 0; i < group.size(); ++i) {
    uint32_t& best = representative[group[i]];
    if (popularity[i] > popularity[best]) best = i;
  }
  return representative;
}

void absorb(Item& work, Item& edition) {
  work.other_ids.push_back(std::move(edition.id));
  std::move(edition.other_ids.begin(), edition.other_ids.end(), std::back_inserter(work.other_ids));
  if (work.publisher.empty()) work.publisher = std::move(edition.publisher);
  if (work.language.empty()) work.language = std::move(edition.language);
  if (work.year == 0) work.year = edition.year;
  if (work.categories.empty()) work.categories = std::move(edition.categories);
}

}  // namespace

bool says_more(const Interaction& a, const Interaction& b) {
  const auto rank = [](const Interaction& entry) {
    return std::tuple(entry.rating != kImplicit, entry.timestamp, entry.rating);
  };
  return rank(a) > rank(b);
}

void sort_and_merge(std::vector<Interaction>& interactions, uint32_t num_users, Reason same,
                    Reason different, Tally& tally) {
  if (!std::is_sorted(interactions.begin(), interactions.end(), comes_first)) {
    sort_by_user(interactions, std::bit_width(num_users));
  }
  size_t kept = 0;
  const Interaction* previous = nullptr;
  for (const Interaction& entry : interactions) {
    // `kept` never overtakes `previous`, and where they meet, they are equal.
    if (previous == nullptr || previous->user_index != entry.user_index ||
        previous->item_index != entry.item_index) {
      interactions[kept++] = entry;
    } else {
      tally.count(says_more(*previous, entry) ? different : same, 0, "");
    }
    previous = &entry;
  }
  interactions.resize(kept);
}

void merge_editions(std::vector<Item>& items, std::vector<Interaction>& interactions,
                    uint32_t num_users, Tally& tally) {
  std::vector<uint32_t> popularity(items.size(), 0);
  for (const Interaction& entry : interactions) ++popularity[entry.item_index];
  const EditionGroups groups(items);
  const std::vector<uint32_t>& group = groups.group();
  const std::vector<uint32_t> representative = representatives(group, popularity);

  std::vector<uint32_t> new_index(items.size());
  uint32_t kept = 0;
  for (uint32_t i = 0; i < items.size(); ++i) {
    if (representative[group[i]] == i) new_index[i] = kept++;
  }
  for (uint32_t i = 0; i < items.size(); ++i) {
    const uint32_t work = representative[group[i]];
    if (work == i) continue;
    new_index[i] = new_index[work];
    tally.count(Reason::kEditionMerged, 0,
                items[i].id + " into " + items[work].id + ": " + items[work].title);
    absorb(items[work], items[i]);
  }
  for (uint32_t i = 0; i < items.size(); ++i) {
    if (representative[group[i]] == i && new_index[i] != i) {
      items[new_index[i]] = std::move(items[i]);
    }
  }
  items.resize(kept);
  for (Interaction& entry : interactions) entry.item_index = new_index[entry.item_index];
  sort_and_merge(interactions, num_users, Reason::kEditionRatedToo, Reason::kEditionRatedToo,
                 tally);
}

}  // namespace pocketrec
