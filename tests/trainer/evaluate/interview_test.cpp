// Asking people about titles, against what the lists should be by hand.
#include "trainer/evaluate/interview.h"

#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <vector>

#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

std::shared_ptr<const Recommender> golden_recommender() {
  return std::make_shared<const Recommender>(open_or_die(golden_parts_8()));
}

std::vector<uint32_t> list_of(TitlesShown shown, const std::vector<uint32_t>& seen,
                              const std::vector<float>& weights, uint32_t most_answers) {
  // Every third item is by the same one of three authors.
  std::vector<uint32_t> authors, popularity;
  for (uint32_t item = 0; item < golden_recommender()->info().num_items; ++item) {
    authors.push_back(1 + item % 3);
    popularity.push_back(100 - item);
  }
  const Ranker ranker =
      interview_ranker("asked", golden_recommender(),
                       {.shown = shown,
                        .most_answers = most_answers,
                        .by_author = std::make_shared<const OfferedTitles>(authors, popularity)});
  RankedLists lists(1, 10);
  const Person person{
      .number = 0, .seen = seen, .seen_weights = weights, .chosen = {}, .chosen_weights = {}};
  ranker.rank({&person, 1}, lists);
  const auto list = lists.list(0);
  return {list.begin(), list.end()};
}

// By these answers, without what was seen.
std::vector<uint32_t> expected(const std::vector<HistoryEntry>& answers,
                               const std::vector<uint32_t>& seen) {
  return indices_of(
      golden_recommender()->recommend(answers, {.n = 10, .exclude = seen, .allow = {}}).value());
}

TEST(Interview, GoesByTheFirstTitlesThatAreRecognised) {
  const std::vector<uint32_t> seen = {2, 5, 17, 30};
  EXPECT_EQ(list_of(TitlesShown::kPopular, seen, {}, 2), expected({{2}, {5}}, seen));
  EXPECT_EQ(list_of(TitlesShown::kPopular, seen, {}, 20), expected({{2}, {5}, {17}, {30}}, seen));
  // A title that somebody rates low is an answer too.
  EXPECT_EQ(list_of(TitlesShown::kPopular, seen, {1, 0, 1, 1}, 2), expected({{2}, {5, 0}}, seen));
}

TEST(Interview, WhoLikesNothingGetsWhatIsPopular) {
  const std::vector<uint32_t> popular = {0, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  for (const TitlesShown shown :
       {TitlesShown::kPopular, TitlesShown::kOffered, TitlesShown::kByAuthor}) {
    EXPECT_EQ(list_of(shown, {1}, {0}, 5), popular);
    EXPECT_EQ(list_of(shown, {}, {}, 5).front(), 0U);
  }
}

TEST(Interview, OffersWhatTheFirstAnswersLeadTo) {
  // The first round has ten titles of different kinds; the next follows the one that was liked.
  const auto recommender = golden_recommender();
  ListOptions first{.n = kTitlesARound, .exclude = {}, .allow = {}};
  first.diversity = kOfferedDiversity;
  const std::vector<uint32_t> round = indices_of(recommender->popular(first).value());
  const HistoryEntry liked[] = {{round[3]}};
  ListOptions next{.n = kTitlesARound, .exclude = round, .allow = {}};
  const uint32_t led_to = recommender->recommend(liked, next).value()[0].item_index;
  std::vector<uint32_t> seen = {round[3], led_to};
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(list_of(TitlesShown::kOffered, seen, {}, 2), expected({{seen[0]}, {seen[1]}}, seen));
}

// Both authors are known. The first round asks about items 0 to 9, then it is the eleven best-known
// titles of the author of 1, 4, 7, ... to 31 before those of the author of 2, 5, 8, ...
TEST(Interview, WhoKnowsTheAuthorIsAskedAboutMoreOfTheTitles) {
  const std::vector<uint32_t> seen = {20, 31};
  EXPECT_EQ(list_of(TitlesShown::kPopular, seen, {}, 1), expected({{20}}, seen));
  EXPECT_EQ(list_of(TitlesShown::kByAuthor, seen, {}, 1), expected({{31}}, seen));
  EXPECT_EQ(list_of(TitlesShown::kByAuthor, seen, {}, 2), expected({{20}, {31}}, seen));
}

}  // namespace
}  // namespace pocketrec
