// Errors as values: core neither throws nor prints.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace pocketrec {

enum class ErrorCode : uint32_t {
  kTruncated = 1,       // fewer bytes than the part's own header announces
  kTrailingBytes,       // more bytes than the part's own header announces
  kBadMagic,            // not a Pocketrec part, or a part of another kind
  kUnsupportedVersion,  // written by a newer (or unknown) format version
  kBadChecksum,         // the bytes were altered
  kBadValue,            // a field is outside its documented range
  kPartMismatch,        // parts that belong to different bundles
  kMissingPart,         // the call needs a part that was not loaded
  kUnknownItem,         // no item has this id or index
  kUnknownUser,         // no user has this id or index
  kEmptyHistory,        // nothing to compute a visitor's vector from
  kBadCount,            // N outside 1..kMaxResults
};

// A stable, lower-case, hyphenated name of the code ("bad-checksum"), for JavaScript and scripts.
const char* name_of(ErrorCode code);

// `message` is one sentence: what was expected, what was found, where, how to mend it.
struct Error {
  ErrorCode code;
  std::string message;
};

// A value or an Error. Asking for the wrong one is the caller's bug.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  T& value() & { return *checked<0>(); }
  const T& value() const& { return *checked<0>(); }
  // By value, so that `for (x : call().value())` does not look into what is gone.
  T value() && { return std::move(*checked<0>()); }
  const Error& error() const { return *checked<1>(); }

 private:
  template <size_t I>
  auto* checked() {
    assert(state_.index() == I);
    return std::get_if<I>(&state_);
  }
  template <size_t I>
  const auto* checked() const {
    assert(state_.index() == I);
    return std::get_if<I>(&state_);
  }
  std::variant<T, Error> state_;
};

}  // namespace pocketrec
