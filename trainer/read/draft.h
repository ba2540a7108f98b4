// What reading collects before it is merged into a Dataset.
#pragma once

#include <deque>
#include <filesystem>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/read/id_table.h"
#include "trainer/read/source_file.h"

namespace pocketrec {

// Files, and what was read from them so far. Ids are views into the files' texts.
struct Draft {
  std::deque<SourceFile> files;
  IdTable item_ids;
  std::vector<Item> items;  // by index in item_ids; those past the end have an id only
  IdTable user_ids;
  std::vector<User> users;  // the same for users
  std::vector<Interaction> interactions;
  RatingScale seen;  // lowest and highest explicit rating so far

  SourceFile& open(const std::filesystem::path& path) { return files.emplace_back(path); }
};

}  // namespace pocketrec
