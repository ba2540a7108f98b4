// Implicit-feedback matrix factorisation by alternating least squares (iALS).
//
// With user vectors u, item vectors v, observed pairs S and weights c, training minimises
//
//   L =  sum_{(u,i) in S} c_ui (u.v_i - 1)^2          observed
//      + w sum_{all u, all i} (u.v_i)^2               unobserved
//      + sum_u r(u) |u|^2 + sum_i r(i) |v_i|^2        regularisation
//
//   r(u) = regularisation * (sum_i c_ui)^exponent, r(i) alike over users.
//
// Source: Rendle, Krichene, Zhang, Koren, "Revisiting the Performance of iALS on Item
// Recommendation Benchmarks" (RecSys 2022), after Hu, Koren, Volinsky (2008). One half-sweep solves
// every user exactly with the items fixed (trainer/train/ridge.h), the other every item; users and
// items are the same code with the roles swapped.
#pragma once

#include <cstdint>
#include <functional>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/model.h"

namespace pocketrec {

// The defaults were chosen on people held out of training (`evaluate --protocol strong`) on
// gowalla, goodbooks-10k and the Book-Crossing subset together.
struct IalsOptions {
  uint32_t num_factors = 64;  // 1..1024
  // What all pairs together weigh against the observed ones, > 0:
  // w = unobserved_ratio * (sum of c) / (users * items), of those with an interaction. Unlike w
  // itself it carries over from one data set to another.
  float unobserved_ratio = 15.0F;
  float regularisation = 0.7F;   // > 0
  uint32_t exponent_halves = 1;  // r grows with the power 0, 1/2 or 1 (trainer/train/ridge.h)
  uint32_t num_sweeps = 12;      // at most; after_sweep may stop earlier
  uint64_t seed = 1;
  uint32_t threads = 0;  // 0: all cores; never changes a bit of the result
};

struct IalsLoss {
  double observed = 0, unobserved = 0, regularisation = 0;
  double total() const { return observed + unobserved + regularisation; }
};

struct SweepReport {
  uint32_t sweep = 0;  // 1-based
  double seconds = 0;  // its two half-sweeps, and of the first the start; not loss and validation
  IalsLoss loss;       // after the sweep
  const Model* model = nullptr;  // the items as they are now, and the encoder that fits them
};

// `interactions`: users x items. Items without interactions get the zero vector. `after_sweep` may
// be empty; it returns false to stop. Throws Cancelled on Ctrl-C.
Model train_ials(const InteractionMatrix& interactions, const IalsOptions& options,
                 const std::function<bool(const SweepReport&)>& after_sweep = {});

// The solver's parameters for these interactions: the ratio turned into w.
RidgeParameters ridge_parameters(const InteractionMatrix& interactions, const IalsOptions& options);

// The loss above for given factors, in O(entries + rows d^2); the test compares it with the sum
// over every pair. by_item: the transpose of `interactions`.
IalsLoss ials_loss(const InteractionMatrix& interactions, const InteractionMatrix& by_item,
                   const FactorTable& users, const FactorTable& items,
                   const RidgeParameters& parameters, uint32_t threads);

}  // namespace pocketrec
