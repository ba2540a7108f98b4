#include "trainer/pack/pack_map.h"

#include "core/bundle.h"
#include "core/part_reader.h"
#include "core/quantise.h"
#include "trainer/pack/outer_part.h"
#include "trainer/pack/part_writer.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

// Of each item: x, then y.
constexpr uint64_t kNumbersOfItem = 2;

}  // namespace

std::vector<uint8_t> pack_map(const std::vector<MapPlace>& places, uint64_t model_id) {
  PartWriter writer(Part::kMap, model_id, {checked_count(places.size(), "items")});
  std::vector<uint16_t> numbers;
  numbers.reserve(places.size() * kNumbersOfItem);
  for (const auto [x, y] : places) numbers.insert(numbers.end(), {x, y});
  writer.array(numbers);
  return writer.finish();
}

Result<std::vector<MapPlace>> parse_map(std::span<const uint8_t> bytes, const BundleInfo& info) {
  PartReader reader(Part::kMap, bytes);
  const uint32_t num_items = reader.field(0);
  reader.check_range("number of items", num_items, 1, kMaxItems);
  reader.check_unused_fields(1);
  const auto numbers = reader.array<uint16_t>("places", num_items * kNumbersOfItem);
  std::vector<MapPlace> places(numbers.size() / kNumbersOfItem);
  for (size_t i = 0; i < places.size(); ++i) {
    places[i] = {numbers[i * kNumbersOfItem], numbers[i * kNumbersOfItem + 1]};
    if ((places[i].x == 0) != (places[i].y == 0)) reader.refuse("places");
  }
  if (auto error = finish_outer_part(reader, Part::kMap, num_items, info)) {
    return *std::move(error);
  }
  return places;
}

FactorTable packed_rows(std::span<const uint8_t> items) {
  const CodeTable codes = value_or_throw(parse_items(items)).items;
  FactorTable rows{codes.num_rows, codes.num_factors, {}};
  rows.values.resize(size_t{codes.num_rows} * codes.num_factors);
  for (uint32_t r = 0; r < codes.num_rows; ++r) {
    dequantise_row(codes, r, {rows.row(r), rows.num_factors});
  }
  return rows;
}

}  // namespace pocketrec
