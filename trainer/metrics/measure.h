// All metrics of a model's lists, with their intervals: the one place that the figures of
// `evaluate`, of a bundle's manifest and of every page come from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/metrics/bootstrap.h"
#include "trainer/metrics/ranking.h"

namespace pocketrec {

struct Metric {
  std::string name;   // "recall", "recall_min", "ndcg", "hit_rate", "mrr", "map", "novelty",
                      // "diversity", "coverage", "gini"
  uint32_t k = 0;     // list length
  double value = 0;   // mean over the people with at least one relevant item; of the catalogue
                      // for coverage and gini
  Interval interval;  // 95 %, bootstrap over those people
};

struct Metrics {
  uint32_t num_people = 0;     // with at least one relevant item
  std::vector<Metric> values;  // by k, then in the order above

  // The value of a metric that was measured.
  const Metric& at(const std::string& name, uint32_t k) const;
};

// Diversity is a mean over at most this many people, evenly spaced: it alone costs time in
// proportion to the items' audiences.
inline constexpr uint32_t kMaxDiversityPeople = 2'000;

// lists: one a row of `targets`, at least as long as the largest of `cutoffs`, or as the catalogue.
// cutoffs: ascending, distinct, >= 1. audiences: items x training users; its rows are the
// catalogue.
Metrics measure(const RankedLists& lists, const InteractionMatrix& targets,
                const InteractionMatrix& audiences, const std::vector<uint32_t>& cutoffs,
                const BootstrapOptions& bootstrap);

}  // namespace pocketrec
