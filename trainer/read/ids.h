// Ids as one spelling: of books (ISBN), and of anything else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trainer/read/tally.h"

namespace pocketrec {

enum class IdKind { kPlain, kIsbn };

// An id in its one spelling. `text` is empty where none can be had.
struct CleanId {
  std::string_view text;         // into the input, or into the scratch string
  std::optional<Reason> repair;  // what was repaired, or why there is none
};

// Plain: without surrounding spaces and quotes, "12.0" as "12", valid UTF-8; "NULL" is none.
// ISBN: ten characters with a valid check digit wherever they can be had without guessing:
// lost leading zeros, small x, punctuation, O for 0, trailing remarks, ISBN-13 of the 978 range.
// Every such repair must end in a valid check digit; else the id stays as it is written, as some
// catalogues have ids that are no ISBN ("B00005NCS7"). Scientific notation is repaired only where
// all digits are there ("4.39023483E+08" and "9,78292E+12" differ in that).
CleanId clean_id(std::string_view raw, IdKind kind, std::string& scratch);

// Ten characters, digits and perhaps a last X, with a valid check digit.
bool is_isbn10(std::string_view text);

// Whether `text` is, or could be repaired to, an ISBN: for recognising columns.
bool resembles_isbn(std::string_view text);

}  // namespace pocketrec
