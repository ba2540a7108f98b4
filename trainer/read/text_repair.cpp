#include "trainer/read/text_repair.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "trainer/read/encoding.h"

namespace pocketrec {
namespace {

constexpr std::string_view kSpaces = " \t\r\n\v\f";

// The names of U+00A0..U+00FF in order, as HTML 4 defines them.
constexpr std::array<std::string_view, 96> kLatin1Names = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

constexpr std::pair<std::string_view, char32_t> kOtherNames[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
    {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A},
    {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bdquo", 0x201E},  {"hellip", 0x2026}, {"euro", 0x20AC},
    {"trade", 0x2122}, {"bull", 0x2022},  {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},
    {"scaron", 0x161}, {"Yuml", 0x178},   {"lsaquo", 0x2039}, {"rsaquo", 0x203A}};

// The character of "#321", "#x141" or "eacute"; nothing for what is no entity.
std::optional<char32_t> entity_value(std::string_view name) {
  if (name.starts_with('#')) {
    name.remove_prefix(1);
    const bool hex = name.starts_with('x') || name.starts_with('X');
    if (hex) name.remove_prefix(1);
    uint32_t value = 0;
    const auto [end, error] =
        std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
    if (name.empty() || error != std::errc() || end != name.data() + name.size()) return {};
    const bool surrogate = value >= 0xD800 && value < 0xE000;
    if (value < 0x20 || value > 0x10FFFF || surrogate) return {};
    return value;
  }
  const auto latin1 = std::find(kLatin1Names.begin(), kLatin1Names.end(), name);
  if (latin1 != kLatin1Names.end()) {
    return static_cast<char32_t>(0xA0 + (latin1 - kLatin1Names.begin()));
  }
  for (const auto& [other, value] : kOtherNames) {
    if (other == name) return value;
  }
  return {};
}

bool decode_once(std::string& text) {
  constexpr size_t kLongestName = 9;
  bool changed = false;
  for (size_t i = text.find('&'); i != std::string::npos; i = text.find('&', i + 1)) {
    const size_t end = text.find(';', i);
    if (end == std::string::npos) break;
    if (end - i - 1 > kLongestName) continue;
    const auto value = entity_value(std::string_view(text).substr(i + 1, end - i - 1));
    if (!value) continue;
    std::string character;
    // Numbers 128..159 mean Windows-1252, whatever the standard says.
    if (*value >= 0x80 && *value < 0xA0) {
      const char byte = static_cast<char>(*value);
      character = utf8_from_cp1252({&byte, 1});
    } else {
      append_utf8(character, *value);
    }
    text.replace(i, end - i + 1, character);
    changed = true;
  }
  return changed;
}

bool is_control(char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7F; }

// What clean_text would leave as it is: printable ASCII, single spaces, nothing to decode.
bool is_clean(std::string_view text) {
  bool after_space = false;
  for (const char c : text) {
    const bool dirty = static_cast<uint8_t>(c) < 0x20 || static_cast<uint8_t>(c) >= 0x7F ||
                       c == '&' || c == '\\' || c == '"';
    if (dirty || (c == ' ' && after_space)) return false;
    after_space = c == ' ';
  }
  return true;
}

// Every run of spaces and control characters becomes one space, none at the ends.
void collapse_spaces(std::string& text) {
  size_t kept = 0;
  for (const char c : text) {
    const bool space = c == ' ' || is_control(c);
    if (space && (kept == 0 || text[kept - 1] == ' ')) continue;
    text[kept++] = space ? ' ' : c;
  }
  if (kept > 0 && text[kept - 1] == ' ') --kept;
  text.resize(kept);
}

// "Mason & Dixon" in quotes is Mason & Dixon; a title that only begins and ends with quoted words
// ("A" to "Z") keeps them.
void drop_outer_quotes(std::string& text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return;
  if (std::count(text.begin(), text.end(), '"') != 2) return;
  text = text.substr(1, text.size() - 2);
}

}  // namespace

bool decode_entities(std::string& text) {
  const bool changed = decode_once(text);
  if (changed) decode_once(text);  // "&amp;eacute;"
  return changed;
}

bool repair_backslashes(std::string& text) {
  if (text.find('\\') == std::string::npos) return false;
  for (size_t i = text.find("\\'"); i != std::string::npos; i = text.find("\\'", i)) {
    text.erase(i, 1);
  }
  // The first \" of the field ended its quotes there and lost its quote; all later ones stayed as
  // they were, and the field's own closing quote stayed at the end.
  if (text.ends_with('"')) text.pop_back();
  for (char& c : text) {
    if (c == '\\') c = '"';
  }
  for (size_t i = text.find("\"\""); i != std::string::npos; i = text.find("\"\"", i)) {
    text.erase(i, 1);
  }
  if (std::count(text.begin(), text.end(), '"') == 1) std::erase(text, '"');
  return true;
}

std::string_view trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

bool says_nothing(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() > 4) return false;
  std::string folded;
  for (const char c : text) folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return folded == "null" || folded == "n/a" || folded == "nan" || folded == "\\n";
}

std::string_view clean_text(std::string_view raw, std::string& scratch, Tally& tally,
                            uint64_t line) {
  raw = trim(raw);
  if (is_clean(raw)) return says_nothing(raw) ? std::string_view() : raw;
  if (is_valid_utf8(raw)) {
    scratch = raw;
  } else {
    scratch = utf8_from_cp1252(raw);
    tally.count(Reason::kNotUtf8, line, raw);
  }
  if (!is_ascii(scratch)) {
    const Mojibake mojibake = repair_mojibake(scratch);
    if (mojibake == Mojibake::kRepaired) tally.count(Reason::kMojibake, line, raw);
    if (mojibake == Mojibake::kLost) tally.count(Reason::kMojibakeLost, line, raw);
  }
  if (decode_entities(scratch)) tally.count(Reason::kEntities, line, raw);
  if (repair_backslashes(scratch)) tally.count(Reason::kLostQuotes, line, raw);
  if (std::any_of(scratch.begin(), scratch.end(), is_control)) {
    tally.count(Reason::kControlCharacters, line, raw);
  }
  collapse_spaces(scratch);
  drop_outer_quotes(scratch);
  return says_nothing(scratch) ? std::string_view() : scratch;
}

}  // namespace pocketrec
