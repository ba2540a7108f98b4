#include "trainer/train/softmax.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "trainer/support/error.h"
#include "trainer/support/parallel.h"
#include "trainer/train/content_trust.h"
#include "trainer/train/smoothing.h"
#include "trainer/train/softmax_batch.h"
#include "trainer/train/softmax_state.h"

namespace pocketrec {
namespace {

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
  if (options.content != nullptr && (options.content->num_rows != interactions.num_columns ||
                                     options.content->num_columns == 0)) {
    throw UsageError(fmt::format("expected content of {} items, found features {} x {}",
                                 interactions.num_columns, options.content->num_rows,
                                 options.content->num_columns));
  }
  if (!(options.content_drop >= 0 && options.content_drop < 1)) {
    throw UsageError("the share of items known by content alone must be in [0, 1)");
  }
  if (!(options.new_item_length >= 0 && options.new_item_length <= 1)) {
    throw UsageError("the length of items that nobody chose must be 0 to 1");
  }
  if (options.start != nullptr && (options.start->num_factors != options.num_factors ||
                                   options.start->num_rows != interactions.num_columns)) {
    throw UsageError(fmt::format("expected {} vectors of {} factors to start from, found {} of {}",
                                 interactions.num_columns, options.num_factors,
                                 options.start->num_rows, options.start->num_factors));
  }
  if (interactions.num_entries() == 0) {
    throw DataError("there is nothing to train on: no interaction is left after cleaning");
  }
}

// What says which items are alike. A single item goes with no other: its user's vector would follow
// it wherever it goes, drag it back there when it is smoothed, and push all other items away. On
// the Book-Crossing subset, where three in five have one item, lists of others are a tenth better
// without those, and an epoch takes a third of the time. Nothing where nobody has two items: there
// is then nothing to learn, and popularity is as good as any other order.
std::optional<InteractionMatrix> of_two_or_more(const InteractionMatrix& interactions) {
  const uint64_t fewest = fewest_items_to_train_on(interactions);
  for (uint32_t r = 0; r < interactions.num_rows; ++r) {
    const uint64_t count = interactions.row(r).size();
    if (count > 0 && count < fewest) return without_short_rows(interactions, fewest);
  }
  return std::nullopt;
}

// Of the learning rate: up in the first epoch, level to the middle, then down in a line. What goes
// on from vectors that are already good is led down at once: a level stretch moves further away
// what had found its place, and gains nothing that is above the noise of another seed.
float schedule(double progress, const SoftmaxOptions& options) {
  constexpr double kLast = 0.02;
  const double warm_up = 1.0 / options.num_epochs;
  const double level_to = options.start == nullptr ? 0.5 : 0.0;
  if (progress < warm_up) return static_cast<float>(progress / warm_up);
  if (progress < level_to) return 1.0F;
  return static_cast<float>(1.0 - (progress - level_to) / (1.0 - level_to) * (1.0 - kLast));
}

// The state's average begins here.
constexpr double kAverageFrom = 0.6;  // of the training

void cut_padding(FactorTable& table, uint32_t num_factors) {
  if (table.num_factors == num_factors) return;
  for (uint32_t r = 0; r < table.num_rows; ++r) {
    std::copy_n(table.row(r), num_factors, table.values.data() + size_t{r} * num_factors);
  }
  table.num_factors = num_factors;
  table.values.resize(size_t{table.num_rows} * num_factors);
}

FactorTable zeros_like(const FactorTable& table) {
  return {table.num_rows, table.num_factors, std::vector<float>(table.values.size())};
}

// Differs where the result of the loop would.
uint64_t key_of(const InteractionMatrix& interactions, const SoftmaxOptions& options) {
  const uint64_t numbers[] = {interactions.num_rows,
                              interactions.num_columns,
                              options.num_factors,
                              std::bit_cast<uint32_t>(options.temperature),
                              std::bit_cast<uint32_t>(options.background_weight),
                              options.num_epochs,
                              options.batch_users,
                              options.num_negatives,
                              std::bit_cast<uint32_t>(options.rate),
                              std::bit_cast<uint32_t>(options.content_drop),
                              options.seed};
  const auto bytes = [](const auto& values) {
    return std::span(reinterpret_cast<const uint8_t*>(std::data(values)),
                     std::size(values) * sizeof(*std::data(values)));
  };
  const std::vector<float> none;
  const InteractionMatrix& content =
      options.content == nullptr ? InteractionMatrix{} : *options.content;
  return checksum_of({bytes(numbers), bytes(interactions.offsets), bytes(interactions.columns),
                      bytes(interactions.weights),
                      bytes(options.start == nullptr ? none : options.start->values),
                      bytes(content.offsets), bytes(content.columns), bytes(content.weights)});
}

class Training {
 public:
  Training(const InteractionMatrix& interactions, const SoftmaxOptions& options,
           const KeepState& keep)
      : of_two_or_more_(of_two_or_more(interactions)),
        interactions_(of_two_or_more_ ? *of_two_or_more_ : interactions),
        options_(options),
        keep_(keep) {
    check(interactions_, options);
    if (keep.checkpoint != nullptr) key_ = key_of(interactions_, options);
    if (keep.checkpoint == nullptr || !keep.checkpoint->restore(key_, state_)) {
      state_ = initial_state(interactions_, options);
    }
    batches_ = (state_.user_deck.size() + options.batch_users - 1) / options.batch_users;
    num_negatives_ = std::min<size_t>(options.num_negatives, state_.item_deck.size());
    for (const float weight : interactions_.weights) total_weight_ += weight;
    if (interactions_.weights.empty()) {
      total_weight_ = static_cast<double>(interactions_.num_entries());
    }
    // What a warm start goes on from came weighed already.
    if (options.content != nullptr && options.start == nullptr) {
      own_trust_ = content_trust(*options.content, interactions_);
    }
    if (state_.epoch < options.num_epochs) {
      batch_.emplace(interactions_, options_, state_.users, state_.items, state_.features);
    }
  }

  void run(const std::function<void(const EpochReport&)>& after_epoch) {
    if (!batch_) return;
    while (state_.epoch < options_.num_epochs) {
      while (state_.batch < batches_) step();
      finish_epoch(after_epoch);
    }
    batch_.reset();
    state_.users.adam = {};
    state_.items = {};
    state_.features = {};
    if (keep_.checkpoint != nullptr && keep_.also_finished) {
      keep_.checkpoint->save(key_, state_, true);
    }
  }

  void step() {
    const auto start = std::chrono::steady_clock::now();
    // What is kept must be of the time between two steps.
    std::optional<InterruptsHeld> held;
    if (keep_.checkpoint != nullptr) held.emplace();
    const size_t num_users = state_.user_deck.size();
    const auto order =
        state_.batch == 0 ? state_.user_deck.draw(num_users) : state_.user_deck.drawn(num_users);
    const size_t begin = num_users * state_.batch / batches_;
    const size_t end = num_users * (state_.batch + 1) / batches_;
    const double done = static_cast<double>(state_.epoch * batches_ + state_.batch + 1);
    const double progress = done / (static_cast<double>(batches_) * options_.num_epochs);
    const float rate = options_.rate * schedule(progress, options_);
    state_.loss +=
        batch_->step(order.subspan(begin, end - begin), state_.item_deck.draw(num_negatives_), rate,
                     state_.epoch * batches_ + state_.batch);
    ++state_.batch;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    state_.epoch_seconds += elapsed.count();
    if (held && keep_.checkpoint->is_due()) keep_.checkpoint->save(key_, state_, false);
    held.reset();
    check_cancelled();
  }

  size_t batches() const { return batches_; }
  const SoftmaxState& state() const { return state_; }

  SoftmaxTables tables() && {
    FactorTable items = std::move(state_.direction_sums);
    normalise_rows(items, options_.threads);
    cut_padding(items, options_.num_factors);
    FactorTable audiences;
    if (options_.smoothing != 0) {
      normalise_rows(state_.users.table, options_.threads);
      audiences = graph_mean(transpose(interactions_), state_.users.table, options_.threads);
      cut_padding(audiences, options_.num_factors);
    }
    FactorTable features = std::move(state_.feature_sums);
    std::vector<uint32_t> placed = unchosen();
    if (options_.content != nullptr) {
      cut_padding(features, options_.num_factors);
      place_by_content(*options_.content, features, placed, items);
    }
    return {std::move(items), std::move(audiences), std::move(features), std::move(placed)};
  }

 private:
  void finish_epoch(const std::function<void(const EpochReport&)>& after_epoch) {
    ++state_.epoch;
    if (state_.epoch >= kAverageFrom * options_.num_epochs) add_to_averages();
    state_.seconds += state_.epoch_seconds;
    const EpochReport report{state_.epoch, state_.epoch_seconds, state_.seconds,
                             state_.loss / total_weight_};
    state_.batch = 0;
    state_.loss = state_.epoch_seconds = 0;
    if (after_epoch) after_epoch(report);
  }

  void add_to_averages() {
    const FactorTable& own = state_.items.table;
    FactorTable& sums = state_.direction_sums;
    if (sums.values.empty()) sums = zeros_like(own);
    // Whole or not at all, as a step.
    const InterruptsHeld held;
    if (options_.content == nullptr) return add_directions(sums, own, options_.threads);
    const FactorTable& features = state_.features.table;
    add_directions(
        sums,
        with_content(*options_.content, own_trust_.empty() ? own : trusted(own, own_trust_),
                     features, options_.threads),
        options_.threads);
    FactorTable& of_features = state_.feature_sums;
    if (of_features.values.empty()) of_features = zeros_like(features);
    for (size_t i = 0; i < features.values.size(); ++i) {
      of_features.values[i] += features.values[i];
    }
  }

  std::vector<uint32_t> unchosen() const {
    std::vector<uint8_t> is_chosen(interactions_.num_columns, 0);
    for (const uint32_t item : interactions_.columns) is_chosen[item] = 1;
    std::vector<uint32_t> items;
    for (uint32_t item = 0; item < is_chosen.size(); ++item) {
      if (is_chosen[item] == 0) items.push_back(item);
    }
    return items;
  }

  std::optional<InteractionMatrix> of_two_or_more_;
  const InteractionMatrix& interactions_;
  const SoftmaxOptions& options_;
  KeepState keep_;
  uint64_t key_ = 0;
  SoftmaxState state_;
  size_t batches_ = 0, num_negatives_ = 0;
  double total_weight_ = 0;
  std::vector<float> own_trust_;  // by item; empty: all whole
  std::optional<SoftmaxBatch> batch_;
};

Model make_model(FactorTable items, const SoftmaxTables& tables, const SoftmaxOptions& options) {
  EncoderParameters parameters;
  parameters.fold_in.temperature = options.temperature;
  parameters.fold_in.background_weight = options.background_weight;
  parameters.fold_in.focus = options.focus;
  parameters.neighbours = {options.neighbour_weight, options.neighbour_temperature};
  if (options.smoothing != 0) {
    for (size_t i = 0; i < items.values.size(); ++i) {
      items.values[i] += options.smoothing * tables.audiences.values[i];
    }
  }
  for (const uint32_t item : tables.unchosen) {
    for (uint32_t k = 0; k < items.num_factors; ++k) items.row(item)[k] *= options.new_item_length;
  }
  Model model{std::move(items), parameters};
  if (!tables.features.values.empty()) {
    model.content = ContentModel{tables.features, tables.unchosen, options.new_item_length};
  }
  return model;
}

}  // namespace

uint64_t fewest_items_to_train_on(const InteractionMatrix& interactions) {
  for (uint32_t r = 0; r < interactions.num_rows; ++r) {
    if (interactions.row(r).size() > 1) return 2;
  }
  return 1;
}

SoftmaxTables train_softmax(const InteractionMatrix& interactions, const SoftmaxOptions& options,
                            const std::function<void(const EpochReport&)>& after_epoch,
                            const KeepState& keep) {
  Training training(interactions, options, keep);
  training.run(after_epoch);
  return std::move(training).tables();
}

double measure_epoch_seconds(const InteractionMatrix& interactions, const SoftmaxOptions& options,
                             double most_seconds) {
  Training training(interactions, options, {});
  training.step();  // the first one allocates
  const double first_seconds = training.state().epoch_seconds;
  const auto seconds = [&] { return training.state().epoch_seconds; };
  double steps = 0;
  while (training.state().batch < training.batches() && (steps == 0 || seconds() < most_seconds)) {
    training.step();
    ++steps;
  }
  const double step_seconds = steps > 0 ? (seconds() - first_seconds) / steps : first_seconds;
  return step_seconds * static_cast<double>(training.batches());
}

Model softmax_model(const SoftmaxTables& tables, const SoftmaxOptions& options) {
  return make_model(tables.items, tables, options);
}

Model softmax_model(SoftmaxTables&& tables, const SoftmaxOptions& options) {
  FactorTable items = std::move(tables.items);
  return make_model(std::move(items), tables, options);
}

}  // namespace pocketrec
