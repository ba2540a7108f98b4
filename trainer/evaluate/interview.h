// A visitor of whom nothing is known is asked about titles, and gets a list by the answers: how
// good is it, by how the titles were chosen?
//
// People are those of the test, with their histories as all that they could answer. They are shown
// rounds of titles until they rated so many, or have seen kTitlesAsked; who liked none gets what is
// popular. What is in a history is masked, answered or not: of each person the same items are asked
// for, and can be missed, whatever was shown. That people know an author means here that the rest
// of their history has another title of the author.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/recommender.h"
#include "trainer/evaluate/offered_titles.h"
#include "trainer/evaluate/ranker.h"

namespace pocketrec {

inline constexpr uint32_t kTitlesAsked = 100;
inline constexpr uint32_t kTitlesARound = 10;

enum class TitlesShown {
  kPopular,  // the most popular first, to everybody
  kOffered,  // popular ones of different kinds, then recommendations by the answers
  // As a page does that lets people say that they know the author: those of OfferedTitles instead
  // of the first, and before all others more titles of the authors that they know.
  kByAuthor,
};

// The diversity of the first titles of kOffered (wasm/src/further.ts has the same).
inline constexpr float kOfferedDiversity = 0.1F;

struct InterviewOptions {
  TitlesShown shown = TitlesShown::kPopular;
  uint32_t most_answers = 5;                       // 1..kTitlesAsked
  std::shared_ptr<const OfferedTitles> by_author;  // of kByAuthor
};

// recommender: of a packed model; it lives as long as the ranker.
Ranker interview_ranker(std::string name, std::shared_ptr<const Recommender> recommender,
                        InterviewOptions options);

}  // namespace pocketrec
