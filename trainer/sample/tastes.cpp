#include "trainer/sample/tastes.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace pocketrec {
namespace {

// A category is broad when more than one book in kBroadShare has it.
constexpr uint32_t kBroadShare = 8;
constexpr uint32_t kNarrowPoints = 5;
constexpr uint32_t kBroadPoints = 1;
// Each point doubles how often a book is chosen.
constexpr uint32_t kMaxPoints = 11;
constexpr uint64_t kSameLanguageFactor = 24;
constexpr uint64_t kSameAuthorFactor = 4;
constexpr uint64_t kSameEraFactor = 2;
constexpr int32_t kEraYears = 30;

}  // namespace

Tastes::Tastes(const Library& library) : library_(library) {
  const uint32_t count = library.num_books();
  for (uint32_t c = 0; c < 64; ++c) {
    uint32_t books = 0;
    for (uint32_t b = 0; b < count; ++b) {
      if ((library.book(b).category_bits >> c & 1) != 0) ++books;
    }
    if (books * kBroadShare > count) broad_categories_ |= uint64_t{1} << c;
  }

  std::vector<uint64_t> weights(count);
  for (uint32_t anchor = 0; anchor < count; ++anchor) {
    for (uint32_t b = 0; b < count; ++b) {
      weights[b] = library.fame_weight(b) * affinity(anchor, b) + 1;
    }
    tables_.emplace_back(weights);
  }
  for (uint32_t b = 0; b < count; ++b) {
    weights[b] = library.fame_weight(b) + 1;
    const std::string_view language = library.book(b).language;
    auto found = std::ranges::find(languages_, language, &LanguageTable::language);
    if (found == languages_.end()) {
      found = languages_.insert(languages_.end(), LanguageTable{language, {}, {}});
    }
    found->books.push_back(b);
  }
  any_language_ = AliasTable(weights);
  for (LanguageTable& entry : languages_) {
    std::vector<uint64_t> own;
    for (const uint32_t b : entry.books) own.push_back(weights[b]);
    entry.table = AliasTable(own);
  }
}

uint32_t Tastes::shared_points(uint32_t anchor, uint32_t book) const {
  const uint64_t shared = library_.book(anchor).category_bits & library_.book(book).category_bits;
  const auto broad = static_cast<uint32_t>(std::popcount(shared & broad_categories_));
  const auto narrow = static_cast<uint32_t>(std::popcount(shared & ~broad_categories_));
  return std::min(kMaxPoints, kBroadPoints * broad + kNarrowPoints * narrow);
}

uint64_t Tastes::affinity(uint32_t anchor, uint32_t book) const {
  const CatalogueBook& a = library_.book(anchor);
  const CatalogueBook& b = library_.book(book);
  uint64_t factor = uint64_t{1} << shared_points(anchor, book);
  if (a.language == b.language) factor *= kSameLanguageFactor;
  if (a.author == b.author) factor *= kSameAuthorFactor;
  if (std::abs(a.year - b.year) <= kEraYears) factor *= kSameEraFactor;
  return factor;
}

uint32_t Tastes::match(uint32_t anchor, uint32_t book) const {
  const uint32_t points = shared_points(anchor, book);
  if (points >= 2 * kNarrowPoints) return 3;
  if (points >= kNarrowPoints) return 2;
  return points > 0 ? 1 : 0;
}

uint32_t Tastes::draw_famous(std::string_view language, Random& random) const {
  const auto found = std::ranges::find(languages_, language, &LanguageTable::language);
  if (found == languages_.end()) return any_language_.draw(random);
  return found->books[found->table.draw(random)];
}

uint32_t Tastes::draw_relative(uint32_t book, Random& random) const {
  const uint32_t size = library_.family_size(book);
  if (size == 1) return book;
  // Zipf's law in integers: every octave 1, 2..3, 4..7, ... of ranks is equally likely, and the
  // ranks within one as well.
  const auto octaves = static_cast<uint32_t>(std::bit_width(size));
  uint32_t rank = 0;
  do {
    const uint32_t first = 1U << random.below(octaves);
    rank = first + random.below(first);
  } while (rank > size);
  return (rank - 1) * library_.num_books() + book;
}

}  // namespace pocketrec
