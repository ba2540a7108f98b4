#include "trainer/support/unicode.h"

#include <gtest/gtest.h>

namespace pocketrec {
namespace {

TEST(Unicode, LettersAndNumbersOfAnyScript) {
  for (const char32_t c : U"aZ7\u00E9\u0431\u0643\u0669\u66F8\u216B\u00BD") {
    EXPECT_EQ(is_letter_or_number(static_cast<int32_t>(c)), c != 0) << uint32_t{c};
  }
}

TEST(Unicode, MarksPunctuationAndNonsenseAreNone) {
  for (const int32_t c : {0x0301, 0x0903, 0x20DD, 0x20, 0x2D, 0x2019, 0x24, 0xD800, 0x110000, -1}) {
    EXPECT_FALSE(is_letter_or_number(c)) << c;
  }
}

TEST(Unicode, LowerCaseOfAnyScript) {
  EXPECT_EQ(lower_case("USA, Österreich, ΣΟΦΙΑ, РОССИЯ, مصر, 中国"),
            "usa, österreich, σοφια, россия, مصر, 中国");
  EXPECT_EQ(lower_case("A\xff"
                       "B\xc3"),
            "a\xff"
            "b\xc3");
}

}  // namespace
}  // namespace pocketrec
