// The text files of data/, as they were when the program was built (see embed.cmake).
#pragma once

#include <string_view>

namespace pocketrec {

extern const std::string_view kCatalogueText;   // data/catalogue/*.tsv, one after the other
extern const std::string_view kCategoriesText;  // data/categories.txt
extern const std::string_view kPlacesText;      // data/places.tsv

}  // namespace pocketrec
