#include "trainer/sample/reading.h"

#include <algorithm>
#include <bit>

#include "trainer/sample/csv_text.h"
#include "trainer/sample/dirt.h"

namespace pocketrec {
namespace {

// The next book: one more by the same author, one that everybody reads, or one to the taste.
constexpr uint32_t kSameAuthorPerMille = 200;
constexpr uint32_t kFamousPerMille = 80;
constexpr uint32_t kFirstTastePerMille = 600;
constexpr uint32_t kOtherEditionPerMille = 300;

// Different ids without a row in Books.csv. Few, so that each has as many ratings as a book has:
// nameless items with one reader each would crowd the lists of similar books.
constexpr uint32_t kUnknownIds = 40;

// A reader whose taste brings nothing new so often takes a famous book; where that fails as well
// (they have read nearly all there is), the next one on the shelf.
constexpr int kTasteAttempts = 8;
constexpr int kFamousAttempts = 8;

}  // namespace

void TakenItems::reset(uint32_t capacity) {
  const size_t size = std::bit_ceil(size_t{capacity} * 2 + 1);
  slots_.assign(size, kFree);
  mask_ = static_cast<uint32_t>(size - 1);
}

bool TakenItems::insert(uint32_t item) {
  for (uint32_t at = (item * 0x9E3779B1U) & mask_;; at = (at + 1) & mask_) {
    if (slots_[at] == item) return false;
    if (slots_[at] == kFree) {
      slots_[at] = item;
      return true;
    }
  }
}

uint32_t Reading::draw_author_neighbour(uint32_t item, Random& random) const {
  const uint32_t book = library_.book_of(item);
  if (item == book) {
    const std::vector<uint32_t>& others = library_.by_same_author(book);
    return others[random.below(static_cast<uint32_t>(others.size()))];
  }
  const uint32_t generation = library_.generation_of(item) - 1;
  const uint32_t first = generation - generation % Library::kItemsPerInventedAuthor + 1;
  const uint32_t count =
      std::min(Library::kItemsPerInventedAuthor, library_.family_size(book) - first);
  return (first + random.below(count)) * library_.num_books() + book;
}

Reading::Choice Reading::propose(const Reader& reader, const Choice& previous,
                                 Random& random) const {
  const uint32_t dice = random.below(1000);
  if (dice < kSameAuthorPerMille && previous.item != kNoItem) {
    return {draw_author_neighbour(previous.item, random), previous.anchor};
  }
  if (dice >= 1000 - kFamousPerMille) return propose_famous(reader, random);
  const bool first = reader.num_tastes == 1 || per_mille(random, kFirstTastePerMille);
  const uint32_t taste = first ? 0 : 1 + random.below(reader.num_tastes - 1);
  const uint32_t anchor = reader.anchors[taste];
  return {tastes_.draw_like(anchor, random), anchor};
}

Reading::Choice Reading::propose_famous(const Reader& reader, Random& random) const {
  const uint32_t book = readers_.draw_famous(reader, random);
  return {tastes_.draw_relative(book, random), reader.anchors[0]};
}

Reading::Choice Reading::choose(const Reader& reader, const Choice& previous, Random& random) {
  for (int attempt = 0; attempt < kTasteAttempts + kFamousAttempts; ++attempt) {
    const Choice choice = attempt < kTasteAttempts ? propose(reader, previous, random)
                                                   : propose_famous(reader, random);
    if (taken_.insert(choice.item)) return choice;
  }
  do {
    sweep_ = sweep_ + 1 < library_.num_items() ? sweep_ + 1 : 0;
  } while (!taken_.insert(sweep_));
  return {sweep_, reader.anchors[0]};
}

uint32_t Reading::draw_rating(const Reader& reader, const Choice& choice, Random& random) const {
  if (!per_mille(random, reader.rating_per_mille)) return 0;
  const uint32_t match = tastes_.match(choice.anchor, library_.book_of(choice.item));
  const auto noise = static_cast<int32_t>(random.below(3) + random.below(4)) - 2;
  const int32_t rating =
      5 + static_cast<int32_t>(match) + (match == 3 ? 1 : 0) + reader.rating_bias + noise;
  return static_cast<uint32_t>(std::clamp(rating, 1, 10));
}

void Reading::append_row(uint32_t user, const Choice& choice, const Reader& reader, Random& random,
                         std::string& out) {
  const uint32_t editions = library_.num_editions(choice.item);
  uint32_t edition = 0;
  if (editions > 0 && per_mille(random, kOtherEditionPerMille)) {
    edition = 1 + random.below(editions);
  }
  append_number(out, int64_t{user} + 1);
  out += ',';
  const bool spaced = per_mille(random, Dirt::kSpacedId);
  if (spaced) out += ' ';
  library_.append_id(choice.item, edition, out);
  if (spaced) out += ' ';
  out += ',';
  append_number(out, draw_rating(reader, choice, random));
  out += '\n';
}

void Reading::append_dirt(uint32_t user, const Choice& choice, const Reader& reader, Random& random,
                          std::string& out) {
  const uint32_t dice = random.below(1000);
  if (dice < Dirt::kRatedTwice) {
    append_row(user, choice, reader, random, out);
  } else if (dice < Dirt::kRatedTwice + Dirt::kUnknownItem) {
    append_number(out, int64_t{user} + 1);
    out += ',';
    Library::append_unknown_id(random.below(kUnknownIds), out);
    if (out.back() == 'X' && per_mille(random, 500)) out.back() = 'x';
    out += ',';
    append_number(out, draw_rating(reader, choice, random));
    out += '\n';
  } else if (dice < Dirt::kRatedTwice + Dirt::kUnknownItem + Dirt::kBlankRow) {
    out += ",,\n";
  }
}

void Reading::append_rows(uint32_t user, uint32_t count, std::string& out) {
  const Reader reader = readers_.reader(user);
  Random random = random_stream(seed_, Purpose::kReading, user);
  taken_.reset(count);
  sweep_ = random.below(library_.num_items());
  Choice choice;
  for (uint32_t i = 0; i < count; ++i) {
    choice = choose(reader, choice, random);
    append_row(user, choice, reader, random, out);
    append_dirt(user, choice, reader, random, out);
  }
}

}  // namespace pocketrec
