#include "trainer/pack/pack_groups.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/bundle.h"
#include "trainer/pack/outer_part.h"
#include "trainer/pack/part_writer.h"

namespace pocketrec {
namespace {

constexpr uint32_t kNoEnd = 0xFFFFFFFF;

// "18-24", or "65-".
bool is_age_group(std::string_view name) {
  const size_t hyphen = name.find('-');
  const auto is_number = [](std::string_view text) {
    return text.size() <= 3 && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return hyphen != 0 && hyphen != std::string_view::npos && is_number(name.substr(0, hyphen)) &&
         is_number(name.substr(hyphen + 1));
}

bool names_are_valid(const AudienceGroups& groups) {
  for (uint32_t group = 0; group < groups.num_groups(); ++group) {
    const std::string& name = groups.groups[group].name;
    if (group < groups.num_places ? name.empty() : !is_age_group(name)) return false;
  }
  return true;
}

// Where the counts of each item begin, and at last where they end.
std::vector<uint32_t> offsets_of(PackedArray<uint8_t> sizes) {
  std::vector<uint32_t> offsets = {0};
  uint64_t end = 0;
  for (size_t i = 0; i < sizes.size(); ++i) {
    end += sizes[i];
    offsets.push_back(static_cast<uint32_t>(std::min<uint64_t>(end, kNoEnd)));
  }
  return offsets;
}

// As the part has them, in multiples of least_people. False where one cannot be: a group that is
// not there, or twice with an item, or more people than it has (as they are rounded).
bool add_counts(PackedArray<uint8_t> numbers, PackedArray<uint32_t> multiples,
                AudienceGroups& groups) {
  for (uint32_t item = 0; item < groups.num_items(); ++item) {
    for (uint32_t i = groups.offsets[item]; i < groups.offsets[item + 1]; ++i) {
      const uint8_t group = numbers[i];
      const uint64_t people = uint64_t{multiples[i]} * groups.least_people;
      if (group >= groups.num_groups() || people == 0) return false;
      if (people > uint64_t{groups.groups[group].people} + groups.least_people) return false;
      if (i > groups.offsets[item] && groups.counts.back().group >= group) return false;
      groups.counts.push_back({group, static_cast<uint32_t>(people)});
    }
  }
  return true;
}

}  // namespace

std::vector<uint8_t> pack_groups(const AudienceGroups& groups, uint64_t model_id) {
  if (groups.groups.empty()) return {};
  PartWriter writer(Part::kGroups, model_id,
                    {checked_count(groups.num_items(), "items"), groups.num_groups(),
                     groups.num_places, checked_count(groups.counts.size(), "counts of groups"),
                     groups.people, groups.least_people});
  std::vector<std::string_view> names;
  std::vector<uint32_t> people, counts;
  for (const Group& group : groups.groups) {
    names.push_back(group.name);
    people.push_back(group.people);
  }
  std::vector<uint8_t> sizes, numbers;
  for (uint32_t item = 0; item < groups.num_items(); ++item) {
    sizes.push_back(static_cast<uint8_t>(groups.offsets[item + 1] - groups.offsets[item]));
  }
  for (const auto [group, count] : groups.counts) {
    numbers.push_back(group);
    counts.push_back(count / groups.least_people);
  }
  writer.strings(names);
  writer.array(people);
  writer.array(sizes);
  writer.array(numbers);
  writer.array(counts);
  return writer.finish();
}

Result<AudienceGroups> parse_groups(std::span<const uint8_t> bytes, const BundleInfo& info) {
  PartReader reader(Part::kGroups, bytes);
  AudienceGroups groups;
  const uint32_t num_items = reader.field(0);
  const uint32_t num_groups = reader.field(1);
  groups.num_places = reader.field(2);
  const uint32_t num_counts = reader.field(3);
  groups.people = reader.field(4);
  groups.least_people = reader.field(5);
  reader.check_range("number of items", num_items, 1, kMaxItems);
  reader.check_range("number of groups", num_groups, 1, kMaxGroups);
  reader.check_range("number of places", groups.num_places, 0, num_groups);
  reader.check_range("least people", groups.least_people, 1, kMostLeastPeople);
  reader.check_unused_fields(6);
  const StringTable names = reader.strings("names of groups", num_groups);
  const auto people = reader.array<uint32_t>("people of groups", num_groups);
  const auto sizes = reader.array<uint8_t>("numbers of groups", num_items);
  const auto numbers = reader.array<uint8_t>("groups of items", num_counts);
  const auto counts = reader.array<uint32_t>("counts of groups", num_counts);
  for (size_t g = 0; g < people.size(); ++g) {
    groups.groups.push_back({std::string(names[static_cast<uint32_t>(g)]), people[g]});
  }
  groups.offsets = offsets_of(sizes);
  if (reader.ok() && !names_are_valid(groups)) reader.refuse("names of groups");
  const bool fits = groups.offsets.back() == num_counts;
  if (reader.ok() && !(fits && add_counts(numbers, counts, groups))) {
    reader.refuse("groups of items");
  }
  if (auto error = finish_outer_part(reader, Part::kGroups, num_items, info)) {
    return *std::move(error);
  }
  return groups;
}

}  // namespace pocketrec
