#include "core/gathered_rows.h"

#include <limits>

namespace pocketrec {

void GatheredRows::reserve(size_t num_rows) {
  codes_.reserve(num_rows * items_.codes.stride());
  inverse_norms_.reserve(num_rows);
}

void GatheredRows::add(const CodeTable& table, const PackedArray<float>& norms, uint32_t place) {
  const uint8_t* from = table.row(place);
  codes_.insert(codes_.end(), from, from + table.stride());
  inverse_norms_.push_back(norms[place]);
}

CodeTable GatheredRows::table() const {
  return {codes_.data(), inverse_norms(), size(), items_.codes.num_factors, items_.codes.bits};
}

const std::vector<ScoredItem>& GatheredRows::cosines_with(uint32_t row) {
  cosines_.resize(size());
  std::vector<int8_t> codes(items_.codes.num_factors);
  items_.load_row(row, codes);
  const DotQuery query(codes, items_.codes.bits);
  rows_above({table(), inverse_norms(), query, items_.inverse_norm(row)}, 0, size(),
             -std::numeric_limits<float>::infinity(), cosines_.data());
  return cosines_;
}

}  // namespace pocketrec
