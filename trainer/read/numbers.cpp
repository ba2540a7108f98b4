#include "trainer/read/numbers.h"

#include <charconv>
#include <chrono>
#include <cmath>

#include "trainer/read/text_repair.h"

namespace pocketrec {
namespace {

constexpr double kMillisecondsFrom = 1e11;  // in seconds that would be the year 5138

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number that `text` begins with; the digits are removed.
std::optional<int> take_int(std::string_view& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return {};
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int64_t> parse_date(std::string_view text) {
  if (text.size() < 8 || !is_digit(text.front())) return {};
  const auto year = take_int(text);
  if (!year || !take(text, "-/")) return {};
  const auto month = take_int(text);
  if (!month || !take(text, "-/")) return {};
  const auto day = take_int(text);
  if (!day) return {};
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return {};
  int64_t seconds = int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86400;
  if (take(text, " T")) {
    for (const int unit : {3600, 60, 1}) {
      const auto part = take_int(text);
      if (!part || *part < 0 || *part > 60) return {};
      seconds += int64_t{*part} * unit;
      if (!take(text, ":")) break;
    }
  }
  return seconds;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  if (text.size() == 1 && is_digit(text[0])) return text[0] - '0';
  if (text.starts_with('+')) text.remove_prefix(1);
  char buffer[32];
  const size_t comma = text.find(',');
  if (comma != std::string_view::npos) {
    if (text.size() > sizeof buffer) return {};
    text.copy(buffer, text.size());
    buffer[comma] = '.';
    text = {buffer, text.size()};
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

std::optional<int32_t> parse_year(std::string_view text) {
  text = trim(text);
  if (says_nothing(text)) return 0;
  const auto year = parse_number(text);
  if (!year || *year != std::floor(*year)) return {};
  if (*year < kEarliestYear || *year > kLatestYear) return {};
  return static_cast<int32_t>(*year);
}

std::optional<int16_t> parse_age(std::string_view text) {
  text = trim(text);
  if (says_nothing(text)) return int16_t{0};
  const auto age = parse_number(text);
  if (!age || *age < kYoungestAge || *age > kOldestAge) return {};
  return static_cast<int16_t>(*age);
}

std::optional<int64_t> parse_timestamp(std::string_view text) {
  text = trim(text);
  if (says_nothing(text)) return 0;
  if (const auto number = parse_number(text)) {
    if (std::abs(*number) >= kMillisecondsFrom * 1e3) return {};
    const double seconds = *number >= kMillisecondsFrom ? *number / 1000 : *number;
    return static_cast<int64_t>(seconds);
  }
  return parse_date(text);
}

}  // namespace pocketrec
