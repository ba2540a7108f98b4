// golden_histories BUNDLE OUT [SEED] [COUNT] [N]
//
// Computes the top N (default 20) of COUNT (default 10000) random histories from SEED (default 1)
// natively, for comparison with the browser. OUT is little-endian, and nothing is padded:
//
//   "PRgh", u32 version (1), u32 COUNT, u32 N
//   COUNT times:
//     u32 entries; entries times: u32 item_index, f32 weight
//     u32 results; results times: u32 item_index, f32 score
//
// Histories have 1..60 entries (mostly few), lean to popular items, repeat some, and have weights
// that are not multiples of 1/16 among them. At least one entry has a weight above 0.
#include <cstdio>
#include <cstring>
#include <exception>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "trainer/pack/load.h"
#include "trainer/support/files.h"
#include "trainer/support/parallel.h"

namespace {

using namespace pocketrec;

class ByteWriter {
 public:
  template <class T>
  void put(T value) {
    bytes_.resize(bytes_.size() + sizeof(T));
    std::memcpy(bytes_.data() + bytes_.size() - sizeof(T), &value, sizeof(T));
  }
  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
};

std::vector<HistoryEntry> random_history(std::mt19937_64& random, uint32_t num_items) {
  const auto below = [&](uint64_t limit) { return static_cast<uint32_t>(random() % limit); };
  std::vector<HistoryEntry> history;
  const uint32_t num_entries = 1 + below(1 + below(60));
  for (uint32_t i = 0; i < num_entries; ++i) {
    const float weight = below(3) == 0 ? static_cast<float>(below(1601)) / 100.0F : 1.0F;
    history.push_back({below(1 + below(num_items)), weight});
  }
  history[0].weight = 1.0F;
  return history;
}

void write_answers(const Recommender& recommender, uint64_t seed, uint32_t count, uint32_t n,
                   const char* out) {
  const uint32_t num_items = recommender.info().num_items;
  std::mt19937_64 random(seed);
  std::vector<std::vector<HistoryEntry>> histories;
  for (uint32_t i = 0; i < count; ++i) histories.push_back(random_history(random, num_items));

  std::vector<std::vector<ScoredItem>> answers(count);
  parallel_blocks(count, 64, 0, [&](size_t begin, size_t end, uint32_t) {
    for (size_t i = begin; i < end; ++i) {
      auto answer = recommender.recommend(histories[i], {n, {}, {}, false});
      if (!answer.ok()) throw std::runtime_error(answer.error().message);
      answers[i] = std::move(answer).value();
    }
  });

  ByteWriter writer;
  for (const char c : {'P', 'R', 'g', 'h'}) writer.put(c);
  for (const uint32_t number : {1U, count, n}) writer.put(number);
  for (uint32_t i = 0; i < count; ++i) {
    writer.put(static_cast<uint32_t>(histories[i].size()));
    for (const HistoryEntry& entry : histories[i]) {
      writer.put(entry.item_index);
      writer.put(entry.weight);
    }
    writer.put(static_cast<uint32_t>(answers[i].size()));
    for (const ScoredItem& item : answers[i]) {
      writer.put(item.item_index);
      writer.put(item.score);
    }
  }
  write_atomically(out, writer.bytes());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || argc > 6) {
    std::fprintf(stderr, "usage: golden_histories BUNDLE OUT [SEED] [COUNT] [N]\n");
    return 2;
  }
  try {
    const auto number = [&](int i, unsigned long otherwise) {
      return argc > i ? std::stoul(argv[i]) : otherwise;
    };
    const pocketrec::LoadedBundle bundle = pocketrec::load_bundle(argv[1]);
    write_answers(bundle.recommender, number(3, 1), static_cast<uint32_t>(number(4, 10000)),
                  static_cast<uint32_t>(number(5, 20)), argv[2]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "golden_histories: %s\n", error.what());
    return 1;
  }
}
