// What training reports as it goes on.
#pragma once

#include <cstdint>
#include <string>

namespace pocketrec {

struct FitProgress {
  std::string stage;            // "validation" or "final"
  std::string what;             // what is tried in this stage, for people
  uint32_t round = 0;           // sweep or epoch, 1-based, ...
  uint32_t max_rounds = 0;      // ... of at most these
  double seconds = 0;           // this round's
  double loss = 0;              // after a sweep; mean over an epoch's steps
  double validation_ndcg = -1;  // NDCG@20 on the held-out users; -1: not measured
  double stage_seconds = 0;     // since the stage began, validation included
};

}  // namespace pocketrec
