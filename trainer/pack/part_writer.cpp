#include "trainer/pack/part_writer.h"

#include <cassert>
#include <cstring>
#include <limits>
#include <string>

#include "core/bundle.h"
#include "core/part_reader.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

template <class T>
void store(std::vector<uint8_t>& bytes, size_t offset, T value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(T));
}

}  // namespace

PartWriter::PartWriter(Part part, uint64_t model_id, std::initializer_list<uint32_t> fields)
    : bytes_(kHeaderBytes, 0) {
  assert(fields.size() <= kNumHeaderFields);
  std::memcpy(bytes_.data(), magic_of(part), 4);
  store(bytes_, header::kVersionAt, kFormatVersion);
  store(bytes_, header::kModelIdAt, model_id);
  size_t offset = header::kFieldsAt;
  for (const uint32_t field : fields) {
    store(bytes_, offset, field);
    offset += sizeof(field);
  }
}

void PartWriter::section(std::span<const uint8_t> bytes) {
  bytes_.resize((bytes_.size() + kSectionAlignment - 1) / kSectionAlignment * kSectionAlignment, 0);
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

void PartWriter::strings(const std::vector<std::string_view>& texts) {
  std::vector<uint32_t> offsets = {0};
  std::string bytes;
  for (const std::string_view text : texts) {
    bytes += text;
    offsets.push_back(checked_count(bytes.size(), "bytes of text in a bundle"));
  }
  array(offsets);
  array(std::span<const char>(bytes));
}

std::vector<uint8_t> PartWriter::finish() {
  store(bytes_, header::kSizeAt, uint64_t{bytes_.size()});
  store(bytes_, header::kChecksumAt, part_checksum(bytes_));
  return std::move(bytes_);
}

std::vector<uint8_t> restamped(std::span<const uint8_t> part, uint64_t model_id, uint32_t field,
                               uint32_t value) {
  assert(part.size() >= kHeaderBytes && field < kNumHeaderFields);
  std::vector<uint8_t> bytes(part.begin(), part.end());
  store(bytes, header::kModelIdAt, model_id);
  store(bytes, header::kFieldsAt + field * sizeof(value), value);
  store(bytes, header::kChecksumAt, part_checksum(bytes));
  return bytes;
}

uint32_t checked_count(size_t value, const char* what) {
  if (value > std::numeric_limits<uint32_t>::max()) {
    throw DataError("expected fewer than 4294967296 " + std::string(what) + ", found " +
                    std::to_string(value) + "; split the data");
  }
  return static_cast<uint32_t>(value);
}

}  // namespace pocketrec
