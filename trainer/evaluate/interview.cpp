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
  Interview(const Recommender& recommender, const Person& person, const InterviewOptions& options)
      : recommender_(recommender), person_(person), options_(options) {
    while (titles_.size() < kTitlesAsked && answers_.size() < options.most_answers) {
      const std::vector<uint32_t> round = next_round();
      if (round.empty()) return;
      for (const uint32_t title : round) {
        if (titles_.size() == kTitlesAsked || answers_.size() == options.most_answers) return;
        titles_.push_back(title);
        ask_about(title);
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
  std::vector<uint32_t> next_round() const {
    std::vector<uint32_t> round;
    for (const uint32_t author : known_authors_) {
      for (const uint32_t title : options_.by_author->by(author, titles_)) round.push_back(title);
    }
    if (round.size() >= kTitlesARound) return round;
    std::vector<uint32_t> taken = titles_;
    taken.insert(taken.end(), round.begin(), round.end());
    const std::vector<uint32_t> more =
        of_no_author(taken, kTitlesARound - static_cast<uint32_t>(round.size()));
    round.insert(round.end(), more.begin(), more.end());
    return round;
  }

  // Of those who named no author, or know no more of theirs. taken: titles that must not come.
  std::vector<uint32_t> of_no_author(const std::vector<uint32_t>& taken, uint32_t n) const {
    ListOptions list;
    list.n = n;
    list.exclude = taken;
    if (options_.shown != TitlesShown::kPopular && likes_something_) {
      return indices(recommender_.recommend(answers_, list));
    }
    if (options_.shown == TitlesShown::kByAuthor) return options_.by_author->next(taken, n);
    if (options_.shown == TitlesShown::kOffered) list.diversity = kOfferedDiversity;
    return indices(recommender_.popular(list));
  }

  static std::vector<uint32_t> indices(const Result<std::vector<ScoredItem>>& found) {
    std::vector<uint32_t> indices;
    for (const ScoredItem& item : value_or_throw(found, kContext)) {
      indices.push_back(item.item_index);
    }
    return indices;
  }

  void ask_about(uint32_t item) {
    const auto place = std::ranges::lower_bound(person_.seen, item);
    if (place == person_.seen.end() || *place != item) {  // not recognised
      if (options_.shown == TitlesShown::kByAuthor) ask_about_author(item);
      return;
    }
    const size_t position = static_cast<size_t>(place - person_.seen.begin());
    const float weight = person_.seen_weights.empty() ? 1.0F : person_.seen_weights[position];
    answers_.push_back({item, weight});
    likes_something_ = likes_something_ || weight > 0;
  }

  void ask_about_author(uint32_t item) {
    const OfferedTitles& titles = *options_.by_author;
    const uint32_t author = titles.author_of(item);
    if (author == 0 || std::ranges::find(known_authors_, author) != known_authors_.end()) return;
    const bool is_known = std::ranges::any_of(
        person_.seen, [&](uint32_t seen) { return titles.author_of(seen) == author; });
    if (is_known) known_authors_.push_back(author);
  }

  const Recommender& recommender_;
  const Person& person_;
  const InterviewOptions& options_;
  std::vector<uint32_t> titles_;  // shown so far
  std::vector<HistoryEntry> answers_;
  std::vector<uint32_t> known_authors_;  // as said of titles that were not recognised
  bool likes_something_ = false;
};

}  // namespace

Ranker interview_ranker(std::string name, std::shared_ptr<const Recommender> recommender,
                        InterviewOptions options) {
  Ranker ranker{.name = std::move(name)};
  ranker.rank = [recommender = std::move(recommender), options = std::move(options)](
                    std::span<const Person> people, RankedLists& lists) {
    for (const Person& person : people) {
      const Interview interview(*recommender, person, options);
      const std::span<uint32_t> top = lists.list(person.number);
      const auto best = interview.list(static_cast<uint32_t>(top.size()));
      std::ranges::transform(best, top.begin(), &ScoredItem::item_index);
    }
  };
  return ranker;
}

}  // namespace pocketrec
