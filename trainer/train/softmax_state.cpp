#include "trainer/train/softmax_state.h"

#include <algorithm>
#include <utility>

#include "trainer/train/content_rows.h"
#include "trainer/train/matrix_kernel.h"
#include "trainer/train/smoothing.h"

namespace pocketrec {
namespace {

// Streams of the seed.
enum Stream : uint64_t { kInitialStream = 1, kUserStream, kItemStream };

// Those whose row has an entry.
std::vector<uint32_t> active_rows(const InteractionMatrix& matrix) {
  std::vector<uint32_t> rows;
  for (uint32_t r = 0; r < matrix.num_rows; ++r) {
    if (!matrix.row(r).empty()) rows.push_back(r);
  }
  return rows;
}

// Random directions for all that have a row. Columns from num_factors on are padding: zero, and
// they stay so.
FactorTable random_directions(const std::vector<uint32_t>& rows, uint32_t num_rows,
                              const SoftmaxOptions& options) {
  const size_t padded = matrix_kernel::round_up(options.num_factors, matrix_kernel::kColumns);
  FactorTable table{num_rows, static_cast<uint32_t>(padded), {}};
  table.values.resize(table.num_rows * padded);
  Random random(options.seed, kInitialStream);
  for (const uint32_t r : rows) {
    for (uint32_t k = 0; k < options.num_factors; ++k) {
      table.row(r)[k] = static_cast<float>(random.normal());
    }
  }
  return table;
}

bool is_zero(const float* row, uint32_t num_factors) {
  return std::all_of(row, row + num_factors, [](float value) { return value == 0.0F; });
}

// The known items as they were, at length 1; others as their audience's other items; those of
// which nobody chose a known item, in a random direction. Known items come smoothed, as they
// shipped: nearer to their audiences than the loss wants them, which training undoes.
FactorTable known_start(const InteractionMatrix& interactions, const InteractionMatrix& by_item,
                        const std::vector<uint32_t>& active, const SoftmaxOptions& options) {
  FactorTable items = random_directions(active, by_item.num_rows, options);
  normalise_rows(items, options.threads);
  FactorTable known{items.num_rows, items.num_factors, std::vector<float>(items.values.size())};
  for (const uint32_t item : active) {
    std::copy_n(options.start->row(item), options.num_factors, known.row(item));
  }
  normalise_rows(known, options.threads);
  FactorTable by_audience =
      graph_mean(by_item, graph_mean(interactions, known, options.threads), options.threads);
  normalise_rows(by_audience, options.threads);
  for (const uint32_t item : active) {
    for (const FactorTable* from : {&known, &by_audience}) {
      if (is_zero(from->row(item), from->num_factors)) continue;
      std::copy_n(from->row(item), from->num_factors, items.row(item));
      break;
    }
  }
  return items;
}

// Short, in the direction of the mean of the items that have the feature.
FactorTable initial_features(const InteractionMatrix& content, const FactorTable& items,
                             uint32_t threads) {
  constexpr float kLength = 0.3F;
  FactorTable features = graph_mean(transpose(content), items, threads);
  normalise_rows(features, threads);
  for (float& value : features.values) value *= kLength;
  return features;
}

// From whole vectors. Random ones are shortened: what content says is then a good part of an item
// from the beginning. Known ones must be where they were once the features are added.
void make_own_parts(FactorTable& items, const FactorTable& features,
                    const SoftmaxOptions& options) {
  constexpr float kLength = 0.5F;
  if (options.start == nullptr) {
    for (float& value : items.values) value *= kLength;
    return;
  }
  FactorTable nothing{items.num_rows, items.num_factors, std::vector<float>(items.values.size())};
  const FactorTable content = with_content(*options.content, nothing, features, options.threads);
  for (size_t i = 0; i < items.values.size(); ++i) items.values[i] -= content.values[i];
}

}  // namespace

std::span<const uint32_t> Deck::draw(size_t count) {
  if (next_ + count > cards_.size()) {
    shuffle(std::span(cards_), random_);
    next_ = 0;
  }
  next_ += count;
  return drawn(count);
}

std::span<const uint32_t> Deck::drawn(size_t count) const {
  return std::span(cards_).subspan(next_ - count, count);
}

SoftmaxState initial_state(const InteractionMatrix& interactions, const SoftmaxOptions& options) {
  const InteractionMatrix by_item = transpose(interactions);
  std::vector<uint32_t> active = active_rows(by_item);
  const bool is_cold = options.start == nullptr;
  FactorTable items = is_cold ? random_directions(active, by_item.num_rows, options)
                              : known_start(interactions, by_item, active, options);
  FactorTable users = graph_mean(interactions, items, options.threads);
  // A random start, evened out over neighbours, leaves the first epochs less to undo.
  if (is_cold) items = graph_mean(by_item, users, options.threads);
  normalise_rows(items, options.threads);
  normalise_rows(users, options.threads);
  SoftmaxState state;
  if (options.content != nullptr) {
    FactorTable features = initial_features(*options.content, items, options.threads);
    make_own_parts(items, features, options);
    state.features = TrainedTable(std::move(features), options.num_factors);
  }
  state.users = TrainedTable(std::move(users), options.num_factors);
  state.items = TrainedTable(std::move(items), options.num_factors);
  state.user_deck = Deck(active_rows(interactions), options.seed, kUserStream);
  state.item_deck = Deck(std::move(active), options.seed, kItemStream);
  return state;
}

}  // namespace pocketrec
