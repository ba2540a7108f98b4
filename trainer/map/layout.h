// From who is near whom to places in the plane: neighbours attract, all others repel.
#pragma once

#include <cstdint>
#include <vector>

#include "trainer/map/nearest.h"
#include "trainer/map/start.h"

namespace pocketrec {

struct LayoutOptions {
  uint32_t num_rounds = 500;
  uint64_t seed = 1;
  uint32_t threads = 0;
};

// Minimises, over the places y of the points, with d_ij the distance of y_i and y_j,
//   sum over neighbours i, j of w_ij (log(1 + d_ij^2) - sum over M others k of log(d_ik^2 / (1 +
//   d_ik^2)))
// by gradient descent with momentum, where the k are drawn anew each round (Tang et al.,
// "Visualizing Large-scale and High-dimensional Data", WWW 2016, equation 6; with M = 5 and the
// weights of UMAP's negative samples). w_ij is 1 where each is among the nearest of the other, 1/2
// where only one is: Böhm, Berens, Kobak, "Attraction-Repulsion Spectrum in Neighbor Embeddings",
// JMLR 2022, find that such weights do as well as those that follow distances.
//
// All points move at once, from where all of them were: the result does not depend on the threads.
std::vector<Point> lay_out(const NearestRows& nearest, std::vector<Point> start,
                           const LayoutOptions& options);

}  // namespace pocketrec
