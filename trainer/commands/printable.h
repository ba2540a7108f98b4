// Text from data sets and bundles, made fit for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace pocketrec {

// `text` with a space for each ASCII control character: a title must neither break a table's line
// nor command the terminal.
inline std::string printable(std::string_view text) {
  std::string clean{text};
  for (char& c : clean) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return clean;
}

}  // namespace pocketrec
