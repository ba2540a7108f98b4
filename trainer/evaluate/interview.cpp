#include "trainer/evaluate/interview.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

constexpr const char* kContext = "the packed model cannot be asked: ";

class Interview {
 public:
  Interview(const Recommender& recommender, const Person& person, TitlesShown shown,
            uint32_t most_answers)
      : recommender_(recommender), person_(person), shown_(shown) {
    while (titles_.size() < kTitlesAsked && answers_.size() < most_answers) {
      const std::vector<ScoredItem> round = next_round();
      if (round.empty()) return;
      for (const ScoredItem& title : round) {
        titles_.push_back(title.item_index);
        if (answers_.size() < most_answers) ask_about(title.item_index);
      }
    }
  }

  // The list by the answers.
  std::vector<ScoredItem> list(uint32_t n) const {
    ListOptions options;
    options.n = n;
    options.exclude = person_.seen;
    options.allow = person_.candidates;
    return value_or_throw(likes_something_ ? recommender_.recommend(answers_, options)
                                           : recommender_.popular(options),
                          kContext);
  }

 private:
  std::vector<ScoredItem> next_round() const {
    ListOptions options;
    options.n = kTitlesARound;
    options.exclude = titles_;
    if (shown_ == TitlesShown::kOffered && likes_something_) {
      return value_or_throw(recommender_.recommend(answers_, options), kContext);
    }
    if (shown_ == TitlesShown::kOffered) options.diversity = kOfferedDiversity;
    return value_or_throw(recommender_.popular(options), kContext);
  }

  void ask_about(uint32_t item) {
    const auto place = std::ranges::lower_bound(person_.seen, item);
    if (place == person_.seen.end() || *place != item) return;  // not recognised
    const size_t position = static_cast<size_t>(place - person_.seen.begin());
    const float weight = person_.seen_weights.empty() ? 1.0F : person_.seen_weights[position];
    answers_.push_back({item, weight});
    likes_something_ = likes_something_ || weight > 0;
  }

  const Recommender& recommender_;
  const Person& person_;
  TitlesShown shown_;
  std::vector<uint32_t> titles_;  // shown so far
  std::vector<HistoryEntry> answers_;
  bool likes_something_ = false;
};

}  // namespace

Ranker interview_ranker(std::string name, std::shared_ptr<const Recommender> recommender,
                        TitlesShown shown, uint32_t most_answers) {
  Ranker ranker{.name = std::move(name)};
  ranker.rank = [recommender = std::move(recommender), shown, most_answers](
                    std::span<const Person> people, RankedLists& lists) {
    for (const Person& person : people) {
      const Interview interview(*recommender, person, shown, most_answers);
      const std::span<uint32_t> top = lists.list(person.number);
      const auto best = interview.list(static_cast<uint32_t>(top.size()));
      std::ranges::transform(best, top.begin(), &ScoredItem::item_index);
    }
  };
  return ranker;
}

}  // namespace pocketrec
