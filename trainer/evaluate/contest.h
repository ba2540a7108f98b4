// One split, and what every model that is tested on it needs.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "trainer/data/interaction_matrix.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/evaluate/ranker.h"
#include "trainer/evaluate/report.h"
#include "trainer/metrics/calibration.h"
#include "trainer/split/split.h"
#include "trainer/train/fit.h"

namespace pocketrec {

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

class Contest {
 public:
  // The matrices and options must outlive the contest. Throws DataError when there is nobody to
  // test.
  Contest(const InteractionMatrix& training, const EvaluationSet& test,
          const EvaluateOptions& options, EvaluateProgress progress);
  Contest(const Contest&) = delete;  // people point into it

  const InteractionMatrix& training() const { return training_; }    // users x items, chosen only
  const InteractionMatrix& audiences() const { return audiences_; }  // its transpose
  const EvaluateOptions& options() const { return options_; }

  // The softmax model, trained when it is first asked for.
  const FitResult& trained();

  // A line for people about what is being done.
  void say(const std::string& line) const;

  // Lists of everyone tested, and what they are worth.
  ModelReport judge(const Ranker& ranker) const;

  // Of each person with a history: the scores that they would see of a list of `length` items, and
  // which of those items are held out. The ranker must recommend.
  std::vector<std::vector<ScoredOutcome>> outcomes(const Ranker& ranker, uint32_t length) const;

 private:
  void gather_people();
  RankedLists rank_everyone(const Ranker& ranker) const;

  const InteractionMatrix& training_;
  const EvaluationSet& test_;
  const EvaluateOptions& options_;
  EvaluateProgress progress_;
  InteractionMatrix audiences_;
  InteractionMatrix chosen_;       // of the histories
  std::vector<Person> people_;     // with a choice to go by
  std::vector<Person> newcomers_;  // without
  std::optional<FitResult> trained_;
};

}  // namespace pocketrec
