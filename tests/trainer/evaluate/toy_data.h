// Small data for the tests of models.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/evaluate/ranker.h"

namespace pocketrec {

// Users with one of three tastes, each for a third of the items, and a little curiosity: something
// can be learnt here. Every user has at least 4 items.
InteractionMatrix tasteful_users(uint32_t num_users, uint32_t num_items, uint64_t seed);

// 400 of them over 60 items: item 3 i + t is of taste t, by the author of that taste, and has a
// word of its own.
Dataset tasteful_dataset();

// A short training, for lists of 5.
EvaluateOptions quick_options();

// Everyone's whole row as a history in which everything was liked.
std::vector<Person> people_of(const InteractionMatrix& histories);

RankedLists lists_of(const Ranker& ranker, const InteractionMatrix& histories, uint32_t length);

// 1 for every pair that occurs, else 0; [row][column].
std::vector<std::vector<double>> dense(const InteractionMatrix& matrix);

// What rank_unseen should give: the best `length` of the unseen items.
std::vector<uint32_t> sorted_unseen(const std::vector<double>& scores,
                                    std::span<const uint32_t> seen, uint32_t length);

}  // namespace pocketrec
