#include "core/variety.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "core/top_k.h"
#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

// Rows of codes with what a scan needs besides.
struct Catalogue {
  uint32_t num_factors;
  uint32_t bits;
  std::vector<std::vector<int8_t>> rows;
  std::vector<uint8_t> bytes;
  std::vector<float> scales;
  std::vector<float> inverse_norms;
  std::vector<int8_t> user;

  Catalogue(const std::vector<std::vector<int8_t>>& codes, std::vector<int8_t> user_codes,
            uint32_t row_bits = 8)
      : num_factors(static_cast<uint32_t>(user_codes.size())),
        bits(row_bits),
        rows(codes),
        user(std::move(user_codes)) {
    const uint32_t stride = row_stride(num_factors, bits);
    bytes.resize(rows.size() * stride);
    for (size_t r = 0; r < rows.size(); ++r) {
      store_row(rows[r], bits, std::span(bytes).subspan(r * stride, stride));
      const int32_t squared = dot_reference(rows[r], rows[r]);
      scales.push_back(1.0F);
      inverse_norms.push_back(squared == 0 ? 0.0F : 1.0F / std::sqrt(static_cast<float>(squared)));
    }
  }

  uint32_t size() const { return static_cast<uint32_t>(rows.size()); }
  CodeTable table() const {
    return {bytes.data(), PackedArray<float>(scales), size(), num_factors, bits};
  }
  float cosine(uint32_t item, uint32_t chosen) const {
    return static_cast<float>(dot_reference(rows[item], rows[chosen])) * inverse_norms[item] *
           inverse_norms[chosen];
  }
  std::vector<ScoredItem> best(uint32_t k, const BitSet& blocked) const {
    const DotQuery query(user, bits);
    return best_rows({table(), PackedArray<float>(scales), query, 0.5F}, k, blocked);
  }
  std::vector<ScoredItem> list(const ListOptions& options, const BitSet& blocked) const {
    const DotQuery query(user, bits);
    const CodeTable codes = table();
    return listed(best_rows({codes, codes.scales, query, 0.5F}, num_ranked(options), blocked),
                  {codes, PackedArray<float>(inverse_norms)}, options);
  }
  std::vector<uint32_t> indices(uint32_t n, float diversity, float novelty) const {
    return indices_of(list({n, {}, {}, false, diversity, novelty}, BitSet(size())));
  }
};

Catalogue random_catalogue(uint32_t num_items, uint32_t num_factors, uint32_t bits) {
  std::mt19937 random(num_items * 131 + num_factors + bits);
  const auto code = [&](int largest) {
    return static_cast<int8_t>(static_cast<int>(random() % (2 * largest + 1)) - largest);
  };
  std::vector<std::vector<int8_t>> rows(num_items, std::vector<int8_t>(num_factors));
  for (uint32_t r = 0; r < num_items; ++r) {
    if (r % 11 == 7) continue;  // no audience: a row of zeros
    for (int8_t& c : rows[r]) c = code(max_code(bits));
    if (r % 13 == 5) rows[r] = rows[r / 2];  // twins, and with them ties
  }
  std::vector<int8_t> user(num_factors);
  for (int8_t& c : user) c = code(127);
  Catalogue catalogue(rows, user, bits);
  for (uint32_t r = 0; r < num_items; ++r) {
    if (r % 13 != 5) catalogue.scales[r] = static_cast<float>(random() % 1000) / 64.0F;
  }
  return catalogue;
}

// log2 between powers of 2 on straight lines, by counting.
float plain_log2(uint32_t x) {
  uint32_t whole = 0;
  uint32_t power = 1;
  for (; power <= x / 2; power *= 2) ++whole;
  return static_cast<float>(whole) + static_cast<float>(x - power) / static_cast<float>(power);
}

// The definition at the top of variety.h, with nothing kept from one choice to the next.
std::vector<ScoredItem> by_definition(const Catalogue& catalogue, const BitSet& blocked,
                                      const ListOptions& options) {
  std::vector<ScoredItem> left = catalogue.best(num_candidates(options.n), blocked);
  if (left.empty()) return {};
  const float highest = left.front().score;
  const float lowest = left.back().score;
  const auto value_of = [&](const ScoredItem& item, const std::vector<ScoredItem>& chosen) {
    const float relevance = highest == lowest ? 1.0F : (item.score - lowest) / (highest - lowest);
    const float rarity = item.item_index == 0
                             ? 0.0F
                             : plain_log2(item.item_index + 1) / plain_log2(catalogue.size());
    const float merit = (1.0F - options.novelty) * relevance + options.novelty * rarity;
    if (chosen.empty()) return merit;
    float closest = -INFINITY;
    for (const ScoredItem& other : chosen) {
      closest = std::max(closest, catalogue.cosine(item.item_index, other.item_index));
    }
    return (1.0F - options.diversity) * merit - options.diversity * closest;
  };
  std::vector<ScoredItem> chosen;
  while (chosen.size() < options.n && !left.empty()) {
    const auto next =
        std::min_element(left.begin(), left.end(), [&](const ScoredItem& a, const ScoredItem& b) {
          const float value_a = value_of(a, chosen);
          const float value_b = value_of(b, chosen);
          return value_a > value_b || (value_a == value_b && a.item_index < b.item_index);
        });
    const ScoredItem item = *next;
    left.erase(next);
    chosen.push_back(item);
  }
  return chosen;
}

void expect_same(const std::vector<ScoredItem>& found, const std::vector<ScoredItem>& expected) {
  ASSERT_EQ(indices_of(found), indices_of(expected));
  for (size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i].score, expected[i].score);
}

struct Wish {
  float diversity;
  float novelty;
};
constexpr Wish kWishes[] = {{0.0F, 0.3F}, {0.0F, 1.0F}, {0.3F, 0.0F},
                            {1.0F, 0.0F}, {0.6F, 0.2F}, {1.0F, 1.0F}};

TEST(Variety, EqualsItsDefinition) {
  for (const uint32_t num_items : {1U, 2U, 7U, 90U, 400U}) {
    for (const auto& [num_factors, bits] :
         {std::pair(3U, 8U), {20U, 4U}, {64U, 8U}, {64U, 4U}, {75U, 8U}}) {
      const Catalogue catalogue = random_catalogue(num_items, num_factors, bits);
      BitSet blocked(num_items);
      for (uint32_t r = 3; r < num_items; r += 5) blocked.insert(r);
      for (const Wish& wish : kWishes) {
        for (const uint32_t n : {1U, 10U, 25U}) {
          const ListOptions options{n, {}, {}, false, wish.diversity, wish.novelty};
          SCOPED_TRACE(testing::Message() << num_items << " items, " << num_factors << " factors, "
                                          << bits << " bits, n " << n << ", diversity "
                                          << wish.diversity << ", novelty " << wish.novelty);
          expect_same(catalogue.list(options, blocked), by_definition(catalogue, blocked, options));
        }
      }
    }
  }
}

TEST(Variety, OffIsTheListByScore) {
  const Catalogue catalogue = random_catalogue(500, 20, 8);
  const BitSet blocked(500);
  for (const float off : {0.0F, -0.0F}) {
    for (const uint32_t n : {1U, 10U, 1000U}) {
      expect_same(catalogue.list({n, {}, {}, false, off, off}, blocked),
                  catalogue.best(n, blocked));
    }
  }
}

TEST(Variety, TheFirstIsTheBestWhateverTheDiversity) {
  const Catalogue catalogue = random_catalogue(500, 20, 8);
  for (const float diversity : {0.01F, 0.5F, 1.0F}) {
    EXPECT_EQ(catalogue.indices(1, diversity, 0.0F), catalogue.indices(1, 0.0F, 0.0F));
  }
}

TEST(Variety, OneOfEachKindBeforeASecondOfAny) {
  // Three kinds of items, all alike within a kind; the best four are of the first kind.
  const std::vector<int8_t> a = {100, 0, 0};
  const std::vector<int8_t> b = {0, 100, 0};
  const std::vector<int8_t> c = {0, 0, 100};
  const Catalogue catalogue({a, a, a, a, b, b, c, c}, {3, 2, 1});
  EXPECT_EQ(catalogue.indices(4, 0.0F, 0.0F), (std::vector<uint32_t>{0, 1, 2, 3}));
  EXPECT_EQ(catalogue.indices(4, 0.6F, 0.0F), (std::vector<uint32_t>{0, 4, 6, 1}));
  // An item at right angles comes before a twin from (1 - d) * 0.5 > (1 - d) * 1 - d on.
  EXPECT_EQ(catalogue.indices(3, 0.3F, 0.0F), (std::vector<uint32_t>{0, 1, 2}));
  EXPECT_EQ(catalogue.indices(3, 0.35F, 0.0F), (std::vector<uint32_t>{0, 4, 1}));
}

TEST(Variety, TiesGoToTheLowerIndex) {
  const Catalogue twins(std::vector<std::vector<int8_t>>(30, {5, -3}), {1, 1});
  EXPECT_EQ(twins.indices(4, 0.5F, 0.0F), (std::vector<uint32_t>{0, 1, 2, 3}));
  EXPECT_EQ(twins.indices(4, 1.0F, 0.0F), (std::vector<uint32_t>{0, 1, 2, 3}));
  const Catalogue unknown(std::vector<std::vector<int8_t>>(30, {0, 0}), {1, 1});
  EXPECT_EQ(unknown.indices(4, 1.0F, 0.0F), (std::vector<uint32_t>{0, 1, 2, 3}));
}

TEST(Variety, ScoresBelowZeroAreScoresToo) {
  const Catalogue catalogue({{10, 1}, {10, 2}, {-90, 90}, {50, 50}}, {-1, -1});
  EXPECT_EQ(catalogue.indices(4, 0.0F, 0.0F), (std::vector<uint32_t>{2, 0, 1, 3}));
  EXPECT_EQ(catalogue.indices(4, 0.1F, 0.0F), (std::vector<uint32_t>{2, 0, 1, 3}));
  EXPECT_EQ(catalogue.indices(4, 0.0F, 1.0F), (std::vector<uint32_t>{3, 2, 1, 0}));
}

TEST(Variety, NothingComesFromBeyondTheCandidates) {
  // Score falls with the index, so that the candidates are the first ones.
  std::vector<std::vector<int8_t>> rows;
  for (int r = 0; r < 3000; ++r) {
    rows.push_back({static_cast<int8_t>(127 - r / 127), static_cast<int8_t>(127 - r % 127)});
  }
  const Catalogue catalogue(rows, {127, 1});
  EXPECT_EQ(catalogue.indices(3, 0.0F, 1.0F), (std::vector<uint32_t>{99, 98, 97}));
  EXPECT_EQ(catalogue.indices(30, 0.0F, 1.0F)[0], 149);
  EXPECT_EQ(catalogue.indices(1000, 0.0F, 1.0F)[0], 1999);
  for (const uint32_t item : catalogue.indices(10, 1.0F, 0.0F)) EXPECT_LT(item, 100);
}

TEST(Variety, ListsOfUpTo20AreBeginningsOfOneAnother) {
  const Catalogue catalogue = random_catalogue(500, 20, 8);
  const auto twenty = catalogue.indices(20, 0.4F, 0.2F);
  for (const uint32_t n : {1U, 2U, 10U, 19U}) {
    EXPECT_EQ(catalogue.indices(n, 0.4F, 0.2F),
              std::vector<uint32_t>(twenty.begin(), twenty.begin() + n));
  }
}

TEST(Variety, ALongListIsEachItemOnce) {
  const Catalogue catalogue = random_catalogue(300, 20, 4);
  for (const Wish& wish : kWishes) {
    auto list = catalogue.indices(1000, wish.diversity, wish.novelty);
    ASSERT_EQ(list.size(), 300);
    std::sort(list.begin(), list.end());
    for (uint32_t i = 0; i < 300; ++i) EXPECT_EQ(list[i], i);
  }
}

TEST(Variety, NothingLeftGivesAnEmptyList) {
  const Catalogue catalogue = random_catalogue(30, 20, 8);
  for (const Wish& wish : kWishes) {
    const ListOptions options{10, {}, {}, false, wish.diversity, wish.novelty};
    EXPECT_TRUE(catalogue.list(options, BitSet(30, true)).empty());
  }
}

TEST(Diversity, ListsGrowLessAlike) {
  const Catalogue catalogue = random_catalogue(1000, 8, 8);
  // The mean, over the list, of the greatest cosine to another item of the list.
  const auto likeness = [&](float diversity) {
    const auto list = catalogue.indices(10, diversity, 0.0F);
    float sum = 0.0F;
    for (const uint32_t a : list) {
      float closest = -1.0F;
      for (const uint32_t b : list) {
        if (a != b) closest = std::max(closest, catalogue.cosine(a, b));
      }
      sum += closest;
    }
    return sum / 10.0F;
  };
  EXPECT_LT(likeness(0.3F), likeness(0.0F));
  EXPECT_LT(likeness(0.6F), likeness(0.3F));
  EXPECT_LT(likeness(1.0F), likeness(0.6F));
}

TEST(Novelty, MeanRarityNeverFallsAsNoveltyGrows) {
  for (const uint32_t num_items : {40U, 150U, 5000U}) {
    const Catalogue catalogue = random_catalogue(num_items, 20, 8);
    double previous_rarity = 0.0;
    double first_rank = 0.0;
    double last_rank = 0.0;
    for (int step = 0; step <= 20; ++step) {
      double mean_rarity = 0.0;
      double mean_rank = 0.0;
      for (const uint32_t item : catalogue.indices(10, 0.0F, static_cast<float>(step) / 20)) {
        mean_rarity += rarity(item, num_items) / 10.0;
        mean_rank += item / 10.0;
      }
      EXPECT_GE(mean_rarity, previous_rarity - 1e-6) << num_items << " items, step " << step;
      previous_rarity = mean_rarity;
      if (step == 0) first_rank = mean_rank;
      last_rank = mean_rank;
    }
    EXPECT_GT(last_rank, first_rank) << num_items << " items";
  }
}

TEST(Rarity, IsTheLogarithmOfTheRankFromNoughtToOne) {
  EXPECT_EQ(rarity(0, 1), 0.0F);
  EXPECT_EQ(rarity(0, 2), 0.0F);
  EXPECT_EQ(rarity(1, 2), 1.0F);
  EXPECT_EQ(rarity(15, 256), 0.5F);  // 2^4 of 2^8
  EXPECT_EQ(rarity(23, 256), 4.5F / 8.0F);
  for (const uint32_t num_items : {2U, 3U, 1000U, 271360U, 1U << 28}) {
    EXPECT_EQ(rarity(num_items - 1, num_items), 1.0F);
  }
  for (uint32_t i = 1; i < 5000; ++i) {
    EXPECT_LT(rarity(i - 1, 5000), rarity(i, 5000));
    EXPECT_NEAR(rarity(i, 5000), std::log2(i + 1.0) / std::log2(5000.0), 0.09 / 12);
  }
}

}  // namespace
}  // namespace pocketrec
