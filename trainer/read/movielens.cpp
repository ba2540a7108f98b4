#include <array>

#include "trainer/read/formats.h"
#include "trainer/read/numbers.h"

namespace pocketrec {
namespace {

constexpr float kTop = 5.0F;

// The flags at the end of a row of u.item, in the order of u.genre.
constexpr size_t kFirstFlag = 5;
constexpr std::array<std::string_view, 19> kGenres = {
    "unknown",     "Action", "Adventure", "Animation", "Children's", "Comedy",  "Crime",
    "Documentary", "Drama",  "Fantasy",   "Film-Noir", "Horror",     "Musical", "Mystery",
    "Romance",     "Sci-Fi", "Thriller",  "War",       "Western"};

ColumnMap columns_in_order(const SourceFile& file, std::initializer_list<Column> order) {
  ColumnMap columns;
  size_t position = 0;
  for (const Column column : order) {
    if (position < file.num_columns()) columns.set(column, position);
    ++position;
  }
  return columns;
}

void take_year(Item& item) {
  const size_t open = item.title.rfind('(');
  if (open == std::string::npos || open == 0 || !item.title.ends_with(')')) return;
  std::string_view inside = std::string_view(item.title).substr(open + 1);
  inside.remove_suffix(1);
  const auto year = parse_year(inside);
  if (inside.size() != 4 || !year || *year == 0) return;
  item.year = *year;
  item.title.resize(item.title[open - 1] == ' ' ? open - 1 : open);
}

// "Matrix, The" -> "The Matrix".
void turn_article(std::string& title) {
  for (const std::string_view article : {"The", "A", "An"}) {
    const std::string tail = ", " + std::string(article);
    if (!title.ends_with(tail)) continue;
    title.resize(title.size() - tail.size());
    title = std::string(article) + ' ' + title;
    return;
  }
}

void read_genre_flags(const SourceFile& file, Draft& draft) {
  CsvReader reader = file.rows();
  while (reader.next_row()) {
    const auto fields = reader.fields();
    if (fields.size() < kFirstFlag + kGenres.size()) continue;
    const uint32_t index = draft.item_ids.find(fields[0].text);
    if (index >= draft.items.size()) continue;
    // The first, "unknown", says nothing.
    for (size_t g = 1; g < kGenres.size(); ++g) {
      if (fields[kFirstFlag + g].text == "1")
        draft.items[index].categories.emplace_back(kGenres[g]);
    }
  }
}

void read_movie_users(SourceFile& file, Draft& draft) {
  ColumnMap columns = user_columns(file);
  if (file.header().empty()) {
    // u.user is id|age|gender|..., users.dat id::gender::age::...
    columns = file.dialect().doubled_delimiter
                  ? ColumnMap()
                  : columns_in_order(file, {Column::kUser, Column::kAge});
    columns.set(Column::kUser, 0);
    if (file.dialect().doubled_delimiter) columns.set(Column::kAge, 2);
  }
  read_users(file, columns, draft);
}

}  // namespace

void read_movies(SourceFile& file, Draft& draft) {
  const bool has_flags = file.header().empty() && file.num_columns() >= kFirstFlag + kGenres.size();
  ColumnMap columns = columns_of(file.header());
  if (has_flags) {
    columns = columns_in_order(file, {Column::kItem, Column::kTitle});
  } else if (file.header().empty()) {
    columns = columns_in_order(file, {Column::kItem, Column::kTitle, Column::kCategories});
  }
  read_items(file, columns, IdKind::kPlain, draft);
  if (has_flags) read_genre_flags(file, draft);
  for (Item& item : draft.items) {
    take_year(item);
    turn_article(item.title);
  }
}

void draft_movielens(const FoundFiles& files, Draft& draft) {
  SourceFile& ratings = draft.open(*files.interactions);
  const ColumnMap columns = ratings.header().empty() ? guess_interaction_columns(ratings.sample())
                                                     : columns_of(ratings.header());
  read_interactions(ratings, columns, {IdKind::kPlain, kTop, false}, draft);
  if (files.items) read_movies(draft.open(*files.items), draft);
  if (files.users) read_movie_users(draft.open(*files.users), draft);
}

}  // namespace pocketrec
