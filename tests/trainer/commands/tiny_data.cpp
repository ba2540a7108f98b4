#include "tests/trainer/commands/tiny_data.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/trainer/commands/program.h"

namespace pocketrec::testing {

namespace fs = std::filesystem;

Files files_of(const fs::path& folder) {
  Files files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    files[entry.path().filename().string()] = bytes_of(entry.path());
  }
  return files;
}

std::vector<std::string> differences(const Files& a, const Files& b) {
  Files all = a;
  all.insert(b.begin(), b.end());
  std::vector<std::string> names;
  for (const auto& [name, bytes] : all) {
    if (!a.contains(name) || !b.contains(name) || a.at(name) != b.at(name)) names.push_back(name);
  }
  return names;
}

void write_two_tastes(const TempFolder& folder) {
  std::string books = "ISBN,Book-Title,Book-Author,Year-Of-Publication,Publisher\n";
  for (const std::string taste : {"SEA", "SKY"}) {
    for (const std::string number : {"1", "2", "3", "4"}) {
      books += taste + number + ",Tales of the " + taste + " part " + number + ",Author of " +
               taste + number + ",199" + number + ",Press\n";
    }
  }
  books += "SEA1B,Tales of the SEA part 1,Author of SEA1,2001,Paperbacks\n";
  folder.write("Books.csv", books);

  std::string users = "User-ID,Location,Age\n";
  std::string ratings = "User-ID,ISBN,Book-Rating\n";
  for (int reader = 1; reader <= 10; ++reader) {
    const std::string id = std::to_string(reader);
    const std::string taste = reader <= 5 ? "SEA" : "SKY";
    users += id + ",\"cairo, cairo, egypt\",30\n";
    ratings += id + "," + taste + (reader == 3 ? "1B" : "1") + ",0\n";
    ratings += id + "," + taste + "2,8\n" + id + "," + taste + "3,0\n";
    if (reader != 1 && reader != 6) ratings += id + "," + taste + "4,9\n";
  }
  folder.write("Users.csv", users);
  folder.write("Ratings.csv", ratings);
}

std::vector<std::string> train_command(const fs::path& data, const fs::path& out,
                                       const std::vector<std::string>& extra) {
  std::vector<std::string> all = {"train",      "--data",  data.string(), "--out",
                                  out.string(), "--quiet", "--threads",   "1"};
  all.insert(all.end(), extra.begin(), extra.end());
  return all;
}

TwoTastes::TwoTastes() {
  write_two_tastes(data_);
  pocketrec_out(
      train_command(data(), bundle(), {"--factors", "4", "--with-users", "--least-people", "1"}));
}

fs::path TwoTastes::part(const std::string& name) const {
  const auto manifest = nlohmann::json::parse(bytes_of(bundle() / "manifest.json"));
  return bundle() / manifest.at("parts").at(name).at("file").get<std::string>();
}

void TwoTastes::edit_manifest(const std::function<void(nlohmann::ordered_json&)>& edit) const {
  const fs::path path = bundle() / "manifest.json";
  auto manifest = nlohmann::ordered_json::parse(bytes_of(path));
  edit(manifest);
  std::ofstream(path, std::ios::binary) << manifest.dump();
}

}  // namespace pocketrec::testing
