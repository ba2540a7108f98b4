// Exceptions of the trainer: thrown anywhere, caught once, in main.
#pragma once

#include <stdexcept>
#include <string>

namespace pocketrec {

// Bad data or I/O (exit code 1). The message is one sentence: what was expected, what was found,
// where (file:line), how to mend it.
struct DataError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Wrong usage (exit code 2).
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The person pressed Ctrl-C (exit code 130).
struct Cancelled : std::runtime_error {
  Cancelled() : std::runtime_error("cancelled; nothing was written") {}
  using std::runtime_error::runtime_error;
};

}  // namespace pocketrec
