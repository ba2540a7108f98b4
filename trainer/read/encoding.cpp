#include "trainer/read/encoding.h"

#include <array>
#include <cstring>

namespace pocketrec {
namespace {

// Code points of the bytes 0x80..0x9F in Windows-1252.
constexpr std::array<uint16_t, 32> kCp1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

uint8_t byte_at(std::string_view text, size_t i) { return static_cast<uint8_t>(text[i]); }

// Length of the valid UTF-8 sequence at `i`, 0 if there is none.
size_t sequence_length(std::string_view text, size_t i) {
  const uint8_t lead = byte_at(text, i);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || i + length > text.size()) return 0;
  for (size_t k = 1; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0) != 0x80) return 0;
  }
  const uint8_t second = byte_at(text, i + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second >= 0xA0;
  const bool too_high = lead == 0xF4 && second >= 0x90;
  return overlong || surrogate || too_high ? 0 : length;
}

// The code point of the valid sequence of `length` bytes at `i`.
char32_t decode(std::string_view text, size_t i, size_t length) {
  const uint8_t lead = byte_at(text, i);
  if (length == 1) return lead;
  char32_t code_point = lead & (0x7FU >> length);
  for (size_t k = 1; k < length; ++k) {
    code_point = (code_point << 6) | (byte_at(text, i + k) & 0x3FU);
  }
  return code_point;
}

// The byte 0x80..0xFF that Windows-1252 or Latin-1 shows as `code_point`; 0 if none.
uint8_t high_byte_of(char32_t code_point) {
  if (code_point >= 0x80 && code_point <= 0xFF) return static_cast<uint8_t>(code_point);
  for (size_t i = 0; i < kCp1252.size(); ++i) {
    if (kCp1252[i] == code_point) return static_cast<uint8_t>(0x80 + i);
  }
  return 0;
}

// Whether high bytes, valid as UTF-8, are mojibake rather than somebody's text. "Â" and "Ã" before
// a symbol, and "â€", are written by nobody; another accented capital before a symbol ("CAFÉ®") is
// possible, so those scripts need two sequences in a row.
bool is_convincing(std::string_view bytes) {
  const uint8_t lead = byte_at(bytes, 0);
  if (lead >= 0xC2 && lead <= 0xC5) return true;
  if (lead == 0xE2 && (byte_at(bytes, 1) == 0x80 || byte_at(bytes, 1) == 0x82)) return true;
  return bytes.size() > sequence_length(bytes, 0);
}

// The bytes that the run of characters at `i` stands for, where they are UTF-8; else "". `i` moves
// behind the run, or, where there is none, behind one character.
std::string take_run(std::string_view text, size_t& i) {
  std::string bytes;
  const size_t begin = i;
  while (i < text.size() && byte_at(text, i) >= 0x80) {
    const size_t length = sequence_length(text, i);
    const uint8_t byte = high_byte_of(decode(text, i, length));
    if (byte == 0) break;
    bytes += static_cast<char>(byte);
    i += length;
  }
  if (i == begin) i += sequence_length(text, i);
  return bytes.size() >= 2 && is_valid_utf8(bytes) ? bytes : std::string();
}

// One level. A single convincing run shows that the text is mojibake, and all its runs are undone:
// in "Ð’Ð¾Ð¹Ð½Ð° Ð¸ Ð¼Ð¸Ñ€" the lone letter in the middle, too.
bool undo_one_level(std::string& text) {
  std::string result;
  bool convinced = false;
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    const std::string bytes = take_run(text, i);
    if (bytes.empty()) {
      result.append(text, begin, i - begin);
    } else {
      convinced = convinced || is_convincing(bytes);
      result += bytes;
    }
  }
  if (convinced) text = std::move(result);
  return convinced;
}

// "Ã?Â¼": the bytes C3 83 C2 BC, of which 83 was lost. Only C3 comes before a lost byte, and the
// character is the one after "Â", so nothing is guessed: C3 and that byte are UTF-8.
constexpr std::string_view kLostByte = "\xC3\x83?";
constexpr std::string_view kSecondLead = "\xC3\x82";
constexpr char32_t kReplacement = 0xFFFD;

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

struct Restored {
  char32_t letter = kReplacement;
  size_t length = 0;  // bytes of text that it replaces; 0: this is somebody's question mark
};

// What stood where kLostByte is found at `i`.
Restored restore_at(std::string_view text, size_t i) {
  const std::string_view rest = text.substr(i + kLostByte.size());
  if (rest.starts_with(kSecondLead) && rest.size() > 3 && byte_at(rest, 2) == 0xC2) {
    return {0xC0U + (byte_at(rest, 3) & 0x3FU), kLostByte.size() + 4};
  }
  // The second byte was lost too: one of U+C0..U+DF, which are all capitals but "ß".
  const bool after_small_letter = i > 0 && is_small_letter(text[i - 1]);
  const char32_t letter = after_small_letter ? 0xDF : kReplacement;
  if (rest.starts_with(kLostByte) || rest.starts_with("\xC3\x82?")) {
    return {letter, 2 * kLostByte.size()};
  }
  if (!rest.empty() && is_small_letter(rest[0])) return {letter, kLostByte.size()};
  return {};
}

Mojibake restore_lost_bytes(std::string& text) {
  Mojibake outcome = Mojibake::kNone;
  for (size_t i = text.find(kLostByte); i != std::string::npos; i = text.find(kLostByte, i + 1)) {
    const Restored restored = restore_at(text, i);
    if (restored.length == 0) continue;
    if (restored.letter == kReplacement) {
      outcome = Mojibake::kLost;
    } else if (outcome == Mojibake::kNone) {
      outcome = Mojibake::kRepaired;
    }
    std::string replacement;
    append_utf8(replacement, restored.letter);
    text.replace(i, restored.length, replacement);
  }
  return outcome;
}

}  // namespace

bool is_ascii(std::string_view text) {
  size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    uint64_t word;
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & 0x8080808080808080) != 0) return false;
  }
  for (; i < text.size(); ++i) {
    if (byte_at(text, i) >= 0x80) return false;
  }
  return true;
}

bool is_valid_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (i + 8 <= text.size() && is_ascii(text.substr(i, 8))) {
      i += 8;
      continue;
    }
    const size_t length = sequence_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto tail = [&](int shift) {
    text += static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
  };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0U | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0U | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string utf8_from_cp1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 4);
  for (size_t i = 0; i < bytes.size(); ++i) {
    const uint8_t byte = byte_at(bytes, i);
    append_utf8(text, byte >= 0x80 && byte < 0xA0 ? kCp1252[byte - 0x80] : byte);
  }
  return text;
}

std::string utf8_from_utf16(std::string_view bytes, bool big_endian) {
  std::string text;
  const auto unit = [&](size_t i) -> char32_t {
    const uint8_t first = byte_at(bytes, i);
    const uint8_t second = byte_at(bytes, i + 1);
    return big_endian ? first * 256U + second : second * 256U + first;
  };
  const auto is_low = [](char32_t u) { return u >= 0xDC00 && u < 0xE000; };
  size_t i = 0;
  for (; i + 2 <= bytes.size(); i += 2) {
    char32_t code_point = unit(i);
    if (code_point >= 0xD800 && code_point < 0xDC00 && i + 4 <= bytes.size() &&
        is_low(unit(i + 2))) {
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (code_point >= 0xD800 && code_point < 0xE000) {
      code_point = 0xFFFD;
    }
    append_utf8(text, code_point);
  }
  if (i != bytes.size()) append_utf8(text, 0xFFFD);
  return text;
}

Mojibake repair_mojibake(std::string& text) {
  constexpr int kLevels = 4;  // Book-Crossing has text that was encoded three times
  Mojibake outcome = Mojibake::kNone;
  for (int level = 0; level < kLevels; ++level) {
    // Before undoing a level, which would take "Â¼" for a character of its own.
    const Mojibake restored = restore_lost_bytes(text);
    const bool undone = undo_one_level(text);
    if (restored == Mojibake::kNone && !undone) break;
    if (outcome != Mojibake::kLost) {
      outcome = restored == Mojibake::kLost ? Mojibake::kLost : Mojibake::kRepaired;
    }
  }
  return outcome;
}

}  // namespace pocketrec
