// Many queries at once find what each finds alone, on every kernel that this machine can run.
#include "trainer/score/batch_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "core/top_k.h"

namespace pocketrec {
namespace {

// The first is the plain one.
std::vector<const scan_kernel::Kernel*> runnable() {
  std::vector<const scan_kernel::Kernel*> all = {&scan_kernel::plain::kKernel};
#if defined(POCKETREC_X86_SCANS)
  if (__builtin_cpu_supports("avx2")) all.push_back(&scan_kernel::avx2::kKernel);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni")) {
    all.push_back(&scan_kernel::avx512::kKernel);
  }
#endif
  return all;
}

using Lists = std::vector<std::vector<ScoredItem>>;
using Random = std::mt19937;

std::vector<int8_t> random_codes(uint32_t count, int32_t largest, Random& random) {
  std::vector<int8_t> codes(count);
  for (int8_t& code : codes) {
    code = static_cast<int8_t>(static_cast<int32_t>(random() % (2 * largest + 1)) - largest);
  }
  return codes;
}

float random_scale(Random& random) { return static_cast<float>(random() % 1000 + 1) * 1e-3F; }

struct Shape {
  uint32_t num_rows, num_factors, bits;
  int32_t largest;  // code; few codes make many ties
};

struct Rows {
  std::vector<uint8_t> bytes;
  std::vector<float> scales;
  CodeTable table;

  Rows(const Shape& shape, Random& random) {
    const uint32_t stride = row_stride(shape.num_factors, shape.bits);
    bytes.resize(size_t{shape.num_rows} * stride);
    for (uint32_t r = 0; r < shape.num_rows; ++r) {
      auto codes = random_codes(shape.num_factors, shape.largest, random);
      if (random() % 8 == 0) std::ranges::fill(codes, int8_t{0});
      if (random() % 8 == 0) std::ranges::fill(codes, static_cast<int8_t>(-shape.largest));
      store_row(codes, shape.bits, std::span(bytes).subspan(size_t{r} * stride, stride));
      scales.push_back(shape.largest == 1 ? 1.0F : random_scale(random));
    }
    table = {bytes.data(), PackedArray<float>(scales), shape.num_rows, shape.num_factors,
             shape.bits};
  }
  Rows(const Rows&) = delete;
};

struct Queries {
  std::vector<std::vector<int8_t>> codes;
  std::vector<std::vector<uint32_t>> excluded;
  std::vector<BitSet> blocked;
  std::vector<BatchQuery> all;

  // Of each four one each: all rows, without some, with few allowed, and both.
  Queries(uint32_t count, const Shape& shape, Random& random) {
    for (uint32_t q = 0; q < count; ++q) {
      codes.push_back(random_codes(shape.num_factors, 127, random));
      if (q % 5 == 4) std::ranges::fill(codes.back(), static_cast<int8_t>(127));
      excluded.emplace_back();
      blocked.emplace_back(shape.num_rows, q % 4 >= 2);
      for (uint32_t r = 0; r < shape.num_rows; ++r) {
        if (q % 2 == 1 && random() % 3 == 0) excluded.back().push_back(r);
        if (q % 4 >= 2 && random() % 5 == 0) blocked.back().erase(r);
      }
    }
    for (uint32_t q = 0; q < count; ++q) {
      const float scale = q % 7 == 6 ? 0.0F : random_scale(random);
      all.push_back({codes[q], scale, excluded[q], q % 4 == 1 ? nullptr : &blocked[q]});
    }
  }
  Queries(const Queries&) = delete;
};

std::vector<ScoredItem> alone(const CodeTable& table, const BatchQuery& query, uint32_t k) {
  BitSet blocked = query.blocked != nullptr ? *query.blocked : BitSet(table.num_rows);
  for (const uint32_t row : query.excluded) blocked.insert(row);
  const DotQuery codes(query.codes, table.bits);
  return best_rows({table, table.scales, codes, query.scale}, k, blocked);
}

// As bits: a zero's sign counts.
std::vector<std::pair<uint32_t, uint32_t>> bits_of(const std::vector<ScoredItem>& list) {
  std::vector<std::pair<uint32_t, uint32_t>> bits;
  for (const auto& [row, score] : list) bits.emplace_back(row, std::bit_cast<uint32_t>(score));
  return bits;
}

void expect_as_alone(const Shape& shape, uint32_t num_queries, const std::vector<uint32_t>& ks,
                     uint32_t seed) {
  SCOPED_TRACE(testing::Message() << shape.num_rows << " rows of " << shape.num_factors
                                  << " factors, " << shape.bits << " bits, codes to "
                                  << shape.largest);
  Random random(seed);
  const Rows rows(shape, random);
  const Queries queries(num_queries, shape, random);
  for (const uint32_t k : ks) {
    Lists expected;
    for (const BatchQuery& query : queries.all) expected.push_back(alone(rows.table, query, k));
    for (const scan_kernel::Kernel* kernel : runnable()) {
      const BatchScan scan(rows.table, *kernel);
      for (const uint32_t threads : {1U, 3U}) {
        const Lists found = scan.best_rows(queries.all, k, threads);
        ASSERT_EQ(found.size(), expected.size());
        for (size_t q = 0; q < found.size(); ++q) {
          ASSERT_EQ(bits_of(found[q]), bits_of(expected[q]))
              << kernel->name << ", k " << k << ", query " << q << ", " << threads << " threads";
        }
      }
    }
  }
}

TEST(BatchScan, FindsForEachWhatItFindsAlone) {
  uint32_t seed = 0;
  for (const uint32_t bits : {8U, 4U}) {
    for (const uint32_t num_factors : {1U, 2U, 3U, 5U, 16U, 31U, 64U, 65U, 127U, 130U, 256U}) {
      for (const int32_t largest : {max_code(bits), 1}) {
        expect_as_alone({700, num_factors, bits, largest}, 13, {1, 20, 300, 1000}, ++seed);
      }
    }
  }
}

TEST(BatchScan, TakesAnyNumberOfRows) {
  uint32_t seed = 100;
  for (const uint32_t num_rows : {0U, 1U, 31U, 32U, 33U, 255U, 256U, 257U}) {
    expect_as_alone({num_rows, 9, 8, 127}, 9, {1, 32, 500}, ++seed);
  }
}

TEST(BatchScan, TakesAnyNumberOfQueries) {
  uint32_t seed = 200;
  for (const uint32_t num_queries : {0U, 1U, 7U, 8U, 64U, 65U, 200U}) {
    expect_as_alone({300, 12, 4, 7}, num_queries, {10}, ++seed);
  }
}

// Lists as long as those that are ranked anew, from rows enough that the best are looked for often.
TEST(BatchScan, FindsLongLists) {
  expect_as_alone({20000, 16, 8, 127}, 5, {20, 1000, 4000, 30000}, 300);
  expect_as_alone({20000, 16, 8, 1}, 5, {20, 1000, 4000}, 301);
}

// The largest sums that there are, and pairs that a register of 16-bit lanes could not hold.
TEST(BatchScan, LosesNothingToTheWidthOfALane) {
  constexpr uint32_t kFactors = kMaxFactors;
  std::vector<uint8_t> bytes(2 * kFactors);
  std::fill_n(bytes.begin(), kFactors, static_cast<uint8_t>(127));
  std::fill_n(bytes.begin() + kFactors, kFactors, static_cast<uint8_t>(-127));
  const std::vector<float> scales = {1.0F, 1.0F};
  const CodeTable table{bytes.data(), PackedArray<float>(scales), 2, kFactors, 8};
  const std::vector<int8_t> codes(kFactors, 127);
  const std::vector<BatchQuery> queries = {{codes, 1.0F}};
  for (const scan_kernel::Kernel* kernel : runnable()) {
    const auto list = BatchScan(table, *kernel).best_rows(queries, 2, 1)[0];
    ASSERT_EQ(list.size(), 2) << kernel->name;
    EXPECT_EQ(list[0].score, 127.0F * 127.0F * kFactors) << kernel->name;
    EXPECT_EQ(list[1].score, -127.0F * 127.0F * kFactors) << kernel->name;
  }
}

TEST(BatchScan, TheBestKernelIsOneOfThem) { EXPECT_EQ(&scan_kernel::kernel(), runnable().back()); }

}  // namespace
}  // namespace pocketrec
