#include "core/result.h"

namespace pocketrec {

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kTruncated:
      return "truncated";
    case ErrorCode::kTrailingBytes:
      return "trailing-bytes";
    case ErrorCode::kBadMagic:
      return "bad-magic";
    case ErrorCode::kUnsupportedVersion:
      return "unsupported-version";
    case ErrorCode::kBadChecksum:
      return "bad-checksum";
    case ErrorCode::kBadValue:
      return "bad-value";
    case ErrorCode::kPartMismatch:
      return "part-mismatch";
    case ErrorCode::kMissingPart:
      return "missing-part";
    case ErrorCode::kUnknownItem:
      return "unknown-item";
    case ErrorCode::kUnknownUser:
      return "unknown-user";
    case ErrorCode::kEmptyHistory:
      return "empty-history";
    case ErrorCode::kBadCount:
      return "bad-count";
  }
  return "bad-value";
}

}  // namespace pocketrec
