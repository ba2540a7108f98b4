#include "trainer/support/unicode.h"

#include <utf8proc.h>

namespace pocketrec {

bool is_letter_or_number(int32_t code_point) {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

std::string lower_case(std::string_view text) {
  std::string lower;
  while (!text.empty()) {
    utf8proc_int32_t code_point = -1;
    const auto read = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    utf8proc_uint8_t encoded[4];
    if (read > 0) {
      const auto size = utf8proc_encode_char(utf8proc_tolower(code_point), encoded);
      lower.append(reinterpret_cast<const char*>(encoded), static_cast<size_t>(size));
    } else {
      lower += text.front();
    }
    text.remove_prefix(read > 0 ? static_cast<size_t>(read) : 1);
  }
  return lower;
}

}  // namespace pocketrec
