// Data small enough to know the answer, and bundles trained from it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/trainer/temp_folder.h"

namespace pocketrec::testing {

// Every file of a folder, by name.
using Files = std::map<std::string, std::string>;
Files files_of(const std::filesystem::path& folder);
// Names of the files that only one has, or whose bytes differ.
std::vector<std::string> differences(const Files& a, const Files& b);

// Ten people of two tastes, in the Book-Crossing layout. Readers 1..5 read sea books SEA1..SEA4
// (reader 1 not SEA4), 6..10 space books SKY1..SKY4 (reader 6 not SKY4). SEA1 has a second edition,
// SEA1B, which reader 3 read instead. Nobody crosses over.
void write_two_tastes(const TempFolder& folder);

// `train` of `data` into `out`, quietly and with few factors; extra flags behind.
std::vector<std::string> train_command(const std::filesystem::path& data,
                                       const std::filesystem::path& out,
                                       const std::vector<std::string>& extra = {});

// The two tastes, trained with users into bundle().
class TwoTastes {
 public:
  TwoTastes();
  const std::filesystem::path& data() const { return data_.path(); }
  std::filesystem::path bundle() const { return home_.path() / "bundle"; }
  // A path beside the bundle.
  std::filesystem::path beside(const std::string& name) const { return home_.path() / name; }
  std::filesystem::path part(const std::string& name) const;
  void edit_manifest(const std::function<void(nlohmann::ordered_json&)>& edit) const;

 private:
  TempFolder data_;
  TempFolder home_;
};

}  // namespace pocketrec::testing
