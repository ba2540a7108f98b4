// A visitor of whom nothing is known is asked about titles, and gets a list by the answers: how
// good is it, by how the titles were chosen?
//
// People are those of the test, with their histories as all that they could answer. They are shown
// rounds of titles until they rated so many, or have seen kTitlesAsked; who liked none gets what is
// popular. What is in a history is masked, answered
// or not: of each person the same items are asked for, and can be missed, whatever was shown.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/recommender.h"
#include "trainer/evaluate/ranker.h"

namespace pocketrec {

inline constexpr uint32_t kTitlesAsked = 100;
inline constexpr uint32_t kTitlesARound = 10;

enum class TitlesShown {
  kPopular,  // the most popular first, to everybody
  kOffered,  // as a page does: popular ones of different kinds, then recommendations by the answers
};

// The diversity of the first titles that a page offers (wasm/src/engine.ts has the same).
inline constexpr float kOfferedDiversity = 0.1F;

// recommender: of a packed model; it lives as long as the ranker. most_answers: 1..kTitlesAsked.
Ranker interview_ranker(std::string name, std::shared_ptr<const Recommender> recommender,
                        TitlesShown shown, uint32_t most_answers);

}  // namespace pocketrec
