// A folder of its own for a test, and the sample written to it, as rows.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "trainer/sample/sample.h"

namespace pocketrec {

struct TemporaryFolder {
  std::filesystem::path path;
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "sample-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
};

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// All four files of a sample, joined: two samples are equal where these are.
inline std::string sample_bytes(const SampleOptions& options) {
  const TemporaryFolder folder;
  write_sample(options, folder.path);
  std::string bytes;
  for (const char* name : {"SIMULATED.txt", "Books.csv", "Users.csv", "Ratings.csv"}) {
    bytes += text_of(folder.path / name);
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
    const TemporaryFolder folder;
    write_sample(options, folder.path);
    books = data_rows(folder.path / "Books.csv");
    users = data_rows(folder.path / "Users.csv");
    ratings = data_rows(folder.path / "Ratings.csv");
  }

 private:
  static std::vector<Row> data_rows(const std::filesystem::path& path) {
    std::vector<Row> rows = rows_of(text_of(path));
    rows.erase(rows.begin());
    return rows;
  }
};

}  // namespace pocketrec
