// diff: what changed between two bundles.
#include <gtest/gtest.h>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json diff(const fs::path& a, const fs::path& b, const std::vector<std::string>& more = {}) {
  std::vector<std::string> command = {"diff", a, b, "--json"};
  command.insert(command.end(), more.begin(), more.end());
  return pocketrec_json(command);
}

// The row of that name; null where there is none.
Json row_of(const Json& rows, const std::string& name) {
  for (const Json& row : rows) {
    if (row.at("name") == name) return row;
  }
  return {};
}

uint64_t num_lists(const Json& lists) {
  uint64_t sum = 0;
  for (const char* band : {"all", "three_quarters", "half", "quarter", "less"}) {
    sum += lists.at(band).get<uint64_t>();
  }
  return sum;
}

class Diff : public ::testing::Test {
 protected:
  // The same data once more, into a bundle beside the first.
  fs::path trained(const std::string& name, const std::vector<std::string>& flags) const {
    pocketrec_out(train_command(tastes_.data(), tastes_.beside(name), flags));
    return tastes_.beside(name);
  }
  TwoTastes tastes_;
};

TEST_F(Diff, OfABundleAndItselfIsNothing) {
  const Json found = diff(tastes_.bundle(), tastes_.bundle() / "manifest.json");
  EXPECT_EQ(found.at("same"), true);
  EXPECT_EQ(found.at("data").at("items"),
            (Json{{"a", 8}, {"b", 8}, {"both", 8}, {"added", 0}, {"removed", 0}}));
  EXPECT_EQ(found.at("data").at("users").at("both"), 10);
  EXPECT_TRUE(found.at("parameters").empty());
  for (const Json& part : found.at("parts")) EXPECT_EQ(part.at("same"), true) << part;
  const Json& lists = found.at("lists");
  EXPECT_EQ(lists.at("of"), "users");
  EXPECT_EQ(lists.at("histories"), 10);
  EXPECT_EQ(lists.at("stays"), 1.0);
  EXPECT_EQ(lists.at("first_stays"), 1.0);
  EXPECT_EQ(lists.at("all"), 10);
  const std::string text = pocketrec_out({"diff", tastes_.bundle(), tastes_.bundle()});
  for (const char* said : {"the same bundle, byte for byte", "8 in both, 0 added, 0 gone",
                           "stays of a list          100.0 %"}) {
    EXPECT_NE(text.find(said), std::string::npos) << said << " in " << text;
  }
}

TEST_F(Diff, SaysWhichParametersAndPartsAreOthers) {
  const fs::path other = trained("other", {"--factors", "4", "--with-users", "--seed", "2"});
  const Json found = diff(tastes_.bundle(), other);
  EXPECT_EQ(found.at("same"), false);
  EXPECT_EQ(row_of(found.at("parameters"), "seed"), (Json{{"name", "seed"}, {"a", 1}, {"b", 2}}));
  EXPECT_EQ(row_of(found.at("parameters"), "least_people"),
            (Json{{"name", "least_people"}, {"a", 1}, {"b", 5}}));
  EXPECT_EQ(row_of(found.at("parameters"), "factors"), Json());
  EXPECT_EQ(row_of(found.at("parts"), "items").at("same"), false);
  EXPECT_EQ(row_of(found.at("parts"), "titles").at("same"), true) << "but for the model id";
  EXPECT_TRUE(row_of(found.at("parts"), "groups").at("b").is_null());
  EXPECT_EQ(found.at("same_people"), false);
  const Json& lists = found.at("lists");
  EXPECT_EQ(num_lists(lists), lists.at("histories"));
  EXPECT_GE(lists.at("stays"), 0.0);
  EXPECT_LE(lists.at("stays"), 1.0);
}

TEST_F(Diff, SamplesAsManyHistoriesAsAskedBySeed) {
  const fs::path other = trained("other", {"--factors", "4", "--with-users", "--seed", "2"});
  const Json three = diff(tastes_.bundle(), other, {"--sample", "3", "--n", "1"});
  EXPECT_EQ(three.at("lists").at("histories"), 3);
  EXPECT_EQ(three.at("lists").at("n"), 1);
  EXPECT_EQ(three.at("lists").at("stays"), three.at("lists").at("first_stays"));
  EXPECT_EQ(three, diff(tastes_.bundle(), other, {"--sample", "3", "--n", "1"}));
}

TEST_F(Diff, WithoutUsersAsksWithSingleItems) {
  const Json found = diff(tastes_.bundle(), trained("without", {"--factors", "4"}));
  EXPECT_TRUE(found.at("data").at("users").is_null());
  EXPECT_EQ(found.at("lists").at("of"), "single items");
  EXPECT_EQ(found.at("lists").at("histories"), 8);
  EXPECT_EQ(found.at("lists").at("stays"), 1.0) << "users are no part of the model";
}

// An item is known by any of its editions; what a user chose of the others is left aside.
TEST_F(Diff, KnowsItemsByTheirEditions) {
  const TempFolder data;
  write_two_tastes(data);
  std::string books = bytes_of(data.path() / "Books.csv");
  books.replace(books.find("SEA1,"), 4, "OLD1");  // the paperback alone keeps its id
  std::string ratings = bytes_of(data.path() / "Ratings.csv");
  for (size_t at = 0; (at = ratings.find(",SEA1,", at)) != std::string::npos;) {
    ratings.replace(at, 6, ",OLD1,");
  }
  for (size_t at = 0; (at = ratings.find(",SKY4,", at)) != std::string::npos;) {
    ratings.replace(at, 6, ",SKY5,");
  }
  data.write("Books.csv", books);
  data.write("Ratings.csv", ratings);
  pocketrec_out(
      train_command(data.path(), tastes_.beside("b"), {"--factors", "4", "--with-users"}));
  const Json found = diff(tastes_.bundle(), tastes_.beside("b"));
  const Json& items = found.at("data").at("items");
  EXPECT_EQ(items.at("both"), 8) << "SKY4 has facts, and nobody's choice";
  EXPECT_EQ(items.at("added"), 1);
  EXPECT_EQ(items.at("removed"), 0);
  const Json& fingerprint = found.at("data").at("fingerprint");
  EXPECT_NE(fingerprint.at("a"), fingerprint.at("b"));
}

TEST_F(Diff, OfBundlesThatShareNothing) {
  const TempFolder data;
  std::string rows = "user,item\n";
  for (const char* user : {"ann", "bob", "cem"}) {
    for (const char* item : {"x", "y", "z"}) rows += std::string(user) + "," + item + "\n";
  }
  data.write("interactions.csv", rows);
  pocketrec_out(
      train_command(data.path(), tastes_.beside("b"), {"--factors", "4", "--with-users"}));
  const Json found = diff(tastes_.bundle(), tastes_.beside("b"));
  EXPECT_EQ(found.at("data").at("items"),
            (Json{{"a", 8}, {"b", 3}, {"both", 0}, {"added", 3}, {"removed", 8}}));
  EXPECT_EQ(found.at("data").at("users").at("both"), 0);
  EXPECT_TRUE(found.at("lists").is_null());
  EXPECT_NE(pocketrec_out({"diff", tastes_.bundle(), tastes_.beside("b")})
                .find("lists: nothing to compare"),
            std::string::npos);
}

TEST_F(Diff, ShowsAManifestThatSaysLittleOrNonsense) {
  const Json whole = Json::parse(bytes_of(tastes_.bundle() / "manifest.json"));
  pocketrec_out(train_command(tastes_.data(), tastes_.beside("b"), {"--factors", "4"}));
  tastes_.edit_manifest([](Json& m) {
    m["metrics"] = {{"ndcg@20", "high"}, {"recall@20", 1}, {"recall@20_interval", {1, "x"}}};
    m["parameters"] = 7;
    m.erase("data");
    m.erase("code_version");
  });
  const Json found = diff(tastes_.bundle(), tastes_.beside("b"));
  EXPECT_TRUE(found.at("data").at("fingerprint").at("a").is_null());
  EXPECT_EQ(row_of(found.at("metrics"), "recall@20").at("a"), 1);
  EXPECT_TRUE(row_of(found.at("metrics"), "recall@20").at("a_interval").is_null());
  pocketrec_out({"diff", tastes_.bundle(), tastes_.beside("b")});
}

TEST_F(Diff, RefusesWhatIsNoBundleOrDamaged) {
  expect_refused(pocketrec({"diff", tastes_.bundle()}), 2, {"B", "diff --help"});
  expect_refused(pocketrec({"diff", tastes_.bundle(), tastes_.beside("none")}), 1,
                 {"no bundle at"});
  expect_refused(pocketrec({"diff", tastes_.bundle(), tastes_.bundle(), "--sample", "0"}), 2,
                 {"--sample"});
  const fs::path other = trained("other", {"--factors", "4"});
  tastes_.edit_manifest([](Json& m) {
    m["parts"].erase("titles");
    m["parts"].erase("search");
  });
  expect_refused(pocketrec({"diff", other, tastes_.bundle()}), 1, {"expected the titles part"});
  fs::resize_file(tastes_.part("items"), 100);
  expect_refused(pocketrec({"diff", other, tastes_.bundle()}), 1, {"items", "copy it again"});
}

}  // namespace
}  // namespace pocketrec::testing
