#include <algorithm>
#include <array>

#include "trainer/read/categories.h"
#include "trainer/read/formats.h"
#include "trainer/read/text_repair.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

constexpr float kTop = 5.0F;

constexpr std::array<std::string_view, 4> kIdColumns = {"id", "bookid", "goodreadsbookid",
                                                        "bestbookid"};

std::optional<size_t> position_of_name(const SourceFile& file, std::string_view name) {
  const auto found = std::find(file.header().begin(), file.header().end(), name);
  if (found == file.header().end()) return {};
  return static_cast<size_t>(found - file.header().begin());
}

// Visits the cell `column` of every row that has it, counting nothing.
template <class Visit>
void for_each_cell(const SourceFile& file, size_t column, const Visit& visit) {
  CsvReader reader = file.rows();
  std::string scratch;
  while (reader.next_row()) {
    if (reader.fields().size() <= column) continue;
    visit(trim(reader.unescape(reader.fields()[column], scratch)));
  }
}

// The column of ids that names the most rated books. Versions of the data set differ in that, and
// small numbers occur in all the columns, so names cannot tell.
size_t joining_column(const SourceFile& file, const IdTable& rated) {
  std::optional<size_t> best;
  size_t best_matches = 0;
  for (const std::string_view name : kIdColumns) {
    const auto column = position_of_name(file, name);
    if (!column) continue;
    size_t matches = 0;
    for_each_cell(file, *column, [&](std::string_view id) {
      matches += rated.find(id) != IdTable::kNone ? 1 : 0;
    });
    if (matches > best_matches) {
      best = column;
      best_matches = matches;
    }
  }
  if (!best) {
    throw DataError("expected ids of rated books in a column id or book_id of " +
                    file.path().string() +
                    ", found none: the files belong to different data sets, get both again");
  }
  return *best;
}

// The ISBN as a further id, so that a book is found by it.
void add_isbns(SourceFile& file, size_t id_column, Draft& draft) {
  const auto isbn_column = position_of_name(file, "isbn");
  if (!isbn_column) return;
  CsvReader reader = file.rows();
  std::string scratch_id;
  std::string scratch;
  while (reader.next_row()) {
    const auto fields = reader.fields();
    if (fields.size() <= std::max(id_column, *isbn_column)) continue;
    const uint32_t index =
        draft.item_ids.find(trim(reader.unescape(fields[id_column], scratch_id)));
    const CleanId isbn = clean_id(fields[*isbn_column].text, IdKind::kIsbn, scratch);
    if (index >= draft.items.size() || !is_isbn10(isbn.text)) continue;
    if (isbn.repair) file.tally.count(*isbn.repair, reader.line(), fields[*isbn_column].text);
    draft.items[index].other_ids.emplace_back(isbn.text);
  }
}

void read_books(SourceFile& file, size_t id_column, Draft& draft) {
  ColumnMap columns = columns_of(file.header());
  columns.set(Column::kItem, id_column);
  read_items(file, columns, IdKind::kPlain, draft);
  add_isbns(file, id_column, draft);
}

void read_genres(SourceFile& file, Draft& draft) {
  ColumnMap columns = columns_of(file.header());
  const size_t genres = file.require(columns, Column::kCategories);
  const size_t id = joining_column(file, draft.item_ids);
  for_each_row(file, [&](const std::vector<std::string_view>& cells, uint64_t line) {
    if (cells.size() <= std::max(id, genres)) {
      file.tally.count(Reason::kTooFewFields, line, cells.front());
      return;
    }
    const uint32_t index = draft.item_ids.find(trim(cells[id]));
    if (index >= draft.items.size()) {
      file.tally.count(Reason::kUnknownItem, line, cells[id]);
      return;
    }
    draft.items[index].categories = split_categories(cells[genres]);
  });
  keep_best_categories(draft.items);
}

}  // namespace

void read_new_books(SourceFile& file, Draft& draft) {
  for (const std::string_view name : kIdColumns) {
    if (const auto column = position_of_name(file, name)) return read_books(file, *column, draft);
  }
  read_books(file, file.require(columns_of(file.header()), Column::kItem), draft);
}

void draft_goodbooks(const FoundFiles& files, Draft& draft) {
  SourceFile& ratings = draft.open(*files.interactions);
  read_interactions(ratings, columns_of(ratings.header()), {IdKind::kPlain, kTop, false}, draft);
  if (files.items) {
    SourceFile& books = draft.open(*files.items);
    read_books(books, joining_column(books, draft.item_ids), draft);
  }
  if (files.genres) read_genres(draft.open(*files.genres), draft);
}

}  // namespace pocketrec
