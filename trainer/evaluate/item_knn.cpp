#include "trainer/evaluate/item_knn.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "trainer/evaluate/co_occurrence.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

constexpr size_t kItemBlock = 256;

struct Neighbour {
  uint32_t item;
  float similarity;
};

// The neighbours of one item, ascending by index. `counts` is all zero before and after.
std::vector<Neighbour> neighbours_of(const InteractionMatrix& interactions,
                                     const InteractionMatrix& audiences, uint32_t item,
                                     const ItemKnnOptions& options, std::span<float> counts) {
  add_co_occurrences(interactions, audiences, item, counts);
  counts[item] = 0;
  std::vector<Neighbour> neighbours;
  const auto size_of = [&](uint32_t i) { return static_cast<float>(audiences.row(i).size()); };
  for (uint32_t other = 0; other < counts.size(); ++other) {
    if (counts[other] == 0) continue;
    const float cosine_length = std::sqrt(size_of(item) * size_of(other));
    neighbours.push_back({other, counts[other] / (cosine_length + options.shrinkage)});
    counts[other] = 0;
  }
  if (neighbours.size() > options.num_neighbours) {
    const auto cut = neighbours.begin() + options.num_neighbours;
    std::nth_element(
        neighbours.begin(), cut, neighbours.end(), [](const Neighbour& a, const Neighbour& b) {
          return a.similarity != b.similarity ? a.similarity > b.similarity : a.item < b.item;
        });
    neighbours.erase(cut, neighbours.end());
    std::sort(neighbours.begin(), neighbours.end(),
              [](const Neighbour& a, const Neighbour& b) { return a.item < b.item; });
  }
  return neighbours;
}

}  // namespace

InteractionMatrix item_neighbours(const InteractionMatrix& interactions,
                                  const InteractionMatrix& audiences,
                                  const ItemKnnOptions& options) {
  const uint32_t num_items = audiences.num_rows;
  std::vector<std::vector<Neighbour>> lists(num_items);
  parallel_blocks(num_items, kItemBlock, options.threads, [&](size_t begin, size_t end, uint32_t) {
    std::vector<float> counts(num_items, 0.0F);
    for (size_t item = begin; item < end; ++item) {
      lists[item] =
          neighbours_of(interactions, audiences, static_cast<uint32_t>(item), options, counts);
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
      for (const uint32_t item : person.liked) {
        const auto others = neighbours->row(item);
        const auto similarities = neighbours->row_weights(item);
        for (size_t n = 0; n < others.size(); ++n) scores[others[n]] += similarities[n];
      }
      rank_unseen(scores, person.seen, lists.list(person.number));
    }
  };
  return ranker;
}

}  // namespace pocketrec
