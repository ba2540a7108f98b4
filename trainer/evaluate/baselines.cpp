#include "trainer/evaluate/baselines.h"

#include <memory>
#include <vector>

#include "trainer/support/random.h"

namespace pocketrec {

Ranker random_ranker(uint32_t num_items, uint64_t seed) {
  Ranker ranker{.name = "random", .needs_history = false};
  ranker.rank = [num_items, seed](std::span<const Person> people, RankedLists& lists) {
    std::vector<float> scores(num_items);
    for (const Person& person : people) {
      const uint64_t stream = mix64(mix64(seed) + person.number);
      for (uint32_t item = 0; item < num_items; ++item) {
        scores[item] = static_cast<float>(unit_interval(mix64(stream ^ item)));
      }
      rank_scores(scores, person, lists);
    }
  };
  return ranker;
}

Ranker popularity_ranker(const InteractionMatrix& audiences) {
  std::vector<float> popularity(audiences.num_rows);
  for (uint32_t item = 0; item < audiences.num_rows; ++item) {
    popularity[item] = static_cast<float>(audiences.row(item).size());
  }
  Ranker ranker{.name = "popularity", .bits = 32, .bytes_per_item = sizeof(float)};
  ranker.rank = [popularity = std::move(popularity)](std::span<const Person> people,
                                                     RankedLists& lists) {
    std::vector<float> scores;
    for (const Person& person : people) {
      scores = popularity;
      rank_scores(scores, person, lists);
    }
  };
  return ranker;
}

}  // namespace pocketrec
