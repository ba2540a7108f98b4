#include "trainer/evaluate/group_popularity.h"

#include <cassert>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "trainer/groups/groups.h"
#include "trainer/groups/popular_among.h"

namespace pocketrec {
namespace {

// What everybody of the same groups sees; the scores of all items, made once.
class GroupScores {
 public:
  GroupScores(const InteractionMatrix& training, const KnownPeople& people, GroupsUsed used) {
    const AudienceGroups groups = audience_groups(people.training, training, kLeastPeople);
    std::vector<uint32_t> popularity(training.num_columns, 0);
    for (const uint32_t item : training.columns) ++popularity[item];
    for (const User& user : people.tested) {
      const std::vector<uint32_t> of_user =
          groups_of(groups, used.by_place ? user.place : "", used.by_age ? user.age : int16_t{0});
      const auto [entry, is_new] = scores_.try_emplace(of_user);
      if (is_new) {
        const std::vector<double> shares = shares_among(groups, PackedArray(popularity), of_user);
        entry->second.assign(shares.begin(), shares.end());
      }
      of_people_.push_back(&entry->second);
    }
  }

  const std::vector<float>& of(const Person& person) const { return *of_people_[person.number]; }

 private:
  std::map<std::vector<uint32_t>, std::vector<float>> scores_;  // by the groups
  std::vector<const std::vector<float>*> of_people_;            // by the row of the test
};

}  // namespace

Ranker group_popularity_ranker(std::string name, const InteractionMatrix& training,
                               const KnownPeople& people, GroupsUsed used) {
  Ranker ranker{.name = std::move(name), .needs_history = false};
  ranker.rank = [scores = std::make_shared<const GroupScores>(training, people, used)](
                    std::span<const Person> persons, RankedLists& lists) {
    for (const Person& person : persons) {
      std::vector<float> own = scores->of(person);
      rank_scores(own, person, lists);
    }
  };
  return ranker;
}

}  // namespace pocketrec
