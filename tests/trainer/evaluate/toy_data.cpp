#include "tests/trainer/evaluate/toy_data.h"

#include <algorithm>
#include <numeric>

#include "trainer/support/random.h"

namespace pocketrec {

InteractionMatrix tasteful_users(uint32_t num_users, uint32_t num_items, uint64_t seed) {
  InteractionMatrix matrix{num_users, num_items, {0}, {}, {}};
  Random random(seed);
  for (uint32_t user = 0; user < num_users; ++user) {
    const uint32_t taste = random.below(3);
    size_t liked = 0;
    for (uint32_t item = 0; item < num_items; ++item) {
      const bool fits = item % 3 == taste;
      // The first items of each taste are the popular ones.
      const double chance = fits ? 0.7 / (1 + 0.1 * item) + 0.1 : 0.02;
      const bool is_needed = fits && liked < 4 && item + 15 > num_items;
      if (random.uniform() < chance || is_needed) {
        matrix.columns.push_back(item);
        ++liked;
      }
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  return matrix;
}

Dataset tasteful_dataset() {
  const InteractionMatrix matrix = tasteful_users(400, 60, 11);
  Dataset dataset;
  for (uint32_t item = 0; item < matrix.num_columns; ++item) {
    Item made;
    made.id = std::string("i").append(std::to_string(item));
    made.title = std::string("word").append(std::to_string(item));
    made.author = std::vector<std::string>{"Ann Lee", "Bo Ek", "Cy Ott"}[item % 3];
    dataset.items.push_back(made);
  }
  for (uint32_t user = 0; user < matrix.num_rows; ++user) {
    User made;
    made.id = std::string("u").append(std::to_string(user));
    dataset.users.push_back(made);
    for (const uint32_t item : matrix.row(user)) dataset.interactions.push_back({user, item});
  }
  return dataset;
}

EvaluateOptions quick_options() {
  EvaluateOptions options;
  options.cutoffs = {5};
  options.num_resamples = 10;
  options.seed = 2;
  options.fit.num_factors = 16;
  options.fit.softmax.num_epochs = 15;
  options.fit.validate = false;
  return options;
}

std::vector<Person> people_of(const InteractionMatrix& histories) {
  std::vector<Person> people;
  for (uint32_t row = 0; row < histories.num_rows; ++row) {
    people.push_back({row, histories.row(row), {}, histories.row(row), {}});
  }
  return people;
}

RankedLists lists_of(const Ranker& ranker, const InteractionMatrix& histories, uint32_t length) {
  RankedLists lists(histories.num_rows, length);
  ranker.rank(people_of(histories), lists);
  return lists;
}

std::vector<std::vector<double>> dense(const InteractionMatrix& matrix) {
  std::vector<std::vector<double>> rows(matrix.num_rows,
                                        std::vector<double>(matrix.num_columns, 0.0));
  for (uint32_t row = 0; row < matrix.num_rows; ++row) {
    for (const uint32_t column : matrix.row(row)) rows[row][column] = 1;
  }
  return rows;
}

std::vector<uint32_t> sorted_unseen(const std::vector<double>& scores,
                                    std::span<const uint32_t> seen, uint32_t length) {
  std::vector<uint32_t> items;
  for (uint32_t item = 0; item < scores.size(); ++item) {
    if (!std::binary_search(seen.begin(), seen.end(), item)) items.push_back(item);
  }
  std::stable_sort(items.begin(), items.end(),
                   [&](uint32_t a, uint32_t b) { return scores[a] > scores[b]; });
  items.resize(length, kNoItem);
  return items;
}

}  // namespace pocketrec
