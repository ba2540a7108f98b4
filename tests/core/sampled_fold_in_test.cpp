// The fold-in of a catalogue with more items than it looks at, against the one that looks at all.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <span>
#include <vector>

#include "core/dot.h"
#include "core/softmax_fold_in.h"
#include "core/top_k.h"
#include "tests/core/catalogue.h"

namespace pocketrec {
namespace {

constexpr uint32_t kItems = 20'000, kFactors = 32, kTastes = 40;

// Rows around many centres, each around any of them: every n-th stands for all.
std::vector<float> rows_of_many_tastes() {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  std::vector<float> centres(size_t{kTastes} * kFactors);
  for (float& value : centres) value = normal(random);
  std::vector<float> rows;
  rows.reserve(size_t{kItems} * kFactors);
  for (uint32_t i = 0; i < kItems; ++i) {
    const size_t taste = random() % kTastes;
    for (uint32_t k = 0; k < kFactors; ++k) {
      rows.push_back(centres[taste * kFactors + k] + normal(random));
    }
  }
  return rows;
}

// The vector, and the list that it gives, as recommend() makes both.
struct Visit {
  std::vector<double> x;
  std::vector<uint32_t> list;
};

Visit visit(const Catalogue& catalogue, const SoftmaxParameters& parameters,
            const History& history) {
  const ItemRows items = catalogue.rows();
  const CodeTable& table = items.codes;
  const std::vector<float> x = SoftmaxFoldIn(parameters, kFactors).encode(items, history);
  std::vector<int8_t> codes(kFactors);
  const float scale = quantise_row(x, 8, codes);
  const DotQuery query(codes, table.bits);
  BitSet blocked(kItems);
  for (const uint32_t item : history.liked) blocked.insert(item);
  return {{x.begin(), x.end()},
          indices_of(best_rows({table, table.scales, query, scale}, 20, blocked))};
}

// All of a catalogue is looked at for what is near, or a quarter of it.
class SampledFoldIn : public testing::TestWithParam<uint32_t> {};

INSTANTIATE_TEST_SUITE_P(LookedAt, SampledFoldIn, testing::Values(kItems, kItems / 4));

TEST_P(SampledFoldIn, GivesTheListsOfTheWholeCatalogue) {
  constexpr int kVisits = 30;
  const Catalogue catalogue(kFactors, rows_of_many_tastes());
  SoftmaxParameters sampled;
  sampled.most_looked_at = GetParam();
  if (sampled.most_looked_at < kItems) sampled.num_near /= 4;  // as large a part
  SoftmaxParameters exact;
  exact.num_sampled = kMaxBackground;
  ASSERT_LT(sampled.num_sampled, kItems);
  ASSERT_GE(exact.num_sampled, kItems);
  std::mt19937 random(2);
  double cosines = 0, shared = 0;
  for (int n = 0; n < kVisits; ++n) {
    const History history = random_history(random, kItems, 20);
    const Visit found = visit(catalogue, sampled, history);
    const Visit expected = visit(catalogue, exact, history);
    EXPECT_NE(found.x, expected.x) << "nothing was sampled";
    const double cosine = product_of(found.x, expected.x);
    EXPECT_GT(cosine, 0.95);
    cosines += cosine;
    for (const uint32_t item : found.list) {
      shared += static_cast<double>(std::count(expected.list.begin(), expected.list.end(), item));
    }
  }
  EXPECT_GT(cosines / kVisits, 0.99);
  EXPECT_GT(shared / (20 * kVisits), 0.8);
}

}  // namespace
}  // namespace pocketrec
