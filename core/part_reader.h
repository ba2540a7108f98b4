// The container that all parts share: header, checksum, and sections one behind the other.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/bundle.h"
#include "core/message.h"

namespace pocketrec {

// Every section begins at a multiple of this; the bytes between are zero.
inline constexpr uint32_t kSectionAlignment = 16;
inline constexpr uint32_t kNumHeaderFields = 8;

// Offsets in the header; the magic is at 0.
namespace header {
inline constexpr size_t kVersionAt = 4;
inline constexpr size_t kChecksumAt = 8;
inline constexpr size_t kSizeAt = 16;
inline constexpr size_t kModelIdAt = 24;
inline constexpr size_t kFieldsAt = 32;
inline constexpr size_t kChecksummedFrom = 16;
}  // namespace header

// Reads a part from front to back. The first thing that is wrong is kept; from then on every read
// returns something empty. Ask ok() before indexing, and finish() at the end.
class PartReader {
 public:
  // Checks magic, version, size and checksum.
  PartReader(Part part, std::span<const uint8_t> bytes);

  uint64_t model_id() const { return model_id_; }
  uint32_t field(uint32_t i) const { return fields_[i]; }
  // Fields i and i + 1: the upper half, and the lower one.
  uint64_t long_field(uint32_t i) const { return uint64_t{fields_[i]} << 32 | fields_[i + 1]; }
  bool ok() const { return !error_.has_value(); }

  // Refuses `value` outside [least, most].
  void check_range(const char* what, uint64_t value, uint64_t least, uint64_t most);
  // Refuses header fields from the `first`-th on that are not zero.
  void check_unused_fields(uint32_t first);
  void refuse(const char* what);

  template <class T>
  PackedArray<T> array(const char* what, uint64_t count) {
    const uint8_t* data = section(what, count, sizeof(T));
    return data == nullptr ? PackedArray<T>() : PackedArray<T>(data, static_cast<size_t>(count));
  }
  // Offsets (count + 1 of them, from 0 to the number of bytes), then the bytes.
  StringTable strings(const char* what, uint64_t count);
  // count + 1 offsets that ascend from 0 to `last`.
  PackedArray<uint32_t> offsets(const char* what, uint64_t count, uint32_t last);
  // `count` numbers, each below `limit`.
  PackedArray<uint32_t> indices(const char* what, uint64_t count, uint32_t limit);
  // `count` scales in [0, kMaxScale].
  PackedArray<float> scales(const char* what, uint64_t count);
  // Codes and scales, with every code in range.
  CodeTable codes(uint32_t num_rows, uint32_t num_factors, uint32_t bits);

  // The part's own error, if there is one; refuses bytes behind the last section.
  std::optional<Error> finish();

 private:
  const uint8_t* section(const char* what, uint64_t count, uint64_t element_bytes);
  std::optional<Error> check_header();
  PackedArray<uint32_t> ascending_offsets(const char* what, uint64_t count);

  Part part_;
  std::span<const uint8_t> bytes_;
  uint64_t position_ = kHeaderBytes;
  uint64_t model_id_ = 0;
  uint32_t fields_[kNumHeaderFields] = {};
  std::optional<Error> error_;
};

}  // namespace pocketrec
