// Bytes to UTF-8: validation, Windows-1252, UTF-16, and text that was encoded twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pocketrec {

bool is_ascii(std::string_view text);

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);

// Appends `code_point` (a Unicode scalar value) in UTF-8.
void append_utf8(std::string& text, char32_t code_point);

// Windows-1252, which holds Latin-1's letters; its five unassigned bytes become C1 controls.
std::string utf8_from_cp1252(std::string_view bytes);

// UTF-16 without its byte order mark. Lone surrogates and an odd last byte become U+FFFD.
std::string utf8_from_utf16(std::string_view bytes, bool big_endian);

enum class Mojibake { kNone, kRepaired, kLost };

// Undoes UTF-8 that was read as Windows-1252 or Latin-1 and encoded again, as often as needed
// ("Ã©", "ÃƒÂ©" -> "é"), also where a program wrote "?" for the byte that it could not show
// ("Ã?Â¼" -> "ü"). Only sequences that no language writes are touched. kLost: some letter cannot
// be known any more and became U+FFFD. `text` is valid UTF-8 and stays so.
Mojibake repair_mojibake(std::string& text);

}  // namespace pocketrec
