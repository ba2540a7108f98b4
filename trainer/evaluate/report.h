// The result of an evaluation, for programs and for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "trainer/metrics/measure.h"

namespace pocketrec {

struct ModelReport {
  std::string name;
  uint32_t num_factors = 0;  // 0: the model has none
  uint32_t bits = 0;         // of a stored number; 0: nothing is stored per item
  double bytes_per_item = 0;
  double train_seconds = 0;  // rows of one training report the same
  double rank_seconds = 0;   // all lists
  Metrics metrics;
  // Where new items are ranked among all: the same of the others, and the mean share that new items
  // have of the lists, by cut-off.
  std::optional<Metrics> warm;
  std::vector<double> new_shares;
};

struct SkippedModel {
  std::string name, reason;
};

struct EvaluationReport {
  std::string protocol;          // "holdout", "strong", "cold", "lists" or "unseen"
  std::string data_format;       // "" and ...
  std::string data_fingerprint;  // ... "" where evaluate_lists() does not know the files
  bool simulated = false;
  uint32_t num_items = 0;
  uint32_t num_candidates = 0;  // items that are ranked
  uint32_t num_training_users = 0;
  uint64_t num_training_interactions = 0;
  uint64_t num_test_interactions = 0;
  std::optional<uint32_t> known_interactions;  // of each new item; see cold.h
  std::optional<uint32_t> history_items;       // of each person; see short_histories.h
  std::optional<uint32_t> answers;             // of each person; see interview.h
  uint64_t seed = 0;
  uint32_t num_resamples = 0;
  std::vector<uint32_t> cutoffs;
  std::vector<ModelReport> models;
  std::vector<SkippedModel> skipped;
};

// {"protocol", "data": {..}, "known_interactions", "history_items", "answers", "k": [..], "seed",
//  "resamples", "confidence": 0.95, "models": [..], "skipped": [{"name", "reason"}]}. A model has
//  "name", "factors", "bits", "bytes_per_item",
// "train_seconds", "rank_seconds", "users", and for every metric and k "recall@20" and
// "recall@20_interval": [low, high]. factors and bits are null where a model has none,
// known_interactions, history_items and answers where all is as it was chosen.
std::string to_json(const EvaluationReport& report);

// A table of the metrics at list length 20 (or the one nearest to it), with the interval of recall,
// and what quantising costs.
std::string to_table(const EvaluationReport& report);

}  // namespace pocketrec
