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
std::vector<uint8_t> pack_items(const FactorTable& item_factors, uint32_t bits, uint64_t model_id,
                                uint32_t num_new) {
  const uint32_t num_factors = item_factors.num_factors;
  for (uint32_t r = 0; r < item_factors.num_rows; ++r) {
    for (const float value : std::span(item_factors.row(r), num_factors)) {
      if (!std::isfinite(value)) {
        throw DataError("the factors of item " + std::to_string(r) +
                        " are not finite: training diverged; lower the learning rate");
      }
    }
  }
  return pack_rows(quantise_directions(item_factors, bits), model_id, num_new);
}

std::vector<uint8_t> pack_rows(const QuantisedRows& items, uint64_t model_id, uint32_t num_new) {
  PartWriter writer(Part::kItems, model_id,
                    {checked_count(items.scales.size(), "items"), items.num_factors, items.bits,
                     row_stride(items.num_factors, items.bits), num_new});
  writer.array(items.codes);
  writer.array(items.scales);
  return writer.finish();
}

std::vector<uint8_t> pack_encoder(const EncoderParameters& parameters, uint32_t num_factors,
                                  uint64_t model_id) {
  const SoftmaxParameters& fold_in = parameters.fold_in;
  const NeighbourParameters& neighbours = parameters.neighbours;
  PartWriter writer(
      Part::kEncoder, model_id,
      {static_cast<uint32_t>(EncoderKind::kSoftmax), num_factors, fold_in.num_trained});
  writer.array(std::vector<float>{fold_in.temperature, fold_in.background_weight, fold_in.focus,
                                  fold_in.step_size, neighbours.weight, neighbours.temperature});
  writer.array(std::vector<uint32_t>{fold_in.num_steps, fold_in.num_sampled, fold_in.num_near});
  return writer.finish();
}

}  // namespace pocketrec
