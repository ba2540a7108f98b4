// From scores to shares: of the people for whom an item had such a score, how many had chosen it.
#pragma once

#include <span>
#include <vector>

namespace pocketrec {

// One item that was listed for one person, and whether it is among what they are known to choose.
struct ScoredOutcome {
  float score = 0;
  bool was_chosen = false;
};

// A line through knots, level before the first and behind the last. Scores ascend, shares do not
// descend and are in 0..1. Empty: nothing is known.
struct Calibration {
  std::vector<float> scores, shares;
};

// The line that fits best of all that do not descend (isotonic regression by pooling adjacent
// violators: Ayer et al., "An Empirical Distribution Function for Sampling with Incomplete
// Information", 1955), through the means of its levels, at most 64 of them.
Calibration calibrate(std::vector<ScoredOutcome> outcomes);

// At any score; 0 where nothing is known.
float share_at(const Calibration& calibration, float score);

// How far shares are off in the mean: |share - share seen| over ten groups of as many outcomes
// each, by score (the expected calibration error of Naeini et al., "Obtaining Well Calibrated
// Probabilities Using Bayesian Binning", AAAI 2015). 0 without outcomes.
double calibration_error(const Calibration& calibration, std::vector<ScoredOutcome> outcomes);

}  // namespace pocketrec
