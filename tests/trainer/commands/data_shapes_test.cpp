// Data at the edges of what is usual still makes a bundle that serves.
#include <gtest/gtest.h>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

// Trains ratings.csv, and lists for the history.
nlohmann::ordered_json list_after(const std::string& ratings, const std::string& history,
                                  const std::vector<std::string>& flags = {"--factors", "4"}) {
  const TempFolder data;
  const TempFolder home;
  data.write("ratings.csv", ratings);
  pocketrec_out(train_command(data.path(), home.path() / "b", flags));
  return pocketrec_json({"recommend", home.path() / "b", "--history", history, "--json"})
      .at("items");
}

constexpr const char* kImplicit =
    "user,item\n1,a\n1,b\n1,c\n2,a\n2,b\n2,c\n3,x\n3,y\n3,z\n4,x\n4,y\n4,z\n";

TEST(DataShapes, ImplicitOnly) {
  const auto items = list_after(kImplicit, "a,b");
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[0].at("id"), "c");
}

TEST(DataShapes, ExplicitRatings) {
  const auto items = list_after(
      "user,item,rating\n1,a,5\n1,b,4\n1,c,5\n2,a,4\n2,b,5\n2,c,4\n3,x,5\n3,y,5\n4,x,5\n4,y,4\n"
      "4,a,1\n",
      "a,b");
  EXPECT_EQ(items.at(0).at("id"), "c");
}

TEST(DataShapes, AnyNumberOfFactors) {
  for (const char* factors : {"1", "7", "64", "128"}) {
    for (const char* bits : {"8", "4"}) {
      const auto items = list_after(kImplicit, "a,b", {"--factors", factors, "--bits", bits});
      ASSERT_EQ(items.size(), 4U) << factors << " factors, " << bits << " bits";
      if (std::string(factors) != "1") {  // one number cannot hold two tastes
        EXPECT_EQ(items[0].at("id"), "c") << factors << " factors, " << bits << " bits";
      }
    }
  }
}

TEST(DataShapes, OneUser) { EXPECT_EQ(list_after("user,item\n1,a\n1,b\n1,c\n", "a").size(), 2U); }

TEST(DataShapes, OneItem) { EXPECT_EQ(list_after("user,item\n1,a\n2,a\n3,a\n", "a").size(), 0U); }

TEST(DataShapes, OneInteraction) { EXPECT_EQ(list_after("user,item\n1,a\n", "a").size(), 0U); }

// Somebody, or everybody, from whom nothing is left to be told apart.
TEST(DataShapes, WhoChoseEverythingStopsNobody) {
  for (const int readers : {0, 30}) {
    std::string ratings = "user,item\n";
    for (int item = 0; item < 40; ++item) {
      ratings += "0," + std::to_string(item) + "\n";
      for (int reader = 1; reader <= readers; ++reader) {
        if ((reader + item) % 4 == 0) {
          ratings += std::to_string(reader) + "," + std::to_string(item) + "\n";
        }
      }
    }
    EXPECT_EQ(list_after(ratings, "3,7").size(), 10U) << readers;
  }
}

// Low ratings are choices all the same: there is a list, and nobody to measure it by.
TEST(DataShapes, NobodyLikedAnything) {
  const std::string ratings = "user,item,rating\n1,a,1\n1,b,1\n2,a,2\n2,c,1\n3,c,1\n";
  EXPECT_EQ(list_after(ratings, "b").size(), 2U);
}

TEST(DataShapes, IdsAndTitlesOfAnyScript) {
  const TempFolder data;
  const TempFolder home;
  data.write("ratings.csv", "user,item\nليلى,كتاب\nليلى,書\nOlé,كتاب\nOlé,書\nOlé,a b\n");
  data.write("items.csv", "item,title\nكتاب,\"ألف ليلة، وليلة\"\n書,\"a \"\"b\"\"\"\na b,c\n");
  pocketrec_out(train_command(data.path(), home.path() / "b", {"--factors", "4", "--with-users"}));
  const auto list =
      pocketrec_json({"recommend", home.path() / "b", "--user", "ليلى", "--json"}).at("items");
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].at("id"), "a b");
  const auto similar =
      pocketrec_json({"similar", home.path() / "b", "--item", "書", "--json"}).at("items");
  EXPECT_EQ(similar.at(0).at("title"), "ألف ليلة، وليلة");
}

TEST(DataShapes, ControlCharactersDoNotReachTheTerminal) {
  const TempFolder data;
  const TempFolder home;
  data.write("ratings.csv", "user,item\n1,a\n1,b\n");
  data.write("items.csv", "item,title\na,A\nb,\"one\ntwo \x1b[31mred\"\n");
  pocketrec_out(train_command(data.path(), home.path() / "b", {"--factors", "4"}));
  const std::string table = pocketrec_out({"similar", home.path() / "b", "--item", "a"});
  EXPECT_EQ(table.find('\x1b'), std::string::npos) << table;
  EXPECT_EQ(table.find('\n'), table.size() - 1) << table;
}

}  // namespace
}  // namespace pocketrec::testing
