// The softmax model: unit vectors for users and items, trained so that each user's own items stand
// out from sampled others.
//
// With unit user vectors x_u, unit item vectors v_i, the items S_u that u chose with weights c_ui
// (sum n_u), and N a sample of items, training minimises
//
//   L = sum_u ( w n_u log sum_{j in N \ S_u} exp(x_u.v_j / t)  -  sum_{i in S_u} c_ui x_u.v_i / t )
//
// by stochastic steps (row_adam.h). With w = 1 this is the sampled softmax loss on cosines (Wu et
// al., "On the Effectiveness of Sampled Softmax Loss for Item Recommendation", TOIS 2023) with all
// positives of a user at once; w > 1 pushes what is not chosen away a little more. Users' vectors
// are free parameters in training, and forgotten after it: whoever comes is folded in from their
// history (core/softmax_fold_in.h), which solves the same problem with the items fixed.
//
// Where content is known (SoftmaxOptions::content), v_i is the direction of an own part and the
// vectors of the item's features together (content_rows.h): what few have chosen leans on what it
// is, and what nobody has chosen is placed by that alone.
//
// Users with one item are left out, unless all are such: they do not say which items are alike.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/softmax_fold_in.h"
#include "trainer/data/interaction_matrix.h"
#include "trainer/train/checkpoint.h"
#include "trainer/train/model.h"

namespace pocketrec {

// How many items a user must have to be trained on: 2, or 1 where nobody has two.
uint64_t fewest_items_to_train_on(const InteractionMatrix& interactions);

struct SoftmaxOptions {
  uint32_t num_factors = 128;  // 1..1024
  float temperature = 0.08F;   // core/softmax_fold_in.h has the limits
  float background_weight = 1.2F;
  float focus = 0.0F;             // of the fold-in alone
  float smoothing = 0.14F;        // share of the audience's mean vector that an item ships with
  float neighbour_weight = 0.2F;  // core/neighbours.h; matters for scores alone
  float neighbour_temperature = 0.07F;  // the same
  uint32_t num_epochs = 50;             // >= 1
  uint32_t batch_users = 512;           // users who share one sample of negatives
  uint32_t num_negatives = 4096;        // items in a sample (at most all)
  float rate = 0.03F;                   // of Adam, at its highest
  uint64_t seed = 1;
  uint32_t threads = 0;  // 0: all cores; never changes a bit of the result
  // Items x factors, from a training before, to go on from in the same space: what little has
  // changed needs fewer epochs, and what has not stays. Rows of zeros are unknown, and begin from
  // their audience. Null: from random directions.
  std::shared_ptr<const FactorTable> start;
  // Items x features, what each item is; null: nothing is known of it. An item's vector is then an
  // own part and its features (content_rows.h).
  std::shared_ptr<const InteractionMatrix> content;
  // Length of what is placed by content alone, where others have about 1; matters for scores alone.
  // At 1 it is shown as often as others, and people find less of what is known to please; at half
  // they find as much, and new items still have a share of the lists (tests/bench/EXPLORED.md).
  float new_item_length = 0.5F;
  float content_drop = 0.3F;  // share of items whose own part a step leaves out; [0, 1)
};

struct EpochReport {
  uint32_t epoch = 0;      // 1-based
  double seconds = 0;      // of this epoch
  double all_seconds = 0;  // of all epochs so far, those before an interruption included
  double loss = 0;         // L / (sum of n_u), over the epoch's steps
};

// Where a training keeps its state now and then, and begins from if it finds it there.
struct KeepState {
  Checkpoint* checkpoint = nullptr;
  bool also_finished = false;  // the state behind the last epoch is kept too
};

// What training leaves: rows are items; those that nobody chose together with another are where
// their content puts them, or zero.
struct SoftmaxTables {
  FactorTable items;      // rows of length 1
  FactorTable audiences;  // smoothing.h, graph_mean of the items' users; empty if smoothing is 0
  FactorTable features;   // of options.content; empty without
  std::vector<uint32_t> unchosen;  // items that nobody chose together with another
};

// `interactions`: users x items, all weights above 0. `after_epoch` may be empty. Throws Cancelled
// on Ctrl-C, UsageError, DataError. Of what matters for scores alone, only whether smoothing is 0
// is looked at.
SoftmaxTables train_softmax(const InteractionMatrix& interactions, const SoftmaxOptions& options,
                            const std::function<void(const EpochReport&)>& after_epoch = {},
                            const KeepState& keep = {});

// Seconds that an epoch of such a training takes on this machine, from as many steps as fit
// `most_seconds` (but at least two).
double measure_epoch_seconds(const InteractionMatrix& interactions, const SoftmaxOptions& options,
                             double most_seconds);

// What ships: each item's direction, moved towards its audience's mean by options.smoothing.
Model softmax_model(const SoftmaxTables& tables, const SoftmaxOptions& options);
Model softmax_model(SoftmaxTables&& tables, const SoftmaxOptions& options);

}  // namespace pocketrec
