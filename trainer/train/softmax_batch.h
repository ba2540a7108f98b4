// One step of softmax training: the gradients of a batch of users and a sample of items.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/train/content_rows.h"
#include "trainer/train/model.h"
#include "trainer/train/softmax.h"

namespace pocketrec {

// All memory that a step needs, allocated once.
class SoftmaxBatch {
 public:
  // num_factors of the tables: a multiple of matrix_kernel::kColumns. features: of options.content,
  // where there is one.
  SoftmaxBatch(const InteractionMatrix& interactions, const SoftmaxOptions& options,
               TrainedTable& users, TrainedTable& items, TrainedTable& features);

  // Step `number` for these users against this sample of distinct items. Returns the sum of their
  // losses.
  double step(std::span<const uint32_t> batch, std::span<const uint32_t> negatives, float rate,
              uint64_t number);

 private:
  struct Entry {
    uint32_t user_slot;
    float weight;
  };
  struct ItemView {
    const float* row;
    float inverse;  // 1 / length
  };
  struct Group {                       // of users; its sums are added up in a fixed order
    std::vector<float> scores;         // users x (padded negatives + padding)
    std::vector<float> item_gradient;  // padded negatives x factors
    double loss = 0;
  };

  ItemView view_of(uint32_t item);
  void gather_negatives();
  void gather_users();
  void gather_entries();
  void contrast_group(size_t number);
  void contrast(Group& group, size_t begin, size_t end);
  void prefetch_item(uint32_t item) const;  // its row will be read soon
  void finish_user(size_t slot, float rate);
  void finish_item(size_t touched, float rate);
  std::span<float> user_gradient(size_t slot) {
    return {user_gradients_.data() + slot * num_factors_, num_factors_};
  }

  const InteractionMatrix& interactions_;
  const SoftmaxOptions& options_;
  TrainedTable& users_;
  TrainedTable& items_;
  std::optional<ContentRows> content_;
  size_t num_factors_, padded_negatives_ = 0;
  std::span<const uint32_t> batch_, negatives_;
  std::vector<int32_t> slot_of_item_;   // among the negatives; -1: none
  std::vector<int32_t> place_of_item_;  // among touched_; -1: none
  std::vector<float> item_inverse_;     // 1 / length of every item
  std::vector<float> negative_rows_;    // unit rows: padded negatives x factors
  std::vector<float> negative_panels_;  // the same in panels of kColumns items, for products
  std::vector<float> user_rows_;        // unit rows: batch x factors
  std::vector<float> user_inverse_;     // 1 / length
  std::vector<float> user_gradients_;   // batch x factors
  std::vector<double> rewards_;         // sum of c x.v / t of each user's own items
  std::vector<Entry> entries_;          // choices of the batch, by place in touched_, then user
  std::vector<uint32_t> touched_;       // items to step, in the order of the batch's choices
  std::vector<size_t> first_entry_;     // of each touched item, and one more
  std::vector<Group> groups_;
};

}  // namespace pocketrec
