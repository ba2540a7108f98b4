// Appending CSV to a string.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pocketrec {

// Quoted where it holds a comma, a quote or a line end (RFC 4180).
void append_field(std::string& out, std::string_view field);

void append_number(std::string& out, int64_t number);

}  // namespace pocketrec
