#include "core/part_reader.h"

#include <algorithm>

#include "core/dot.h"
#include "core/hash.h"

namespace pocketrec {
namespace {

template <class T>
T load(const uint8_t* bytes) {
  return PackedArray<T>(bytes, 1)[0];
}

bool has_magic(std::span<const uint8_t> bytes, Part part) {
  return std::memcmp(bytes.data(), magic_of(part), 4) == 0;
}

// Codes outside [-max, max], or padding that is not zero, make a row invalid.
bool codes_are_valid(const CodeTable& table) {
  if (has_code_below_least(table)) return false;
  const uint32_t stride = table.stride();
  const uint32_t used_bits = table.num_factors * table.bits;
  const uint32_t used_bytes = used_bits / 8;
  if (used_bytes == stride) return true;
  for (uint32_t r = 0; r < table.num_rows; ++r) {
    const uint8_t* row = table.row(r);
    uint32_t bad = used_bits % 8 != 0 ? row[used_bytes] & 0xF0U : row[used_bytes];
    for (uint32_t j = used_bytes + 1; j < stride; ++j) bad |= row[j];
    if (bad != 0) return false;
  }
  return true;
}

}  // namespace

uint64_t part_checksum(std::span<const uint8_t> bytes) {
  return hash_of(bytes.subspan(header::kChecksummedFrom));
}

PartReader::PartReader(Part part, std::span<const uint8_t> bytes) : part_(part), bytes_(bytes) {
  error_ = check_header();
  if (!ok()) return;
  model_id_ = load<uint64_t>(bytes.data() + header::kModelIdAt);
  for (uint32_t i = 0; i < kNumHeaderFields; ++i) {
    fields_[i] = load<uint32_t>(bytes.data() + header::kFieldsAt + 4 * i);
  }
}

std::optional<Error> PartReader::check_header() {
  const char* name = name_of(part_);
  if (bytes_.size() < kHeaderBytes) {
    return failure(ErrorCode::kTruncated,
                   {"the ", name, " part is truncated: its header alone takes ", kHeaderBytes,
                    " bytes, ", uint64_t{bytes_.size()}, " were given; download it again"});
  }
  if (!has_magic(bytes_, part_)) {
    for (uint32_t other = 1; other <= kLastPart; ++other) {
      if (has_magic(bytes_, Part{other})) {
        return failure(ErrorCode::kBadMagic, {"expected the ", name, " part, found the ",
                                              name_of(Part{other}), " part; swap the two files"});
      }
    }
    return failure(ErrorCode::kBadMagic, {"expected the ", name,
                                          " part of a Pocketrec bundle, found bytes that do not "
                                          "begin with \"",
                                          magic_of(part_), "\"; check the address of the file"});
  }
  const auto version = load<uint32_t>(bytes_.data() + header::kVersionAt);
  if (version != kFormatVersion) {
    return failure(ErrorCode::kUnsupportedVersion,
                   {"the ", name, " part has format version ", version,
                    ", this Pocketrec reads version ", kFormatVersion,
                    version > kFormatVersion ? "; update Pocketrec" : "; write the bundle again"});
  }
  const auto size = load<uint64_t>(bytes_.data() + header::kSizeAt);
  if (size > bytes_.size()) {
    return failure(ErrorCode::kTruncated,
                   {"the ", name, " part is truncated: its header announces ", size, " bytes, ",
                    uint64_t{bytes_.size()}, " were given; download it again"});
  }
  if (size < bytes_.size()) {
    return failure(ErrorCode::kTrailingBytes,
                   {"the ", name, " part is too long: its header announces ", size, " bytes, ",
                    uint64_t{bytes_.size()}, " were given; download it again"});
  }
  if (part_checksum(bytes_) != load<uint64_t>(bytes_.data() + header::kChecksumAt)) {
    return failure(ErrorCode::kBadChecksum, {"the ", name,
                                             " part was altered: its checksum does not match "
                                             "its bytes; download it again"});
  }
  return std::nullopt;
}

void PartReader::check_range(const char* what, uint64_t value, uint64_t least, uint64_t most) {
  if (!ok() || (value >= least && value <= most)) return;
  error_ = failure(ErrorCode::kBadValue,
                   {"the ", name_of(part_), " part's ", what, " should be from ", least, " to ",
                    most, ", it is ", value, "; write the bundle again"});
}

void PartReader::check_unused_fields(uint32_t first) {
  for (uint32_t i = first; i < kNumHeaderFields; ++i) check_range("unused field", fields_[i], 0, 0);
}

void PartReader::refuse(const char* what) {
  if (!ok()) return;
  error_ = failure(ErrorCode::kBadValue, {"the ", name_of(part_), " part's ", what,
                                          " break the format's rules; write the bundle again"});
}

const uint8_t* PartReader::section(const char* what, uint64_t count, uint64_t element_bytes) {
  if (!ok()) return nullptr;
  // No overflow: counts have 32 bits (and one), elements at most a kilobyte.
  const uint64_t begin =
      (position_ + kSectionAlignment - 1) / kSectionAlignment * kSectionAlignment;
  const uint64_t end = begin + count * element_bytes;
  if (end > bytes_.size()) {
    error_ =
        failure(ErrorCode::kBadValue,
                {"the ", name_of(part_), " part ends at byte ", uint64_t{bytes_.size()},
                 ", but its ", what, " should reach to byte ", end, "; write the bundle again"});
    return nullptr;
  }
  const auto gap =
      bytes_.subspan(static_cast<size_t>(position_), static_cast<size_t>(begin - position_));
  if (std::any_of(gap.begin(), gap.end(), [](uint8_t byte) { return byte != 0; })) {
    refuse("padding bytes");
    return nullptr;
  }
  position_ = end;
  return bytes_.data() + begin;
}

PackedArray<uint32_t> PartReader::ascending_offsets(const char* what, uint64_t count) {
  const auto offsets = array<uint32_t>(what, count + 1);
  if (!ok()) return {};
  uint32_t last = 0;
  bool ascending = offsets[0] == 0;
  for (size_t i = 0; i < offsets.size(); ++i) {
    ascending &= offsets[i] >= last;
    last = offsets[i];
  }
  if (!ascending) refuse(what);
  return ok() ? offsets : PackedArray<uint32_t>();
}

PackedArray<uint32_t> PartReader::offsets(const char* what, uint64_t count, uint32_t last) {
  const auto offsets = ascending_offsets(what, count);
  if (ok() && offsets[offsets.size() - 1] != last) refuse(what);
  return offsets;
}

StringTable PartReader::strings(const char* what, uint64_t count) {
  const auto offsets = ascending_offsets(what, count);
  if (!ok()) return {};
  const auto bytes = array<uint8_t>(what, offsets[offsets.size() - 1]);
  return ok() ? StringTable(offsets, bytes) : StringTable();
}

PackedArray<uint32_t> PartReader::indices(const char* what, uint64_t count, uint32_t limit) {
  const auto values = array<uint32_t>(what, count);
  uint32_t largest = 0;
  for (size_t i = 0; i < values.size(); ++i) largest = std::max(largest, values[i]);
  if (values.size() != 0 && largest >= limit) refuse(what);
  return values;
}

PackedArray<float> PartReader::scales(const char* what, uint64_t count) {
  const auto values = array<float>(what, count);
  bool all_valid = true;  // false for NaN too
  for (size_t i = 0; i < values.size(); ++i) {
    all_valid &= values[i] >= 0.0F && values[i] <= kMaxScale;
  }
  if (!all_valid) refuse(what);
  return values;
}

CodeTable PartReader::codes(uint32_t num_rows, uint32_t num_factors, uint32_t bits) {
  const auto bytes = array<uint8_t>("codes", uint64_t{num_rows} * row_stride(num_factors, bits));
  CodeTable table{bytes.data(), scales("scales", num_rows), num_rows, num_factors, bits};
  if (ok() && !codes_are_valid(table)) refuse("codes");
  return table;
}

std::optional<Error> PartReader::finish() {
  if (ok() && position_ != bytes_.size()) {
    error_ = failure(ErrorCode::kBadValue,
                     {"the ", name_of(part_), " part's sections end at byte ", position_,
                      ", but it has ", uint64_t{bytes_.size()}, " bytes; write the bundle again"});
  }
  return error_;
}

}  // namespace pocketrec
