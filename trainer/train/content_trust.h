// How far the parts of an item's vector (content_rows.h) are believed, by how many people they were
// learned from.
//
// A step of training moves a part as far for a single person as for a thousand, so that what a few
// people say of an item would drown what its content says, and what a few say of a rare word what
// the author's name says. So each part ships times n / (n + half), n the interactions behind it: an
// item goes from its content to its audience as data arrives.
#pragma once

#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/model.h"

namespace pocketrec {

// Shares in 0..1, by item and by feature. An item without content has nothing else to go by: 1.
struct ContentTrust {
  std::vector<float> own, features;
};

// content: items x features. interactions: users x items.
ContentTrust content_trust(const InteractionMatrix& content, const InteractionMatrix& interactions);

// Row r of the table times shares[r].
FactorTable trusted(const FactorTable& table, const std::vector<float>& shares);

}  // namespace pocketrec
