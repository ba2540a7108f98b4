// Adam (Kingma, Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015) for tables of vectors
// of which a step changes a few rows: moments advance only with their row (as in LazyAdam), and the
// second moment is one number a row, the mean over its elements, so that a step turns with the
// coordinates.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "trainer/support/prefetch.h"
#include "trainer/train/model.h"

namespace pocketrec {

class RowAdam {
 public:
  // num_used: columns of the table that are not padding.
  RowAdam(const FactorTable& table, uint32_t num_used);
  RowAdam() = default;  // of no table

  // One step of `rate` on a row of the table against its gradient (num_factors). Rows may be
  // stepped at the same time, one only once at a time.
  void step(FactorTable& table, uint32_t row, std::span<const float> gradient, float rate);

  // Soon a step on this row will follow.
  void prefetch(uint32_t row, size_t num_factors) const {
    pocketrec::prefetch(first_moments_.data() + row * num_factors, num_factors);
    pocketrec::prefetch(&rows_[row]);
  }

  template <class Archive>  // checkpoint.h
  void visit(Archive& archive) {
    archive(first_moments_);
    archive(rows_);
    archive(num_used_);
  }

 private:
  struct RowState {
    float second_moment = 0.0F;
    // beta^steps: what the moments still lack of their sums of weights.
    float first_decay = 1.0F, second_decay = 1.0F;
  };
  std::vector<float> first_moments_;  // as the table
  std::vector<RowState> rows_;
  float num_used_ = 0;
};

}  // namespace pocketrec
