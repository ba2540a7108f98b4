#include "trainer/train/content_trust.h"

#include <cstdint>

namespace pocketrec {

std::vector<float> content_trust(const InteractionMatrix& content,
                                 const InteractionMatrix& interactions) {
  // People by whom an own part is believed half: measured on the first people of new items
  // (tests/bench/EXPLORED.md). Other lists are level around it.
  constexpr float kHalf = 8;
  std::vector<float> shares(content.num_rows);
  for (const uint32_t item : interactions.columns) ++shares[item];
  for (uint32_t item = 0; item < content.num_rows; ++item) {
    shares[item] = content.row(item).empty() ? 1 : shares[item] / (shares[item] + kHalf);
  }
  return shares;
}

FactorTable trusted(const FactorTable& table, const std::vector<float>& shares) {
  FactorTable scaled = table;
  for (uint32_t r = 0; r < scaled.num_rows; ++r) {
    for (uint32_t k = 0; k < scaled.num_factors; ++k) scaled.row(r)[k] *= shares[r];
  }
  return scaled;
}

}  // namespace pocketrec
