// Titles and authors folded to keys under which editions of one work are equal.
#pragma once

#include <string>
#include <string_view>

namespace pocketrec {

// Lower case, without accents and other marks, compatibility forms resolved (NFKD), "&" as "and",
// everything but letters and digits of any script as single spaces, apostrophes dropped.
// Bytes that are no UTF-8 count as spaces.
std::string fold_words(std::string_view text);

struct TitleKey {
  std::string words;   // without leading article, remarks in brackets and "a novel"
  std::string number;  // of the volume, from the brackets: "(Harry Potter, #2)" -> "2"; or ""
};

// Conservative: brackets fall away only where words are left outside them, and the numbers in them
// stay, as "(Part 1)" and "(Part 2)" are different works. Subtitles stay unless they only name the
// kind of book.
TitleKey fold_title(std::string_view title);

// Surname and first initial of the first author: "J.K. Rowling", "ROWLING, Joanne" -> "rowling j".
std::string fold_author(std::string_view author);

}  // namespace pocketrec
