// Numbers as people's files hold them: "8", "18.0", "4,5", "2004-05-01".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pocketrec {

inline constexpr int32_t kEarliestYear = -3000;  // Gilgamesh is in goodbooks, BC being negative
inline constexpr int32_t kLatestYear = 2026;     // fixed, so that a data set reads alike for ever
inline constexpr int32_t kYoungestAge = 5;
inline constexpr int32_t kOldestAge = 100;

// A whole number or a decimal with point or comma; the text must be nothing else.
std::optional<double> parse_number(std::string_view text);

// Known: the year. 0: nothing was said ("", "0", NULL). Nothing: impossible or no number.
std::optional<int32_t> parse_year(std::string_view text);

// The same for an age in years.
std::optional<int16_t> parse_age(std::string_view text);

// Seconds since 1970 from seconds, milliseconds or "2004-05-01[ 12:30:59]" (UTC); 0: nothing was
// said. Nothing: not understood.
std::optional<int64_t> parse_timestamp(std::string_view text);

}  // namespace pocketrec
