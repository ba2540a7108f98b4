#include "trainer/read/formats.h"

namespace pocketrec {
namespace {

constexpr float kBookCrossingTop = 10.0F;

ColumnMap interaction_columns(const SourceFile& file) {
  return file.header().empty() ? guess_interaction_columns(file.sample())
                               : columns_of(file.header());
}

ColumnMap item_columns(const SourceFile& file) {
  return file.header().empty() ? guess_item_columns(file.sample()) : columns_of(file.header());
}

// What book-crossing and plain CSV have in common: they differ in ids and scale.
void draft_tables(const FoundFiles& files, const InteractionRules& rules, Draft& draft) {
  SourceFile& interactions = draft.open(*files.interactions);
  read_interactions(interactions, interaction_columns(interactions), rules, draft);
  if (files.items) {
    SourceFile& items = draft.open(*files.items);
    read_items(items, item_columns(items), rules.item_kind, draft);
  }
  if (files.users) {
    SourceFile& users = draft.open(*files.users);
    read_users(users, user_columns(users), draft);
  }
}

}  // namespace

void draft_item_table(const std::filesystem::path& path, Format format, Draft& draft) {
  SourceFile& file = draft.open(path);
  const ColumnMap columns = item_columns(file);
  file.require(columns, Column::kTitle);
  if (format == Format::kGoodbooks) return read_new_books(file, draft);
  if (format == Format::kMovielens) return read_movies(file, draft);
  const bool isbns = format == Format::kBookCrossing;
  read_items(file, columns, isbns ? IdKind::kIsbn : IdKind::kPlain, draft);
}

ColumnMap user_columns(const SourceFile& file) {
  ColumnMap columns = columns_of(file.header());
  if (file.header().empty()) {
    columns.set(Column::kUser, 0);
    if (file.num_columns() > 1) columns.set(Column::kPlace, 1);
    if (file.num_columns() > 2) columns.set(Column::kAge, 2);
  } else if (!columns.has(Column::kUser)) {
    columns.set(Column::kUser, columns.at(Column::kItem));  // "id"
  }
  return columns;
}

void draft_book_crossing(const FoundFiles& files, Draft& draft) {
  draft_tables(files, {IdKind::kIsbn, kBookCrossingTop, false}, draft);
}

void draft_csv(const FoundFiles& files, Draft& draft) {
  draft_tables(files, {IdKind::kPlain, 0.0F, true}, draft);
}

}  // namespace pocketrec
