// Reading CSV: the rows alone, and whole data sets. Bytes a second are of the files as they are.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/real_data.h"
#include "trainer/read/read.h"
#include "trainer/read/source_file.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

using testing::real_data;

// Rows `user,item,rating` as a data set of that size has them, from a fixed generator.
std::string synthetic_ratings(size_t rows, uint32_t num_users, uint32_t num_items) {
  std::string text = "user,item,rating\n";
  uint64_t state = 1;
  const auto next = [&state](uint32_t bound) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<uint32_t>(((state >> 32) * bound) >> 32);
  };
  for (size_t i = 0; i < rows; ++i) {
    text += std::to_string(next(num_users)) + ',' + std::to_string(next(num_items)) + ',' +
            std::to_string(1 + next(5)) + '\n';
  }
  return text;
}

// Every field of every row, with escapes undone.
size_t extract_fields(std::string_view text, const CsvDialect& dialect) {
  CsvReader reader(text, dialect);
  std::string scratch;
  size_t bytes = 0;
  while (reader.next_row()) {
    for (const CsvField& field : reader.fields()) bytes += reader.unescape(field, scratch).size();
  }
  return bytes;
}

void read_rows_of_file(benchmark::State& state, const char* name) {
  const fs::path path = real_data() / name;
  if (!fs::exists(path)) {
    state.SkipWithError("no real data: set POCKETREC_DATA to its folder");
    return;
  }
  const SourceFile file(path);
  for (auto step : state) benchmark::DoNotOptimize(extract_fields(file.text(), file.dialect()));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * file.text().size()));
}
BENCHMARK_CAPTURE(read_rows_of_file, books, "book-crossing/Books.csv");
BENCHMARK_CAPTURE(read_rows_of_file, users, "book-crossing/Users.csv");
BENCHMARK_CAPTURE(read_rows_of_file, ratings, "book-crossing/Ratings.csv");
BENCHMARK_CAPTURE(read_rows_of_file, ratings_quoted, "book-crossing-dialects/ratings-original.csv");

void read_synthetic_rows(benchmark::State& state) {
  const std::string text = synthetic_ratings(10'000'000, 1'000'000, 500'000);
  const CsvDialect dialect = sniff_dialect(text);
  for (auto step : state) benchmark::DoNotOptimize(extract_fields(text, dialect));
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}
BENCHMARK(read_synthetic_rows)->Unit(benchmark::kMillisecond);

uint64_t size_of_folder(const fs::path& folder) {
  uint64_t size = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) size += entry.file_size();
  }
  return size;
}

void read_whole_dataset(benchmark::State& state, const char* name) {
  const fs::path folder = real_data() / name;
  if (!fs::exists(folder)) {
    state.SkipWithError("no real data: set POCKETREC_DATA to its folder");
    return;
  }
  for (auto step : state) {
    benchmark::DoNotOptimize(read_dataset(folder, Format::kAuto, {}).interactions.size());
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * size_of_folder(folder)));
}
BENCHMARK_CAPTURE(read_whole_dataset, book_crossing, "book-crossing")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_whole_dataset, goodbooks, "goodbooks-10k")->Unit(benchmark::kMillisecond);

void read_synthetic_dataset(benchmark::State& state) {
  const fs::path path = fs::temp_directory_path() / "pocketrec-bench-interactions.csv";
  const std::string text = synthetic_ratings(10'000'000, 1'000'000, 500'000);
  std::ofstream(path, std::ios::binary) << text;
  for (auto step : state) {
    benchmark::DoNotOptimize(read_dataset(path, Format::kCsv, {}).interactions.size());
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
  fs::remove(path);
}
BENCHMARK(read_synthetic_dataset)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pocketrec

BENCHMARK_MAIN();
