// add-items: new items into a finished bundle, each where content places it, and nothing else
// moved.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/bundle.h"
#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const std::string kHeader = "ISBN,Book-Title,Book-Author,Year-Of-Publication,Publisher\n";
const std::string kMore =
    "NEW1,More of the Sea,Author of SEA2,1999,Press\n"
    "SEA1B,Tales of the SEA part 1,Author of SEA1,2001,Paperbacks\n"
    "NEW2,zyxwv,,,\n"
    "NEW3,Tales of the SKY,Author of SKY3,1993,Press\n";

std::span<const uint8_t> view(const std::string& bytes) {
  return {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()};
}

std::vector<std::string> ids_of(const Json& items) {
  std::vector<std::string> ids;
  for (const Json& item : items) ids.push_back(item.at("id"));
  return ids;
}

class AddItems : public ::testing::Test {
 protected:
  fs::path out() const { return tastes_.beside("more"); }
  fs::path table(const std::string& rows) const { return home_.write("new.csv", kHeader + rows); }
  Outcome add(const fs::path& items) const {
    return pocketrec({"add-items", tastes_.bundle(), "--items", items, "--out", out()});
  }
  Json manifest() const { return manifest_in(out()); }
  static Json manifest_in(const fs::path& bundle) {
    return Json::parse(bytes_of(bundle / "manifest.json"));
  }
  static std::string part_in(const fs::path& bundle, const char* name) {
    return bytes_of(bundle / manifest_in(bundle)["parts"][name]["file"].get<std::string>());
  }

  TwoTastes tastes_;
  TempFolder home_;
};

TEST_F(AddItems, SaysWhatItDid) {
  const Outcome run = add(table(kMore));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "");
  for (const char* said : {"3 items added to 8", "1 without a place", "1 left out"}) {
    EXPECT_NE(run.err.find(said), std::string::npos) << run.err;
  }
  const Outcome quiet = pocketrec(
      {"add-items", tastes_.bundle(), "--items", table(kMore), "--out", out(), "--quiet"});
  EXPECT_EQ(quiet.out + quiet.err, "");
}

TEST_F(AddItems, ManifestStaysThatOfTheTraining) {
  add(table(kMore));
  pocketrec_out({"inspect", out(), "--verify"});
  const Json before = manifest_in(tastes_.bundle()), after = manifest();
  for (const char* key : {"format", "version", "data", "seed", "parameters", "metrics"}) {
    EXPECT_EQ(after.at(key), before.at(key)) << key;
  }
  EXPECT_NE(after.at("model_id"), before.at("model_id"));
  EXPECT_EQ(after.at("counts").at("items"), 11);
  EXPECT_EQ(after.at("counts").at("users"), before.at("counts").at("users"));
  EXPECT_EQ(after.at("added"), (Json{{"items", 3}, {"trained_model_id", before.at("model_id")}}));
  EXPECT_EQ(bytes_of(out() / "cleaning.json"), bytes_of(tastes_.bundle() / "cleaning.json"));
}

TEST_F(AddItems, OldItemsAndUsersKeepTheirBytes) {
  add(table(kMore));
  const std::string old_items = part_in(tastes_.bundle(), "items"), items = part_in(out(), "items");
  const CodeTable before = parse_items(view(old_items)).value().items;
  const CodeTable after = parse_items(view(items)).value().items;
  ASSERT_EQ(after.num_rows, before.num_rows + 3);
  EXPECT_TRUE(std::equal(before.codes, before.row(before.num_rows), after.codes));
  for (uint32_t i = 0; i < before.num_rows; ++i) EXPECT_EQ(after.scales[i], before.scales[i]);
  EXPECT_GT(after.scales[8], 0.0F);
  EXPECT_EQ(after.scales[9], 0.0F);  // nothing is known of it
  EXPECT_EQ(parse_items(view(old_items)).value().first_new, before.num_rows);
  EXPECT_EQ(parse_items(view(items)).value().first_new, before.num_rows);
  for (const char* part : {"users", "content"}) {
    EXPECT_EQ(part_in(out(), part).substr(kHeaderBytes),
              part_in(tastes_.bundle(), part).substr(kHeaderBytes));
  }
}

TEST_F(AddItems, OldItemsKeepTheirPlacesOnTheMapAndNewOnesLieAmongTheirs) {
  add(table(kMore));
  const auto number_at = [](const std::string& part, size_t item, size_t axis) {
    const size_t offset = kHeaderBytes + 4 * item + 2 * axis;
    return static_cast<uint8_t>(part[offset]) + 256 * static_cast<uint8_t>(part[offset + 1]);
  };
  const std::string before = part_in(tastes_.bundle(), "map"), after = part_in(out(), "map");
  ASSERT_EQ(after.size(), before.size() + 3 * 4);
  EXPECT_EQ(after.substr(kHeaderBytes, 8 * 4), before.substr(kHeaderBytes));
  for (const size_t axis : {0, 1}) {
    EXPECT_GT(number_at(after, 8, axis), 0);
    EXPECT_EQ(number_at(after, 9, axis), 0);  // nothing is known of it
    EXPECT_GT(number_at(after, 10, axis), 0);
  }
}

TEST_F(AddItems, GroupsStayAndNewItemsHaveNoReaders) {
  add(table(kMore));
  const std::string bundle = out();
  EXPECT_EQ(
      pocketrec_json({"audience", bundle, "--item", "SEA2", "--json"}).at("readers"),
      pocketrec_json({"audience", tastes_.bundle(), "--item", "SEA2", "--json"}).at("readers"));
  const Json fresh = pocketrec_json({"audience", bundle, "--item", "NEW1", "--json"}).at("readers");
  EXPECT_EQ(fresh.at("people"), 0);
  EXPECT_TRUE(fresh.at("places").empty());
}

TEST_F(AddItems, BringTheirLanguages) {
  EXPECT_FALSE(manifest_in(tastes_.bundle())["parts"].contains("languages"));
  const fs::path items = home_.write("new.csv",
                                     "ISBN,Book-Title,Book-Author,Language\n"
                                     "NEW1,More of the Sea,Author of SEA2,fr\n");
  EXPECT_EQ(add(items).exit_code, 0);
  const std::string part = part_in(out(), "languages");
  EXPECT_NE(part.find("fr"), std::string::npos);
  EXPECT_EQ(part.substr(part.size() - 9), std::string(8, '\0') + '\1');
}

TEST_F(AddItems, AMapIsNotMadeWhereThereWasNone) {
  tastes_.edit_manifest([](Json& manifest) { manifest["parts"].erase("map"); });
  EXPECT_EQ(add(table(kMore)).exit_code, 0);
  EXPECT_FALSE(manifest()["parts"].contains("map"));
}

TEST_F(AddItems, NewItemsStandWhereNewItemSays) {
  add(table(kMore));
  const Json said = pocketrec_json({"new-item", tastes_.bundle(), "--title", "More of the Sea",
                                    "--author", "Author of SEA2", "--year", "1999", "--publisher",
                                    "Press", "--n", "4", "--json"});
  const Json found = pocketrec_json({"similar", out(), "--item", "NEW1", "--n", "10", "--json"});
  std::vector<std::string> near = ids_of(found.at("items"));
  std::erase_if(near, [](const std::string& id) { return id.starts_with("NEW"); });
  near.resize(4);
  std::vector<std::string> expected = ids_of(said.at("nearest"));
  // Of four factors in four bits, neighbours this close to each other may change places.
  std::sort(near.begin(), near.end());
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(near, expected);
  const Json& other = *std::find_if(found.at("items").begin(), found.at("items").end(),
                                    [](const Json& item) { return item.at("id") == "NEW3"; });
  EXPECT_EQ(other.at("popularity"), 0);
}

TEST_F(AddItems, ScoresOfOldItemsStayAsTheyAre) {
  add(table(kMore));
  for (const std::vector<std::string>& whose :
       {std::vector<std::string>{"--user", "1"}, {"--history", "SEA1,SKY2"}, {"--user", "7"}}) {
    const auto list = [&](const fs::path& bundle) {
      std::vector<std::string> arguments = {"recommend", bundle, "--n", "100", "--json"};
      arguments.insert(arguments.end(), whose.begin(), whose.end());
      return pocketrec_json(arguments).at("items");
    };
    Json kept = Json::array();
    for (const Json& item : list(out())) {
      if (!item.at("id").get<std::string>().starts_with("NEW")) kept.push_back(item);
    }
    EXPECT_EQ(kept, list(tastes_.bundle()));
  }
}

TEST_F(AddItems, AddedOnesAreRecommendedAndCanBeLiked) {
  add(table(kMore));
  const auto top = [&](const std::string& history) {
    const Json list =
        pocketrec_json({"recommend", out(), "--history", history, "--n", "5", "--json"});
    return ids_of(list.at("items"));
  };
  const auto for_sea = top("SEA1,SEA2,SEA3");
  EXPECT_NE(std::find(for_sea.begin(), for_sea.end(), "NEW1"), for_sea.end());
  EXPECT_TRUE(top("NEW3").front().starts_with("SKY"));
}

TEST_F(AddItems, SameInputSameBytesAlsoInPlace) {
  const fs::path items = table(kMore);
  add(items);
  const Files first = files_of(out());
  EXPECT_EQ(first.size(), 10U);
  add(items);
  EXPECT_EQ(differences(first, files_of(out())), std::vector<std::string>());
  pocketrec_out({"add-items", tastes_.bundle(), "--items", items, "--out", tastes_.bundle()});
  EXPECT_EQ(differences(first, files_of(tastes_.bundle())), std::vector<std::string>());
}

TEST_F(AddItems, TwiceIsTheSameAsTogether) {
  add(table(kMore));
  const std::string together = part_in(out(), "items");
  const Json trained = manifest_in(tastes_.bundle()).at("model_id");
  const size_t half = kMore.find("NEW2");
  for (const std::string& rows : {kMore.substr(0, half), kMore.substr(half)}) {
    pocketrec_out(
        {"add-items", tastes_.bundle(), "--items", table(rows), "--out", tastes_.bundle()});
  }
  EXPECT_EQ(part_in(tastes_.bundle(), "items").substr(kHeaderBytes), together.substr(kHeaderBytes));
  EXPECT_EQ(part_in(tastes_.bundle(), "encoder").substr(32),
            part_in(out(), "encoder").substr(32));  // from the fields on
  EXPECT_EQ(manifest_in(tastes_.bundle()).at("added"),
            (Json{{"items", 3}, {"trained_model_id", trained}}));
}

TEST_F(AddItems, RefusesWhatCannotBeAdded) {
  const auto refused = [&](const fs::path& items, std::initializer_list<std::string_view> said) {
    expect_refused(add(items), 1, said);
    EXPECT_FALSE(fs::exists(out() / "manifest.json"));
  };
  refused(home_.path() / "none.csv", {"none.csv", "No such file"});
  refused(home_.path(), {"expected a file of items, found a folder", "CSV"});
  refused(home_.write("empty.csv", ""), {"empty.csv", "found an empty file"});
  refused(table(""), {"expected rows of items in", "new.csv", "check the file's columns"});
  refused(home_.write("ids.csv", "isbn,year\nNEW1,1999\nNEW2,1999\n"),
          {"expected a column called book_title, title", "ids.csv", "found isbn, year"});
  refused(home_.write("titles.csv", "title,year\nOne,1999\n"),
          {"expected a column called isbn", "titles.csv", "found title, year"});
  refused(table("SEA1,One,A,1999,X\nSEA1B,Two,B,1999,X\n"),
          {"that the bundle in", "does not have", "found all 2 there already"});
  refused(table("NEW1,One,A,1999,X\nNEW2,Two,B,1999,X\nNEW1,Three,C,1999,X\n"),
          {"expected every id once in", "found 1 row", "new.csv:4", "NEW1", "remove one row"});
}

TEST_F(AddItems, RefusesBundlesWithoutWhatItNeeds) {
  const fs::path items = table(kMore);
  for (const char* part : {"content", "titles"}) {
    const std::string manifest = bytes_of(tastes_.bundle() / "manifest.json");
    tastes_.edit_manifest([&](Json& m) { m["parts"].erase(part); });
    expect_refused(add(items), 1, {part, "expected", "found none"});
    std::ofstream(tastes_.bundle() / "manifest.json", std::ios::binary) << manifest;
  }
  tastes_.edit_manifest([](Json& m) { m.erase("metrics"); });
  expect_refused(add(items), 1, {"expected data, seed, parameters and metrics", "manifest.json"});
  expect_refused(pocketrec({"add-items", tastes_.beside("none"), "--items", items, "--out", out()}),
                 1, {"no bundle at"});
  expect_refused(pocketrec({"add-items", tastes_.bundle(), "--out", out()}), 2, {"--items"});
}

// A bundle without users or search keeps doing without.
TEST_F(AddItems, AddsNoPartThatWasNotThere) {
  tastes_.edit_manifest([](Json& m) {
    m["parts"].erase("users");
    m["parts"].erase("search");
  });
  EXPECT_EQ(add(table(kMore)).exit_code, 0);
  const Json parts = manifest().at("parts");
  EXPECT_FALSE(parts.contains("users"));
  EXPECT_FALSE(parts.contains("search"));
}

}  // namespace
}  // namespace pocketrec::testing
