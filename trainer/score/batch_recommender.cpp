#include "trainer/score/batch_recommender.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "core/dot.h"
#include "core/item_list.h"
#include "core/variety.h"
#include "trainer/support/parallel.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

// Finding a person's vector takes much longer than handing it out.
constexpr size_t kPeoplePerBlock = 8;

struct Visitor {
  History history;
  UserVector vector;
  std::vector<uint32_t> excluded;  // ascending
};

Visitor visitor_of(History history, const Encoder& encoder, const ItemRows& items,
                   const ListOptions& options) {
  Visitor visitor{std::move(history), {}, {}};
  visitor.vector = encode_history(encoder, items, visitor.history);
  visitor.excluded = visitor.history.disliked;
  if (!options.include_history) {
    visitor.excluded.clear();
    std::ranges::merge(visitor.history.liked, visitor.history.disliked,
                       std::back_inserter(visitor.excluded));
  }
  return visitor;
}

}  // namespace

BatchRecommender::BatchRecommender(const BundleParts& parts, std::string context)
    : context_(std::move(context)),
      items_(value_or_throw(parse_items(parts.items), context_)),
      encoder_(value_or_throw(parse_encoder(parts.encoder), context_)),
      inverse_norms_(inverse_lengths(items_.items)),
      scan_(items_.items) {}

std::vector<std::vector<ScoredItem>> BatchRecommender::recommend(
    std::span<const std::vector<HistoryEntry>> histories, const ListOptions& options,
    uint32_t threads) const {
  assert(options.exploration == 0.0F);
  if (auto error = check_options(options)) throw DataError(context_ + error->message);
  const uint32_t num_items = items_.items.num_rows;
  const BitSet blocked =
      value_or_throw(blocked_items(options, BitSet(num_items), num_items), context_);
  std::vector<Visitor> visitors(histories.size());
  parallel_blocks(
      histories.size(), kPeoplePerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
        for (size_t p = begin; p < end; ++p) {
          History history = value_or_throw(prepare_history(histories[p], num_items), context_);
          visitors[p] = visitor_of(std::move(history), encoder_.encoder, item_rows(), options);
        }
      });
  std::vector<BatchQuery> queries;
  for (const Visitor& visitor : visitors) {
    queries.push_back({visitor.vector.codes, visitor.vector.scale, visitor.excluded, &blocked});
  }
  const NeighbourTerm& neighbours = encoder_.encoder.neighbours;
  const uint32_t num_best = neighbours.is_off() ? num_ranked(options) : num_reranked(options.n);
  std::vector<std::vector<ScoredItem>> lists = scan_.best_rows(queries, num_best, threads);
  parallel_blocks(lists.size(), kPeoplePerBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    for (size_t p = begin; p < end; ++p) {
      neighbours.add(item_rows(), visitors[p].history, lists[p]);
      lists[p] = listed(std::move(lists[p]), item_rows(), options);
    }
  });
  return lists;
}

}  // namespace pocketrec
