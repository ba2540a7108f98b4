// What a set of lists does to the catalogue and how varied one list is, beyond accuracy.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/metrics/ranking.h"

namespace pocketrec {

// Share of the catalogue's items that are counted at least once, in [0, 1] ("aggregate diversity":
// Adomavicius, Kwon, TKDE 2012). counts: how often each item of the catalogue was recommended.
double coverage(std::span<const uint32_t> counts);

// Gini coefficient of how often each item of the catalogue was recommended: 0 when all equally,
// near 1 when a few items take everything. With counts ascending, x_1 .. x_n:
//   G = 2 sum_i i x_i / (n sum_i x_i) - (n + 1) / n
// (Fleder, Hosanagar, "Blockbuster Culture's Next Rise or Fall", 2009). 0 when nothing is counted.
double gini(std::span<const uint32_t> counts);

// Measures one list after the other against the people who chose each item in training. Holds
// working memory: one per thread. `audiences` (items x training users) must outlive it.
class ListVariety {
 public:
  explicit ListVariety(const InteractionMatrix& audiences);

  // Mean self-information of the first k items, in bits: mean of -log2(share of the training users
  // who chose the item). An item that nobody chose counts as if one had. 0 for an empty list. (Zhou
  // et al., "Solving the apparent diversity-accuracy dilemma of recommender systems", PNAS 2010.)
  double novelty_at(std::span<const uint32_t> ranked, uint32_t k) const;

  // Intra-list diversity of the first k items, for each k of `cutoffs` (ascending): 1 - mean cosine
  // of the audiences over all pairs of items in the list (Ziegler, McNee, Konstan, Lausen, WWW
  // 2005, with audiences in place of topics, so that every model is measured by the same
  // similarity). The cosine of two audiences is |A and B| / sqrt(|A| |B|); 0 if one is empty. A
  // list of fewer than two items has diversity 0. Cost: the number of interactions of the list's
  // items, not of pairs.
  void diversity_at(std::span<const uint32_t> ranked, std::span<const uint32_t> cutoffs,
                    std::span<double> diversities);

 private:
  const InteractionMatrix& audiences_;
  std::vector<double> summed_audience_;  // one a training user; zero between calls
};

}  // namespace pocketrec
