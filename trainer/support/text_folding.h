// "Text folding" of core/FORMAT.md: words as they are indexed, and as queries must be folded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pocketrec {

// The words of `text` in order, repeated ones included. Throws DataError where it is not UTF-8.
std::vector<std::string> folded_words(std::string_view text);

// The same with one space between: what Recommender::search_items takes.
std::string folded_query(std::string_view text);

// The same, and the marks ( ) [ ] , ; : & / as words by themselves: what core/content.h takes.
std::string folded_with_marks(std::string_view text);

}  // namespace pocketrec
