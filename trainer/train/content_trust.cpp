#include "trainer/train/content_trust.h"

#include <cstdint>

namespace pocketrec {
namespace {

// Interactions by which a part is believed half. Measured on the first people of new items
// (tests/bench/EXPLORED.md); the quality of lists is level around them.
constexpr float kHalfOwn = 8, kHalfFeature = 10;

float share_of(float count, float half) { return count / (count + half); }

}  // namespace

ContentTrust content_trust(const InteractionMatrix& content,
                           const InteractionMatrix& interactions) {
  ContentTrust trust{std::vector<float>(content.num_rows), std::vector<float>(content.num_columns)};
  for (const uint32_t item : interactions.columns) ++trust.own[item];
  for (uint32_t item = 0; item < content.num_rows; ++item) {
    for (const uint32_t feature : content.row(item)) trust.features[feature] += trust.own[item];
    trust.own[item] = content.row(item).empty() ? 1 : share_of(trust.own[item], kHalfOwn);
  }
  for (float& share : trust.features) share = share_of(share, kHalfFeature);
  return trust;
}

FactorTable trusted(const FactorTable& table, const std::vector<float>& shares) {
  FactorTable scaled = table;
  for (uint32_t r = 0; r < scaled.num_rows; ++r) {
    for (uint32_t k = 0; k < scaled.num_factors; ++k) scaled.row(r)[k] *= shares[r];
  }
  return scaled;
}

}  // namespace pocketrec
