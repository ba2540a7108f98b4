#include <cmath>
#include <span>
#include <string>

#include "core/encoder.h"
#include "core/quantise.h"
#include "trainer/pack/pack_parts.h"
#include "trainer/pack/part_writer.h"
#include "trainer/pack/quantise_direction.h"
#include "trainer/support/error.h"

namespace pocketrec {
std::vector<uint8_t> pack_items(const FactorTable& item_factors, uint32_t bits, uint64_t model_id) {
  const uint32_t num_factors = item_factors.num_factors;
  const uint32_t stride = row_stride(num_factors, bits);
  std::vector<uint8_t> rows(size_t{item_factors.num_rows} * stride);
  std::vector<float> scales(item_factors.num_rows);
  std::vector<int8_t> codes(num_factors);
  for (uint32_t r = 0; r < item_factors.num_rows; ++r) {
    const std::span values(item_factors.row(r), num_factors);
    for (const float value : values) {
      if (!std::isfinite(value)) {
        throw DataError("the factors of item " + std::to_string(r) +
                        " are not finite: training diverged; lower the learning rate");
      }
    }
    scales[r] = quantise_direction(values, bits, codes);
    store_row(codes, bits, std::span(rows).subspan(size_t{r} * stride, stride));
  }
  PartWriter writer(Part::kItems, model_id, {item_factors.num_rows, num_factors, bits, stride});
  writer.array(rows);
  writer.array(scales);
  return writer.finish();
}

std::vector<uint8_t> pack_encoder(const EncoderParameters& parameters, uint32_t num_factors,
                                  uint64_t model_id) {
  const SoftmaxParameters& fold_in = parameters.fold_in;
  const NeighbourParameters& neighbours = parameters.neighbours;
  PartWriter writer(Part::kEncoder, model_id,
                    {static_cast<uint32_t>(EncoderKind::kSoftmax), num_factors});
  writer.array(std::vector<float>{fold_in.temperature, fold_in.background_weight, fold_in.focus,
                                  fold_in.step_size, neighbours.weight, neighbours.temperature});
  writer.array(std::vector<uint32_t>{fold_in.num_steps, fold_in.num_sampled, fold_in.num_near});
  return writer.finish();
}

}  // namespace pocketrec
