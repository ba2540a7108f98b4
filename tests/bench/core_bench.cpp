// The core at work: scan, recommendations, opening and searching, on made-up catalogues.
#include <benchmark/benchmark.h>

#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/dot.h"
#include "core/top_k.h"
#include "trainer/pack/pack.h"

namespace pocketrec {
namespace {

FactorTable random_factors(uint32_t num_items, uint32_t num_factors) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  FactorTable table{num_items, num_factors, {}};
  table.values.resize(size_t{num_items} * num_factors);
  for (float& value : table.values) value = normal(random);
  return table;
}

Model softmax_model(uint32_t num_items, uint32_t num_factors) {
  return {random_factors(num_items, num_factors), EncoderParameters{}};
}

// As bundles ship by default. Packed once for all that use it.
const PackedParts& shipped_parts(uint32_t num_items) {
  static std::map<uint32_t, PackedParts> parts;
  if (!parts.contains(num_items)) {
    parts.emplace(num_items, pack_model(softmax_model(num_items, 128), 4, 1));
  }
  return parts.at(num_items);
}

Recommender open(const PackedParts& parts) { return Recommender::open(views_of(parts)).value(); }

std::vector<HistoryEntry> history_of(uint32_t length, uint32_t num_items) {
  std::vector<HistoryEntry> history;
  for (uint32_t i = 0; i < length; ++i) history.push_back({i * 37 % num_items, 1.0F});
  return history;
}

// The kernel alone: no row is above the threshold.
void dot(benchmark::State& state) {
  const auto num_items = static_cast<uint32_t>(state.range(0));
  const auto bits = static_cast<uint32_t>(state.range(1));
  constexpr uint32_t kFactors = 128;
  const FactorTable factors = random_factors(num_items, kFactors);
  const uint32_t stride = row_stride(kFactors, bits);
  std::vector<uint8_t> rows(size_t{num_items} * stride);
  std::vector<float> scales(num_items);
  std::vector<int8_t> codes(kFactors);
  for (uint32_t r = 0; r < num_items; ++r) {
    scales[r] = quantise_row(std::span(factors.row(r), kFactors), bits, codes);
    store_row(codes, bits, std::span(rows).subspan(size_t{r} * stride, stride));
  }
  const CodeTable table{rows.data(), PackedArray<float>(scales), num_items, kFactors, bits};
  const DotQuery query(codes, bits);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        rows_above({table, table.scales, query, 1.0F}, 0, num_items, 1e30F, nullptr));
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(rows.size() + 4 * scales.size()));
}
BENCHMARK(dot)
    ->ArgNames({"items", "bits"})
    ->ArgsProduct({{10000, 100000, 1000000}, {8, 4}})
    ->Unit(benchmark::kMicrosecond);

constexpr uint32_t kHistory = 20;

// A whole recommendation: fold-in, scan, and the best ranked anew by their neighbours.
void recommend(benchmark::State& state) {
  const auto num_items = static_cast<uint32_t>(state.range(0));
  const Recommender recommender = open(shipped_parts(num_items));
  const auto history = history_of(kHistory, num_items);
  ListOptions options;
  options.n = static_cast<uint32_t>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(recommender.recommend(history, options));
}
BENCHMARK(recommend)
    ->ArgNames({"items", "n"})
    ->ArgsProduct({{10000, 100000, 1000000}, {10, 1000}})
    ->Unit(benchmark::kMicrosecond);

// Of that, the fold-in: its steps look at a sample of the items, however many there are.
void fold_in(benchmark::State& state) {
  const auto num_items = static_cast<uint32_t>(state.range(0));
  const Recommender recommender = open(shipped_parts(num_items));
  const auto history = history_of(kHistory, num_items);
  for (auto _ : state) benchmark::DoNotOptimize(recommender.encode(history));
}
BENCHMARK(fold_in)->ArgName("items")->Arg(10000)->Arg(100000)->Arg(1000000)->Unit(
    benchmark::kMicrosecond);

// Of that, what grows with the history: its own rows, and each one's cosines to the candidates.
void recommend_from_history(benchmark::State& state) {
  constexpr uint32_t kItems = 10000;
  const Recommender recommender = open(shipped_parts(kItems));
  const auto history = history_of(static_cast<uint32_t>(state.range(0)), kItems);
  for (auto _ : state) benchmark::DoNotOptimize(recommender.recommend(history, {}));
}
BENCHMARK(recommend_from_history)
    ->ArgName("history")
    ->Arg(1)
    ->Arg(20)
    ->Arg(100)
    ->Arg(1000)
    ->Unit(benchmark::kMicrosecond);

// With a list chosen for variety: what the choice adds does not depend on the catalogue.
void recommend_varied(benchmark::State& state) {
  constexpr uint32_t kItems = 10000;
  const Recommender recommender = open(shipped_parts(kItems));
  const auto history = history_of(kHistory, kItems);
  ListOptions options;
  options.n = static_cast<uint32_t>(state.range(0));
  options.diversity = static_cast<float>(state.range(1)) / 100.0F;
  options.novelty = static_cast<float>(state.range(2)) / 100.0F;
  for (auto _ : state) benchmark::DoNotOptimize(recommender.recommend(history, options));
}
BENCHMARK(recommend_varied)
    ->ArgNames({"n", "diversity%", "novelty%"})
    ->ArgsProduct({{10, 100, 1000}, {0, 30}, {0, 30}})
    ->Unit(benchmark::kMicrosecond);

// Titles of words whose frequencies fall as in a language (Zipf): 3 to 9 words, and an author.
Dataset random_books(uint32_t count) {
  std::mt19937 random(2);
  const auto word = [&] {
    const double u = std::uniform_real_distribution<double>(0.0, 1.0)(random);
    const auto rank = static_cast<uint32_t>(std::pow(120000.0, u));
    std::string text;
    for (uint32_t rest = rank * 2654435761U, i = 0; i < 3 + rank % 6;
         ++i, rest = rest / 26 + rank) {
      text += static_cast<char>('a' + rest % 26);
    }
    return text;
  };
  Dataset dataset;
  for (uint32_t i = 0; i < count; ++i) {
    Item item;
    item.id = std::to_string(1000000000U + i);
    for (auto w = 3 + random() % 7; w > 0; --w) item.title += word() + " ";
    item.author = word() + " " + word();
    dataset.items.push_back(item);
  }
  return dataset;
}

const PackedParts& book_parts() {
  static const PackedParts parts = [] {
    constexpr uint32_t kItems = 271360;  // the full Book-Crossing
    InteractionMatrix none;
    none.num_columns = kItems;
    none.offsets = {0};
    std::vector<uint32_t> order(kItems);
    for (uint32_t i = 0; i < kItems; ++i) order[i] = i;
    return pack_bundle(softmax_model(kItems, 64), random_books(kItems), order, none, {4, false}, 1);
  }();
  return parts;
}

void search(benchmark::State& state, const char* query) {
  const Recommender recommender = open(book_parts());
  for (auto _ : state) benchmark::DoNotOptimize(recommender.search_items(query, 20));
  state.counters["part_bytes"] = static_cast<double>(book_parts().search.size());
}
BENCHMARK_CAPTURE(search, one_letter, "s")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, word, "bea")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, three_letters, "a s t")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, one_digit, "1")->Unit(benchmark::kMicrosecond);
// Nothing begins so: every word is compared.
BENCHMARK_CAPTURE(search, typo, "bcdfgh")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, typos, "bcdfghjk lmnpqrst")->Unit(benchmark::kMicrosecond);

// Everything that a page does before it can answer: checksum, checks, norms.
void open_items(benchmark::State& state) {
  const PackedParts& parts = book_parts();
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        Recommender::open({.items = parts.items, .encoder = parts.encoder}).ok());
  }
}
BENCHMARK(open_items)->Unit(benchmark::kMillisecond);

void open_all(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(open(book_parts()).info());
}
BENCHMARK(open_all)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pocketrec

BENCHMARK_MAIN();
