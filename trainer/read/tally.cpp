#include "trainer/read/tally.h"

#include <algorithm>
#include <vector>

#include "trainer/read/encoding.h"

namespace pocketrec {
namespace {

constexpr size_t kExampleCharacters = 80;

}  // namespace

ReasonFacts facts_of(Reason reason) {
  switch (reason) {
    case Reason::kBlankRow:
      return {"blank row", true};
    case Reason::kTooFewFields:
      return {"too few fields", true};
    case Reason::kTooManyFields:
      return {"too many fields, and no way to re-join them", true};
    case Reason::kNoUserId:
      return {"no user id", true};
    case Reason::kNoItemId:
      return {"no item id", true};
    case Reason::kRoundedId:
      return {"id in scientific notation, digits are lost", true};
    case Reason::kRatingNotANumber:
      return {"rating is no number", true};
    case Reason::kRatingOffScale:
      return {"rating is outside the scale", true};
    case Reason::kSameRowAgain:
      return {"same row again", true};
    case Reason::kRatedAgain:
      return {"same user and item again, merged", true};
    case Reason::kEditionRatedToo:
      return {"same user and another edition, merged", true};
    case Reason::kSameItemAgain:
      return {"same item id again", true};
    case Reason::kSameUserAgain:
      return {"same user id again", true};
    case Reason::kUserWithoutInteractions:
      return {"user without interactions", true};
    case Reason::kUnknownItem:
      return {"matches no item", true};
    case Reason::kListNotNumbers:
      return {"not a list of numbers", true};
    case Reason::kColumnsRejoined:
      return {"text split at a delimiter, re-joined", false};
    case Reason::kColumnsSplit:
      return {"two columns in one, split again", false};
    case Reason::kUnbalancedQuote:
      return {"quote without its partner, read as text", false};
    case Reason::kNotUtf8:
      return {"not UTF-8, read as Windows-1252", false};
    case Reason::kMojibake:
      return {"text encoded twice, repaired", false};
    case Reason::kMojibakeLost:
      return {"text encoded twice, a letter is lost", false};
    case Reason::kEntities:
      return {"HTML entities decoded", false};
    case Reason::kLostQuotes:
      return {"quotes lost to backslashes, put back", false};
    case Reason::kControlCharacters:
      return {"line ends or control characters in text", false};
    case Reason::kLeadingZeros:
      return {"ISBN without its leading zeros, restored", false};
    case Reason::kIsbnLetterCase:
      return {"ISBN with a small x", false};
    case Reason::kIsbnPunctuation:
      return {"ISBN with other characters around or inside", false};
    case Reason::kIsbnLookalikes:
      return {"ISBN with letters for digits (O, I, l)", false};
    case Reason::kIsbn13:
      return {"ISBN-13 turned into ISBN-10", false};
    case Reason::kIsbnScientific:
      return {"ISBN in scientific notation, all digits there", false};
    case Reason::kIdWithDecimals:
      return {"id written as a decimal (12.0)", false};
    case Reason::kYearUnknown:
      return {"year impossible, set to unknown", false};
    case Reason::kAgeUnknown:
      return {"age impossible, set to unknown", false};
    case Reason::kTimestampUnknown:
      return {"timestamp not understood, set to unknown", false};
    case Reason::kCountNotRating:
      return {"a count, not a rating: kept as implicit", false};
    case Reason::kIsbnBadChecksum:
      return {"ISBN with a wrong check digit, kept as it is", false};
    case Reason::kItemWithoutFacts:
      return {"rating of an item without a row of facts, kept", false};
    case Reason::kEditionMerged:
      return {"edition merged into its work", false};
    case Reason::kNumReasons:
      break;
  }
  return {"unknown reason", false};
}

void Tally::count(Reason reason, uint64_t line, std::string_view example, uint64_t times) {
  Entry& entry = entries_[static_cast<size_t>(reason)];
  if (entry.count == 0 && times != 0) {
    entry.line = line;
    entry.example = as_example(example);
  }
  entry.count += times;
}

std::string Tally::dropped_summary() const {
  std::vector<std::pair<uint64_t, size_t>> order;
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].count != 0 && facts_of(static_cast<Reason>(i)).dropped) {
      order.emplace_back(entries_[i].count, i);
    }
  }
  std::sort(order.begin(), order.end(), std::greater<>());
  std::string text;
  for (const auto& [count, i] : order) {
    if (!text.empty()) text += ", ";
    text += std::to_string(count) + " x " + facts_of(static_cast<Reason>(i)).text +
            " (first at line " + std::to_string(entries_[i].line) + ": \"" + entries_[i].example +
            "\")";
  }
  return text;
}

void Tally::write_to(CleaningReport& report, const std::string& file) const {
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].count == 0) continue;
    const ReasonFacts facts = facts_of(static_cast<Reason>(i));
    CleaningEntry& entry = report.entries[file + ": " + facts.text];
    if (entry.count == 0) {
      entry.dropped = facts.dropped;
      entry.example = entries_[i].example;
      entry.file = file;
      entry.line = entries_[i].line;
    }
    entry.count += entries_[i].count;
  }
}

std::string as_example(std::string_view text) {
  const std::string_view head = text.substr(0, 4 * kExampleCharacters + 4);
  std::string whole;
  // A cut through a character at the very end is no reason to read it all as Windows-1252.
  for (size_t cut = 0; cut < 4 && cut < head.size() && whole.empty(); ++cut) {
    const std::string_view part = head.substr(0, head.size() - cut);
    if (is_valid_utf8(part)) whole = part;
  }
  if (whole.empty()) whole = utf8_from_cp1252(head);
  std::string example;
  size_t characters = 0;
  for (const char c : whole) {
    if ((static_cast<uint8_t>(c) & 0xC0) != 0x80 && ++characters > kExampleCharacters) break;
    example += static_cast<uint8_t>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return example;
}

}  // namespace pocketrec
