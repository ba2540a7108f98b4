#include "trainer/read/categories.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pocketrec {
namespace {

// Pairs are counted among the commonest only: a table of fixed size, whatever the data.
constexpr size_t kMostCompared = 256;

// Fewer items that have both say nothing about two names.
constexpr uint32_t kFewestTogether = 20;

struct Category {
  std::string name;
  uint32_t num_items = 0;
};

// Commonest first, ties by name.
std::vector<Category> by_frequency(std::span<const Item> items) {
  std::unordered_map<std::string, uint32_t> counts;
  for (const Item& item : items) {
    for (const std::string& name : item.categories) ++counts[name];
  }
  std::vector<Category> categories;
  for (const auto& [name, num_items] : counts) categories.push_back({name, num_items});
  std::sort(categories.begin(), categories.end(), [](const Category& a, const Category& b) {
    return a.num_items != b.num_items ? a.num_items > b.num_items : a.name < b.name;
  });
  return categories;
}

// Positions of each item's categories in `categories`, ascending.
std::vector<std::vector<uint32_t>> positions_in(const std::vector<Category>& categories,
                                                std::span<const Item> items) {
  std::unordered_map<std::string_view, uint32_t> position_of;
  for (uint32_t i = 0; i < categories.size(); ++i) position_of[categories[i].name] = i;
  std::vector<std::vector<uint32_t>> positions(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    for (const std::string& name : items[i].categories) {
      positions[i].push_back(position_of.at(name));
    }
    std::sort(positions[i].begin(), positions[i].end());
  }
  return positions;
}

// Tells whether two categories are names for one thing.
class Synonyms {
 public:
  Synonyms(const std::vector<Category>& categories,
           const std::vector<std::vector<uint32_t>>& positions)
      : categories_(categories), together_(kMostCompared * kMostCompared) {
    for (const std::vector<uint32_t>& own : positions) {
      for (size_t i = 0; i < own.size() && own[i] < kMostCompared; ++i) {
        for (size_t j = 0; j < i; ++j) ++together_[own[j] * kMostCompared + own[i]];
      }
    }
  }

  // More than half of the items with either have both (a Jaccard index above 1/2).
  bool are(uint32_t a, uint32_t b) const {
    if (std::max(a, b) >= kMostCompared) return false;
    const uint32_t both = together_[std::min(a, b) * kMostCompared + std::max(a, b)];
    return both >= kFewestTogether &&
           3 * uint64_t{both} > uint64_t{categories_[a].num_items} + categories_[b].num_items;
  }

 private:
  const std::vector<Category>& categories_;
  std::vector<uint32_t> together_;  // [commoner][rarer]: items that have both
};

void drop_repeats(std::vector<std::string>& categories) {
  std::sort(categories.begin(), categories.end());
  categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
}

}  // namespace

void keep_best_categories(std::span<Item> items) {
  for (Item& item : items) drop_repeats(item.categories);
  const std::vector<Category> categories = by_frequency(items);
  std::vector<std::vector<uint32_t>> positions = positions_in(categories, items);
  const Synonyms synonyms(categories, positions);
  const auto tells_something = [&](uint32_t position) {
    return 2 * size_t{categories[position].num_items} <= items.size();
  };
  for (size_t i = 0; i < items.size(); ++i) {
    std::stable_partition(positions[i].begin(), positions[i].end(), tells_something);
    std::vector<uint32_t> kept;
    for (const uint32_t position : positions[i]) {
      if (kept.size() == kMostCategories) break;
      const bool is_new = std::none_of(
          kept.begin(), kept.end(), [&](uint32_t other) { return synonyms.are(position, other); });
      if (is_new) kept.push_back(position);
    }
    items[i].categories.clear();
    for (const uint32_t position : kept) items[i].categories.push_back(categories[position].name);
  }
}

}  // namespace pocketrec
