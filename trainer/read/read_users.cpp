#include <algorithm>

#include "trainer/read/numbers.h"
#include "trainer/read/read_rows.h"
#include "trainer/read/text_repair.h"

namespace pocketrec {
namespace {

bool is_letter_or_digit(char c) {
  const auto byte = static_cast<uint8_t>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "århus, \"n/a\", denmark" -> "århus, denmark": parts that say nothing are left out.
std::string tidy_place(std::string_view text) {
  std::string place;
  while (!text.empty()) {
    const size_t end = std::min(text.find(','), text.size());
    std::string part(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
    std::erase(part, '"');
    const bool said = std::any_of(part.begin(), part.end(), is_letter_or_digit);
    if (!said || part.starts_with("n/a") || says_nothing(part)) continue;
    if (!place.empty()) place += ", ";
    place += trim(part);
  }
  return place;
}

}  // namespace

void read_users(SourceFile& file, const ColumnMap& columns, Draft& draft) {
  const size_t id_column = file.require(columns, Column::kUser);
  const auto place_column = columns.at(Column::kPlace);
  const auto age_column = columns.at(Column::kAge);
  draft.users.resize(draft.user_ids.size());
  std::vector<bool> met(draft.user_ids.size());
  std::string scratch;
  for_each_row(file, [&](const std::vector<std::string_view>& cells, uint64_t line) {
    if (cells.size() <= id_column) {
      file.tally.count(Reason::kTooFewFields, line, cells.front());
      return;
    }
    const CleanId id = clean_id(cells[id_column], IdKind::kPlain, scratch);
    if (id.text.empty()) {
      file.tally.count(Reason::kNoUserId, line, cells[id_column]);
      return;
    }
    const uint32_t index = draft.user_ids.find(id.text);
    if (index == IdTable::kNone) {
      file.tally.count(Reason::kUserWithoutInteractions, line, id.text);
      return;
    }
    if (met[index]) {
      file.tally.count(Reason::kSameUserAgain, line, id.text);
      return;
    }
    met[index] = true;
    User& user = draft.users[index];
    if (place_column && *place_column < cells.size()) {
      user.place = tidy_place(clean_text(cells[*place_column], scratch, file.tally, line));
    }
    if (age_column && *age_column < cells.size()) {
      const auto age = parse_age(cells[*age_column]);
      if (!age) file.tally.count(Reason::kAgeUnknown, line, cells[*age_column]);
      user.age = age.value_or(0);
    }
  });
}

}  // namespace pocketrec
