#include "trainer/groups/popular_among.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace pocketrec {
namespace {

// share_ig / p_i
double lift(const AudienceGroups& groups, uint32_t group, double everybody, uint32_t counted) {
  const double people = groups.groups[group].people;
  const double expected = people * everybody;
  const double hidden = std::min<double>(expected, groups.least_people - 1);
  const double chose = counted > 0 ? counted : hidden;
  return (chose + kGroupPrior * everybody) / ((people + kGroupPrior) * everybody);
}

uint32_t counted_of(const AudienceGroups& groups, uint32_t item, uint32_t group) {
  for (uint32_t i = groups.offsets[item]; i < groups.offsets[item + 1]; ++i) {
    if (groups.counts[i].group == group) return groups.counts[i].people;
  }
  return 0;
}

}  // namespace

std::vector<double> shares_among(const AudienceGroups& groups, PackedArray<uint32_t> popularity,
                                 std::span<const uint32_t> of_groups) {
  assert(popularity.size() == groups.num_items());
  std::vector<double> shares(popularity.size());
  for (uint32_t item = 0; item < shares.size(); ++item) {
    if (popularity[item] == 0) continue;
    const double everybody = popularity[item] / std::max<double>(1, groups.people);
    shares[item] = everybody;
    for (const uint32_t group : of_groups) {
      shares[item] *= lift(groups, group, everybody, counted_of(groups, item, group));
    }
    shares[item] = std::min(shares[item], 1.0);
  }
  return shares;
}

std::vector<ScoredItem> popular_among(const AudienceGroups& groups,
                                      PackedArray<uint32_t> popularity,
                                      std::span<const uint32_t> of_groups, uint32_t n) {
  const std::vector<double> shares = shares_among(groups, popularity, of_groups);
  std::vector<uint32_t> order(shares.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::ranges::greater(), [&](uint32_t i) { return shares[i]; });
  order.resize(std::min<size_t>(order.size(), n));
  std::vector<ScoredItem> list;
  for (const uint32_t item : order) list.push_back({item, static_cast<float>(shares[item])});
  return list;
}

}  // namespace pocketrec
