// Every kernel equals the plain definition, at awkward lengths and alignments.
#include "core/dot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace pocketrec {
namespace {

constexpr float kBelowAll = -std::numeric_limits<float>::infinity();

// Rows of random codes, laid at an address of any alignment.
struct Rows {
  std::vector<uint8_t> storage;
  std::vector<std::vector<int8_t>> codes;
  std::vector<float> scales;
  CodeTable table;

  Rows(uint32_t num_rows, uint32_t num_factors, uint32_t bits, size_t misalignment, uint32_t seed) {
    std::mt19937 random(seed);
    const uint32_t stride = row_stride(num_factors, bits);
    storage.resize(size_t{num_rows} * stride + misalignment);
    for (uint32_t r = 0; r < num_rows; ++r) {
      codes.push_back(random_codes(random, num_factors, max_code(bits)));
      store_row(codes.back(), bits,
                std::span(storage).subspan(misalignment + size_t{r} * stride, stride));
      scales.push_back(static_cast<float>(random() % 1000) / 777.0F);
    }
    table = {storage.data() + misalignment, PackedArray<float>(scales), num_rows, num_factors,
             bits};
  }

  // Extreme codes come often: they are what overflows.
  static std::vector<int8_t> random_codes(std::mt19937& random, uint32_t count, int32_t most) {
    std::vector<int8_t> result(count);
    for (int8_t& code : result) {
      const uint32_t kind = random() % 4;
      const int32_t any =
          static_cast<int32_t>(random() % static_cast<uint32_t>(2 * most + 1)) - most;
      code = static_cast<int8_t>(kind == 0 ? most : kind == 1 ? -most : any);
    }
    return result;
  }
};

std::vector<ScoredItem> reference(const Rows& rows, const std::vector<int8_t>& query, float scale,
                                  uint32_t first, uint32_t count, float threshold) {
  std::vector<ScoredItem> found;
  for (uint32_t r = first; r < first + count; ++r) {
    const float score =
        static_cast<float>(dot_reference(rows.codes[r], query)) * rows.scales[r] * scale;
    if (score > threshold) found.push_back({r, score});
  }
  return found;
}

void expect_equal(const std::vector<ScoredItem>& found, const std::vector<ScoredItem>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].item_index, expected[i].item_index);
    EXPECT_EQ(found[i].score, expected[i].score);
  }
}

std::vector<ScoredItem> kernel(const Rows& rows, const std::vector<int8_t>& query, float scale,
                               uint32_t first, uint32_t count, float threshold) {
  const DotQuery widened(query, rows.table.bits);
  std::vector<ScoredItem> found(count);
  found.resize(rows_above({rows.table, rows.table.scales, widened, scale}, first, count, threshold,
                          found.data()));
  return found;
}

class Dot : public testing::TestWithParam<uint32_t> {};

TEST_P(Dot, EqualsTheReferenceAtEveryLengthAndAlignment) {
  std::mt19937 random(7);
  for (uint32_t num_factors = 1; num_factors <= 130; ++num_factors) {
    for (const size_t misalignment : {0, 1, 3, 8, 15}) {
      const Rows rows(6, num_factors, GetParam(), misalignment, num_factors);
      const auto query = Rows::random_codes(random, num_factors, 127);
      expect_equal(kernel(rows, query, 0.37F, 0, 6, kBelowAll),
                   reference(rows, query, 0.37F, 0, 6, kBelowAll));
    }
  }
}

TEST_P(Dot, EqualsTheReferenceForRowsAnywhere) {
  std::mt19937 random(12);
  for (const uint32_t num_factors : {1U, 33U, 64U, 128U}) {
    const Rows rows(30, num_factors, GetParam(), 3, num_factors);
    const auto query = Rows::random_codes(random, num_factors, 127);
    const DotQuery widened(query, GetParam());
    const auto all = reference(rows, query, 0.8F, 0, 30, kBelowAll);
    for (uint32_t count = 0; count <= 11; ++count) {
      std::vector<uint32_t> listed(count);
      for (uint32_t& row : listed) row = static_cast<uint32_t>(random() % 30);
      for (const float threshold : {kBelowAll, 0.0F}) {
        std::vector<ScoredItem> expected, found(count);
        for (const uint32_t row : listed) {
          if (all[row].score > threshold) expected.push_back(all[row]);
        }
        found.resize(rows_above({rows.table, rows.table.scales, widened, 0.8F}, listed, threshold,
                                found.data()));
        expect_equal(found, expected);
      }
    }
  }
}

TEST_P(Dot, FindsTheOneCodeThatIsNone) {
  for (const uint32_t num_factors : {1U, 31U, 32U, 50U}) {
    Rows rows(5, num_factors, GetParam(), 1, num_factors);
    EXPECT_FALSE(has_code_below_least(rows.table));
    const uint32_t row_bytes = row_stride(num_factors, GetParam());
    for (size_t byte = 0; byte < size_t{5} * row_bytes; ++byte) {
      uint8_t& place = rows.storage[1 + byte];
      const uint8_t before = place;
      for (const uint32_t none : GetParam() == 8 ? std::vector<uint32_t>{0x80}
                                                 : std::vector<uint32_t>{0x80, 0x8F, 0x08, 0x78}) {
        place = static_cast<uint8_t>(none);
        EXPECT_TRUE(has_code_below_least(rows.table)) << byte;
      }
      place = before;
    }
  }
}

TEST_P(Dot, EqualsTheReferenceForEveryBlockOfRows) {
  std::mt19937 random(8);
  const Rows rows(19, 33, GetParam(), 0, 5);
  const auto query = Rows::random_codes(random, 33, 127);
  for (uint32_t first = 0; first <= 19; ++first) {
    for (uint32_t count = 0; first + count <= 19; ++count) {
      for (const float threshold : {kBelowAll, 0.0F, 500.0F}) {
        expect_equal(kernel(rows, query, 1.5F, first, count, threshold),
                     reference(rows, query, 1.5F, first, count, threshold));
      }
    }
  }
}

TEST_P(Dot, SquaredLengthIsTheProductWithItself) {
  for (uint32_t num_factors = 1; num_factors <= 130; ++num_factors) {
    const Rows rows(3, num_factors, GetParam(), 1, num_factors);
    for (uint32_t r = 0; r < 3; ++r) {
      EXPECT_EQ(squared_length(rows.table, r), dot_reference(rows.codes[r], rows.codes[r]));
    }
  }
}

TEST_P(Dot, DoesNotOverflowAtTheLargestSize) {
  const uint32_t bits = GetParam();
  std::vector<int8_t> row(kMaxFactors, static_cast<int8_t>(-max_code(bits)));
  std::vector<uint8_t> bytes(row_stride(kMaxFactors, bits));
  store_row(row, bits, bytes);
  const std::vector<float> scales = {1.0F};
  const CodeTable table{bytes.data(), PackedArray<float>(scales), 1, kMaxFactors, bits};
  const DotQuery query(std::vector<int8_t>(kMaxFactors, 127), bits);
  ScoredItem found{};
  ASSERT_EQ(rows_above({table, table.scales, query, 1.0F}, 0, 1, kBelowAll, &found), 1);
  EXPECT_EQ(found.score,
            static_cast<float>(-127 * max_code(bits) * static_cast<int32_t>(kMaxFactors)));
}

// One float multiplication and one addition at a time, row by row.
std::vector<float> weighted_rows(const Rows& rows, uint32_t first,
                                 const std::vector<float>& weights, std::vector<float> sums) {
  for (size_t r = 0; r < weights.size(); ++r) {
    for (size_t k = 0; k < sums.size(); ++k) {
      const float part = weights[r] * static_cast<float>(rows.codes[first + r][k]);
      sums[k] = sums[k] + part;
    }
  }
  return sums;
}

TEST_P(Dot, WeightedSumsAreThoseOfAPlainLoop) {
  std::mt19937 random(9);
  std::uniform_real_distribution<float> number(-2.0F, 2.0F);
  for (const uint32_t num_factors :
       {1, 2, 7, 15, 16, 17, 20, 31, 32, 33, 48, 63, 64, 65, 100, 129}) {
    for (const size_t misalignment : {0, 1, 15}) {
      const Rows rows(14, num_factors, GetParam(), misalignment, num_factors);
      for (const uint32_t first : {0U, 3U}) {
        for (const uint32_t count : {0U, 1U, 2U, 3U, 4U, 5U, 7U, 11U}) {
          std::vector<float> sums(num_factors), weights(count);
          for (float& sum : sums) sum = number(random);
          for (float& weight : weights)
            weight = std::ldexp(number(random), int(random() % 40) - 20);
          const std::vector<float> expected = weighted_rows(rows, first, weights, sums);
          add_weighted_rows(rows.table, first, count, weights.data(), sums);
          ASSERT_EQ(sums, expected) << num_factors << " factors, " << count << " rows";
        }
      }
    }
  }
}

TEST_P(Dot, WeightedSumsAtTheLargestSize) {
  const Rows rows(9, kMaxFactors, GetParam(), 0, 1);
  const std::vector<float> weights(9, 0.3F);
  std::vector<float> sums(kMaxFactors, 0.5F);
  add_weighted_rows(rows.table, 0, 9, weights.data(), sums);
  EXPECT_EQ(sums, weighted_rows(rows, 0, weights, std::vector<float>(kMaxFactors, 0.5F)));
}

INSTANTIATE_TEST_SUITE_P(Bits, Dot, testing::Values(8U, 4U));

}  // namespace
}  // namespace pocketrec
