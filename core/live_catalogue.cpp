#include "core/live_catalogue.h"

#include <algorithm>

#include "core/dot.h"
#include "core/quantise.h"

namespace pocketrec {
namespace {

auto place_of(auto& factors, uint32_t item) {
  return factors.begin() + first_not_less(static_cast<uint32_t>(factors.size()), item,
                                          [&](uint32_t i) { return factors[i].item_index; });
}

}  // namespace

void Boosts::set(uint32_t item, float factor) {
  const auto place = place_of(factors_, item);
  const bool is_there = place != factors_.end() && place->item_index == item;
  if (factor == 1.0F) {
    if (is_there) factors_.erase(place);
  } else if (is_there) {
    place->score = factor;
  } else {
    factors_.insert(place, {item, factor});
  }
}

float Boosts::factor(uint32_t item) const {
  const auto place = place_of(factors_, item);
  return place != factors_.end() && place->item_index == item ? place->score : 1.0F;
}

LiveCatalogue::LiveCatalogue(const CodeTable& codes, uint32_t num_items)
    : num_items_(num_items),
      num_factors_(codes.num_factors),
      bits_(codes.bits),
      hidden_(num_items) {}

void LiveCatalogue::hide(uint32_t item, bool is_hidden) {
  if (is_hidden) {
    hidden_.insert(item);
  } else {
    hidden_.erase(item);
  }
}

uint32_t LiveCatalogue::add(const UserVector& vector) {
  std::vector<float> values(num_factors_);
  for (uint32_t k = 0; k < num_factors_; ++k) {
    values[k] = vector.scale * static_cast<float>(vector.codes[k]);
  }
  std::vector<int8_t> codes(num_factors_);
  scales_.push_back(quantise_row(values, bits_, codes));
  const uint32_t stride = row_stride(num_factors_, bits_);
  codes_.resize(codes_.size() + stride);
  store_row(codes, bits_, std::span(codes_).last(stride));
  norms_.push_back(inverse_length(dot_reference(codes, codes)));
  hidden_.grow(size());
  return size() - 1;
}

CodeTable LiveCatalogue::added() const {
  return {codes_.data(), PackedArray<float>(scales_), static_cast<uint32_t>(norms_.size()),
          num_factors_, bits_};
}

}  // namespace pocketrec
