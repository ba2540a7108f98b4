#include "core/variety.h"

#include <bit>
#include <cstring>
#include <limits>

#include "core/top_k.h"

namespace pocketrec {
namespace {

struct Candidate {
  ScoredItem item;
  float merit;
  float closest = -2.0F;  // the greatest cosine to a chosen one; no cosine is as low
  bool is_chosen = false;
};

// The candidates' rows, one behind the other, as the kernel takes them.
class Neighbours {
 public:
  Neighbours(const CodeTable& items, PackedArray<float> inverse_norms,
             const std::vector<Candidate>& candidates)
      : items_(items),
        codes_(candidates.size() * items.stride()),
        inverse_norms_(candidates.size()),
        cosines_(candidates.size()) {
    for (size_t c = 0; c < candidates.size(); ++c) {
      const uint32_t item = candidates[c].item.item_index;
      std::memcpy(codes_.data() + c * items.stride(), items.row(item), items.stride());
      inverse_norms_[c] = inverse_norms[item];
    }
  }

  // The cosine of each candidate with the c-th, as similar() gives it.
  const std::vector<ScoredItem>& cosines_with(uint32_t c) {
    const auto count = static_cast<uint32_t>(cosines_.size());
    const CodeTable table{codes_.data(), {}, count, items_.num_factors, items_.bits};
    std::vector<int8_t> codes(items_.num_factors);
    load_row(table, c, codes);
    const DotQuery query(codes, items_.bits);
    const PackedArray<float> norms(inverse_norms_);
    rows_above({table, norms, query, norms[c]}, 0, count, -std::numeric_limits<float>::infinity(),
               cosines_.data());
    return cosines_;
  }

 private:
  const CodeTable& items_;
  std::vector<uint8_t> codes_;
  std::vector<float> inverse_norms_;
  std::vector<ScoredItem> cosines_;
};

// scored: best first.
std::vector<Candidate> candidates_of(const std::vector<ScoredItem>& scored, uint32_t num_items,
                                     float novelty) {
  std::vector<Candidate> candidates;
  for (const ScoredItem& item : scored) {
    const float spread = scored.front().score - scored.back().score;
    const float relevance = spread > 0.0F ? (item.score - scored.back().score) / spread : 1.0F;
    const float merit = (1.0F - novelty) * relevance + novelty * rarity(item.item_index, num_items);
    candidates.push_back({item, merit});
  }
  return candidates;
}

// The position of the candidate to be chosen next; at least one is left.
uint32_t next_choice(const std::vector<Candidate>& candidates, float diversity) {
  uint32_t next = 0;
  ScoredItem best = {0, -std::numeric_limits<float>::infinity()};
  for (uint32_t c = 0; c < candidates.size(); ++c) {
    const Candidate& candidate = candidates[c];
    if (candidate.is_chosen) continue;
    const float value = (1.0F - diversity) * candidate.merit - diversity * candidate.closest;
    const ScoredItem valued = {candidate.item.item_index, value};
    if (!ranks_before(valued, best)) continue;
    best = valued;
    next = c;
  }
  return next;
}

// log2(x), on straight lines between powers of 2. x: 1..2^28.
float binary_log(uint32_t x) {
  const uint32_t power = std::bit_floor(x);
  return static_cast<float>(std::countr_zero(power)) +
         static_cast<float>(x - power) / static_cast<float>(power);
}

}  // namespace

float rarity(uint32_t item_index, uint32_t num_items) {
  return item_index == 0 ? 0.0F : binary_log(item_index + 1) / binary_log(num_items);
}

std::vector<ScoredItem> listed_rows(const Scan& scan, PackedArray<float> inverse_norms,
                                    const BitSet& blocked, const ListOptions& options) {
  if (options.diversity == 0.0F && options.novelty == 0.0F) {
    return best_rows(scan, options.n, blocked);
  }
  std::vector<Candidate> candidates = candidates_of(
      best_rows(scan, num_candidates(options.n), blocked), scan.table.num_rows, options.novelty);
  Neighbours neighbours(scan.table, inverse_norms, candidates);
  std::vector<ScoredItem> list;
  while (list.size() < std::min<size_t>(options.n, candidates.size())) {
    const uint32_t c = next_choice(candidates, list.empty() ? 0.0F : options.diversity);
    candidates[c].is_chosen = true;
    list.push_back(candidates[c].item);
    if (options.diversity == 0.0F) continue;
    const std::vector<ScoredItem>& cosines = neighbours.cosines_with(c);
    for (size_t i = 0; i < candidates.size(); ++i) {
      candidates[i].closest = std::max(candidates[i].closest, cosines[i].score);
    }
  }
  return list;
}

}  // namespace pocketrec
