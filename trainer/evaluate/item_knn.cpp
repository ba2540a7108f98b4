#include "trainer/evaluate/item_knn.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>

#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

constexpr size_t kItemBlock = 256;

struct Neighbour {
  uint32_t item;
  float similarity;
};

// Counts for one item with how many people it shares each other item. Remembers which counts it
// touched: most of a large catalogue has nothing in common with any one item.
class CoOccurrences {
 public:
  explicit CoOccurrences(uint32_t num_items) : counts_(num_items, 0) {}

  void count(const InteractionMatrix& interactions, std::span<const uint32_t> audience) {
    for (const uint32_t item : touched_) counts_[item] = 0;
    touched_.clear();
    for (const uint32_t user : audience) {
      for (const uint32_t item : interactions.row(user)) {
        if (counts_[item]++ == 0) touched_.push_back(item);
      }
    }
  }
  std::span<const uint32_t> items() const { return touched_; }  // in no particular order
  uint32_t of(uint32_t item) const { return counts_[item]; }

 private:
  std::vector<uint32_t> counts_;
  std::vector<uint32_t> touched_;
};

// The neighbours of one item, ascending by index.
std::vector<Neighbour> neighbours_of(const InteractionMatrix& interactions,
                                     const InteractionMatrix& audiences, uint32_t item,
                                     const ItemKnnOptions& options, CoOccurrences& shared) {
  shared.count(interactions, audiences.row(item));
  const auto size_of = [&](uint32_t i) { return static_cast<float>(audiences.row(i).size()); };
  std::vector<Neighbour> neighbours;
  for (const uint32_t other : shared.items()) {
    if (other == item) continue;
    const float length = std::sqrt(size_of(item) * size_of(other));
    neighbours.push_back(
        {other, static_cast<float>(shared.of(other)) / (length + options.shrinkage)});
  }
  if (neighbours.size() > options.num_neighbours) {
    const auto cut = neighbours.begin() + options.num_neighbours;
    std::nth_element(
        neighbours.begin(), cut, neighbours.end(), [](const Neighbour& a, const Neighbour& b) {
          return a.similarity != b.similarity ? a.similarity > b.similarity : a.item < b.item;
        });
    neighbours.erase(cut, neighbours.end());
  }
  std::sort(neighbours.begin(), neighbours.end(),
            [](const Neighbour& a, const Neighbour& b) { return a.item < b.item; });
  return neighbours;
}

}  // namespace

InteractionMatrix item_neighbours(const InteractionMatrix& interactions,
                                  const InteractionMatrix& audiences,
                                  const ItemKnnOptions& options) {
  const uint32_t num_items = audiences.num_rows;
  std::vector<std::vector<Neighbour>> lists(num_items);
  parallel_blocks(num_items, kItemBlock, options.threads, [&](size_t begin, size_t end, uint32_t) {
    CoOccurrences shared(num_items);
    for (size_t item = begin; item < end; ++item) {
      lists[item] =
          neighbours_of(interactions, audiences, static_cast<uint32_t>(item), options, shared);
    }
  });
  InteractionMatrix matrix;
  matrix.num_rows = matrix.num_columns = num_items;
  matrix.offsets.push_back(0);
  for (const auto& list : lists) {
    for (const Neighbour& neighbour : list) {
      matrix.columns.push_back(neighbour.item);
      matrix.weights.push_back(neighbour.similarity);
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  return matrix;
}

Ranker item_knn_ranker(const InteractionMatrix& interactions, const InteractionMatrix& audiences,
                       const ItemKnnOptions& options) {
  const auto neighbours =
      std::make_shared<const InteractionMatrix>(item_neighbours(interactions, audiences, options));
  const double entry_bytes = sizeof(uint32_t) + sizeof(float);
  Ranker ranker{.name = "item-knn", .bits = 32};
  ranker.bytes_per_item = entry_bytes * static_cast<double>(neighbours->num_entries()) /
                          std::max(1U, neighbours->num_rows);
  ranker.rank = [neighbours](std::span<const Person> people, RankedLists& lists) {
    std::vector<float> scores(neighbours->num_columns);
    for (const Person& person : people) {
      std::fill(scores.begin(), scores.end(), 0.0F);
      for (const uint32_t item : person.chosen) {
        const auto others = neighbours->row(item);
        const auto similarities = neighbours->row_weights(item);
        for (size_t n = 0; n < others.size(); ++n) scores[others[n]] += similarities[n];
      }
      rank_scores(scores, person, lists);
    }
  };
  return ranker;
}

}  // namespace pocketrec
