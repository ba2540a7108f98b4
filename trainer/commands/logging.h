// What people see while a command works.
#pragma once

#include "trainer/train/fit.h"

namespace pocketrec {

// Progress, warnings and errors to stderr, without time stamps; stdout is for results.
void log_to_stderr();

// One line a sweep or epoch: rate, loss, validation, time left.
class FitLog {
 public:
  explicit FitLog(uint64_t num_interactions) : num_interactions_(num_interactions) {}
  void operator()(const FitProgress& progress) const;

 private:
  uint64_t num_interactions_;
};

}  // namespace pocketrec
