#include "trainer/read/columns.h"

#include <algorithm>
#include <functional>
#include <span>

#include "trainer/read/ids.h"
#include "trainer/read/numbers.h"

namespace pocketrec {
namespace {

struct Synonyms {
  Column column;
  std::vector<std::string_view> names;  // as shown; compared normalised
};

const std::vector<Synonyms>& synonyms() {
  static const std::vector<Synonyms> kSynonyms = {
      {Column::kUser,
       {"user_id", "user", "uid", "customer_id", "visitor_id", "member_id", "reader_id",
        "reviewer_id"}},
      {Column::kItem,
       {"isbn", "item_id", "item", "movie_id", "book_id", "product_id", "iid", "sku", "asin", "id",
        "article_id", "track_id"}},
      {Column::kRating, {"book_rating", "rating", "score", "stars", "overall", "value"}},
      {Column::kTimestamp, {"timestamp", "time", "ts", "date", "unix_review_time", "created_at"}},
      {Column::kTitle, {"book_title", "title", "name", "item_title", "original_title"}},
      {Column::kAuthor, {"book_author", "author", "authors", "creator", "director", "artist"}},
      {Column::kPublisher, {"publisher", "label", "studio"}},
      {Column::kYear,
       {"year_of_publication", "year", "original_publication_year", "publication_year",
        "release_year"}},
      {Column::kLanguage, {"language", "language_code", "lang"}},
      {Column::kCategories,
       {"categories", "category", "genres", "genre", "tags", "subjects", "subject"}},
      {Column::kPlace, {"location", "place", "city", "country"}},
      {Column::kAge, {"age"}},
  };
  return kSynonyms;
}

constexpr double kMost = 0.7;

// The column where the most cells, and more than kMost, satisfy `holds`.
std::optional<size_t> best_column(const Sample& sample,
                                  const std::function<bool(const std::string&)>& holds) {
  std::vector<size_t> hits;
  for (const auto& row : sample) {
    hits.resize(std::max(hits.size(), row.size()));
    for (size_t c = 0; c < row.size(); ++c) hits[c] += holds(row[c]) ? 1 : 0;
  }
  const auto best = std::max_element(hits.begin(), hits.end());
  if (best == hits.end()) return {};
  if (static_cast<double>(*best) < kMost * static_cast<double>(sample.size())) return {};
  return static_cast<size_t>(best - hits.begin());
}

bool is_link(const std::string& cell) { return cell.starts_with("http"); }

bool is_four_digit_year(const std::string& cell) {
  return cell.size() == 4 && parse_year(cell).value_or(0) >= 1000;
}

}  // namespace

std::string normalised_name(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) result += c;
    if (c >= 'A' && c <= 'Z') result += static_cast<char>(c + 32);
  }
  return result;
}

bool is_known_name(std::string_view name) {
  for (const Synonyms& entry : synonyms()) {
    for (const auto known : entry.names) {
      if (normalised_name(known) == name) return true;
    }
  }
  return false;
}

ColumnMap columns_of(const std::vector<std::string>& names) {
  ColumnMap columns;
  for (const Synonyms& entry : synonyms()) {
    for (const auto known : entry.names) {
      const auto found = std::find(names.begin(), names.end(), normalised_name(known));
      if (found == names.end()) continue;
      columns.set(entry.column, static_cast<size_t>(found - names.begin()));
      break;
    }
  }
  return columns;
}

std::string names_for(Column column) {
  std::string text;
  for (const Synonyms& entry : synonyms()) {
    if (entry.column != column) continue;
    for (size_t i = 0; i < std::min<size_t>(entry.names.size(), 4); ++i) {
      text += (i == 0 ? "" : ", ") + std::string(entry.names[i]);
    }
  }
  return text;
}

std::optional<size_t> isbn_column(const Sample& sample) {
  return best_column(sample, [](const std::string& cell) { return resembles_isbn(cell); });
}

ColumnMap guess_interaction_columns(const Sample& sample) {
  ColumnMap columns;
  const size_t width = sample.empty() ? 0 : sample.front().size();
  const bool item_first = isbn_column(sample) == size_t{0};
  if (width > 0) columns.set(item_first ? Column::kItem : Column::kUser, 0);
  if (width > 1) columns.set(item_first ? Column::kUser : Column::kItem, 1);
  if (width > 2) columns.set(Column::kRating, 2);
  if (width > 3) columns.set(Column::kTimestamp, 3);
  return columns;
}

ColumnMap guess_item_columns(const Sample& sample) {
  ColumnMap columns;
  if (sample.empty()) return columns;
  const size_t id = isbn_column(sample).value_or(0);
  const auto year = best_column(sample, is_four_digit_year);
  columns.set(Column::kItem, id);
  columns.set(Column::kYear, year);
  const Column in_order[] = {Column::kTitle, Column::kAuthor, Column::kPublisher};
  size_t next = 0;
  const std::vector<std::string>& first = sample.front();
  for (size_t c = id + 1; c < first.size() && next < std::size(in_order); ++c) {
    if (c != year && !is_link(first[c])) columns.set(in_order[next++], c);
  }
  return columns;
}

}  // namespace pocketrec
