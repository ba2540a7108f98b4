// People by where they live and by how old they are: how many of a group chose an item.
//
// A bundle publishes these sums, and never a person: a group of few people is left out, a count
// below least_people is hidden, and the others are rounded to multiples of it, so that neither a
// total nor another bundle gives away what is hidden.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"

namespace pocketrec {

inline constexpr uint32_t kMaxGroups = 255;
// Fewer people than these are hidden, unless a flag says another number.
inline constexpr uint32_t kLeastPeople = 5;
inline constexpr uint32_t kMostLeastPeople = 1U << 16;
// A group has at least so many times least_people: a share of fewer would say little.
inline constexpr uint32_t kLeastGroupFactor = 10;

struct Group {
  std::string name;     // a country as the data write it, or an age group
  uint32_t people = 0;  // who chose anything
};

// Of an item, how many people of a group chose it: a multiple of least_people, above 0.
struct GroupCount {
  uint8_t group;
  uint32_t people;
};

struct AudienceGroups {
  uint32_t people = 0;        // of all groups and of none who chose anything
  uint32_t least_people = 0;  // >= 1
  // First the places, the largest first; from num_places on the ages, the youngest first.
  std::vector<Group> groups;
  uint32_t num_places = 0;
  std::vector<uint32_t> offsets;   // by item, into `counts`; one more than there are items
  std::vector<GroupCount> counts;  // ascending by group within an item

  uint32_t num_items() const { return static_cast<uint32_t>(offsets.size()) - 1; }
  uint32_t num_groups() const { return static_cast<uint32_t>(groups.size()); }
};

// "stockton, california, usa" -> "usa": the last part, in lower case; the names that people use for
// the United States and the United Kingdom are one each. Empty: unknown.
std::string country_of(std::string_view place);

// "18-24", and "65-" for the last. Empty: the age is not known (0 or less).
std::string_view age_group_of(int32_t age);

// interactions: row u is of users[u]; what has a weight above 0 was chosen. least_people >= 1.
// At most kMaxGroups groups: of more places, the largest. No groups where nothing is known.
AudienceGroups audience_groups(const std::vector<User>& users,
                               const InteractionMatrix& interactions, uint32_t least_people);

// Which of the groups a person of this place and age belongs to, ascending; those that are not
// there are left out.
std::vector<uint32_t> groups_of(const AudienceGroups& groups, std::string_view place, int32_t age);

}  // namespace pocketrec
