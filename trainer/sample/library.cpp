#include "trainer/sample/library.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <string_view>

#include "trainer/sample/streams.h"

namespace pocketrec {
namespace {

constexpr uint32_t kBooksWithEditionsPerMille = 60;
// The larger, the less the most famous few stand out.
constexpr uint32_t kFameOffset = 30;
constexpr uint32_t kUnknownIdBase = 9'000'000;

// `prefix`, `width` digits, and a check digit made as an ISBN-10's: a mistyped id is noticed, and
// with letters in front none is ever taken for an ISBN.
void append_checked_id(std::string_view prefix, uint32_t number, uint32_t width, std::string& out) {
  out += prefix;
  const size_t begin = out.size();
  out.append(width, '0');
  uint32_t sum = 0;
  for (uint32_t i = 0; i < width; ++i, number /= 10) {
    out[begin + width - 1 - i] = static_cast<char>('0' + number % 10);
    sum += (i + 2) * (number % 10);
  }
  const uint32_t check = (11 - sum % 11) % 11;
  out += check == 10 ? 'X' : static_cast<char>('0' + check);
}

// Catalogue books by fame, those of equal fame shuffled by the seed.
std::vector<uint32_t> fame_order(const std::vector<CatalogueBook>& books, uint64_t seed) {
  std::vector<uint64_t> tickets(books.size());
  for (size_t i = 0; i < books.size(); ++i) {
    tickets[i] = random_stream(seed, Purpose::kFame, i).next();
  }
  std::vector<uint32_t> order(books.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](uint32_t a, uint32_t b) {
    if (books[a].fame != books[b].fame) return books[a].fame > books[b].fame;
    return tickets[a] != tickets[b] ? tickets[a] < tickets[b] : a < b;
  });
  return order;
}

}  // namespace

Library::Library(std::vector<CatalogueBook> catalogue, uint64_t num_items, uint64_t seed)
    : num_items_(static_cast<uint32_t>(num_items)) {
  std::vector<uint32_t> order = fame_order(catalogue, seed);
  if (num_items < order.size()) order.resize(num_items);
  std::vector<uint32_t> rank(catalogue.size(), num_items_);
  for (uint32_t r = 0; r < order.size(); ++r) rank[order[r]] = r;

  std::map<std::string_view, uint32_t> authors;
  for (uint32_t i = 0; i < catalogue.size(); ++i) {
    if (rank[i] == num_items_) continue;
    const auto book = static_cast<uint32_t>(books_.size());
    books_.push_back(catalogue[i]);
    fame_weights_.push_back((uint64_t{1} << 16) / (rank[i] + kFameOffset));
    const auto author = authors.try_emplace(catalogue[i].author, authors.size()).first->second;
    author_books_.resize(authors.size());
    author_books_[author].push_back(book);
    author_of_.push_back(author);
    Random random = random_stream(seed, Purpose::kEditions, i);
    const bool several = per_mille(random, kBooksWithEditionsPerMille);
    editions_.push_back(static_cast<uint8_t>(several ? 1 + random.below(2) : 0));
  }
}

void Library::append_id(uint32_t item, uint32_t edition, std::string& out) const {
  if (item >= num_books()) {
    append_checked_id("PS", item, 8, out);
  } else if (edition == 0) {
    out += books_[item].id;
  } else {
    uint32_t number = 0;  // the seven digits of the book's own id
    const std::string_view digits = books_[item].id.substr(2, 7);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    append_checked_id("PE", number * 4 + edition, 7, out);
  }
}

void Library::append_unknown_id(uint32_t number, std::string& out) {
  append_checked_id("PR", kUnknownIdBase + number, 7, out);
}

}  // namespace pocketrec
