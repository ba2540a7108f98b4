#include "core/gathered_rows.h"

#include <limits>

namespace pocketrec {

void GatheredRows::reserve(size_t num_rows) {
  codes_.reserve(num_rows * items_.stride());
  inverse_norms_.reserve(num_rows);
}

void GatheredRows::add(uint32_t row) {
  const uint8_t* from = items_.row(row);
  codes_.insert(codes_.end(), from, from + items_.stride());
  inverse_norms_.push_back(norms_[row]);
}

CodeTable GatheredRows::table() const {
  return {codes_.data(), inverse_norms(), size(), items_.num_factors, items_.bits};
}

const std::vector<ScoredItem>& GatheredRows::cosines_with(uint32_t row) {
  cosines_.resize(size());
  std::vector<int8_t> codes(items_.num_factors);
  load_row(items_, row, codes);
  const DotQuery query(codes, items_.bits);
  rows_above({table(), inverse_norms(), query, norms_[row]}, 0, size(),
             -std::numeric_limits<float>::infinity(), cosines_.data());
  return cosines_;
}

}  // namespace pocketrec
