// Training: one sweep of iALS, and one ridge solve by the length of the history.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <vector>

#include "tests/real_data.h"
#include "trainer/read/read.h"
#include "trainer/support/random.h"
#include "trainer/train/ials.h"

namespace pocketrec {
namespace {

std::filesystem::path gowalla_list() { return testing::real_data() / "gowalla" / "train.txt"; }

// One sweep of users and items, gowalla; the reported time is the sweep's alone.
void ials_sweep_gowalla(benchmark::State& state) {
  if (!std::filesystem::exists(gowalla_list())) {
    state.SkipWithError("gowalla/train.txt was not found; name its folder in POCKETREC_DATA");
    return;
  }
  const InteractionMatrix matrix = read_lightgcn(gowalla_list());
  IalsOptions options;
  options.num_factors = static_cast<uint32_t>(state.range(0));
  options.threads = static_cast<uint32_t>(state.range(1));
  options.num_sweeps = 5;
  std::vector<double> seconds;
  for (auto _ : state) {
    if (seconds.empty()) {
      train_ials(matrix, options, [&](const SweepReport& report) {
        seconds.push_back(report.seconds);
        return true;
      });
      state.counters["first_sweep"] = seconds.front();  // and the start
      seconds.erase(seconds.begin());
    }
    state.SetIterationTime(seconds.back());
    seconds.pop_back();
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * matrix.num_entries()));
}
BENCHMARK(ials_sweep_gowalla)
    ->ArgNames({"factors", "threads"})
    ->Args({64, 1})
    ->Args({64, 2})
    ->Args({128, 2})
    ->Iterations(4)
    ->Repetitions(3)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

void ridge_solve(benchmark::State& state) {
  const auto num_factors = static_cast<uint32_t>(state.range(0));
  const auto length = static_cast<size_t>(state.range(1));
  Random random(1);
  std::vector<float> rows(length * num_factors), diagonal(num_factors, 100.0F),
      solution(num_factors);
  for (float& value : rows) value = static_cast<float>(random.normal());
  RidgeSolver solver(num_factors);
  for (auto _ : state) {
    solver.solve({0.01F, 0.7F, 1}, diagonal, rows, {}, solution);
    benchmark::DoNotOptimize(solution.data());
  }
}
BENCHMARK(ridge_solve)
    ->ArgNames({"factors", "history"})
    ->ArgsProduct({{64, 128}, {5, 20, 48, 63, 64, 100, 127, 128, 1000}})
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pocketrec

BENCHMARK_MAIN();
