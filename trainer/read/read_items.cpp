#include <algorithm>

#include "trainer/read/numbers.h"
#include "trainer/read/read_rows.h"
#include "trainer/read/rejoin.h"
#include "trainer/read/text_repair.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

// Texts, years and ages of one row, each repair counted.
class CellReader {
 public:
  CellReader(const std::vector<std::string>& cells, const ColumnMap& columns, Tally& tally,
             uint64_t line)
      : cells_(cells), columns_(columns), tally_(tally), line_(line) {}

  std::string text(Column column) {
    const std::string_view raw = cell(column);
    return raw.empty() ? std::string() : std::string(clean_text(raw, scratch_, tally_, line_));
  }

  int32_t year() {
    const std::string_view raw = cell(Column::kYear);
    const auto year = parse_year(raw);
    if (!year) tally_.count(Reason::kYearUnknown, line_, raw);
    return year.value_or(0);
  }

 private:
  std::string_view cell(Column column) const {
    const auto position = columns_.at(column);
    return position && *position < cells_.size() ? std::string_view(cells_[*position])
                                                 : std::string_view();
  }

  const std::vector<std::string>& cells_;
  const ColumnMap& columns_;
  Tally& tally_;
  const uint64_t line_;
  std::string scratch_;
};

Item read_item(const std::vector<std::string>& cells, const ColumnMap& columns, Tally& tally,
               uint64_t line) {
  CellReader cell(cells, columns, tally, line);
  Item item;
  item.title = cell.text(Column::kTitle);
  item.author = cell.text(Column::kAuthor);
  item.publisher = cell.text(Column::kPublisher);
  item.language = cell.text(Column::kLanguage);
  item.year = cell.year();
  item.categories = split_categories(cell.text(Column::kCategories));
  return item;
}

// Reshapes the cells and counts what that took; false if the row is lost.
bool fit_row(std::vector<std::string>& cells, const SourceFile& file, const ColumnMap& columns,
             Tally& tally, uint64_t line, std::string_view row) {
  // Nobody writes tabs in titles: a tab file that splits them was a semicolon file once.
  const char separator = file.dialect().delimiter == '\t' ? ';' : file.dialect().delimiter;
  switch (reshape(cells, file.num_columns(), columns, separator)) {
    case RowShape::kGood:
      return true;
    case RowShape::kRejoined:
      tally.count(Reason::kColumnsRejoined, line, row);
      return true;
    case RowShape::kSplit:
      tally.count(Reason::kColumnsSplit, line, row);
      return true;
    case RowShape::kHopeless:
      tally.count(Reason::kTooManyFields, line, row);
      return false;
  }
  return false;
}

// Letters and marks without digits or spaces, as columns are named.
bool looks_like_name(const std::string& cell) {
  return std::all_of(cell.begin(), cell.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '.' ||
           static_cast<uint8_t>(c) >= 0x80;
  });
}

// A first row that names the columns in words that are not known would become an item. It gives
// itself away: nobody chose it, while others were chosen, and it stands out among them.
void refuse_unknown_header(const SourceFile& file, size_t id_column, IdKind kind,
                           const IdTable& chosen_ids) {
  const Sample& sample = file.sample();
  const auto has_names = [](const std::vector<std::string>& row) {
    return std::all_of(row.begin(), row.end(), looks_like_name);
  };
  const auto is_chosen = [&](const std::vector<std::string>& row) {
    std::string scratch;
    return row.size() > id_column &&
           chosen_ids.find(clean_id(row[id_column], kind, scratch).text) != IdTable::kNone;
  };
  if (file.has_header_row() || !has_names(sample.front()) || is_chosen(sample.front())) return;
  const auto chosen = std::count_if(sample.begin() + 1, sample.end(), is_chosen);
  const bool all_chosen = chosen == static_cast<ptrdiff_t>(sample.size()) - 1;
  const bool alone = std::none_of(sample.begin() + 1, sample.end(), has_names);
  if (chosen == 0 || (!alone && !all_chosen)) return;
  std::string row;
  for (const std::string& cell : sample.front()) row += (row.empty() ? "" : ",") + cell;
  throw DataError("expected an item, or names of columns that are known, in the first line of " +
                  file.path().string() + ", found \"" + as_example(row) +
                  "\": call the column of ids " + names_for(Column::kItem) +
                  " (or the like) and that of titles " + names_for(Column::kTitle));
}

}  // namespace

// Bars first, as their use is unmistakable; commas last, as names have them.
std::vector<std::string> split_categories(std::string_view text) {
  std::vector<std::string> categories;
  const char separator = text.find('|') != text.npos   ? '|'
                         : text.find(';') != text.npos ? ';'
                                                       : ',';
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    const std::string_view category = trim(text.substr(0, end));
    if (!category.empty() && category != "(no genres listed)") categories.emplace_back(category);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return categories;
}

void for_each_row(
    SourceFile& file,
    const std::function<void(const std::vector<std::string_view>& cells, uint64_t line)>& visit) {
  CsvReader reader = file.rows();
  std::vector<std::string_view> cells;
  std::vector<std::string> scratch;
  while (reader.next_row()) {
    ++file.rows_read;
    const auto fields = reader.fields();
    cells.clear();
    scratch.resize(std::max(scratch.size(), fields.size()));
    bool blank = true;
    for (size_t i = 0; i < fields.size(); ++i) {
      cells.push_back(reader.unescape(fields[i], scratch[i]));
      blank = blank && trim(cells.back()).empty();
    }
    if (blank) {
      file.tally.count(Reason::kBlankRow, reader.line(), reader.row_text());
    } else {
      visit(cells, reader.line());
    }
  }
  if (reader.unbalanced_quotes() != 0) {
    file.tally.count(Reason::kUnbalancedQuote, 0, "", reader.unbalanced_quotes());
  }
}

void read_items(SourceFile& file, const ColumnMap& columns, IdKind kind, Draft& draft) {
  const size_t id_column = file.require(columns, Column::kItem);
  refuse_unknown_header(file, id_column, kind, draft.item_ids);
  const size_t needed = std::max(id_column, columns.at(Column::kTitle).value_or(0)) + 1;
  std::vector<std::string> row;
  std::string scratch;
  for_each_row(file, [&](const std::vector<std::string_view>& cells, uint64_t line) {
    row.assign(cells.begin(), cells.end());
    if (!fit_row(row, file, columns, file.tally, line, cells.front())) return;
    if (row.size() < needed) {
      file.tally.count(Reason::kTooFewFields, line, row.front());
      return;
    }
    const CleanId id = clean_id(row[id_column], kind, scratch);
    if (id.text.empty()) {
      file.tally.count(id.repair.value_or(Reason::kNoItemId), line, row[id_column]);
      return;
    }
    const uint32_t index = draft.item_ids.insert(id.text, true).index;
    const bool has_facts = index < draft.items.size() && !draft.items[index].id.empty();
    if (has_facts) {
      file.tally.count(Reason::kSameItemAgain, line, id.text);
      return;
    }
    if (id.repair) file.tally.count(*id.repair, line, row[id_column]);
    draft.items.resize(std::max<size_t>(draft.items.size(), size_t{index} + 1));
    draft.items[index] = read_item(row, columns, file.tally, line);
    draft.items[index].id = id.text;
  });
}

}  // namespace pocketrec
