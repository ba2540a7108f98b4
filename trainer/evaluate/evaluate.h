// Train and test several models on one split, and report them in one table.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trainer/content/content_table.h"
#include "trainer/data/dataset.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/report.h"
#include "trainer/split/split.h"
#include "trainer/train/fit.h"

namespace pocketrec {

// How people and items are divided (trainer/split/split.h).
//   holdout: a fifth of every user's liked items is held out.
//   strong: a tenth of the users (100 to 10,000) is held out of training, and folded in from four
//           fifths of their items.
//   cold:   items are held out of training, and are the only ones ranked (cold.h).
enum class Protocol { kHoldout, kStrong, kCold };

// By its name on the command line. Throws UsageError.
Protocol protocol_named(std::string_view name);
const char* name_of(Protocol protocol);
Split split_by(Protocol protocol, const InteractionMatrix& interactions, uint64_t seed);

// The users of a split, row by row.
struct KnownPeople {
  std::vector<User> training, tested;
};

// One line for people about what is being done now.
using EvaluateProgress = std::function<void(const std::string& line)>;

struct EvaluateOptions {
  // Any of model_names(); empty, or "all": all of them. `softmax` is scored from `bits`-bit
  // codes as it ships, `softmax-int8` from 8-bit codes, the others from what training made.
  std::vector<std::string> models;
  std::vector<uint32_t> cutoffs = {10, 20, 100};  // each in 1..1000
  uint32_t bits = 4;                              // 8 or 4
  // Of the packed lists: what diversity and novelty gain, and cost (core/recommender.h).
  float diversity = 0.0F;  // 0..1
  float novelty = 0.0F;    // 0..1
  // The same of new items' slots; used where among_all says which are new.
  float exploration = 0.0F;  // 0..1
  // Set from the data set and the protocol. What items are, in the order of the matrices; null: not
  // known.
  std::shared_ptr<const ContentTable> content = nullptr;
  // Who made each of them, by a number above 0; 0: unknown. Empty: nobody is known.
  std::vector<uint32_t> authors = {};
  // Who people are: where they live, how old they are. Null: not known.
  std::shared_ptr<const KnownPeople> people = nullptr;
  // The only items to rank, ascending; empty: all.
  std::vector<uint32_t> candidates = {};
  // Protocol cold: rank all items, not the new ones alone, and measure the others beside them.
  bool among_all = false;
  // Protocol cold: every new item is known by so many of its people (cold.h).
  std::optional<uint32_t> known_interactions = std::nullopt;
  // Protocols strong and cold: people are known by so many of their items (short_histories.h).
  std::optional<uint32_t> history_items = std::nullopt;
  // Of among_all: the new items, ascending, and what people like of the others; null elsewhere.
  std::vector<uint32_t> new_items = {};
  std::shared_ptr<const InteractionMatrix> warm_targets = nullptr;
  // Protocol strong: people are known by so many titles that they rated when asked (interview.h).
  std::optional<uint32_t> answers = std::nullopt;
  FitOptions fit;  // its seed and threads are set from below
  // Choose the settings of item-knn, ease and ials too, each from a grid by the NDCG@20 of people
  // held out of training (tuned_baselines.h).
  bool tune_baselines = false;
  uint32_t num_resamples = 500;  // of the bootstrap, >= 1
  uint64_t seed = 1;             // of the split, training, resampling
  uint32_t threads = 0;          // 0: all cores; never changes a figure
};

// In the order of the table: what knows nobody and nothing, content alone, who chose what alone,
// and the model as it ships, with 8 bits, and in float.
std::vector<std::string> model_names();

// Each throws UsageError on an unknown model or a cut-off out of range, DataError when there is
// nobody to test, Cancelled on Ctrl-C.
EvaluationReport evaluate(const Dataset& dataset, Protocol protocol, const EvaluateOptions& options,
                          const EvaluateProgress& progress = {});
// Protocol cold with these items: all of `dataset` is trained on, what its users chose of `later`
// is asked for (cold.h).
EvaluationReport evaluate_later(Dataset dataset, const Dataset& later,
                                const EvaluateOptions& options,
                                const EvaluateProgress& progress = {});

// Ready-made lists over one item space: rows of both are the same users.
enum class ListedUsers {
  kAll,     // everyone with a test item is tested, from their training row
  kUnseen,  // a tenth of them is taken out of training, and tested alone
};
EvaluationReport evaluate_lists(const InteractionMatrix& train, const InteractionMatrix& test,
                                ListedUsers users, const EvaluateOptions& options,
                                const EvaluateProgress& progress = {});

// For the manifest of a bundle: how well a model trained like the bundle's predicts the held-out
// items of people it has not seen (protocol strong, lists of 20, from codes as shipped), beside
// popularity. The people are none of those by whom fit() made its choices: options.fit is what it
// chose, and is trained once more. `interactions` are in the order of the data set: ties go to the
// more popular item in training, and an order by the popularity in all data would give the rest
// away; so are `items`. A JSON object:
//   {"protocol": "strong", "users": 1234, "recall@20": .., "recall@20_interval": [.., ..],
//    "ndcg@20": .., "ndcg@20_interval": [.., ..], "popularity": {"recall@20": .., ...},
//    "calibration": {"scores": [..], "shares": [..], "held_share": 0.2, "error": ..}}
// where an item of score scores[k] was, of shares[k] of the people who would have seen it so, among
// the held out fifth of what they chose (metrics/calibration.h),
// and {"users": 0} where too few people have two liked items to test with.
std::string held_out_metrics_json(const InteractionMatrix& interactions,
                                  const std::vector<Item>& items, const EvaluateOptions& options);

}  // namespace pocketrec
