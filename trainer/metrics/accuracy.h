// The accuracy metrics of one ranked list, each written once.
//
// `hits[p]` says whether the item at rank p + 1 is relevant (mark_hits); `num_relevant` >= 1 is the
// number of relevant items, R. A cut-off k beyond the list counts the missing places as misses.
// Every value is in [0, 1]. A person without relevant items has no value: the caller leaves them
// out of the mean.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/metrics/ranking.h"

namespace pocketrec {

// `relevant` ascending. `hits` has the length of `ranked`.
void mark_hits(std::span<const uint32_t> ranked, std::span<const uint32_t> relevant,
               std::span<uint8_t> hits);

// hits in the first k / R.
double recall_at(std::span<const uint8_t> hits, uint32_t num_relevant, uint32_t k);

// hits in the first k / min(k, R): 1 is reachable for every R (Liang, Krishnan, Hoffman, Jebara,
// "Variational Autoencoders for Collaborative Filtering", WWW 2018).
double recall_min_at(std::span<const uint8_t> hits, uint32_t num_relevant, uint32_t k);

// DCG / ideal DCG, with DCG = sum over hits at rank p <= k of 1 / log2(p + 1), and the ideal list
// min(k, R) hits in a row (Järvelin, Kekäläinen, "Cumulated gain-based evaluation of IR
// techniques", TOIS 2002, with binary gains).
double ndcg_at(std::span<const uint8_t> hits, uint32_t num_relevant, uint32_t k);

// 1 if any of the first k is relevant, else 0.
double hit_at(std::span<const uint8_t> hits, uint32_t k);

// 1 / rank of the first hit within k, else 0; its mean is MRR@k (Voorhees, "The TREC-8 Question
// Answering Track Report", 1999).
double reciprocal_rank_at(std::span<const uint8_t> hits, uint32_t k);

// sum over hits at rank p <= k of (hits in the first p) / p, divided by min(k, R); its mean is
// MAP@k (Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 2008, section 8.4,
// cut at k).
double average_precision_at(std::span<const uint8_t> hits, uint32_t num_relevant, uint32_t k);

// Mean NDCG@k over the rows of `targets` that have an entry; 0 where none has. lists: one a row.
double mean_ndcg_at(const RankedLists& lists, const InteractionMatrix& targets, uint32_t k);

}  // namespace pocketrec
