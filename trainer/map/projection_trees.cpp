#include "trainer/map/projection_trees.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "trainer/support/parallel.h"
#include "trainer/support/random.h"
#include "trainer/train/row_sums.h"

namespace pocketrec {
namespace {

constexpr size_t kRowsPerBlock = 4096;

struct Node {
  size_t begin, end;
};

// Nodes split in the same order for every number of threads: only projections run in parallel.
class Splitter {
 public:
  Splitter(const FactorTable& unit, uint32_t threads)
      : unit_(unit), threads_(threads), direction_(unit.num_factors) {}

  // Reorders rows[node], ascending within each half, and returns where the second half begins.
  size_t split(std::vector<uint32_t>& rows, Node node, Random& random) {
    const std::span members(rows.data() + node.begin, node.end - node.begin);
    draw_direction(members, random);
    keys_.resize(members.size());
    parallel_blocks(
        members.size(), kRowsPerBlock, threads_, [&](size_t begin, size_t end, uint32_t) {
          for (size_t i = begin; i < end; ++i) {
            keys_[i] = {product(unit_.row(members[i]), direction_.data(), unit_.num_factors),
                        members[i]};
          }
        });
    sorted_ = keys_;
    const auto middle = sorted_.begin() + static_cast<ptrdiff_t>(sorted_.size() / 2);
    std::nth_element(sorted_.begin(), middle, sorted_.end());
    // By the value of the middle alone: the order that nth_element leaves is not defined.
    second_.clear();
    size_t kept = 0;
    for (const auto& key : keys_) {
      if (key < *middle) {
        members[kept++] = key.second;
      } else {
        second_.push_back(key.second);
      }
    }
    std::copy(second_.begin(), second_.end(), members.begin() + static_cast<ptrdiff_t>(kept));
    return node.begin + kept;
  }

 private:
  void draw_direction(std::span<const uint32_t> members, Random& random) {
    const auto count = static_cast<uint32_t>(members.size());
    const float* from = unit_.row(members[random.below(count)]);
    const float* to = unit_.row(members[random.below(count)]);
    for (size_t k = 0; k < direction_.size(); ++k) direction_[k] = from[k] - to[k];
  }

  const FactorTable& unit_;
  uint32_t threads_;
  std::vector<float> direction_;
  std::vector<std::pair<float, uint32_t>> keys_, sorted_;
  std::vector<uint32_t> second_;
};

}  // namespace

Leaves leaves_of_tree(const FactorTable& unit, uint64_t seed, uint32_t tree, uint32_t threads) {
  Leaves leaves;
  leaves.rows.resize(unit.num_rows);
  std::iota(leaves.rows.begin(), leaves.rows.end(), 0U);
  Random random(seed, tree);
  Splitter splitter(unit, threads);
  std::vector<Node> open = {{0, unit.num_rows}};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    if (node.end - node.begin <= kMaxLeafRows) {
      leaves.begins.push_back(node.begin);
      continue;
    }
    const size_t middle = splitter.split(leaves.rows, node, random);
    open.push_back({middle, node.end});
    open.push_back({node.begin, middle});
  }
  leaves.begins.push_back(unit.num_rows);
  return leaves;
}

}  // namespace pocketrec
