#include "trainer/sample/readers.h"

#include <algorithm>

namespace pocketrec {
namespace {

constexpr std::string_view kEnglish = "en";
// Of the choices of a reader in an English-speaking place, those in English; of the others', those
// in their own language. What is left is any language, and English.
constexpr uint32_t kEnglishAtHomePerMille = 940;
constexpr uint32_t kOwnLanguagePerMille = 680;

constexpr uint32_t kYoungAge = 20;
constexpr uint32_t kGrownAge = 35;

// Three kinds of reader: those who never rate, now and then, and nearly always.
struct RatingHabit {
  uint32_t share_per_mille;
  uint32_t rating_per_mille;
};
constexpr RatingHabit kRatingHabits[] = {{300, 0}, {400, 330}, {300, 890}};

// Activity is a power law cut off at both ends: each octave has 3/8 of the readers of the one
// below (an exponent of about 1.4).
constexpr uint32_t kActivityOctaves = 8;
constexpr uint32_t kActivityUnit = 16;  // sub-steps of an octave; the lowest begins at a quarter

uint64_t activity_weight(uint64_t seed, uint64_t user) {
  Random random = random_stream(seed, Purpose::kActivity, user);
  uint32_t octave = 0;
  while (octave + 1 < kActivityOctaves && random.below(8) < 3) ++octave;
  const uint32_t least = octave == 0 ? kActivityUnit / 4 : kActivityUnit;
  return uint64_t{least + random.below(2 * kActivityUnit - least)} << octave;
}

bool is_for_young(const CatalogueBook& book) {
  return book.categories.find("Young adult") != std::string_view::npos ||
         book.categories.find("Children's books") != std::string_view::npos;
}

}  // namespace

Readers::Readers(const Library& library, const Tastes& tastes, const std::vector<Place>& places,
                 uint64_t seed)
    : library_(library), tastes_(tastes), places_(places), seed_(seed) {
  std::vector<uint64_t> weights;
  for (const Place& place : places) weights.push_back(place.weight);
  place_table_ = AliasTable(weights);
}

uint32_t Readers::draw_famous(const Reader& reader, Random& random) const {
  const std::string_view own = places_[reader.place].language;
  if (own == kEnglish && !per_mille(random, kEnglishAtHomePerMille)) {
    return tastes_.draw_famous(random);
  }
  const bool in_own = own == kEnglish || per_mille(random, kOwnLanguagePerMille);
  return tastes_.draw_famous(in_own ? own : kEnglish, random);
}

uint32_t Readers::draw_anchor(const Reader& reader, Random& random) const {
  const uint32_t anchor = draw_famous(reader, random);
  const bool for_young = is_for_young(library_.book(anchor));
  // One second thought: the young lean to books for the young, the grown away from them.
  const bool unlikely =
      (reader.age <= kYoungAge && !for_young) || (reader.age >= kGrownAge && for_young);
  return unlikely && per_mille(random, 500) ? draw_famous(reader, random) : anchor;
}

Reader Readers::reader(uint32_t user) const {
  Random random = random_stream(seed_, Purpose::kReader, user);
  Reader reader;
  reader.place = place_table_.draw(random);
  reader.age = 13 + random.below(13) + random.below(16) + random.below(20);
  if (per_mille(random, 120)) reader.age += random.below(20);
  const uint32_t dice = random.below(10);
  reader.num_tastes = dice < 4 ? 1 : dice < 8 ? 2 : 3;
  for (uint32_t t = 0; t < reader.num_tastes; ++t) reader.anchors[t] = draw_anchor(reader, random);

  uint32_t habit = random.below(1000);
  for (const RatingHabit& kind : kRatingHabits) {
    if (habit < kind.share_per_mille) {
      reader.rating_per_mille = kind.rating_per_mille;
      break;
    }
    habit -= kind.share_per_mille;
  }
  reader.rating_bias = static_cast<int32_t>(random.below(3)) - 1;
  return reader;
}

std::vector<uint32_t> draw_activity(uint64_t users, uint64_t interactions, uint64_t num_items,
                                    uint64_t seed) {
  // Nobody reads more than a quarter of the library, unless the counts asked for need it.
  const uint64_t mean = (interactions + users - 1) / users;
  const uint64_t most = std::min(num_items, std::max({uint64_t{1}, num_items / 4, 2 * mean}));
  const uint32_t least = interactions >= users ? 1 : 0;
  std::vector<uint32_t> counts(users, least);

  // Rounds: what readers at their limit could not take is shared among the others again.
  for (uint64_t left = interactions - least * users; left > 0;) {
    uint64_t total_weight = 0;
    for (uint64_t u = 0; u < users; ++u) {
      if (counts[u] < most) total_weight += activity_weight(seed, u);
    }
    uint64_t given = 0, carry = 0;  // carrying the remainder makes the sum exact
    for (uint64_t u = 0; u < users; ++u) {
      if (counts[u] >= most) continue;
      carry += activity_weight(seed, u) * left;
      const uint64_t share = carry / total_weight;
      carry %= total_weight;
      const uint64_t taken = std::min(share, most - counts[u]);
      counts[u] += static_cast<uint32_t>(taken);
      given += taken;
    }
    left -= given;
  }
  return counts;
}

}  // namespace pocketrec
