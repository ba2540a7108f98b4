// Which column holds what: from header names, matched loosely, or from the cells themselves.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pocketrec {

enum class Column : uint8_t {
  kUser,
  kItem,
  kRating,
  kTimestamp,
  kTitle,
  kAuthor,
  kPublisher,
  kYear,
  kLanguage,
  kCategories,
  kPlace,
  kAge,
  kNumColumns
};

// Position of each column that a file has.
class ColumnMap {
 public:
  std::optional<size_t> at(Column column) const { return positions_[index(column)]; }
  bool has(Column column) const { return positions_[index(column)].has_value(); }
  void set(Column column, std::optional<size_t> position) { positions_[index(column)] = position; }

 private:
  static size_t index(Column column) { return static_cast<size_t>(column); }
  std::array<std::optional<size_t>, static_cast<size_t>(Column::kNumColumns)> positions_;
};

// Lower-case letters and digits only: "Book-Title", "book_title" and "Book Title" are one name.
std::string normalised_name(std::string_view name);

// Whether this (normalised) name means some column.
bool is_known_name(std::string_view name);

// Columns by their normalised names. The first name in a column's list of synonyms wins, so that
// "isbn" is the item where both "isbn" and "id" are there.
ColumnMap columns_of(const std::vector<std::string>& names);

// The names that a column goes by, for errors: "user_id, user, uid".
std::string names_for(Column column);

// Cells of some rows of a file without (meaningful) header.
using Sample = std::vector<std::vector<std::string>>;

// user, item[, rating[, timestamp]] in this order; the item is the column of ISBNs if there is one.
ColumnMap guess_interaction_columns(const Sample& sample);

// The column of ISBNs (else the first), the column of years, and the rest in the customary order
// title, author, publisher; links are skipped.
ColumnMap guess_item_columns(const Sample& sample);

// Whether the sample's column of most ISBNs has them in most rows.
std::optional<size_t> isbn_column(const Sample& sample);

}  // namespace pocketrec
