#include "trainer/read/ids.h"

#include <algorithm>

#include "trainer/read/encoding.h"
#include "trainer/read/text_repair.h"

namespace pocketrec {
namespace {

constexpr size_t kIsbnDigits = 10;
constexpr size_t kShortestIsbn = 6;  // with fewer digits left, a valid check digit is an accident

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

bool is_isbn13(std::string_view text) {
  if (text.size() != 13 || !all_digits(text)) return false;
  int sum = 0;
  for (size_t i = 0; i < text.size(); ++i) sum += (i % 2 == 0 ? 1 : 3) * (text[i] - '0');
  return sum % 10 == 0;
}

// The ISBN-10 of a valid ISBN-13 that begins with 978.
std::string isbn10_of(std::string_view isbn13) {
  std::string isbn(isbn13.substr(3, 9));
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += static_cast<int>(kIsbnDigits - i) * (isbn[i] - '0');
  const int check = (11 - sum % 11) % 11;
  isbn += check == 10 ? 'X' : static_cast<char>('0' + check);
  return isbn;
}

// Spreadsheets' "4.39023483E+08" as "439023483" where the mantissa has all the digits, "" where
// some are lost; nothing where it is no such number.
std::optional<std::string> from_scientific(std::string_view text) {
  const size_t e = text.find_first_of("Ee");
  if (e == std::string_view::npos || e < 3 || !is_digit(text[0])) return {};
  if (text[1] != '.' && text[1] != ',') return {};
  std::string_view exponent = text.substr(e + 1);
  if (exponent.starts_with('+')) exponent.remove_prefix(1);
  const std::string_view fraction = text.substr(2, e - 2);
  if (exponent.empty() || exponent.size() > 2 || !all_digits(exponent) || !all_digits(fraction)) {
    return {};
  }
  size_t power = 0;
  for (const char c : exponent) power = 10 * power + static_cast<size_t>(c - '0');
  if (fraction.size() != power) return "";
  return text[0] + std::string(fraction);
}

std::string_view strip_wrapping(std::string_view text) {
  constexpr std::string_view kWrapping = " \t\r\n\"'\\";
  const size_t begin = text.find_first_not_of(kWrapping);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWrapping) - begin + 1);
}

// Upper case, without anything but digits and letters.
std::string letters_and_digits(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (is_digit(c) || (c >= 'A' && c <= 'Z')) kept += c;
    if (c >= 'a' && c <= 'z') kept += static_cast<char>(c - 32);
  }
  return kept;
}

// `text` (upper case, digits and letters) as an ISBN-10 by padding or conversion; "" if it is none.
std::string as_isbn10(const std::string& text, Reason& repair) {
  if (is_isbn10(text)) return text;
  if (text.size() >= kShortestIsbn && text.size() < kIsbnDigits) {
    std::string padded = std::string(kIsbnDigits - text.size(), '0') + text;
    if (is_isbn10(padded)) {
      repair = Reason::kLeadingZeros;
      return padded;
    }
  }
  // "780451162182": spreadsheets and scanners drop the 9, too.
  const std::string isbn13 = text.size() == 12 ? "9" + text : text;
  if (isbn13.starts_with("978") && is_isbn13(isbn13)) {
    repair = Reason::kIsbn13;
    return isbn10_of(isbn13);
  }
  return {};
}

std::string without_lookalikes(std::string text) {
  for (char& c : text) {
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
  }
  return text;
}

CleanId repair_isbn(std::string_view text, std::string& scratch) {
  if (const auto digits = from_scientific(text)) {
    Reason padding{};
    scratch = as_isbn10(*digits, padding);
    if (scratch.empty()) return {{}, Reason::kRoundedId};
    return {scratch, Reason::kIsbnScientific};
  }
  const std::string kept = letters_and_digits(text);
  Reason repair = kept.size() != text.size() ? Reason::kIsbnPunctuation : Reason::kIsbnLetterCase;
  scratch = as_isbn10(kept, repair);
  if (!scratch.empty()) return {scratch, repair};
  // "0440907020>>3", "0671001841BC": ten good characters, then a remark.
  const std::string_view head = text.substr(0, kIsbnDigits);
  if (is_isbn10(head) && text.size() > kIsbnDigits && !is_digit(text[kIsbnDigits])) {
    return {head, Reason::kIsbnPunctuation};
  }
  Reason padding{};
  if (kept.size() == kIsbnDigits) scratch = as_isbn10(without_lookalikes(kept), padding);
  if (!scratch.empty()) return {scratch, Reason::kIsbnLookalikes};
  const bool ten_digits = text.size() == kIsbnDigits && all_digits(text.substr(0, 9));
  return {text, ten_digits ? std::optional(Reason::kIsbnBadChecksum) : std::nullopt};
}

// Letters, digits, "-" and "_" only, and not "NULL" or "nan".
bool is_plainly_an_id(std::string_view text) {
  if (text.empty() || text[0] == 'n' || text[0] == 'N') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

CleanId repair_plain(std::string_view text, std::string& scratch) {
  if (text.size() > 2 && text.ends_with(".0") && all_digits(text.substr(0, text.size() - 2))) {
    return {text.substr(0, text.size() - 2), Reason::kIdWithDecimals};
  }
  if (is_valid_utf8(text)) return {text, {}};
  scratch = utf8_from_cp1252(text);
  return {scratch, Reason::kNotUtf8};
}

}  // namespace

bool is_isbn10(std::string_view text) {
  if (text.size() != kIsbnDigits) return false;
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) {
    if (!is_digit(text[i])) return false;
    sum += static_cast<int>(kIsbnDigits - i) * (text[i] - '0');
  }
  const char check = text[9];
  if (!is_digit(check) && check != 'X') return false;
  return (sum + (check == 'X' ? 10 : check - '0')) % 11 == 0;
}

bool resembles_isbn(std::string_view text) {
  std::string scratch;
  const std::string_view stripped = strip_wrapping(text);
  if (stripped.size() < kShortestIsbn || stripped.size() > 17) return false;
  return is_isbn10(clean_id(stripped, IdKind::kIsbn, scratch).text);
}

CleanId clean_id(std::string_view raw, IdKind kind, std::string& scratch) {
  // Nearly every id ends here.
  if (kind == IdKind::kIsbn ? is_isbn10(raw) : is_plainly_an_id(raw)) return {raw, {}};
  const std::string_view trimmed = trim(raw);
  const std::string_view text = strip_wrapping(trimmed);
  if (text.empty() || says_nothing(text)) return {};
  if (kind == IdKind::kPlain) return repair_plain(text, scratch);
  if (is_isbn10(text)) {
    // The quotes of """0155061224""" are no news: a spreadsheet was told that this is text.
    const bool quoted_only = trimmed.size() != text.size() && trimmed.front() == '"';
    return {text, trimmed.size() == text.size() || quoted_only
                      ? std::nullopt
                      : std::optional(Reason::kIsbnPunctuation)};
  }
  CleanId id = repair_isbn(text, scratch);
  if (!is_valid_utf8(id.text)) {
    scratch = utf8_from_cp1252(id.text);
    id = {scratch, Reason::kNotUtf8};
  }
  return id;
}

}  // namespace pocketrec
