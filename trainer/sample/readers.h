// The simulated readers: where they live, how old they are, what they like, how much they read.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "trainer/sample/catalogue.h"
#include "trainer/sample/tastes.h"

namespace pocketrec {

struct Reader {
  static constexpr uint32_t kMaxTastes = 3;

  uint32_t place = 0;  // index into the places
  uint32_t age = 0;    // 13..80
  uint32_t num_tastes = 0;
  std::array<uint32_t, kMaxTastes> anchors{};  // books; the first is the strongest taste
  uint32_t rating_per_mille = 0;               // of the books read, how many get a rating
  int32_t rating_bias = 0;                     // generous or stern, -1..1
};

// Any reader, by number, without making the others.
class Readers {
 public:
  // The arguments must outlive it. At least one place.
  Readers(const Library& library, const Tastes& tastes, const std::vector<Place>& places,
          uint64_t seed);
  Reader reader(uint32_t user) const;
  const Place& place_of(const Reader& reader) const { return places_[reader.place]; }

  // A book by fame alone: mostly in the place's own language, else in English or any other.
  uint32_t draw_famous(const Reader& reader, Random& random) const;

 private:
  uint32_t draw_anchor(const Reader& reader, Random& random) const;

  const Library& library_;
  const Tastes& tastes_;
  const std::vector<Place>& places_;
  uint64_t seed_;
  AliasTable place_table_;
};

// How many items each reader has: heavy-tailed, and exactly `interactions` in sum. Each has at most
// `num_items`, and at least one where there are enough for all.
// Expects users >= 1 and interactions <= users * num_items.
std::vector<uint32_t> draw_activity(uint64_t users, uint64_t interactions, uint64_t num_items,
                                    uint64_t seed);

}  // namespace pocketrec
