// What a taste is, and how it chooses books.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "trainer/sample/alias_table.h"
#include "trainer/sample/library.h"

namespace pocketrec {

// A taste is "books like this one": an anchor book, towards which categories, language, author and
// era pull, and fame besides. Nearby anchors make overlapping tastes, as people's are.
class Tastes {
 public:
  explicit Tastes(const Library& library);

  // An item for a reader of this taste. `anchor` is a book.
  uint32_t draw_like(uint32_t anchor, Random& random) const {
    return draw_relative(tables_[anchor].draw(random), random);
  }
  // A book by fame alone, in one language; where the library has none in it, in any.
  uint32_t draw_famous(std::string_view language, Random& random) const;
  // A book by fame alone.
  uint32_t draw_famous(Random& random) const { return any_language_.draw(random); }
  // One of the family of `book`: itself, or an invented one; the later, the rarer.
  uint32_t draw_relative(uint32_t book, Random& random) const;

  // How well `book` fits a taste: 0 (nothing shared), 1 (broad categories only), 2 (one narrow
  // category) or 3 (more).
  uint32_t match(uint32_t anchor, uint32_t book) const;

 private:
  uint64_t affinity(uint32_t anchor, uint32_t book) const;
  uint32_t shared_points(uint32_t anchor, uint32_t book) const;

  const Library& library_;
  uint64_t broad_categories_ = 0;   // bits of categories that many books have: they say little
  std::vector<AliasTable> tables_;  // by anchor
  AliasTable any_language_;
  struct LanguageTable {
    std::string_view language;
    std::vector<uint32_t> books;
    AliasTable table;
  };
  std::vector<LanguageTable> languages_;
};

}  // namespace pocketrec
