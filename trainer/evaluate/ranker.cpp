#include "trainer/evaluate/ranker.h"

#include <vector>

namespace pocketrec {

void rank_scores(std::span<float> scores, const Person& person, RankedLists& lists) {
  const std::span<uint32_t> top = lists.list(person.number);
  if (person.candidates.empty()) return rank_unseen(scores, person.seen, top);
  // Candidates side by side: their order, and so how ties are broken, stays.
  std::vector<uint32_t> seen;
  size_t next_seen = 0;
  for (uint32_t c = 0; c < person.candidates.size(); ++c) {
    const uint32_t item = person.candidates[c];
    scores[c] = scores[item];
    while (next_seen < person.seen.size() && person.seen[next_seen] < item) ++next_seen;
    if (next_seen < person.seen.size() && person.seen[next_seen] == item) seen.push_back(c);
  }
  rank_unseen(scores.first(person.candidates.size()), seen, top);
  for (uint32_t& item : top) {
    if (item != kNoItem) item = person.candidates[item];
  }
}

}  // namespace pocketrec
