#include "trainer/read/rejoin.h"

#include <algorithm>
#include <optional>

#include "trainer/read/numbers.h"
#include "trainer/read/text_repair.h"

namespace pocketrec {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Whether `cell` ends in an entity without its semicolon: "W. W. Norton &amp".
bool ends_in_cut_entity(const std::string& cell) {
  const size_t ampersand = cell.rfind('&');
  if (ampersand == std::string::npos) return false;
  std::string entity = cell.substr(ampersand);
  const size_t name = entity.starts_with("&#") ? 2 : 1;
  if (entity.size() < name + 2 ||
      !std::all_of(entity.begin() + name, entity.end(), is_alphanumeric)) {
    return false;
  }
  entity += ';';
  return decode_entities(entity);
}

// Replaces cells [begin, end) by one.
void join(std::vector<std::string>& cells, size_t begin, size_t end, char separator) {
  for (size_t i = begin + 1; i < end; ++i) cells[begin] += separator + cells[i];
  cells.erase(cells.begin() + begin + 1, cells.begin() + end);
}

bool is_year_cell(const std::string& cell) {
  const std::string_view text = trim(cell);
  return !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == text.npos;
}

// The positions of a customary book row, where `columns` are laid out like one.
struct BookLayout {
  size_t title, author, year, publisher;
};

std::optional<BookLayout> book_layout(const ColumnMap& columns) {
  const auto title = columns.at(Column::kTitle);
  const auto year = columns.at(Column::kYear);
  const auto publisher = columns.at(Column::kPublisher);
  const auto author = columns.at(Column::kAuthor);
  if (!title || !author || !year || !publisher) return {};
  if (*author != *title + 1 || *year != *title + 2 || *publisher != *title + 3) return {};
  return BookLayout{*title, *author, *year, *publisher};
}

bool join_around_anchors(std::vector<std::string>& cells, const BookLayout& layout,
                         size_t num_columns, char separator) {
  size_t link = layout.publisher + 1;
  while (link < cells.size() && !cells[link].starts_with("http")) ++link;
  const bool has_links = num_columns > layout.publisher + 1;
  if (has_links && link == cells.size()) return false;
  for (size_t year = link - 2; year >= layout.year; --year) {
    if (!is_year_cell(cells[year])) continue;
    join(cells, year + 1, link, separator);
    join(cells, layout.title, year - 1, separator);
    return cells.size() == num_columns;
  }
  return false;
}

// `Title\";Author"` in the title's cell and the year in the author's.
bool split_title(std::vector<std::string>& cells, const BookLayout& layout) {
  if (cells.size() <= layout.year || !is_year_cell(cells[layout.author]) ||
      is_year_cell(cells[layout.year])) {
    return false;
  }
  std::string& title = cells[layout.title];
  const size_t cut = title.find("\";");
  if (cut == std::string::npos) return false;
  std::string author = title.substr(cut + 2);
  title.resize(cut);
  std::erase(author, '"');
  while (title.ends_with('\\') || title.ends_with('"')) title.pop_back();
  cells.insert(cells.begin() + layout.author, std::move(author));
  return true;
}

void drop_empty_tail(std::vector<std::string>& cells, size_t num_columns) {
  while (cells.size() > num_columns && trim(cells.back()).empty()) cells.pop_back();
}

}  // namespace

RowShape reshape(std::vector<std::string>& cells, size_t num_columns, const ColumnMap& columns,
                 char separator) {
  drop_empty_tail(cells, num_columns);
  const auto layout = book_layout(columns);
  if (layout && split_title(cells, *layout)) {
    drop_empty_tail(cells, num_columns);
    return RowShape::kSplit;
  }
  if (cells.size() <= num_columns) return RowShape::kGood;
  for (size_t i = 0; i + 1 < cells.size() && cells.size() > num_columns;) {
    if (ends_in_cut_entity(cells[i])) {
      join(cells, i, i + 2, ';');
    } else {
      ++i;
    }
  }
  if (cells.size() == num_columns) return RowShape::kRejoined;
  const bool joined = layout && join_around_anchors(cells, *layout, num_columns, separator);
  return joined ? RowShape::kRejoined : RowShape::kHopeless;
}

}  // namespace pocketrec
