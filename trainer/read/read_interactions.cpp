#include <algorithm>
#include <array>
#include <functional>
#include <span>

#include "trainer/read/numbers.h"
#include "trainer/read/read_rows.h"
#include "trainer/read/text_repair.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

// From the mean length of the first rows, a little over.
size_t expected_rows(const SourceFile& file) {
  CsvReader reader = file.rows();
  size_t rows = 0;
  size_t bytes = 0;
  while (rows < 1000 && reader.next_row()) {
    bytes += reader.row_text().size() + 1;
    ++rows;
  }
  return bytes == 0 ? 0 : rows * (file.text().size() / bytes + 1) * 9 / 8;
}

constexpr float kHighestScale = 100.0F;  // above it a value is a count

// Reads one file's rows; keeps what would otherwise be handed from call to call.
class InteractionRows {
 public:
  InteractionRows(SourceFile& file, const ColumnMap& columns, const InteractionRules& rules,
                  Draft& draft)
      : reader_(file.rows()),
        rules_(rules),
        tally_(file.tally),
        draft_(draft),
        num_columns_(file.num_columns()),
        user_(file.require(columns, Column::kUser)),
        item_(file.require(columns, Column::kItem)),
        rating_(columns.at(Column::kRating)),
        timestamp_(columns.at(Column::kTimestamp)),
        needed_(std::max({user_, item_, rating_.value_or(0)}) + 1) {}

  uint64_t read_all() {
    uint64_t rows = 0;
    while (reader_.next_row()) {
      ++rows;
      read_row();
    }
    flush();
    if (reader_.unbalanced_quotes() != 0) {
      tally_.count(Reason::kUnbalancedQuote, 0, "", reader_.unbalanced_quotes());
    }
    return rows;
  }

 private:
  void read_row() {
    const auto fields = reader_.fields();
    if (fields.size() != num_columns_ && !has_fitting_width()) return;
    const std::string_view user_text = text_of(user_, scratch_user_);
    const CleanId user = clean_id(user_text, IdKind::kPlain, scratch_user_id_);
    if (user.text.empty() && is_blank()) return drop(Reason::kBlankRow);
    if (user.text.empty()) return drop(Reason::kNoUserId);
    const std::string_view item_text = text_of(item_, scratch_item_);
    const CleanId item = clean_id(item_text, rules_.item_kind, scratch_item_id_);
    if (item.text.empty()) return drop(item.repair.value_or(Reason::kNoItemId));
    const auto rating = read_rating();
    if (!rating) return;
    if (user.repair) count(*user.repair, user_text);
    if (item.repair) count(*item.repair, item_text);
    keep(users_, user.text);
    keep(items_, item.text);
    draft_.interactions.push_back({0, 0, *rating, read_timestamp()});  // indices come in flush()
    if (++waiting_ == IdTable::kBatch) flush();
  }

  // Ids of the rows that wait for their indices.
  struct Batch {
    std::array<IdTable::NewId, IdTable::kBatch> ids;
    std::array<std::string, IdTable::kBatch> copies;  // of texts that are not in the file
  };

  void keep(Batch& batch, std::string_view text) {
    const bool copy = needs_copy(text);
    if (copy) text = batch.copies[waiting_].assign(text);
    batch.ids[waiting_] = {text, copy};
  }

  void flush() {
    check_cancelled();
    std::array<uint32_t, IdTable::kBatch> users;
    std::array<uint32_t, IdTable::kBatch> items;
    draft_.user_ids.insert_batch(std::span(users_.ids).first(waiting_), users);
    draft_.item_ids.insert_batch(std::span(items_.ids).first(waiting_), items);
    Interaction* rows = draft_.interactions.data() + draft_.interactions.size() - waiting_;
    for (size_t i = 0; i < waiting_; ++i) {
      rows[i].user_index = users[i];
      rows[i].item_index = items[i];
    }
    waiting_ = 0;
  }

  // A rating within the rules, or nothing after counting why.
  std::optional<float> read_rating() {
    if (!rating_) return kImplicit;
    const std::string_view text = trim(text_of(*rating_, scratch_number_));
    const auto number = parse_number(text);
    if (!number) {
      if (says_nothing(text)) return kImplicit;
      drop(Reason::kRatingNotANumber);
      return {};
    }
    const auto rating = static_cast<float>(*number);
    if (rating < 0.0F || (rules_.highest_rating > 0.0F && rating > rules_.highest_rating)) {
      drop(Reason::kRatingOffScale);
      return {};
    }
    if (rules_.counts_are_implicit && rating > kHighestScale) {
      count(Reason::kCountNotRating, text);
      return kImplicit;
    }
    if (rating != kImplicit) {
      RatingScale& seen = draft_.seen;
      seen.minimum = seen.minimum == 0.0F ? rating : std::min(seen.minimum, rating);
      seen.maximum = std::max(seen.maximum, rating);
    }
    return rating;
  }

  int64_t read_timestamp() {
    if (!timestamp_ || *timestamp_ >= reader_.fields().size()) return 0;
    const std::string_view text = text_of(*timestamp_, scratch_number_);
    const auto timestamp = parse_timestamp(text);
    if (!timestamp) count(Reason::kTimestampUnknown, text);
    return timestamp.value_or(0);
  }

  // For rows of another width than the header's: counts and says no where they cannot be read.
  bool has_fitting_width() {
    const auto fields = reader_.fields();
    if (is_blank()) {
      drop(Reason::kBlankRow);
      return false;
    }
    if (fields.size() < needed_) {
      drop(Reason::kTooFewFields);
      return false;
    }
    for (size_t i = num_columns_; i < fields.size(); ++i) {
      if (trim(fields[i].text).empty()) continue;
      drop(Reason::kTooManyFields);
      return false;
    }
    return true;
  }

  bool is_blank() const {
    const auto fields = reader_.fields();
    return std::all_of(fields.begin(), fields.end(),
                       [](const CsvField& field) { return trim(field.text).empty(); });
  }

  std::string_view text_of(size_t column, std::string& scratch) const {
    return reader_.unescape(reader_.fields()[column], scratch);
  }

  // A text that was changed lives in a scratch string, not in the file.
  bool needs_copy(std::string_view text) const {
    const std::string_view row = reader_.row_text();
    return std::less<>()(text.data(), row.data()) ||
           !std::less<>()(text.data(), row.data() + row.size());
  }

  void drop(Reason reason) { count(reason, reader_.row_text()); }
  void count(Reason reason, std::string_view example) {
    tally_.count(reason, reader_.line(), example);
  }

  CsvReader reader_;
  const InteractionRules& rules_;
  Tally& tally_;
  Draft& draft_;
  const size_t num_columns_;
  const size_t user_, item_;
  const std::optional<size_t> rating_, timestamp_;
  const size_t needed_;
  Batch users_, items_;
  size_t waiting_ = 0;
  std::string scratch_user_, scratch_user_id_, scratch_item_, scratch_item_id_, scratch_number_;
};

}  // namespace

void read_interactions(SourceFile& file, const ColumnMap& columns, const InteractionRules& rules,
                       Draft& draft) {
  const size_t before = draft.interactions.size();
  // Growing by doubling would hold two copies of the list; pages never touched cost nothing.
  draft.interactions.reserve(before + expected_rows(file));
  file.rows_read = InteractionRows(file, columns, rules, draft).read_all();
  if (draft.interactions.size() != before) return;
  const std::string why = file.tally.dropped_summary();
  throw DataError("expected rows of user, item and rating in " + file.path().string() +
                  ", found none that can be used" + (why.empty() ? "" : ": " + why) +
                  "; check the file's columns (recognised as " + file.recognised() + ")");
}

}  // namespace pocketrec
