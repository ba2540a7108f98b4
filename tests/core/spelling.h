// How far spellings are apart, by definition.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "core/typos.h"

namespace pocketrec {

// The whole table of optimal string alignment: edits from all of `a` to all of `b`.
inline size_t edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

// Of every beginning of the token.
inline TypoMatcher::Match match_by_definition(const std::u32string& word,
                                              const std::u32string& token) {
  const uint32_t limit = forgiven_edits(static_cast<uint32_t>(word.size()));
  if (edits(word, token) <= limit) return TypoMatcher::Match::kWhole;
  for (size_t size = 0; size < token.size(); ++size) {
    if (edits(word, token.substr(0, size)) <= limit) return TypoMatcher::Match::kBeginning;
  }
  return TypoMatcher::Match::kNone;
}

}  // namespace pocketrec
