// From a field's bytes to text for people: encoding, entities, quotes, spaces.
#pragma once

#include <string>
#include <string_view>

#include "trainer/read/tally.h"

namespace pocketrec {

// Decodes HTML entities ("&amp;", "&#321;", "&eacute;"), also those escaped twice. Unknown names
// and numbers that are no character stay as they are. True if anything changed.
bool decode_entities(std::string& text);

// Puts back the quotes that a reader without \" escapes lost: `\O\" Is for Outlaw"` and
// `\Titanic\` become `"O" Is for Outlaw` and `"Titanic"`. True if anything changed.
bool repair_backslashes(std::string& text);

// All of it, for a title, a name or a place: valid UTF-8, single spaces, no control characters,
// "NULL" and "n/a" empty. What was repaired is counted in `tally` at `line`. The view points to
// `raw` where nothing had to be done, else to `scratch`.
std::string_view clean_text(std::string_view raw, std::string& scratch, Tally& tally,
                            uint64_t line);

// Without spaces, tabs and line ends on either side.
std::string_view trim(std::string_view text);

// "", "NULL", "n/a", "nan" and the like: nothing was said.
bool says_nothing(std::string_view text);

}  // namespace pocketrec
