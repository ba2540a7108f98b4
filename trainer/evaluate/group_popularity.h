// The baseline for people of whom nothing is known but a place or an age, from what a bundle
// publishes of groups (trainer/groups/).
#pragma once

#include <string>

#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/evaluate/ranker.h"

namespace pocketrec {

struct GroupsUsed {
  bool by_place = false;
  bool by_age = false;
};

// training: users x items; its rows and those of the tested are `people`.
Ranker group_popularity_ranker(std::string name, const InteractionMatrix& training,
                               const KnownPeople& people, GroupsUsed used);

}  // namespace pocketrec
