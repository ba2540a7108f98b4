// Small bundles made from plain numbers, for tests.
#pragma once

#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/part_reader.h"
#include "core/recommender.h"
#include "tests/golden/golden_data.h"
#include "trainer/pack/pack.h"

namespace pocketrec {

// Opens; the test ends here when that fails. `parts` must outlive the result.
inline Recommender open_or_die(const PackedParts& parts) {
  auto recommender = Recommender::open(views_of(parts));
  if (!recommender.ok()) throw std::runtime_error(recommender.error().message);
  return std::move(recommender).value();
}

inline const PackedParts& golden_parts_8() {
  static const PackedParts parts = golden::golden_parts(golden::golden_input(), 8);
  return parts;
}

inline Model model_of(uint32_t num_factors, const std::vector<float>& rows,
                      const EncoderParameters& parameters = {}) {
  const auto num_items = static_cast<uint32_t>(rows.size() / num_factors);
  return {{num_items, num_factors, rows}, parameters};
}

// Writes the checksum that belongs to altered bytes, so that what lies behind it is tested.
inline void reseal(std::vector<uint8_t>& part) {
  const uint64_t checksum = part_checksum(part);
  std::memcpy(part.data() + header::kChecksumAt, &checksum, sizeof(checksum));
}

template <class T>
void overwrite(std::vector<uint8_t>& part, size_t offset, T value) {
  std::memcpy(part.data() + offset, &value, sizeof(T));
  reseal(part);
}

inline std::vector<uint32_t> indices_of(const std::vector<ScoredItem>& items) {
  std::vector<uint32_t> indices;
  for (const ScoredItem& item : items) indices.push_back(item.item_index);
  return indices;
}

}  // namespace pocketrec
