// The items of a sample: catalogue books, and beyond them as many invented ones as were asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trainer/sample/catalogue.h"

namespace pocketrec {

// Item i below num_books() is a real book. Every further item is invented and belongs to the family
// of a book: item = generation * num_books() + book. It shares that book's categories and language,
// so that it needs no memory of its own however many there are.
class Library {
 public:
  // Fewer items than the catalogue has: its most famous books. More: invented ones follow.
  // num_items in 1..kMaxItems.
  Library(std::vector<CatalogueBook> catalogue, uint64_t num_items, uint64_t seed);

  static constexpr uint64_t kMaxItems = 10'000'000;

  uint32_t num_items() const { return num_items_; }
  uint32_t num_books() const { return static_cast<uint32_t>(books_.size()); }
  const CatalogueBook& book(uint32_t book) const { return books_[book]; }
  uint32_t book_of(uint32_t item) const { return item % num_books(); }
  uint32_t generation_of(uint32_t item) const { return item / num_books(); }
  // Items in the family of `book`, at least the book itself.
  uint32_t family_size(uint32_t book) const { return (num_items_ - book - 1) / num_books() + 1; }

  // How much it is chosen when nothing else decides: falls with the rank in fame as 1 / rank does.
  uint64_t fame_weight(uint32_t book) const { return fame_weights_[book]; }
  // All books by the author of `book`, itself included.
  const std::vector<uint32_t>& by_same_author(uint32_t book) const {
    return author_books_[author_of_[book]];
  }

  // Invented items of one family come from one made-up author by fours. That author's
  // number; `item` is an invented one.
  static constexpr uint32_t kItemsPerInventedAuthor = 4;
  uint32_t invented_author(uint32_t item) const {
    const uint32_t group = (generation_of(item) - 1) / kItemsPerInventedAuthor;
    return group * num_books() + book_of(item);
  }

  // Further made-up editions of a real book, 0..2; invented items have none.
  uint32_t num_editions(uint32_t item) const { return item < num_books() ? editions_[item] : 0; }
  // Appends the id of an edition; 0 is the item's own id.
  void append_id(uint32_t item, uint32_t edition, std::string& out) const;
  // Appends an id of the same form that no item has; `number` in 0..999,999.
  static void append_unknown_id(uint32_t number, std::string& out);

 private:
  std::vector<CatalogueBook> books_;
  uint32_t num_items_;
  std::vector<uint64_t> fame_weights_;
  std::vector<uint32_t> author_of_;
  std::vector<std::vector<uint32_t>> author_books_;
  std::vector<uint8_t> editions_;
};

}  // namespace pocketrec
