// EASE, the closed-form linear autoencoder (Steck, "Embarrassingly Shallow Autoencoders for Sparse
// Data", WWW 2019). With X the users x items matrix of zeros and ones, it minimises
//
//   |X - X B|^2 + regularisation |B|^2   subject to diag(B) = 0
//
// by B_ij = -P_ij / P_jj (i != j), P = (X'X + regularisation I)^-1. score(person, j) = sum over
// chosen items i of B_ij. Dense: num_items^2 floats, and num_items^3 work.
#pragma once

#include <cstdint>

#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/ranker.h"

namespace pocketrec {

// 576 MB for P, and about half as much again while it is computed. Of a larger catalogue the ranker
// knows the first so many items alone: in the order of a bundle, the most chosen ones.
inline constexpr uint32_t kMaxEaseItems = 12'000;

struct EaseOptions {
  float regularisation = 100.0F;       // > 0; the best of 30 to 1000 on goodbooks-10k
  uint32_t num_items = kMaxEaseItems;  // all there are, where there are fewer
  uint32_t threads = 0;                // never changes a bit of the result
};

// interactions: users x items, chosen only; weights are ignored. audiences: its transpose. Items
// past the first `num_items` are neither looked at nor listed before others.
Ranker ease_ranker(const InteractionMatrix& interactions, const InteractionMatrix& audiences,
                   const EaseOptions& options);

}  // namespace pocketrec
