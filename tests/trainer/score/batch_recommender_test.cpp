// Lists of many people at once are those that the core gives each of them.
#include "trainer/score/batch_recommender.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <utility>
#include <vector>

#include "tests/core/catalogue.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

constexpr uint32_t kItems = 3000;
constexpr uint32_t kFactors = 20;

using Histories = std::vector<std::vector<HistoryEntry>>;

// Of whole and broken weights; some items were seen and not chosen, some stand there twice.
Histories random_histories(size_t count) {
  std::mt19937 random(7);
  Histories histories(count);
  for (auto& history : histories) {
    history.push_back({static_cast<uint32_t>(random() % kItems), 1.0F});
    const size_t more = random() % 40;
    for (size_t i = 0; i < more; ++i) {
      history.push_back(
          {static_cast<uint32_t>(random() % kItems), static_cast<float>(random() % 4) * 0.5F});
    }
    if (more > 20) history.push_back(history[3]);
  }
  return histories;
}

PackedParts packed(uint32_t bits, float neighbour_weight) {
  const EncoderParameters encoder = {{}, {neighbour_weight, 0.1F}};
  return pack_model(model_of(kFactors, clustered_rows(kItems, kFactors, 5), encoder), bits, 1);
}

std::vector<std::pair<uint32_t, uint32_t>> bits_of(const std::vector<ScoredItem>& list) {
  std::vector<std::pair<uint32_t, uint32_t>> bits;
  for (const auto& [item, score] : list) bits.emplace_back(item, std::bit_cast<uint32_t>(score));
  return bits;
}

std::vector<ListOptions> requests(const std::vector<uint32_t>& some,
                                  const std::vector<uint32_t>& others) {
  std::vector<ListOptions> all;
  for (const uint32_t n : {1U, 150U}) {
    all.push_back({n, {}, {}});
    all.push_back({n, some, {}});
    all.push_back({n, {}, some, true});
    all.push_back({n, others, some, false, 0.3F, 0.2F});
  }
  return all;
}

TEST(BatchRecommender, ListsAreThoseOfTheCore) {
  const Histories histories = random_histories(20);
  std::vector<uint32_t> some, others;
  for (uint32_t item = 0; item < kItems; item += 7) some.push_back(item);
  for (uint32_t item = 0; item < kItems; item += 3) others.push_back(item);
  for (const uint32_t bits : {8U, 4U}) {
    for (const float neighbour_weight : {0.0F, 0.5F}) {
      const PackedParts parts = packed(bits, neighbour_weight);
      const Recommender core = open_or_die(parts);
      const BatchRecommender batch(views_of(parts));
      for (const ListOptions& options : requests(some, others)) {
        for (const uint32_t threads : {1U, 3U}) {
          const auto lists = batch.recommend(histories, options, threads);
          ASSERT_EQ(lists.size(), histories.size());
          for (size_t p = 0; p < lists.size(); ++p) {
            ASSERT_EQ(bits_of(lists[p]), bits_of(core.recommend(histories[p], options).value()))
                << bits << " bits, person " << p << ", n " << options.n;
          }
        }
      }
    }
  }
}

TEST(BatchRecommender, RefusesWhatTheCoreRefuses) {
  const PackedParts parts = packed(8, 0.5F);
  const BatchRecommender batch(views_of(parts), "the lists: ");
  EXPECT_THROW(batch.recommend(Histories{{{1}}, {}}, {}, 1), DataError);
  EXPECT_THROW(batch.recommend(Histories{{{kItems}}}, {}, 1), DataError);
  EXPECT_THROW(batch.recommend(Histories{{{1}}}, {0, {}, {}}, 1), DataError);
  const std::vector<uint32_t> unknown = {kItems};
  EXPECT_THROW(batch.recommend(Histories{{{1}}}, {10, {}, unknown}, 1), DataError);
  PackedParts broken = parts;
  broken.items.pop_back();
  try {
    BatchRecommender(views_of(broken), "the lists: ");
    FAIL();
  } catch (const DataError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("the lists: ")) << error.what();
  }
}

}  // namespace
}  // namespace pocketrec
