// Writes the container that all parts share (core/FORMAT.md).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "core/recommender.h"

namespace pocketrec {

class PartWriter {
 public:
  // fields: those of the header from field 0 on; the rest are zero.
  PartWriter(Part part, uint64_t model_id, std::initializer_list<uint32_t> fields);

  // The next section.
  template <class T>
  void array(std::span<const T> values) {
    section({reinterpret_cast<const uint8_t*>(values.data()), values.size_bytes()});
  }
  template <class T>
  void array(const std::vector<T>& values) {
    array(std::span<const T>(values));
  }
  // A string table. Throws DataError where the texts are longer than 4 GB together.
  void strings(const std::vector<std::string_view>& texts);

  // Fills in size and checksum. Leaves this empty.
  std::vector<uint8_t> finish();

 private:
  void section(std::span<const uint8_t> bytes);

  std::vector<uint8_t> bytes_;
};

// `part` with this model id and this value of a field, and all else as it was.
std::vector<uint8_t> restamped(std::span<const uint8_t> part, uint64_t model_id, uint32_t field,
                               uint32_t value);

// `value` as a count in a part. Throws DataError, naming `what`, where it needs more than 32 bits.
uint32_t checked_count(size_t value, const char* what);

}  // namespace pocketrec
