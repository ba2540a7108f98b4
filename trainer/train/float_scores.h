// Scores in float32, straight from the factors as trained: for validation while training, and for
// the row of `evaluate` that shows what quantising costs.
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "trainer/train/model.h"

namespace pocketrec {

// What one person chose, and how much each counts (empty: all ones). Not empty.
struct ChosenItems {
  std::span<const uint32_t> items;
  std::span<const float> weights;
  std::span<const uint32_t> candidates = {};  // whose scores are asked for; empty: all items
};

// Rows made ready to be multiplied with many vectors at a time.
class RowPanels {
 public:
  explicit RowPanels(const FactorTable& table);

  uint32_t num_rows() const { return num_rows_; }
  size_t padded_rows() const { return padded_rows_; }
  // products[p * padded_rows() + r] = vector p . row r; 0 for rows that pad. vectors: num_vectors x
  // num_factors. Sums run over ascending factors.
  void multiply(std::span<const float> vectors, size_t num_vectors,
                std::vector<float>& products) const;

 private:
  uint32_t num_rows_, num_factors_;
  size_t padded_rows_;
  std::vector<float> panels_;
};

// The fold-in of iALS in the basis in which its Gram matrix is diagonal.
struct RidgeUsers {
  FactorTable items;
  RidgeEncoder encoder;
  std::vector<float> encode(std::span<const ChosenItems> people) const;
};

// core/encoder.h for many people at a time. Padded to whole vectors.
struct SoftmaxUsers {
  SoftmaxUsers(const FactorTable& factors, const EncoderParameters& encoder);
  std::vector<float> encode(std::span<const ChosenItems> people) const;
  // Adds what neighbours add to the scores of one person's best num_reranked(1) items, which stay
  // ahead of the others. scores: one an item.
  void add_neighbours(const ChosenItems& person, std::span<float> scores) const;

  SoftmaxParameters parameters;
  NeighbourParameters neighbours;
  uint32_t num_factors;                  // of the model; rows of `unit` are padded with zeros
  FactorTable unit;                      // rows of length 1, or 0
  RowPanels panels;                      // of `unit`
  std::vector<uint32_t> without_vector;  // items with a row of zeros: they push nobody away
};

class FloatScorer {
 public:
  FloatScorer(const Model& model, uint32_t threads);

  uint32_t num_items() const { return panels_.num_rows(); }

  // Each person's vector: people.size() x num_factors, row-major. Of softmax it depends on the
  // items and the fold-in's parameters, not on those of neighbours. The work of the calling thread,
  // as below; safe to call from several. Best called with some ten people at a time.
  std::vector<float> encode(std::span<const ChosenItems> people) const;
  // Scores of every item for each person, by what encode() gave for them: people.size() x
  // num_items, row-major.
  std::vector<float> score(std::span<const ChosenItems> people,
                           std::span<const float> vectors) const;
  std::vector<float> score(std::span<const ChosenItems> people) const;

 private:
  std::variant<RidgeUsers, SoftmaxUsers> users_;
  RowPanels panels_;
};

}  // namespace pocketrec
