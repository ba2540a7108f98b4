// Titles to ask people about where they may say that they know the author, if not the title: more
// people know one of an author's titles than any one title. wasm/src/offered.ts has the same.
//
// Of each author in turn the most popular title, authors by how many people chose their titles
// among the most popular ones. Who knows the author is asked about more of their titles.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pocketrec {

// Titles by which authors are compared: further down an author counts as far as their popularity
// says, which a page would have to look up title by title.
inline constexpr uint32_t kTitlesCompared = 2000;
// Of an author that somebody knows, how many titles they are asked about, with the first.
inline constexpr uint32_t kTitlesOfAnAuthor = 11;

class OfferedTitles {
 public:
  // By item, in the order of popularity: who made it, by number (0: unknown), and how many people
  // chose it.
  OfferedTitles(std::vector<uint32_t> authors, std::span<const uint32_t> popularity);

  // Is any author known? If not, there is nothing to offer titles by.
  bool knows_authors() const { return knows_authors_; }
  uint32_t author_of(uint32_t item) const { return authors_[item]; }

  // The next n titles, or as many as there are, for a person who was asked about those. When every
  // author was asked about, the most popular titles that are left.
  std::vector<uint32_t> next(std::span<const uint32_t> asked, uint32_t n) const;
  // Those left of an author's most popular ones.
  std::vector<uint32_t> by(uint32_t author, std::span<const uint32_t> asked) const;

 private:
  std::vector<uint32_t> authors_;
  std::vector<std::vector<uint32_t>> titles_;  // of each author, the most popular first; of 0 none
  std::vector<uint32_t> order_;  // each author's first title and all without an author, as asked
  bool knows_authors_ = false;
};

}  // namespace pocketrec
