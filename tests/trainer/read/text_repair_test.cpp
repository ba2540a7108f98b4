#include "trainer/read/text_repair.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "trainer/read/encoding.h"
#include "trainer/read/numbers.h"

namespace pocketrec {
namespace {

std::string cleaned(std::string_view raw) {
  Tally tally;
  std::string scratch;
  return std::string(clean_text(raw, scratch, tally, 1));
}

std::string mojibake_repaired(std::string text) {
  repair_mojibake(text);
  return text;
}

// What a program does that takes UTF-8 for Latin-1 and encodes it again.
std::string encoded_again(const std::string& text) {
  std::string result;
  for (const char c : text) append_utf8(result, static_cast<uint8_t>(c));
  return result;
}

TEST(Encoding, TellsUtf8FromOtherBytes) {
  EXPECT_TRUE(is_valid_utf8("plain, caf\xC3\xA9, \xE6\x9D\xB1\xE4\xBA\xAC, \xF0\x9F\x98\x80"));
  EXPECT_FALSE(is_valid_utf8("caf\xE9"));                   // Latin-1
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));                  // overlong
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));              // surrogate
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));          // above U+10FFFF
  EXPECT_FALSE(is_valid_utf8("0123456789abcdef\xE2\x82"));  // cut short
}

TEST(Encoding, ReadsWindows1252) {
  EXPECT_EQ(utf8_from_cp1252("caf\xE9 \x93ok\x94 \x80"), "café “ok” €");
}

TEST(Encoding, ReadsUtf16WithSurrogates) {
  using namespace std::string_literals;
  EXPECT_EQ(utf8_from_utf16("a\0\xE9\0\x3D\xD8\x00\xDE"s, false), "aé😀");
  EXPECT_EQ(utf8_from_utf16("\0a\0\xE9\xD8\x3D\xDE\x00"s, true), "aé😀");
  EXPECT_EQ(utf8_from_utf16("\x3D\xD8"s, false), "\xEF\xBF\xBD");
}

TEST(Mojibake, IsUndoneAtEveryDepth) {
  const std::string text = "Antoine de Saint-Exupéry — Le Petit Prince";
  EXPECT_EQ(mojibake_repaired(encoded_again(text)), text);
  EXPECT_EQ(mojibake_repaired(encoded_again(encoded_again(text))), text);
  EXPECT_EQ(mojibake_repaired("CafÃ© â€œLâ€™amiâ€\xC2\x9D"), "Café “L’ami”");
}

TEST(Mojibake, LostBytesAreRestoredWhereTheyAreKnown) {
  EXPECT_EQ(mojibake_repaired("S\xC3\x83?\xC3\x82\xC2\xBCskind"), "Süskind");
  // Once more encoded, as in Book-Crossing.
  EXPECT_EQ(mojibake_repaired("S\xC3\x83\xC2\x83?\xC3\x83\xC2\x82\xC3\x82\xC2\xBCskind"),
            "Süskind");
  EXPECT_EQ(mojibake_repaired("Stra\xC3\x83?\xC3\x82?enbahn"), "Straßenbahn");
}

TEST(Mojibake, ALetterThatCannotBeKnownIsSaidToBeLost) {
  std::string text = "die \xC3\x83?\xC3\x82?berlebende";
  EXPECT_EQ(repair_mojibake(text), Mojibake::kLost);
  EXPECT_EQ(text,
            "die \xEF\xBF\xBD"
            "berlebende");
}

TEST(Mojibake, ProperTextIsLeftAlone) {
  for (const std::string text :
       {"Süskind", "São Paulo", "CAFÉ®", "MAÇÃ?", "Größe", "東京", "الأمير الصغير", "Война и мир",
        "Æon Flux", "“Ünlü”", "50 °C", "Ação!"}) {
    EXPECT_EQ(mojibake_repaired(text), text);
  }
}

TEST(Mojibake, OtherScriptsAreUndoneInRuns) {
  for (const std::string text : {"Война и мир", "الأمير الصغير", "東京物語", "Łódź"}) {
    EXPECT_EQ(mojibake_repaired(encoded_again(text)), text);
  }
}

TEST(Mojibake, StaysValidUtf8WhateverComes) {
  EXPECT_TRUE(rc::check([] {
    const auto piece = rc::gen::elementOf(std::vector<std::string>{
        "Ã", "Â", "?", "¼", "©", "a", "â", "€", "\xC2\x83", "™", "東", "D", "Ð", "¸"});
    std::string text;
    for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece)) {
      text += part;
    }
    repair_mojibake(text);
    RC_ASSERT(is_valid_utf8(text));
  }));
}

TEST(Entities, AreDecoded) {
  EXPECT_EQ(cleaned("Angels &amp; Demons"), "Angels & Demons");
  EXPECT_EQ(cleaned("&#321;&#243;d&#378;"), "Łódź");
  EXPECT_EQ(cleaned("&#x141;&eacute;&#146;s"), "Łé’s");
  EXPECT_EQ(cleaned("&amp;eacute;"), "é");
}

TEST(Entities, WhatIsNoneStays) {
  for (const std::string text :
       {"AT&T", "Smith & Sons; Co", "&unknown;", "&#xD800;", "&;", "&#;"}) {
    EXPECT_EQ(cleaned(text), text);
  }
}

TEST(LostQuotes, ArePutBack) {
  EXPECT_EQ(cleaned("\\O\\\" Is for Outlaw\""), "\"O\" Is for Outlaw");
  EXPECT_EQ(cleaned("Gone With \\the Wind\\\"\""), "Gone With \"the Wind\"");
  EXPECT_EQ(cleaned("Der Untergang der \\Titanic\\: Bericht"),
            "Der Untergang der \"Titanic\": Bericht");
  EXPECT_EQ(cleaned("The O\\'Henry Awards"), "The O'Henry Awards");
  EXPECT_EQ(cleaned("\"Mason &amp; Dixon\""), "Mason & Dixon");
  EXPECT_EQ(cleaned("\"A\" to \"Z\""), "\"A\" to \"Z\"");
}

TEST(CleanText, CollapsesSpacesAndLineEnds) {
  EXPECT_EQ(cleaned("  cernusco s\n, milan,\t italy "), "cernusco s , milan, italy");
}

TEST(CleanText, NothingSaidIsEmpty) {
  for (const std::string text : {"", "NULL", "n/a", "NaN", "  "}) EXPECT_EQ(cleaned(text), "");
}

TEST(CleanText, CountsWhatItDid) {
  Tally tally;
  std::string scratch;
  clean_text("caf\xE9 &amp; bar", scratch, tally, 7);
  EXPECT_EQ(tally.count_of(Reason::kNotUtf8), 1U);
  EXPECT_EQ(tally.count_of(Reason::kEntities), 1U);
  EXPECT_EQ(tally.count_of(Reason::kMojibake), 0U);
}

TEST(CleanText, IsValidUtf8WhateverComes) {
  EXPECT_TRUE(rc::check([](const std::string& raw) { RC_ASSERT(is_valid_utf8(cleaned(raw))); }));
}

TEST(Numbers, AreReadInEveryForm) {
  EXPECT_EQ(parse_number("8"), 8.0);
  EXPECT_EQ(parse_number(" 18.0 "), 18.0);
  EXPECT_EQ(parse_number("4,5"), 4.5);
  EXPECT_EQ(parse_number("-1"), -1.0);
  for (const auto* text : {"", "abc", "1x", "1,2,3", "nan", "inf", "--1"}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
}

TEST(Numbers, ImpossibleYearsAndAgesAreUnknown) {
  EXPECT_EQ(parse_year("1998"), 1998);
  EXPECT_EQ(parse_year("2008.0"), 2008);
  EXPECT_EQ(parse_year("-720"), -720);
  EXPECT_EQ(parse_year("0"), 0);
  EXPECT_FALSE(parse_year("2030"));
  EXPECT_FALSE(parse_year("2050"));
  EXPECT_FALSE(parse_year("DK Publishing Inc"));
  EXPECT_EQ(parse_age("18.0"), 18);
  EXPECT_EQ(parse_age("NULL"), 0);
  EXPECT_FALSE(parse_age("0"));
  EXPECT_FALSE(parse_age("244"));
}

TEST(Numbers, TimestampsAreSeconds) {
  EXPECT_EQ(parse_timestamp("964982703"), 964982703);
  EXPECT_EQ(parse_timestamp("964982703000"), 964982703);
  EXPECT_EQ(parse_timestamp("2000-07-30 18:45:03"), 964982703);
  EXPECT_EQ(parse_timestamp("2000-07-30"), 964915200);
  EXPECT_EQ(parse_timestamp(""), 0);
  EXPECT_FALSE(parse_timestamp("yesterday"));
  EXPECT_FALSE(parse_timestamp("2000-13-30"));
}

}  // namespace
}  // namespace pocketrec
