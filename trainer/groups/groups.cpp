#include "trainer/groups/groups.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <utility>

#include "trainer/support/unicode.h"

namespace pocketrec {
namespace {

struct AgeGroup {
  int32_t from;
  std::string_view name;
};

// As surveys of readers and shoppers have them.
constexpr std::array<AgeGroup, 7> kAgeGroups = {{{1, "0-17"},
                                                 {18, "18-24"},
                                                 {25, "25-34"},
                                                 {35, "35-44"},
                                                 {45, "45-54"},
                                                 {55, "55-64"},
                                                 {65, "65-"}}};

constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"us", "usa"},
    {"u.s.", "usa"},
    {"u.s.a.", "usa"},
    {"united states", "usa"},
    {"united states of america", "usa"},
    {"uk", "united kingdom"},
    {"u.k.", "united kingdom"},
    {"great britain", "united kingdom"},
    {"england", "united kingdom"},
    {"scotland", "united kingdom"},
    {"wales", "united kingdom"},
    {"northern ireland", "united kingdom"}};

// Names of a person's groups; empty where they are in none.
struct Memberships {
  std::string country;
  std::string_view age;
};

bool has_chosen(const InteractionMatrix& interactions, uint32_t user) {
  const auto weights = interactions.row_weights(user);
  return weights.empty() ? !interactions.row(user).empty()
                         : std::ranges::any_of(weights, [](float weight) { return weight > 0; });
}

// The groups that are large enough, in their order, and how many people there are in all.
AudienceGroups sized_groups(const std::vector<Memberships>& people,
                            const InteractionMatrix& interactions, uint32_t least_people) {
  AudienceGroups groups;
  groups.least_people = least_people;
  std::map<std::string, uint32_t> places;
  std::map<std::string_view, uint32_t> ages;
  for (uint32_t u = 0; u < people.size(); ++u) {
    if (!has_chosen(interactions, u)) continue;
    ++groups.people;
    if (!people[u].country.empty()) ++places[people[u].country];
    if (!people[u].age.empty()) ++ages[people[u].age];
  }
  const uint64_t least_group = uint64_t{least_people} * kLeastGroupFactor;
  for (const auto& [name, count] : places) {
    if (count >= least_group) groups.groups.push_back({name, count});
  }
  std::ranges::stable_sort(groups.groups, std::ranges::greater(), &Group::people);
  const size_t most_places = kMaxGroups - kAgeGroups.size();
  if (groups.groups.size() > most_places) groups.groups.resize(most_places);
  groups.num_places = groups.num_groups();
  for (const AgeGroup& group : kAgeGroups) {
    const auto found = ages.find(group.name);
    if (found == ages.end() || found->second < least_group) continue;
    groups.groups.push_back({std::string(group.name), found->second});
  }
  return groups;
}

std::vector<uint32_t> groups_named(const AudienceGroups& groups, const Memberships& person) {
  std::vector<uint32_t> found;
  const auto add = [&](uint32_t from, uint32_t to, std::string_view name) {
    for (uint32_t group = from; group < to && !name.empty(); ++group) {
      if (groups.groups[group].name == name) found.push_back(group);
    }
  };
  add(0, groups.num_places, person.country);
  add(groups.num_places, groups.num_groups(), person.age);
  return found;
}

// The nearest multiple, but 0 below the least.
uint32_t published(uint32_t people, uint32_t least) {
  return people < least ? 0 : (people + least / 2) / least * least;
}

}  // namespace

std::string country_of(std::string_view place) {
  const size_t comma = place.rfind(',');
  if (comma != std::string_view::npos) place.remove_prefix(comma + 1);
  std::string country = lower_case(place);
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!country.empty() && is_space(country.front())) country.erase(0, 1);
  while (!country.empty() && is_space(country.back())) country.pop_back();
  const auto* other =
      std::ranges::find(kOtherNames, country, [](auto& pair) { return pair.first; });
  return other == std::end(kOtherNames) ? country : std::string(other->second);
}

std::string_view age_group_of(int32_t age) {
  std::string_view name;
  for (const AgeGroup& group : kAgeGroups) {
    if (age >= group.from) name = group.name;
  }
  return name;
}

AudienceGroups audience_groups(const std::vector<User>& users,
                               const InteractionMatrix& interactions, uint32_t least_people) {
  assert(users.size() == interactions.num_rows && least_people >= 1);
  std::vector<Memberships> people;
  people.reserve(users.size());
  for (const User& user : users) {
    people.push_back({country_of(user.place), age_group_of(user.age)});
  }
  AudienceGroups groups = sized_groups(people, interactions, least_people);
  std::vector<std::vector<uint32_t>> of_people;  // the groups that each user is in
  of_people.reserve(people.size());
  for (const Memberships& person : people) of_people.push_back(groups_named(groups, person));

  const InteractionMatrix audiences = transpose(interactions);
  std::vector<uint32_t> counts(groups.groups.size());
  groups.offsets = {0};
  for (uint32_t item = 0; item < audiences.num_rows; ++item) {
    std::ranges::fill(counts, 0U);
    const auto chosen_by = audiences.row(item);
    const auto weights = audiences.row_weights(item);
    for (size_t i = 0; i < chosen_by.size(); ++i) {
      if (weight_at(weights, i) <= 0) continue;
      for (const uint32_t group : of_people[chosen_by[i]]) ++counts[group];
    }
    for (uint32_t group = 0; group < counts.size(); ++group) {
      const uint32_t shown = published(counts[group], least_people);
      if (shown > 0) groups.counts.push_back({static_cast<uint8_t>(group), shown});
    }
    groups.offsets.push_back(static_cast<uint32_t>(groups.counts.size()));
  }
  return groups;
}

std::vector<uint32_t> groups_of(const AudienceGroups& groups, std::string_view place, int32_t age) {
  return groups_named(groups, {country_of(place), age_group_of(age)});
}

}  // namespace pocketrec
