// The rows of one file into a Draft: interactions, items, users.
#pragma once

#include <functional>
#include <string_view>

#include "trainer/read/columns.h"
#include "trainer/read/draft.h"
#include "trainer/read/ids.h"

namespace pocketrec {

struct InteractionRules {
  IdKind item_kind = IdKind::kPlain;
  float highest_rating = 0.0F;       // above it a row is dropped; 0: no limit
  bool counts_are_implicit = false;  // values that cannot be a scale count as "chosen"
};

// Every usable row becomes an interaction; ids get their indices here. `columns` needs user and
// item. Throws DataError if no row is usable.
void read_interactions(SourceFile& file, const ColumnMap& columns, const InteractionRules& rules,
                       Draft& draft);

// Every row with a new id becomes an item. `columns` needs the item; of the other columns, what is
// there is taken. Rows that were split inside a text are joined again. Throws DataError where the
// first row seems to be a header in words that are not known.
void read_items(SourceFile& file, const ColumnMap& columns, IdKind kind, Draft& draft);

// Place and age of the users that have interactions.
void read_users(SourceFile& file, const ColumnMap& columns, Draft& draft);

// Visits the rows that are not blank, with their fields unescaped; counts rows, blank rows and
// unbalanced quotes. For small tables that have no reader of their own.
void for_each_row(
    SourceFile& file,
    const std::function<void(const std::vector<std::string_view>& cells, uint64_t line)>& visit);

// "Drama|Comedy" as its parts; at bars, else semicolons, else commas.
std::vector<std::string> split_categories(std::string_view text);

}  // namespace pocketrec
