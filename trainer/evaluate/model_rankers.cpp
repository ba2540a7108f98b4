#include "trainer/evaluate/model_rankers.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/exploration.h"
#include "core/quantise.h"
#include "core/recommender.h"
#include "trainer/pack/pack.h"
#include "trainer/score/batch_recommender.h"
#include "trainer/support/value_or_throw.h"
#include "trainer/train/float_scores.h"

namespace pocketrec {
namespace {

constexpr const char* kContext = "the packed model cannot be scored: ";

PackedParts packed(const Model& model, const EvaluateOptions& options) {
  constexpr uint64_t kModelId = 1;  // never leaves this process
  return pack_model(model, options.bits, kModelId, options.content.get());
}

// A recommender reads the parts in place: they live and die together.
struct PackedModel {
  PackedParts parts;
  Recommender recommender;
};

struct PackedBatch {
  PackedBatch(const Model& model, const EvaluateOptions& options)
      : parts(packed(model, options)), recommender(views_of(parts), kContext) {}
  PackedParts parts;
  BatchRecommender recommender;
};

using Lists = std::vector<std::vector<ScoredItem>>;

std::vector<HistoryEntry> history_of(const Person& person) {
  std::vector<HistoryEntry> history;
  for (size_t i = 0; i < person.seen.size(); ++i) {
    history.push_back(
        {person.seen[i], person.seen_weights.empty() ? 1.0F : person.seen_weights[i]});
  }
  return history;
}

std::vector<ScoredItem> recommend_to(const Recommender& recommender, const Person& person,
                                     ListOptions options, uint32_t n,
                                     std::span<const uint32_t> allow = {}) {
  options.n = n;
  options.allow = allow;
  return value_or_throw(recommender.recommend(history_of(person), options), kContext);
}

// For people with the same candidates at a time, which commonly is all of them.
Lists recommend_to_all(const BatchRecommender& recommender, std::span<const Person> people,
                       ListOptions options, uint32_t n) {
  constexpr uint32_t kThreads = 1;  // others are at work on other people
  options.n = n;
  Lists lists;
  while (!people.empty()) {
    options.allow = people.front().candidates;
    std::vector<std::vector<HistoryEntry>> histories;
    for (const Person& person : people) {
      if (person.candidates.data() != options.allow.data() ||
          person.candidates.size() != options.allow.size()) {
        break;
      }
      histories.push_back(history_of(person));
    }
    std::ranges::move(recommender.recommend(histories, options, kThreads),
                      std::back_inserter(lists));
    people = people.subspan(histories.size());
  }
  return lists;
}

// As a bundle's list with exploration. There, new items are the last ones; here they stand wherever
// the split put them, so that they change places for the choice.
std::vector<ScoredItem> explore_for(const Recommender& recommender, const Person& person,
                                    const ListOptions& options, uint32_t n,
                                    const std::vector<uint32_t>& new_items) {
  std::vector<ScoredItem> ranked = recommend_to(recommender, person, options, n);
  std::vector<ScoredItem> fresh = recommend_to(recommender, person, options, n, new_items);
  const uint32_t num_items = recommender.info().num_items;
  for (std::vector<ScoredItem>* list : {&ranked, &fresh}) {
    for (auto& [item, score] : *list) {
      if (std::ranges::binary_search(new_items, item)) item += num_items;
    }
  }
  ListOptions slots = options;
  slots.n = n;
  std::vector<ScoredItem> list = explored(ranked, fresh, num_items, slots);
  for (auto& [item, score] : list) item %= num_items;
  return list;
}

}  // namespace

std::shared_ptr<const Recommender> packed_recommender(const Model& model,
                                                      const EvaluateOptions& options) {
  PackedParts parts = packed(model, options);
  Recommender recommender = value_or_throw(Recommender::open(views_of(parts)), kContext);
  // Moving the vectors of `parts` keeps their bytes where they are.
  const auto both =
      std::make_shared<const PackedModel>(PackedModel{std::move(parts), std::move(recommender)});
  return {both, &both->recommender};
}

Ranker packed_ranker(std::string name, const Model& model, const EvaluateOptions& options) {
  const uint32_t num_factors = model.item_factors.num_factors;
  Ranker ranker{.name = std::move(name), .num_factors = num_factors, .bits = options.bits};
  ranker.bytes_per_item = row_stride(num_factors, options.bits) + sizeof(float);
  ListOptions list;
  list.diversity = options.diversity;
  list.novelty = options.novelty;
  if (options.exploration > 0 && !options.new_items.empty()) {
    list.exploration = options.exploration;
    ranker.recommend = [recommender = packed_recommender(model, options), list,
                        new_items = options.new_items](std::span<const Person> people, uint32_t n) {
      Lists lists;
      for (const Person& person : people) {
        lists.push_back(explore_for(*recommender, person, list, n, new_items));
      }
      return lists;
    };
  } else {
    ranker.recommend = [batch = std::make_shared<const PackedBatch>(model, options), list](
                           std::span<const Person> people, uint32_t n) {
      return recommend_to_all(batch->recommender, people, list, n);
    };
  }
  ranker.rank = [recommend = ranker.recommend](std::span<const Person> people, RankedLists& lists) {
    const Lists best = recommend(people, lists.length);
    for (size_t p = 0; p < people.size(); ++p) {
      std::ranges::transform(best[p], lists.list(people[p].number).begin(),
                             &ScoredItem::item_index);
    }
  };
  return ranker;
}

Ranker float_ranker(std::string name, const Model& model, uint32_t threads) {
  const uint32_t num_factors = model.item_factors.num_factors;
  Ranker ranker{.name = std::move(name), .num_factors = num_factors, .bits = 32};
  ranker.bytes_per_item = sizeof(float) * static_cast<double>(num_factors);
  ranker.rank = [scorer = std::make_shared<const FloatScorer>(model, threads)](
                    std::span<const Person> people, RankedLists& lists) {
    std::vector<ChosenItems> histories;
    for (const Person& person : people) {
      histories.push_back({person.chosen, person.chosen_weights, person.candidates});
    }
    std::vector<float> scores = scorer->score(histories);
    const std::span<float> all(scores);
    for (size_t p = 0; p < people.size(); ++p) {
      rank_scores(all.subspan(p * scorer->num_items(), scorer->num_items()), people[p], lists);
    }
  };
  return ranker;
}

}  // namespace pocketrec
