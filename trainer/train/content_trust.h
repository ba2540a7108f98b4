// How far an item's own part (content_rows.h) is believed, by how many people chose the item.
//
// A step of training moves it as far for a single person as for a thousand, so that what a few
// people say of an item would drown what its content says. So own parts ship times n / (n + half),
// n the people: an item goes from its content to its audience as data arrives.
#pragma once

#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/model.h"

namespace pocketrec {

// By item, in 0..1. An item without content has nothing else to go by: 1. content: items x
// features. interactions: users x items.
std::vector<float> content_trust(const InteractionMatrix& content,
                                 const InteractionMatrix& interactions);

// Row r of the table times shares[r].
FactorTable trusted(const FactorTable& table, const std::vector<float>& shares);

}  // namespace pocketrec
