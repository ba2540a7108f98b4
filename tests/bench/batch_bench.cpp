// Lists of 20 for all users of gowalla at once, those they chose left out: from codes, and from the
// floats that these stand for.
//
//   bench_batch gowalla/train.txt [EPOCHS] [THREADS] [REPEATS]      prints one JSON document
//
// How good the vectors are changes little of the time: a few epochs do.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/dot.h"
#include "core/top_k.h"
#include "tests/bench/batch_floats.h"
#include "trainer/pack/pack.h"
#include "trainer/read/read.h"
#include "trainer/score/batch_scan.h"
#include "trainer/support/parallel.h"
#include "trainer/support/value_or_throw.h"
#include "trainer/train/fit.h"
#include "trainer/train/float_scores.h"

namespace pocketrec {
namespace {

constexpr uint32_t kFactors = 64;
constexpr uint32_t kLength = 20;
// Of users and items whose float scores stay in the second cache.
constexpr size_t kUsersPerBlock = 64;
constexpr size_t kItemsPerBlock = 2048;

using Json = nlohmann::ordered_json;
using Lists = std::vector<std::vector<ScoredItem>>;

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median_seconds(uint32_t repeats, const std::function<void()>& work) {
  work();  // the first touches its memory
  std::vector<double> seconds;
  for (uint32_t i = 0; i < repeats; ++i) seconds.push_back(seconds_of(work));
  std::ranges::nth_element(seconds, seconds.begin() + repeats / 2);
  return seconds[repeats / 2];
}

// The model as it ships, and everyone's vector.
struct Packed {
  PackedParts parts;
  ItemsPart items;
  std::vector<float> inverse_norms;
  std::vector<UserVector> users;
  double encode_seconds = 0;

  Packed(const Model& model, const InteractionMatrix& chosen, uint32_t threads)
      : parts(pack_model(model, 8, 1)),
        items(value_or_throw(parse_items(parts.items))),
        inverse_norms(inverse_lengths(items.items)),
        users(chosen.num_rows) {
    const EncoderPart encoder = value_or_throw(parse_encoder(parts.encoder));
    const ItemRows rows{items.items, PackedArray<float>(inverse_norms)};
    encode_seconds = seconds_of([&] {
      parallel_blocks(users.size(), 32, threads, [&](size_t begin, size_t end, uint32_t) {
        for (size_t u = begin; u < end; ++u) {
          std::vector<HistoryEntry> history;
          for (const uint32_t item : chosen.row(static_cast<uint32_t>(u))) {
            history.push_back({item});
          }
          const History prepared = value_or_throw(prepare_history(history, items.items.num_rows));
          users[u] = encode_history(encoder.encoder, rows, prepared);
        }
      });
    });
  }
  Packed(const Packed&) = delete;
};

// As floats: the numbers that the codes stand for.
std::vector<float> floats_of(const std::vector<UserVector>& users) {
  std::vector<float> values;
  for (const UserVector& user : users) {
    for (const int8_t code : user.codes) values.push_back(user.scale * static_cast<float>(code));
  }
  return values;
}

FactorTable floats_of(const CodeTable& items) {
  FactorTable table{items.num_rows, items.num_factors, {}};
  table.values.resize(size_t{items.num_rows} * items.num_factors);
  for (uint32_t row = 0; row < items.num_rows; ++row) {
    dequantise_row(items, row, {table.row(row), items.num_factors});
  }
  return table;
}

// The best of rows in ascending order, a block at a time. Sixteen scores are compared at once with
// the worst of the best so far: few of the sixteens hold one that is better.
class BestOfScores {
 public:
  explicit BestOfScores(std::span<const uint32_t> excluded) : excluded_(excluded) {}

  void offer(uint32_t first_row, std::span<const float> scores) {
    size_t i = 0;
    for (; i + 16 <= scores.size(); i += 16) {
      const float threshold = top_.threshold();
      int32_t is_any = 0;
      for (size_t l = 0; l < 16; ++l) is_any |= scores[i + l] > threshold ? 1 : 0;
      if (is_any != 0) offer_each(first_row, scores, i, i + 16);
    }
    offer_each(first_row, scores, i, scores.size());
  }
  std::vector<ScoredItem> take() { return top_.take(); }

 private:
  void offer_each(uint32_t first_row, std::span<const float> scores, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const auto row = first_row + static_cast<uint32_t>(i);
      if (scores[i] > top_.threshold() && !std::ranges::binary_search(excluded_, row)) {
        top_.offer({row, scores[i]});
      }
    }
  }

  std::span<const uint32_t> excluded_;
  TopK top_{kLength};
};

std::vector<BestOfScores> nothing_yet(const InteractionMatrix& chosen, size_t begin, size_t end) {
  std::vector<BestOfScores> best;
  for (size_t u = begin; u < end; ++u) best.emplace_back(chosen.row(static_cast<uint32_t>(u)));
  return best;
}

struct Floats {
  const InteractionMatrix& chosen;
  std::vector<float> users;
  FactorTable items;
  uint32_t threads;

  // As validation multiplies.
  Lists by_our_kernel(const RowPanels& panels) const {
    Lists lists(chosen.num_rows);
    parallel_blocks(lists.size(), 32, threads, [&](size_t begin, size_t end, uint32_t) {
      std::vector<float> scores;
      panels.multiply(vectors(begin, end), end - begin, scores);
      auto best = nothing_yet(chosen, begin, end);
      for (size_t u = begin; u < end; ++u) {
        const size_t at = (u - begin) * panels.padded_rows();
        best[u - begin].offer(0, std::span(scores).subspan(at, panels.num_rows()));
        lists[u] = best[u - begin].take();
      }
    });
    return lists;
  }

  Lists by_eigen() const {
    Lists lists(chosen.num_rows);
    parallel_blocks(lists.size(), kUsersPerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
      std::vector<float> scores(kUsersPerBlock * kItemsPerBlock);
      auto best = nothing_yet(chosen, begin, end);
      for (size_t first = 0; first < items.num_rows; first += kItemsPerBlock) {
        const size_t count = std::min(kItemsPerBlock, items.num_rows - first);
        bench::multiply_by_eigen(
            vectors(begin, end),
            std::span(items.values).subspan(first * kFactors, count * kFactors), kFactors,
            std::span(scores).first((end - begin) * count));
        for (size_t u = 0; u < end - begin; ++u) {
          best[u].offer(static_cast<uint32_t>(first), std::span(scores).subspan(u * count, count));
        }
      }
      for (size_t u = begin; u < end; ++u) lists[u] = best[u - begin].take();
    });
    return lists;
  }

  std::span<const float> vectors(size_t begin, size_t end) const {
    return std::span(users).subspan(begin * kFactors, (end - begin) * kFactors);
  }
};

std::vector<BatchQuery> queries_of(const std::vector<UserVector>& users,
                                   const InteractionMatrix& chosen) {
  std::vector<BatchQuery> queries;
  for (uint32_t u = 0; u < users.size(); ++u) {
    queries.push_back({users[u].codes, users[u].scale, chosen.row(u)});
  }
  return queries;
}

// One user at a time, as a browser does.
Lists one_by_one(const Packed& packed, const std::vector<BatchQuery>& queries, uint32_t threads) {
  const CodeTable& items = packed.items.items;
  Lists lists(queries.size());
  parallel_blocks(lists.size(), 32, threads, [&](size_t begin, size_t end, uint32_t) {
    for (size_t u = begin; u < end; ++u) {
      BitSet blocked(items.num_rows);
      for (const uint32_t item : queries[u].excluded) blocked.insert(item);
      const DotQuery query(queries[u].codes, items.bits);
      lists[u] = best_rows({items, items.scales, query, queries[u].scale}, kLength, blocked);
    }
  });
  return lists;
}

std::vector<const scan_kernel::Kernel*> runnable() {
  std::vector<const scan_kernel::Kernel*> all = {&scan_kernel::plain::kKernel};
#if defined(POCKETREC_X86_SCANS)
  if (__builtin_cpu_supports("avx2")) all.push_back(&scan_kernel::avx2::kKernel);
  if (__builtin_cpu_supports("avx512vnni")) all.push_back(&scan_kernel::avx512::kKernel);
#endif
  return all;
}

// The share of places at which two lists of everyone name the same item.
double agreement(const Lists& a, const Lists& b) {
  size_t same = 0, all = 0;
  for (size_t u = 0; u < a.size(); ++u) {
    for (size_t i = 0; i < a[u].size(); ++i, ++all) {
      same += i < b[u].size() && a[u][i].item_index == b[u][i].item_index ? 1 : 0;
    }
  }
  return static_cast<double>(same) / static_cast<double>(all);
}

Json measured(const Packed& packed, const InteractionMatrix& chosen, uint32_t threads,
              uint32_t repeats) {
  Json json = {{"codes", Json::array()}, {"floats", Json::array()}};
  const std::vector<BatchQuery> queries = queries_of(packed.users, chosen);
  Lists lists;
  for (const scan_kernel::Kernel* kernel : runnable()) {
    const BatchScan scan(packed.items.items, *kernel);
    const double seconds =
        median_seconds(repeats, [&] { lists = scan.best_rows(queries, kLength, threads); });
    json["codes"].push_back({{"kernel", kernel->name}, {"seconds", seconds}});
  }
  Lists others;
  const double alone = median_seconds(1, [&] { others = one_by_one(packed, queries, threads); });
  json["one_by_one_seconds"] = alone;
  if (agreement(lists, others) != 1.0) throw DataError("the lists differ from those of the core");
  const Floats floats{chosen, floats_of(packed.users), floats_of(packed.items.items), threads};
  const auto add_floats = [&](const char* name, const std::function<Lists()>& work) {
    const double seconds = median_seconds(repeats, [&] { others = work(); });
    json["floats"].push_back(
        {{"product", name}, {"seconds", seconds}, {"agreement", agreement(lists, others)}});
  };
  const RowPanels panels(floats.items);
  add_floats("matrix_kernel", [&] { return floats.by_our_kernel(panels); });
  add_floats("eigen", [&] { return floats.by_eigen(); });
  return json;
}

int run(const std::string& file, uint32_t epochs, uint32_t threads, uint32_t repeats) {
  const InteractionMatrix chosen = read_lightgcn(file);
  FitOptions options;
  options.num_factors = kFactors;
  options.threads = threads;
  options.validate = false;
  options.softmax.num_epochs = epochs;
  const FitResult fitted = fit(chosen, options);
  const Packed packed(fitted.model, chosen, threads);
  Json json = {{"users", chosen.num_rows}, {"items", chosen.num_columns},
               {"factors", kFactors},      {"length", kLength},
               {"epochs", epochs},         {"threads", threads},
               {"repeats", repeats},       {"encode_seconds", packed.encode_seconds}};
  json.update(measured(packed, chosen, threads, repeats));
  std::puts(json.dump(2).c_str());
  return 0;
}

}  // namespace
}  // namespace pocketrec

int main(int argc, char** argv) {
  const auto number = [&](int place, unsigned otherwise) {
    return argc > place ? static_cast<unsigned>(std::strtoul(argv[place], nullptr, 10)) : otherwise;
  };
  if (argc < 2) {
    std::fputs("usage: bench_batch TRAIN.TXT [EPOCHS] [THREADS] [REPEATS]\n", stderr);
    return 2;
  }
  try {
    return pocketrec::run(argv[1], number(2, 3), number(3, 2), std::max(1U, number(4, 5)));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_batch: %s\n", error.what());
    return 1;
  }
}
