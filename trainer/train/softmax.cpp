#include "trainer/train/softmax.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "trainer/support/error.h"
#include "trainer/support/random.h"
#include "trainer/train/matrix_kernel.h"
#include "trainer/train/smoothing.h"
#include "trainer/train/softmax_batch.h"

namespace pocketrec {
namespace {

// Streams of the seed.
enum Stream : uint64_t { kInitialStream = 1, kUserStream, kItemStream };

void check(const InteractionMatrix& interactions, const SoftmaxOptions& options) {
  if (options.num_factors < 1 || options.num_factors > 1024) {
    throw UsageError("the number of factors must be 1 to 1024, but is " +
                     std::to_string(options.num_factors));
  }
  if (options.num_epochs < 1 || options.batch_users < 1 || options.num_negatives < 1) {
    throw UsageError("epochs, users in a batch and negatives must be at least 1");
  }
  if (!are_valid(
          SoftmaxParameters{options.temperature, options.background_weight, options.focus})) {
    throw UsageError("temperature, background weight or focus is out of its range");
  }
  if (!are_valid(NeighbourParameters{options.neighbour_weight, options.neighbour_temperature})) {
    throw UsageError("the neighbours' weight or temperature is out of its range");
  }
  if (interactions.num_entries() == 0) {
    throw DataError("there is nothing to train on: no interaction is left after cleaning");
  }
}

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
FactorTable random_directions(const InteractionMatrix& matrix, const SoftmaxOptions& options) {
  const size_t padded = matrix_kernel::round_up(options.num_factors, matrix_kernel::kColumns);
  FactorTable table{matrix.num_rows, static_cast<uint32_t>(padded), {}};
  table.values.resize(table.num_rows * padded);
  Random random(options.seed, kInitialStream);
  for (const uint32_t r : active_rows(matrix)) {
    for (uint32_t k = 0; k < options.num_factors; ++k) {
      table.row(r)[k] = static_cast<float>(random.normal());
    }
  }
  return table;
}

// Walks through shuffled orders of the same numbers, one after the other.
class Deck {
 public:
  Deck(std::vector<uint32_t> cards, uint64_t seed, uint64_t stream)
      : cards_(std::move(cards)), random_(seed, stream), next_(cards_.size()) {}

  // The next `count` (at most all), no number twice.
  std::span<const uint32_t> draw(size_t count) {
    if (next_ + count > cards_.size()) {
      shuffle(std::span(cards_), random_);
      next_ = 0;
    }
    next_ += count;
    return std::span(cards_).subspan(next_ - count, count);
  }

  size_t size() const { return cards_.size(); }

 private:
  std::vector<uint32_t> cards_;
  Random random_;
  size_t next_;
};

// Of the learning rate: up in the first epoch, level to the middle, then down in a line.
float schedule(double progress, double warm_up) {
  constexpr double kLast = 0.02;
  if (progress < warm_up) return static_cast<float>(progress / warm_up);
  if (progress < 0.5) return 1.0F;
  return static_cast<float>(1.0 - (progress - 0.5) / 0.5 * (1.0 - kLast));
}

// The mean of an item table over the last epochs: steadier than any one of them (Izmailov et al.,
// "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018).
class Average {
 public:
  static constexpr double kFrom = 0.6;  // of the training

  void add(FactorTable items, uint32_t threads) {
    normalise_rows(items, threads);
    if (sum_.values.empty()) {
      sum_ = std::move(items);
      return;
    }
    for (size_t i = 0; i < sum_.values.size(); ++i) sum_.values[i] += items.values[i];
  }

  FactorTable directions(uint32_t threads) && {
    normalise_rows(sum_, threads);
    return std::move(sum_);
  }

 private:
  FactorTable sum_;
};

FactorTable without_padding(const FactorTable& table, uint32_t num_factors) {
  FactorTable result{table.num_rows, num_factors, {}};
  result.values.resize(size_t{table.num_rows} * num_factors);
  for (uint32_t r = 0; r < table.num_rows; ++r) {
    std::copy_n(table.row(r), num_factors, result.row(r));
  }
  return result;
}

}  // namespace

SoftmaxTables train_softmax(const InteractionMatrix& interactions, const SoftmaxOptions& options,
                            const std::function<void(const EpochReport&)>& after_epoch) {
  check(interactions, options);
  const InteractionMatrix by_item = transpose(interactions);
  // A random start, evened out over neighbours, leaves the first epochs less to undo.
  FactorTable start = random_directions(by_item, options);
  FactorTable start_users = graph_mean(interactions, start, options.threads);
  start = graph_mean(by_item, start_users, options.threads);
  normalise_rows(start, options.threads);
  normalise_rows(start_users, options.threads);
  TrainedTable users(std::move(start_users), options.num_factors);
  TrainedTable items(std::move(start), options.num_factors);

  double total_weight = 0;
  for (const float weight : interactions.weights) total_weight += weight;
  if (interactions.weights.empty()) total_weight = static_cast<double>(interactions.num_entries());
  Deck user_deck(active_rows(interactions), options.seed, kUserStream);
  Deck item_deck(active_rows(by_item), options.seed, kItemStream);
  const size_t num_negatives = std::min<size_t>(options.num_negatives, item_deck.size());
  const size_t num_users = user_deck.size();
  const size_t batches = (num_users + options.batch_users - 1) / options.batch_users;
  const double num_steps = static_cast<double>(batches) * options.num_epochs;
  SoftmaxBatch batch(interactions, options, users, items);
  Average average;
  for (uint32_t epoch = 0; epoch < options.num_epochs; ++epoch) {
    const auto start_time = std::chrono::steady_clock::now();
    const auto order = user_deck.draw(num_users);
    double loss = 0;
    for (size_t b = 0; b < batches; ++b) {
      const size_t begin = num_users * b / batches;
      const size_t end = num_users * (b + 1) / batches;
      const double progress = static_cast<double>(epoch * batches + b + 1) / num_steps;
      const float rate = options.rate * schedule(progress, 1.0 / options.num_epochs);
      loss += batch.step(order.subspan(begin, end - begin), item_deck.draw(num_negatives), rate);
    }
    if (epoch + 1 >= Average::kFrom * options.num_epochs) average.add(items.table, options.threads);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_time;
    if (after_epoch) after_epoch({epoch + 1, elapsed.count(), loss / total_weight});
  }
  normalise_rows(users.table, options.threads);
  return {without_padding(std::move(average).directions(options.threads), options.num_factors),
          without_padding(graph_mean(by_item, users.table, options.threads), options.num_factors)};
}

Model softmax_model(const SoftmaxTables& tables, const SoftmaxOptions& options) {
  EncoderParameters parameters;
  parameters.fold_in.temperature = options.temperature;
  parameters.fold_in.background_weight = options.background_weight;
  parameters.fold_in.focus = options.focus;
  parameters.neighbours = {options.neighbour_weight, options.neighbour_temperature};
  Model model{tables.items, parameters};
  for (size_t i = 0; i < model.item_factors.values.size(); ++i) {
    model.item_factors.values[i] += options.smoothing * tables.audiences.values[i];
  }
  return model;
}

}  // namespace pocketrec
