#include <cmath>
#include <span>
#include <string>
#include <variant>

#include "core/encoder.h"
#include "core/quantise.h"
#include "trainer/pack/pack_parts.h"
#include "trainer/pack/part_writer.h"
#include "trainer/support/error.h"

namespace pocketrec {

namespace {

std::vector<uint8_t> pack_kind(const RidgeEncoder& encoder, uint32_t num_factors,
                               uint64_t model_id) {
  const RidgeParameters& parameters = encoder.parameters;
  PartWriter writer(Part::kEncoder, model_id,
                    {static_cast<uint32_t>(EncoderKind::kRidge), num_factors});
  writer.array(std::vector<float>{parameters.unobserved_weight, parameters.regularisation});
  writer.array(std::vector<uint32_t>{parameters.exponent_halves});
  writer.array(encoder.gram_diagonal);
  writer.array(encoder.basis);
  return writer.finish();
}

std::vector<uint8_t> pack_kind(const SoftmaxParameters& parameters, uint32_t num_factors,
                               uint64_t model_id) {
  PartWriter writer(Part::kEncoder, model_id,
                    {static_cast<uint32_t>(EncoderKind::kSoftmax), num_factors});
  writer.array(std::vector<float>{parameters.temperature, parameters.background_weight,
                                  parameters.focus, parameters.step_size});
  writer.array(
      std::vector<uint32_t>{parameters.num_steps, parameters.num_sampled, parameters.num_near});
  return writer.finish();
}

}  // namespace

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
                        " are not finite: training diverged; raise the regularisation");
      }
    }
    scales[r] = quantise_row(values, bits, codes);
    store_row(codes, bits, std::span(rows).subspan(size_t{r} * stride, stride));
  }
  PartWriter writer(Part::kItems, model_id, {item_factors.num_rows, num_factors, bits, stride});
  writer.array(rows);
  writer.array(scales);
  return writer.finish();
}

std::vector<uint8_t> pack_encoder(const Model& model, uint64_t model_id) {
  return std::visit(
      [&](const auto& encoder) {
        return pack_kind(encoder, model.item_factors.num_factors, model_id);
      },
      model.encoder);
}

}  // namespace pocketrec
