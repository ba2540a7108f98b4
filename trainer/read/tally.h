// Counting what was dropped and repaired in one file, cheaply enough for every row.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "trainer/data/cleaning_report.h"

namespace pocketrec {

enum class Reason : uint8_t {
  // Dropped.
  kBlankRow,
  kTooFewFields,
  kTooManyFields,
  kNoUserId,
  kNoItemId,
  kRoundedId,
  kRatingNotANumber,
  kRatingOffScale,
  kSameRowAgain,
  kRatedAgain,
  kEditionRatedToo,
  kSameItemAgain,
  kSameUserAgain,
  kUserWithoutInteractions,
  kUnknownItem,
  kListNotNumbers,
  // Repaired and kept.
  kColumnsRejoined,
  kColumnsSplit,
  kUnbalancedQuote,
  kNotUtf8,
  kMojibake,
  kMojibakeLost,
  kEntities,
  kLostQuotes,
  kControlCharacters,
  kLeadingZeros,
  kIsbnLetterCase,
  kIsbnPunctuation,
  kIsbnLookalikes,
  kIsbn13,
  kIsbnScientific,
  kIdWithDecimals,
  kYearUnknown,
  kAgeUnknown,
  kTimestampUnknown,
  kCountNotRating,
  // Kept as it is, and worth knowing.
  kIsbnBadChecksum,
  kItemWithoutFacts,
  kEditionMerged,
  kNumReasons
};

struct ReasonFacts {
  const char* text;
  bool dropped;
};

// The reason as people read it in the report.
ReasonFacts facts_of(Reason reason);

// One file's counts, with the first example of each reason.
class Tally {
 public:
  void count(Reason reason, uint64_t line, std::string_view example, uint64_t times = 1);
  uint64_t count_of(Reason reason) const { return entries_[static_cast<size_t>(reason)].count; }

  // All the dropped rows' reasons in one clause, commonest first: for the error "nothing is left".
  std::string dropped_summary() const;

  // Adds the counts to `report` under "`file`: reason".
  void write_to(CleaningReport& report, const std::string& file) const;

 private:
  struct Entry {
    uint64_t count = 0;
    uint64_t line = 0;
    std::string example;
  };
  std::array<Entry, static_cast<size_t>(Reason::kNumReasons)> entries_;
};

// `text` as an example: valid UTF-8, one line, at most 80 characters.
std::string as_example(std::string_view text);

}  // namespace pocketrec
