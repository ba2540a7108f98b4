#include "trainer/data/cleaning_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace pocketrec {

std::string CleaningReport::to_text() const {
  std::string text;
  for (const auto& [file, rows] : rows_read) {
    const auto dialect = recognised.find(file);
    text += fmt::format("{}: {} rows{}\n", file, rows,
                        dialect == recognised.end() ? "" : " (" + dialect->second + ")");
  }
  for (const auto& [key, entry] : entries) {
    text +=
        fmt::format("  {} {:>9}  {}", entry.dropped ? "dropped " : "repaired", entry.count, key);
    if (!entry.example.empty()) {
      text += entry.line == 0 ? fmt::format("; for example {}", entry.example)
                              : fmt::format("; first at line {}: {}", entry.line, entry.example);
    }
    text += '\n';
  }
  text += fmt::format("kept: {} items, {} users, {} interactions\n", items_kept, users_kept,
                      interactions_kept);
  return text;
}

std::string CleaningReport::to_json() const {
  nlohmann::ordered_json files = nlohmann::ordered_json::object();
  for (const auto& [file, rows] : rows_read) {
    files[file]["rows"] = rows;
    const auto dialect = recognised.find(file);
    if (dialect != recognised.end()) files[file]["recognised"] = dialect->second;
  }
  nlohmann::ordered_json reasons = nlohmann::ordered_json::array();
  for (const auto& [key, entry] : entries) {
    reasons.push_back({{"file", entry.file},
                       {"reason", key.substr(key.find(": ") + 2)},
                       {"dropped", entry.dropped},
                       {"count", entry.count},
                       {"example", entry.example},
                       {"line", entry.line}});
  }
  const nlohmann::ordered_json document = {
      {"files", files},
      {"reasons", reasons},
      {"kept",
       {{"items", items_kept}, {"users", users_kept}, {"interactions", interactions_kept}}}};
  // Examples are valid UTF-8 already; `replace` keeps a mistake there from losing the report.
  return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace pocketrec
