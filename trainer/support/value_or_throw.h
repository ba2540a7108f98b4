// From the core's errors as values to the trainer's exceptions.
#pragma once

#include <string>
#include <utility>

#include "core/result.h"
#include "trainer/support/error.h"

namespace pocketrec {

// The value; else throws DataError with `context` before the error's own sentence.
template <class T>
T value_or_throw(Result<T> result, const std::string& context = "") {
  if (!result.ok()) throw DataError(context + result.error().message);
  return std::move(result).value();
}

}  // namespace pocketrec
