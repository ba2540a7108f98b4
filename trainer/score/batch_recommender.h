// Recommender::recommend() (core/recommender.h) for many people at once: the same lists, to the
// bit.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/bundle.h"
#include "core/history.h"
#include "core/recommender.h"
#include "trainer/score/batch_scan.h"

namespace pocketrec {

class BatchRecommender {
 public:
  // Looks at items and encoder alone, whose bytes must outlive this. Throws DataError, the message
  // behind `context`, where they are not whole.
  explicit BatchRecommender(const BundleParts& parts, std::string context = "");
  BatchRecommender(const BatchRecommender&) = delete;  // item_rows() views what is in it

  // The list of each history under the options, which may ask for anything but exploration. Throws
  // DataError where recommend() fails for one of them. threads: 0 for all cores; never changes a
  // bit. Safe to call from several threads.
  std::vector<std::vector<ScoredItem>> recommend(
      std::span<const std::vector<HistoryEntry>> histories, const ListOptions& options,
      uint32_t threads) const;

 private:
  ItemRows item_rows() const { return {items_.items, PackedArray<float>(inverse_norms_)}; }

  std::string context_;
  ItemsPart items_;
  EncoderPart encoder_;
  std::vector<float> inverse_norms_;
  BatchScan scan_;
};

}  // namespace pocketrec
