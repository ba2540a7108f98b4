#include "trainer/commands/group_lists.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "trainer/commands/printable.h"
#include "trainer/groups/groups.h"
#include "trainer/groups/popular_among.h"
#include "trainer/pack/pack_groups.h"
#include "trainer/support/error.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

AudienceGroups known_groups(const LoadedBundle& bundle) {
  if (bundle.parts.groups.empty()) {
    throw DataError("expected groups of people in the bundle in " + bundle.folder.string() +
                    ", found none; train it from users whose place or age is known, and without "
                    "--least-people 0");
  }
  return value_or_throw(parse_groups(bundle.parts.groups, bundle.recommender.info()));
}

std::vector<uint32_t> asked_groups(const AudienceGroups& groups, const std::string& place,
                                   uint32_t age) {
  std::vector<uint32_t> found;
  const auto add = [&](const std::string& asked, const std::string& of_place, uint32_t of_age,
                       uint32_t from, uint32_t to) {
    const std::vector<uint32_t> here = groups_of(groups, of_place, static_cast<int32_t>(of_age));
    if (here.empty()) {
      std::vector<std::string> names;
      for (uint32_t group = from; group < to; ++group) names.push_back(groups.groups[group].name);
      throw DataError(fmt::format("expected one of the bundle's groups ({}), found {}",
                                  fmt::join(names, "; "), asked));
    }
    found.insert(found.end(), here.begin(), here.end());
  };
  if (!place.empty()) add(place, place, 0, 0, groups.num_places);
  if (age > 0) add(fmt::format("age {}", age), "", age, groups.num_places, groups.num_groups());
  return found;
}

// The counts of one item's groups from `from` to `to`, most people first.
std::vector<GroupCount> counts_of(const AudienceGroups& groups, uint32_t item, uint32_t from,
                                  uint32_t to) {
  std::vector<GroupCount> counts;
  for (uint32_t i = groups.offsets[item]; i < groups.offsets[item + 1]; ++i) {
    const GroupCount& count = groups.counts[i];
    if (count.group >= from && count.group < to) counts.push_back(count);
  }
  std::ranges::stable_sort(counts, std::ranges::greater(), &GroupCount::people);
  return counts;
}

double share_of(const AudienceGroups& groups, const GroupCount& count) {
  return static_cast<double>(count.people) / std::max(1U, groups.groups[count.group].people);
}

Json counts_json(const AudienceGroups& groups, uint32_t item, uint32_t from, uint32_t to) {
  Json list = Json::array();
  for (const GroupCount& count : counts_of(groups, item, from, to)) {
    list.push_back({{"name", groups.groups[count.group].name},
                    {"people", count.people},
                    {"share", share_of(groups, count)}});
  }
  return list;
}

}  // namespace

std::vector<ScoredItem> list_for_group(const LoadedBundle& bundle, const std::string& place,
                                       uint32_t age, uint32_t n) {
  const AudienceGroups groups = known_groups(bundle);
  return popular_among(groups, value_or_throw(bundle.recommender.facets()).popularity,
                       asked_groups(groups, place, age), n);
}

Json readers_json(const LoadedBundle& bundle, uint32_t item_index) {
  const AudienceGroups groups = known_groups(bundle);
  return {{"people", value_or_throw(bundle.recommender.item(item_index)).popularity},
          {"places", counts_json(groups, item_index, 0, groups.num_places)},
          {"ages", counts_json(groups, item_index, groups.num_places, groups.num_groups())}};
}

void print_readers(const LoadedBundle& bundle, uint32_t item_index) {
  const AudienceGroups groups = known_groups(bundle);
  fmt::print("chosen by {} people; of them, in groups of {} or more:\n",
             value_or_throw(bundle.recommender.item(item_index)).popularity, groups.least_people);
  for (const GroupCount& count : counts_of(groups, item_index, 0, groups.num_groups())) {
    fmt::print("  {:<24} {:>8}  ({:.2f} % of those {})\n",
               printable(groups.groups[count.group].name), count.people,
               100 * share_of(groups, count),
               count.group < groups.num_places ? "there" : "of that age");
  }
}

}  // namespace pocketrec
