// Every row that was dropped or repaired, counted by reason, with an example.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace pocketrec {

struct CleaningEntry {
  bool dropped = false;  // false: repaired and kept
  uint64_t count = 0;
  std::string example;  // the offending text, cut to 80 characters, valid UTF-8
  std::string file;     // file name without folder
  uint64_t line = 0;    // 1-based line of the example; 0: it has none (merged rows)
};

struct CleaningReport {
  std::map<std::string, uint64_t> rows_read;      // by file name
  std::map<std::string, CleaningEntry> entries;   // by "file: reason"
  std::map<std::string, std::string> recognised;  // by file: "comma, UTF-8, LF, quoted"
  uint64_t items_kept = 0, users_kept = 0, interactions_kept = 0;

  // One line a reason, for people.
  std::string to_text() const;
  // The same as a JSON document.
  std::string to_json() const;
};

}  // namespace pocketrec
