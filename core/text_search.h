// Items by the beginnings of words in their title and author, or of their id.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bundle.h"

namespace pocketrec {

// Words of a query that count; later ones are ignored.
inline constexpr uint32_t kMaxQueryWords = 16;

// The first n items that match every word of `folded_query` (words separated by spaces): a word
// matches an item that has a word beginning with it. A query of a single word also matches items
// with an id beginning with it, as it is or in upper case, where `titles` is not null. Items that
// match every word whole come first, then more popular ones. Where nothing matches, words that are
// spelled nearly as those of the query (typos.h) match too, for it or for a beginning. None of
// `hidden` (of at least as many items as the index has) is among them.
std::vector<uint32_t> search_text(const TokenIndex& index, const TitlesPart* titles,
                                  const BitSet& hidden, std::string_view folded_query, uint32_t n);

}  // namespace pocketrec
