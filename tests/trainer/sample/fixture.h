// A sample written to a folder of its own, as bytes and as rows.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/trainer/temp_folder.h"
#include "trainer/sample/sample.h"

namespace pocketrec {

using testing::bytes_of;
using testing::TempFolder;

// All four files of a sample, joined: two samples are equal where these are.
inline std::string sample_bytes(const SampleOptions& options) {
  const TempFolder folder;
  write_sample(options, folder.path());
  std::string bytes;
  for (const char* name : {"SIMULATED.txt", "Books.csv", "Users.csv", "Ratings.csv"}) {
    bytes += bytes_of(folder.path() / name);
  }
  return bytes;
}

using Row = std::vector<std::string>;

// RFC 4180, which the sample keeps to.
inline std::vector<Row> rows_of(const std::string& text) {
  std::vector<Row> rows;
  Row row(1);
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
      row.back() += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      row.emplace_back();
    } else if (c == '\n' && !quoted) {
      rows.push_back(row);
      row.assign(1, "");
    } else {
      row.back() += c;
    }
  }
  return rows;
}

// A sample read back, without its header lines.
struct SampleRows {
  std::vector<Row> books, users, ratings;

  explicit SampleRows(const SampleOptions& options) {
    const TempFolder folder;
    write_sample(options, folder.path());
    books = data_rows(folder.path() / "Books.csv");
    users = data_rows(folder.path() / "Users.csv");
    ratings = data_rows(folder.path() / "Ratings.csv");
  }

 private:
  static std::vector<Row> data_rows(const std::filesystem::path& path) {
    std::vector<Row> rows = rows_of(bytes_of(path));
    rows.erase(rows.begin());
    return rows;
  }
};

}  // namespace pocketrec
