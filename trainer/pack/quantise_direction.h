// Item rows as codes, so that little of their directions is lost.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/quantise.h"
#include "trainer/train/model.h"

namespace pocketrec {

// Rounds each value / step to the nearest code (halves to even, cut off at the largest code) with
// the step, of some between half of the one that core/quantise.h takes and that one, that leaves
// the smallest angle between values and codes; for 8 bits only that one is tried. Returns the
// scale: of 8 bits the step, of 4 the one that keeps the row's length, |values| / |codes|. values:
// finite; codes: as many. A row of zeros, or one too short for a scale, gets scale 0 and codes 0.
//
// Cosines decide lists, and a few numbers cut off in a row cost less than a coarse step for all of
// them (as "clipping" in Banner et al., "Post training 4-bit quantization of convolutional networks
// for rapid-deployment", NeurIPS 2019).
float quantise_direction(std::span<const float> values, uint32_t bits, std::span<int8_t> codes);

// Every row so, as they lie in a part.
struct QuantisedRows {
  uint32_t num_factors = 0;
  uint32_t bits = 0;
  std::vector<uint8_t> codes;  // rows x row_stride(num_factors, bits)
  std::vector<float> scales;   // rows

  CodeTable table() const;  // a view into this
};
QuantisedRows quantise_directions(const FactorTable& rows, uint32_t bits);

}  // namespace pocketrec
