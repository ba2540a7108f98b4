// What one reader reads, and what they say about it: the rows of Ratings.csv.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trainer/sample/library.h"
#include "trainer/sample/readers.h"
#include "trainer/sample/tastes.h"

namespace pocketrec {

// Item indices already taken by one reader; open addressing, emptied in the size of its use.
class TakenItems {
 public:
  void reset(uint32_t capacity);
  bool insert(uint32_t item);  // false: it was there

 private:
  static constexpr uint32_t kFree = UINT32_MAX;
  std::vector<uint32_t> slots_;
  uint32_t mask_ = 0;
};

// Simulates readers one after the other. Not for two threads at once: make one for each.
class Reading {
 public:
  // The arguments must outlive it.
  Reading(const Library& library, const Tastes& tastes, const Readers& readers, uint64_t seed)
      : library_(library), tastes_(tastes), readers_(readers), seed_(seed) {}

  // Appends "user,item,rating" for `count` different items of reader number `user` (0-based; its
  // id is user + 1), and the dirt between. count <= library.num_items().
  void append_rows(uint32_t user, uint32_t count, std::string& out);

 private:
  static constexpr uint32_t kNoItem = UINT32_MAX;
  struct Choice {
    uint32_t item = kNoItem;
    uint32_t anchor = 0;  // the taste that it is measured by
  };
  Choice propose(const Reader& reader, const Choice& previous, Random& random) const;
  Choice propose_famous(const Reader& reader, Random& random) const;
  Choice choose(const Reader& reader, const Choice& previous, Random& random);
  uint32_t draw_author_neighbour(uint32_t item, Random& random) const;
  // 0: not rated; else 1..10, better where the book fits the taste, with noise. Mean about 7.
  uint32_t draw_rating(const Reader& reader, const Choice& choice, Random& random) const;
  void append_row(uint32_t user, const Choice& choice, const Reader& reader, Random& random,
                  std::string& out);
  void append_dirt(uint32_t user, const Choice& choice, const Reader& reader, Random& random,
                   std::string& out);

  const Library& library_;
  const Tastes& tastes_;
  const Readers& readers_;
  uint64_t seed_;
  TakenItems taken_;
  uint32_t sweep_ = 0;  // where the search for any item not yet taken goes on
};

}  // namespace pocketrec
