// What text folding for search and for editions agree on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pocketrec {

// Letters and numbers of any script (general categories L and N): what words are made of. Marks,
// which the two foldings treat differently, are none. False for what is no code point.
bool is_letter_or_number(int32_t code_point);

// Each code point's simple lower case; bytes that are no UTF-8 stay as they are.
std::string lower_case(std::string_view text);

}  // namespace pocketrec
