// A visitor's vector in the softmax model: the direction under which the items of their history are
// likely, and all others are not.
//
// With unit item rows v_i, temperature t, background weight w and history weights c_i, the unit
// vector x climbs
//
//   F(x) = sum_i c_i x.v_i / sum_i c_i  -  w t log sum_{j not in history} exp(x.v_j / t)
//
// from the mean of the history's rows, for a fixed number s = 1, 2, ... of steps:
//
//   x <- normalise(x + step_size / sqrt(s) * tangent part of (m - w E)),
//
// m the weighted mean of the history's rows, E the mean of the other rows under softmax(x.v_j / t).
// This is the loss by which the items were trained (trainer/train/softmax.h), with the items fixed.
// `focus` above 0 weighs history item i by c_i exp(focus x.v_i) instead of c_i: of somebody with
// several tastes, x then follows the strongest.
//
// Sums run in a fixed order of single float operations: the same bits natively and in a browser.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/history.h"
#include "core/item_rows.h"

namespace pocketrec {

struct SoftmaxParameters {
  float temperature = 0.08F;       // kMinTemperature..kMaxTemperature
  float background_weight = 1.2F;  // 0..kMaxBackgroundWeight
  float focus = 0.0F;              // 0..kMaxFocus
  float step_size = 2.0F;          // kMinStepSize..kMaxStepSize
  uint32_t num_steps = 8;          // 1..kMaxSteps
  // Of a catalogue of more than num_sampled items, E is an estimate: the num_near items nearest to
  // the x of the third step each count once, every n-th of the others for all of them. Of more than
  // most_looked_at, a part that is spread evenly over all is looked at, and stands for the rest.
  // Where items are in lists, the near ones are looked for in lists alone, and the others are those
  // of the background part.
  uint32_t num_sampled = 4096;         // 1..kMaxBackground
  uint32_t num_near = 2048;            // 1..kMaxBackground
  uint32_t most_looked_at = 1U << 18;  // the same in every bundle; fewer in tests, 1 or more
  // The first so many items are those that training knew; 0: all. Later ones are never "other
  // items" above: nobody could choose them, and vectors do not move when items are added.
  uint32_t num_trained = 0;
};

inline constexpr float kMinTemperature = 0.01F;
inline constexpr float kMaxTemperature = 10.0F;
inline constexpr float kMaxBackgroundWeight = 16.0F;
inline constexpr float kMaxFocus = 32.0F;
inline constexpr float kMinStepSize = 0.001F;
inline constexpr float kMaxStepSize = 16.0F;
inline constexpr uint32_t kMaxSteps = 64;
inline constexpr uint32_t kMaxBackground = 1U << 20;

// Each within its limits above.
bool are_valid(const SoftmaxParameters& parameters);

class SoftmaxFoldIn {
 public:
  SoftmaxFoldIn(const SoftmaxParameters& parameters, uint32_t num_factors)
      : parameters_(parameters), num_factors_(num_factors) {}

  const SoftmaxParameters& parameters() const { return parameters_; }

  // The unit vector x, num_factors; zeros where the history's rows cancel out. missing: as in
  // ListOptions.
  std::vector<float> encode(const ItemRows& items, const History& history,
                            std::vector<uint32_t>* missing = nullptr) const;

  // x is a sum of the history's rows, each times a factor that the steps determine, less what all
  // other items have in common. What each liked item adds to the score of `item_index`: its own
  // row's part, less its share (by that factor) of the rest. The parts sum to the product of
  // encode() with that item's row.
  std::vector<float> explain(const ItemRows& items, const History& history,
                             uint32_t item_index) const;

 private:
  struct Climb;
  Climb climb(const ItemRows& items, const History& history, std::vector<uint32_t>* missing) const;

  SoftmaxParameters parameters_;
  uint32_t num_factors_;
};

}  // namespace pocketrec
