// Divide interactions into what models learn from, what a tested person shows, and what is asked.
//
// Interactions come as a users x items matrix of weights (dataset.h, weight_of). What was chosen
// (weight > 0) is trained on and stands in histories; only what was liked (is_liked) is asked for.
// Weight 0, which no data set gives: known, never recommended again, but no evidence for taste.
//
// Every function is deterministic in its arguments: which items of a user are held out depends on
// the seed and the user's row alone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"

namespace pocketrec {

// Users x items, in the order of dataset.users and dataset.items, with weight_of each interaction.
InteractionMatrix interactions_of(const Dataset& dataset);

// Only the entries with weight > 0: what models are trained on.
InteractionMatrix chosen_only(const InteractionMatrix& interactions);

// The liked entries, all weights one: what an evaluation asks for.
InteractionMatrix liked_only(const InteractionMatrix& interactions);

// Column c of the result is column order[c] of the input: items in the order of a bundle
// (trainer/pack/pack.h, bundle_order). `order` is a permutation of the columns.
InteractionMatrix reorder_items(const InteractionMatrix& interactions,
                                std::span<const uint32_t> order);

// The questions of a test. Rows of both matrices are the tested people, columns are items.
struct EvaluationSet {
  InteractionMatrix histories;  // what a model is shown, >= 1 liked item a row; weight 0 occurs
  InteractionMatrix targets;    // the held-out liked items, all weights one
};

struct Split {
  InteractionMatrix training;  // chosen items only
  EvaluationSet test;
  std::vector<uint32_t> test_users;  // row of the test -> row of the input
};

// Holdout: every user stays in training with the rest of their items; of each user with at least 2
// liked items, round(held_share * n) of the n liked ones (at least 1, at most n - 1) become
// targets, and the same share of the not liked ones (at least 0) is forgotten. `held_share` in (0,
// 1).
Split split_holdout(const InteractionMatrix& interactions, double held_share, uint64_t seed);

struct UserSplitOptions {
  double user_share = 0.1;      // of the users with >= 2 liked items; in (0, 1)
  uint32_t min_users = 100;     // but at least this many ...
  uint32_t max_users = 10'000;  // ... at most this many, and never more than half of them
  double held_share = 0.2;      // of a tested user's items, as in split_holdout
  uint64_t seed = 1;
  bool latest = false;  // hold out what came last, where the times are known, not any
  std::span<const uint32_t> excluded = {};  // rows that must not be tested, ascending
};

// Strong generalisation: tested users are taken out of training entirely (their rows are gone from
// `training`), and are folded in from the part of their items that is not held out (Marlin,
// "Collaborative Filtering: A Machine Learning Perspective", 2004).
Split split_users(const InteractionMatrix& interactions, const UserSplitOptions& options);

// Ready-made lists over one item space, rows the same users: a tenth of those with a liked item in
// both lists is taken out of training, and is tested from its training row.
Split split_listed_users(const InteractionMatrix& train, const InteractionMatrix& test,
                         uint64_t seed);

// Are the times of most interactions known?
bool tells_times(const InteractionMatrix& interactions);

// The split_users by which fit() chooses: 10 % of the users, at most 2,000, which keeps a
// validation cheaper than a training sweep. Of their items the latest are held out where
// tells_times(): what is asked of a model comes after what it knows.
Split split_validation_users(const InteractionMatrix& interactions, uint64_t seed);

}  // namespace pocketrec
