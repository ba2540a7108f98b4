// Which file of a folder plays which role, and what format they make up.
#pragma once

#include <filesystem>
#include <optional>

#include "trainer/data/dataset.h"

namespace pocketrec {

struct FoundFiles {
  std::filesystem::path folder;
  std::optional<std::filesystem::path> interactions;
  std::optional<std::filesystem::path> items;
  std::optional<std::filesystem::path> users;
  std::optional<std::filesystem::path> genres;  // goodbooks: book_genres.csv
  std::optional<std::filesystem::path> lists;   // LightGCN: train.txt
};

// By name: "Ratings.csv", "BX-Book-Ratings.csv", "ratings.dat", "u.data", "interactions.csv", ...;
// failing those, the only file whose name has "rating" in it, and so on. A `path` that is a file
// is the interactions (or the lists) itself. Throws DataError if there are none, or several, or if
// a folder has the name of a file.
FoundFiles find_files(const std::filesystem::path& path);

// The format that the files' names and contents show.
Format recognise(const FoundFiles& files);

}  // namespace pocketrec
