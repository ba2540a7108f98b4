// golden_bundle FOLDER            writes the golden bundles to FOLDER/int8 and FOLDER/int4
// golden_bundle --expected FILE   writes what they must answer; do so only when the format or the
//                                 arithmetic has changed on purpose, and read the difference
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "tests/golden/golden_data.h"
#include "tests/golden/golden_expectations.h"
#include "trainer/support/files.h"

namespace {

// One call a line, so that a difference can be read.
std::string lines_of(const nlohmann::ordered_json& document) {
  std::string text = "{";
  for (const auto& [bundle, answers] : document.items()) {
    text.append(text.size() > 1 ? ",\n\"" : "\n\"").append(bundle);
    text.append("\": {\"parts\": ").append(answers["parts"].dump(1)).append(", \"calls\": [");
    for (const auto& call : answers["calls"]) {
      text.append(text.back() == '[' ? "\n" : ",\n").append(call.dump());
    }
    text.append("\n]}");
  }
  return text.append("\n}\n");
}

}  // namespace

int main(int argc, char** argv) {
  using namespace pocketrec;
  try {
    if (argc == 3 && std::string(argv[1]) == "--expected") {
      write_atomically(argv[2], lines_of(golden::golden_expectations()));
      return 0;
    }
    if (argc != 2 || argv[1][0] == '-') {
      std::fprintf(stderr, "usage: golden_bundle FOLDER | golden_bundle --expected FILE\n");
      return 2;
    }
    for (const auto& [name, parts] : golden::golden_bundles()) {
      write_bundle(parts, golden::golden_facts(), std::filesystem::path(argv[1]) / name);
    }
    // The items of "int8" as those of a large catalogue.
    write_bundle(golden::golden_parts(golden::golden_input(), 8), golden::golden_facts(),
                 std::filesystem::path(argv[1]) / "lists",
                 {.above = 0, .first = 16, .rows_per_list = 6});
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "golden_bundle: %s\n", error.what());
    return 1;
  }
}
