#include "trainer/evaluate/question.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "trainer/content/content_table.h"
#include "trainer/pack/pack.h"
#include "trainer/support/random.h"

namespace pocketrec {

std::vector<uint32_t> impartial_order(const InteractionMatrix& training, uint64_t seed) {
  std::vector<uint32_t> any(training.num_columns);
  std::iota(any.begin(), any.end(), 0U);
  Random random(seed);
  shuffle(std::span(any), random);
  std::vector<uint32_t> order = bundle_order(reorder_items(training, any));
  for (uint32_t& item : order) item = any[item];
  return order;
}

namespace {

// Authors by number, from 1 on; 0 where there is none. Nothing where the items are not known.
std::vector<uint32_t> authors_of(const std::vector<Item>& items,
                                 const std::vector<uint32_t>& order) {
  if (items.empty()) return {};
  std::unordered_map<std::string_view, uint32_t> numbers = {{"", 0}};
  std::vector<uint32_t> authors;
  for (const uint32_t item : order) {
    const auto next = static_cast<uint32_t>(numbers.size());
    authors.push_back(numbers.try_emplace(items[item].author, next).first->second);
  }
  return authors;
}

}  // namespace

Question::Question(const InteractionMatrix& source_training, const EvaluationSet& source_test,
                   std::vector<uint32_t> item_order)
    : order(std::move(item_order)),
      training(reorder_items(source_training, order)),
      test{reorder_items(source_test.histories, order), reorder_items(source_test.targets, order)} {
}

void Question::tell_content(const std::vector<Item>& items, EvaluateOptions& options) const {
  options.authors = authors_of(items, order);
  options.content = content_of(items, order, training);
  options.fit.softmax.content =
      options.fit.use_content.value_or(true) ? rows_of(options.content) : nullptr;
}

void Question::tell_cold(const ColdSplit& cold, EvaluateOptions& options) const {
  options.new_items = placed(cold.cold_items);
  if (!options.among_all) {
    options.candidates = placed(cold.candidates);
  } else {
    options.warm_targets =
        std::make_shared<const InteractionMatrix>(reorder_items(cold.warm_targets, order));
  }
}

std::vector<uint32_t> Question::placed(const std::vector<uint32_t>& items) const {
  std::vector<uint32_t> places;
  for (uint32_t place = 0; place < order.size(); ++place) {
    if (std::ranges::binary_search(items, order[place])) places.push_back(place);
  }
  return places;
}

}  // namespace pocketrec
