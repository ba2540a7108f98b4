// train -> evaluate -> recommend -> similar -> inspect -> sample, as people use them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> ids_of(const Json& list) {
  std::vector<std::string> ids;
  for (const Json& item : list.at("items")) ids.push_back(item.at("id"));
  return ids;
}

// {"items": [{"id", "title", "score", ...}]}, best first.
void expect_list_shape(const Json& list) {
  ASSERT_EQ(list.size(), 1U);
  double previous = INFINITY;
  for (const Json& item : list.at("items")) {
    ASSERT_GE(item.size(), 3U);
    auto field = item.begin();
    EXPECT_EQ((field++).key(), "id");
    EXPECT_EQ((field++).key(), "title");
    EXPECT_EQ(field.key(), "score");
    EXPECT_TRUE(item.at("id").is_string());
    EXPECT_TRUE(item.at("title").is_string());
    EXPECT_LE(item.at("score").get<double>(), previous);
    previous = item.at("score").get<double>();
  }
}

TEST(Train, QuietSaysNothing) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  const Outcome run = pocketrec(train_command(data.path(), home.path() / "b"));
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err, "");
}

TEST(Train, ProgressAndCleaningGoToStderr) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  const Outcome run =
      pocketrec({"train", "--data", data.path(), "--out", home.path() / "b", "--factors", "4"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.out, "");
  for (const char* said : {"book-crossing", "Ratings.csv", "final 1/", "loss", "s left", "wrote"}) {
    EXPECT_NE(run.err.find(said), std::string::npos) << said << " in " << run.err;
  }
}

TEST(Train, LeavesNothingButTheBundle) {
  const TwoTastes tastes;
  std::set<std::string> names;
  for (const auto& [name, bytes] : files_of(tastes.bundle())) {
    names.insert(name.substr(0, name.find('.')));
    EXPECT_FALSE(bytes.empty()) << name;
  }
  EXPECT_EQ(names, (std::set<std::string>{"cleaning", "content", "encoder", "groups", "items",
                                          "manifest", "map", "search", "titles", "users"}));
  EXPECT_EQ(files_of(tastes.bundle()).size(), 10U);
}

TEST(Train, UsersAreNotPublishedUnasked) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  pocketrec_out(train_command(data.path(), home.path() / "b", {"--factors", "4"}));
  for (const auto& [name, bytes] : files_of(home.path() / "b")) {
    EXPECT_FALSE(name.starts_with("users")) << name;
  }
}

TEST(Train, LeavesTheMapOutWhereAsked) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  pocketrec_out(train_command(data.path(), home.path() / "with"));
  pocketrec_out(train_command(data.path(), home.path() / "without", {"--no-map"}));
  std::vector<std::string> different;
  for (const auto& name :
       differences(files_of(home.path() / "with"), files_of(home.path() / "without"))) {
    different.push_back(name.substr(0, name.find('.')));
  }
  EXPECT_EQ(different, (std::vector<std::string>{"manifest", "map"}));
}

TEST(Recommend, UserGetsTheBookOfTheirTasteThatTheyHaveNotRead) {
  const TwoTastes tastes;
  const Json list = pocketrec_json({"recommend", tastes.bundle(), "--user", "1", "--json"});
  expect_list_shape(list);
  EXPECT_EQ(ids_of(list).front(), "SEA4");
}

TEST(Audience, IsThoseOfItsKindWhoDoNotHaveItYet) {
  const TwoTastes tastes;
  const Json list =
      pocketrec_json({"audience", tastes.bundle(), "--item", "SEA4", "--n", "1000", "--json"});
  ASSERT_FALSE(list.at("users").empty());
  // User 1 has every book of the sea but this one.
  EXPECT_EQ(list.at("users")[0].at("id"), "1");
  double previous = INFINITY;
  for (const Json& user : list.at("users")) {
    EXPECT_EQ(user.size(), 2U);
    EXPECT_LE(user.at("score").get<double>(), previous);
    previous = user.at("score").get<double>();
  }
  const std::string table = pocketrec_out({"audience", tastes.bundle(), "--item", "SEA4"});
  EXPECT_TRUE(table.starts_with("   1  ")) << table;
  expect_refused(pocketrec({"audience", tastes.bundle(), "--item", "nothing"}), 1, {"nothing"});
}

TEST(Audience, TakesABundleWithUsers) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  pocketrec_out(train_command(data.path(), home.path() / "b", {"--factors", "4"}));
  expect_refused(pocketrec({"audience", home.path() / "b", "--item", "SEA4"}), 1,
                 {"expected users", "--with-users"});
}

TEST(Audience, SaysWhereReadersLiveAndHowOldTheyAre) {
  const TwoTastes tastes;
  const Json said =
      pocketrec_json({"audience", tastes.bundle(), "--item", "SEA2", "--json"}).at("readers");
  EXPECT_EQ(said, Json::parse(R"({"people": 5,
      "places": [{"name": "egypt", "people": 5, "share": 0.5}],
      "ages": [{"name": "25-34", "people": 5, "share": 0.5}]})"));
  const std::string table = pocketrec_out({"audience", tastes.bundle(), "--item", "SEA2"});
  EXPECT_NE(table.find("egypt"), std::string::npos) << table;
}

TEST(Audience, OfABundleWithoutUsersIsItsReaders) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  pocketrec_out(train_command(data.path(), home.path() / "b", {"--least-people", "1"}));
  const Json said = pocketrec_json({"audience", home.path() / "b", "--item", "SEA2", "--json"});
  EXPECT_TRUE(said.at("users").empty());
  EXPECT_EQ(said.at("readers").at("people"), 5);
}

TEST(Recommend, PeopleOfAPlaceOrAnAgeGetWhatIsChosenThere) {
  const TwoTastes tastes;
  const std::string bundle = tastes.bundle();
  for (const std::vector<std::string>& who : {std::vector<std::string>{"--place", "Egypt"},
                                              {"--age", "27"},
                                              {"--place", "giza, egypt", "--age", "34"}}) {
    std::vector<std::string> command = {"recommend", bundle, "--n", "3", "--json"};
    command.insert(command.end(), who.begin(), who.end());
    const Json list = pocketrec_json(command);
    expect_list_shape(list);
    EXPECT_NEAR(list.at("items")[0].at("score").get<double>(), 0.5, 1e-6);
  }
  expect_refused(pocketrec({"recommend", bundle, "--place", "chile"}), 1, {"egypt", "chile"});
  expect_refused(pocketrec({"recommend", bundle, "--age", "70"}), 1, {"25-34", "age 70"});
  expect_refused(pocketrec({"recommend", bundle, "--age", "0"}), 2, {"--age"});
  expect_refused(pocketrec({"recommend", bundle, "--age", "30", "--user", "1"}), 2, {"--place"});
}

TEST(Recommend, ABundleWithoutGroupsSaysSo) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  pocketrec_out(train_command(data.path(), home.path() / "b"));
  expect_refused(pocketrec({"recommend", home.path() / "b", "--place", "egypt"}), 1,
                 {"expected groups of people", "--least-people"});
}

TEST(Train, PublishesNoGroupsWhereAskedNotTo) {
  const TempFolder data;
  const TempFolder home;
  write_two_tastes(data);
  pocketrec_out(train_command(data.path(), home.path() / "b", {"--least-people", "0"}));
  const auto manifest = Json::parse(bytes_of(home.path() / "b" / "manifest.json"));
  EXPECT_FALSE(manifest.at("parts").contains("groups"));
  EXPECT_EQ(manifest.at("parameters").at("least_people"), 0);
}

TEST(NewItem, GoesToThoseOfItsKind) {
  const TwoTastes tastes;
  const Json found = pocketrec_json(
      {"new-item", tastes.bundle(), "--title", "More of the Sea", "--n", "3", "--json"});
  EXPECT_GT(found.at("known_keys"), 0);
  EXPECT_LT(found.at("known_keys"), found.at("keys"));
  ASSERT_EQ(found.at("nearest").size(), 3U);
  for (const Json& item : found.at("nearest")) {
    EXPECT_TRUE(item.at("id").get<std::string>().starts_with("SEA")) << item;
  }
  for (const Json& user : found.at("users")) {
    EXPECT_LE(std::stoi(user.at("id").get<std::string>()), 5) << user;
  }
  const std::string table =
      pocketrec_out({"new-item", tastes.bundle(), "--title", "The sea", "--n", "2"});
  for (const char* said : {"placed by", "nearest items", "likely users"}) {
    EXPECT_NE(table.find(said), std::string::npos) << said << " in " << table;
  }
}

TEST(NewItem, OfWhichNothingIsKnownSaysSo) {
  const TwoTastes tastes;
  expect_refused(pocketrec({"new-item", tastes.bundle(), "--title", "zyxwv"}), 1,
                 {"found none", "--author"});
}

TEST(Similar, ByContentOfItsOwnKind) {
  const TwoTastes tastes;
  const Json list = pocketrec_json(
      {"similar", tastes.bundle(), "--item", "SEA1", "--by", "content", "--n", "3", "--json"});
  const std::vector<std::string> ids = ids_of(list);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()),
            (std::set<std::string>{"SEA2", "SEA3", "SEA4"}));
}

TEST(Recommend, SeenItemsDoNotComeBack) {
  const TwoTastes tastes;
  const Json list = pocketrec_json({"recommend", tastes.bundle(), "--user", "2", "--json"});
  const std::vector<std::string> ids = ids_of(list);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()),
            (std::set<std::string>{"SKY1", "SKY2", "SKY3", "SKY4"}));
}

TEST(Recommend, HistoryWithSpacesAroundCommas) {
  const TwoTastes tastes;
  const Json list =
      pocketrec_json({"recommend", tastes.bundle(), "--history", " SKY1 , SKY2,SKY3", "--json"});
  expect_list_shape(list);
  EXPECT_EQ(ids_of(list).front(), "SKY4");
  EXPECT_EQ(list, pocketrec_json({"recommend", "--json", "--history", "SKY3,SKY2,SKY1",
                                  tastes.bundle() / "manifest.json"}));
}

TEST(Recommend, NLimitsTheList) {
  const TwoTastes tastes;
  for (const int n : {1, 2, 4}) {
    EXPECT_EQ(ids_of(pocketrec_json({"recommend", tastes.bundle(), "--user", "2", "--n",
                                     std::to_string(n), "--json"}))
                  .size(),
              n);
  }
  // More than there is gives what there is; 010 is ten, not octal eight.
  for (const char* n : {"1000", "010"}) {
    EXPECT_EQ(
        ids_of(pocketrec_json({"recommend", tastes.bundle(), "--user", "2", "--n", n, "--json"}))
            .size(),
        4U);
  }
}

TEST(Recommend, TableHasALineAnItem) {
  const TwoTastes tastes;
  const std::string table = pocketrec_out({"recommend", tastes.bundle(), "--user", "1"});
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 5);
  EXPECT_NE(table.find("SEA4  Tales of the SEA part 4, Author of SEA4 (1994)"), std::string::npos)
      << table;
}

TEST(Recommend, SaysWhatShareOfPeopleAScoreStandsFor) {
  const TempFolder home;
  const auto data = home.path() / "data", bundle = home.path() / "bundle";
  pocketrec_out({"sample", "--out", data, "--users", "1000", "--interactions", "20000"});
  pocketrec_out({"train", "--data", data, "--out", bundle, "--factors", "16", "--epochs", "8",
                 "--no-validate", "--quiet"});
  const auto manifest = Json::parse(bytes_of(bundle / "manifest.json"));
  const Json& calibration = manifest.at("metrics").at("calibration");
  EXPECT_GT(calibration.at("scores").size(), 3U);
  EXPECT_EQ(calibration.at("scores").size(), calibration.at("shares").size());
  EXPECT_LT(calibration.at("error").get<double>(), 0.02);
  std::ifstream rows(data / "Ratings.csv");
  std::string row, any;
  std::getline(rows, row);  // names of the columns
  std::getline(rows, row);
  std::istringstream fields(row);
  std::getline(fields, any, ',');
  std::getline(fields, any, ',');
  std::erase(any, '"');
  const Json list = pocketrec_json({"recommend", bundle, "--history", any, "--n", "50", "--json"});
  double previous = 1;
  for (const Json& item : list.at("items")) {
    const double share = item.at("share");
    EXPECT_GE(share, 0);
    EXPECT_LE(share, previous);
    previous = share;
  }
  EXPECT_LT(previous, list.at("items").front().at("share").get<double>());
}

TEST(Similar, SameReadersMeansSimilar) {
  const TwoTastes tastes;
  const Json list =
      pocketrec_json({"similar", tastes.bundle(), "--item", "SEA2", "--n", "3", "--json"});
  expect_list_shape(list);
  const std::vector<std::string> ids = ids_of(list);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()),
            (std::set<std::string>{"SEA1", "SEA3", "SEA4"}));
  for (const Json& item : list.at("items")) EXPECT_LE(item.at("score").get<double>(), 1.001);
}

TEST(Recommend, DiversityMixesTastes) {
  const TwoTastes tastes;
  const auto list = [&](const std::vector<std::string>& flags) {
    std::vector<std::string> arguments = {
        "recommend", tastes.bundle(), "--history", "SEA1,SEA2", "--n", "2", "--json"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    return ids_of(pocketrec_json(arguments));
  };
  const std::vector<std::string> plain = list({});
  EXPECT_EQ(std::set<std::string>(plain.begin(), plain.end()),
            (std::set<std::string>{"SEA3", "SEA4"}));
  EXPECT_EQ(list({"--diversity", "0", "--novelty", "0"}), plain);
  const std::vector<std::string> mixed = list({"--diversity", "0.9"});
  EXPECT_EQ(mixed.front(), plain.front());
  EXPECT_TRUE(mixed.back().starts_with("SKY")) << mixed.back();
}

TEST(Recommend, NoveltyPrefersTheLittleKnown) {
  const TwoTastes tastes;
  const auto popularity = [&](const std::string& novelty) {
    const Json list = pocketrec_json(
        {"similar", tastes.bundle(), "--item", "SEA1", "--novelty", novelty, "--n", "2", "--json"});
    return list.at("items")[0].at("popularity").get<int>() +
           list.at("items")[1].at("popularity").get<int>();
  };
  EXPECT_LE(popularity("1"), popularity("0.5"));
  EXPECT_LE(popularity("0.5"), popularity("0"));
  EXPECT_LT(popularity("1"), popularity("0"));
}

TEST(Editions, EitherIdFindsTheWork) {
  const TwoTastes tastes;
  const Json first = pocketrec_json({"similar", tastes.bundle(), "--item", "SEA1", "--json"});
  EXPECT_EQ(first, pocketrec_json({"similar", tastes.bundle(), "--item", "SEA1B", "--json"}));
  EXPECT_EQ(pocketrec_json({"recommend", tastes.bundle(), "--history", "SEA1", "--json"}),
            pocketrec_json({"recommend", tastes.bundle(), "--history", "SEA1B", "--json"}));
}

// A past bug: the flag's mere existence turned merging off.
TEST(Editions, MergedForBooksUnlessKept) {
  const TwoTastes tastes;
  const auto num_items = [&](const std::vector<std::string>& flags) {
    pocketrec_out(train_command(tastes.data(), tastes.beside("other"), flags));
    return pocketrec_json({"inspect", tastes.beside("other"), "--json"}).at("counts").at("items");
  };
  EXPECT_EQ(num_items({}), 8);
  EXPECT_EQ(num_items({"--merge-editions"}), 8);
  EXPECT_EQ(num_items({"--keep-editions"}), 9);
}

TEST(Inspect, VerifiesAndShowsTheManifest) {
  const TwoTastes tastes;
  const Json manifest = Json::parse(bytes_of(tastes.bundle() / "manifest.json"));
  Json shown = pocketrec_json({"inspect", tastes.bundle(), "--verify", "--json"});
  EXPECT_EQ(shown.at("verified"), true);
  shown.erase("verified");
  shown.erase("content_lean");
  EXPECT_EQ(shown, manifest);
  const std::string text = pocketrec_out({"inspect", tastes.bundle(), "--verify"});
  for (const char* said : {"softmax", "factors", "fingerprint", "items", "SHA-256"}) {
    EXPECT_NE(text.find(said), std::string::npos) << said;
  }
}

TEST(Inspect, SaysHowMuchOfAnItemIsItsContent) {
  const TwoTastes tastes;
  // All eight items have four or five readers each.
  const Json leans = pocketrec_json({"inspect", tastes.bundle(), "--json"}).at("content_lean");
  ASSERT_EQ(leans.size(), 1U);
  EXPECT_EQ(leans[0].at("people"), 5);
  EXPECT_EQ(leans[0].at("items"), 8);
  const std::string text = pocketrec_out({"inspect", tastes.bundle()});
  const long percent = std::lround(100 * leans[0].at("share").get<double>());
  EXPECT_NE(text.find(std::to_string(percent) + " %  (the mean of 8 items)"), std::string::npos)
      << text;
  // Without content there is nothing to lean on.
  pocketrec_out(train_command(tastes.data(), tastes.beside("bare"), {"--no-content"}));
  EXPECT_TRUE(
      pocketrec_json({"inspect", tastes.beside("bare"), "--json"}).at("content_lean").empty());
  EXPECT_EQ(pocketrec_out({"inspect", tastes.beside("bare")}).find("alone would put it"),
            std::string::npos);
}

TEST(Sample, TrainsAndEvaluates) {
  const TempFolder home;
  const std::string data = home.path() / "sample";
  const Outcome sample = pocketrec(
      {"sample", "--out", data, "--users", "300", "--interactions", "6000", "--seed", "5"});
  EXPECT_EQ(sample.exit_code, 0) << sample.err;
  EXPECT_EQ(sample.out, "");
  EXPECT_NE(sample.err.find("simulated"), std::string::npos);

  const std::string json = home.path() / "figures.json";
  const Outcome run = pocketrec({"evaluate", "--data", data, "--models", "popularity,softmax,ials",
                                 "--factors", "8", "--k", "5,20", "--json", json});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.out.find("simulated"), std::string::npos) << run.out;

  const Json figures = Json::parse(bytes_of(json));
  EXPECT_EQ(figures.at("protocol"), "strong");
  ASSERT_EQ(figures.at("models").size(), 3U);
  for (const size_t row : {1, 2}) {
    const Json& model = figures.at("models")[row];
    EXPECT_EQ(model.at("name"), row == 1 ? "ials" : "softmax");
    EXPECT_EQ(model.at("factors"), 8);
    EXPECT_EQ(model.at("bits"), row == 1 ? 32 : 4);
    for (const char* field : {"bytes_per_item", "train_seconds", "users", "recall@5", "ndcg@5",
                              "recall@20", "ndcg@20"}) {
      EXPECT_TRUE(model.at(field).is_number()) << field;
    }
    EXPECT_GE(model.at("recall@20"), model.at("recall@5"));
  }
}

TEST(Evaluate, NewItems) {
  const TempFolder home;
  const std::string data = home.path() / "sample", json = home.path() / "figures.json";
  EXPECT_EQ(
      pocketrec({"sample", "--out", data, "--users", "300", "--interactions", "6000"}).exit_code,
      0);
  const auto run = [&](std::vector<std::string> flags) {
    const std::vector<std::string> all = {"evaluate", "--data",
                                          data,       "--protocol",
                                          "cold",     "--factors",
                                          "8",        "--json",
                                          json,       "--no-validate",
                                          "--epochs", "5",
                                          "--models", "random,content-knn,softmax"};
    flags.insert(flags.begin(), all.begin(), all.end());
    pocketrec_out(flags);
    return Json::parse(bytes_of(json));
  };
  const Json figures = run({});
  EXPECT_EQ(figures.at("protocol"), "cold");
  EXPECT_LT(figures.at("data").at("candidates"), figures.at("data").at("items"));
  ASSERT_EQ(figures.at("models").size(), 3U);
  for (const Json& model : figures.at("models")) EXPECT_TRUE(model.at("recall@20").is_number());

  EXPECT_TRUE(figures.at("known_interactions").is_null());
  EXPECT_TRUE(figures.at("history_items").is_null());
  const Json known = run({"--known-interactions", "2", "--history-items", "5"});
  EXPECT_EQ(known.at("known_interactions"), 2);
  EXPECT_EQ(known.at("history_items"), 5);
  EXPECT_LE(known.at("data").at("candidates"), figures.at("data").at("candidates"));

  // Three more books, of which two readers of the sample chose one each.
  const std::string ratings = bytes_of(std::filesystem::path(data) / "Ratings.csv");
  const auto second_line = ratings.substr(ratings.find('\n') + 1);
  const std::string reader = second_line.substr(0, second_line.find_first_of(",;"));
  const TempFolder later;
  later.write(
      "Books.csv",
      "ISBN,Book-Title,Book-Author,Year-Of-Publication,Publisher\n"
      "NEW1,One,Jane Austen,1999,X\nNEW2,Two,Mark Twain,1999,X\nNEW3,Three,Nobody,1999,X\n");
  later.write("Ratings.csv", "User-ID,ISBN,Book-Rating\n" + reader + ",NEW1,0\nstranger,NEW2,0\n");
  const Json on_new = run({"--new-items", later.path()});
  EXPECT_EQ(on_new.at("data").at("candidates"), 3);
  EXPECT_EQ(on_new.at("data").at("test_interactions"), 1);
  EXPECT_EQ(on_new.at("models")[0].at("users"), 1);
}

TEST(Evaluate, PeopleWhoAreAskedToRateTitles) {
  const TempFolder home;
  const std::string data = home.path() / "data", json = home.path() / "figures.json";
  pocketrec_out({"sample", "--out", data, "--users", "200", "--interactions", "4000"});
  pocketrec_out({"evaluate", "--data", data, "--answers", "3", "--models",
                 "popularity,asked-popular,asked-offered,asked-authors", "--factors", "16",
                 "--no-validate", "--epochs", "2", "--k", "20", "--json", json});
  const Json figures = Json::parse(bytes_of(json));
  EXPECT_EQ(figures.at("answers"), 3);
  ASSERT_EQ(figures.at("models").size(), 4U);
  EXPECT_EQ(figures.at("models")[1].at("name"), "asked-popular");
  EXPECT_EQ(figures.at("models")[3].at("name"), "asked-authors");
  EXPECT_EQ(figures.at("models")[3].at("users"), figures.at("models")[0].at("users"));
  expect_refused(pocketrec({"evaluate", "--data", data, "--models", "asked-offered"}), 2,
                 {"--answers", "asked-offered"});
}

TEST(Evaluate, ReadyMadeLists) {
  const TempFolder home;
  home.write("train.txt", "0 0 1\n1 0 1 2\n2 3 4\n3 3 4 5\n4 0 1 2\n5 3 4 5\n6 1 2\n7 4 5\n");
  home.write("test.txt", "0 2\n2 5\n");
  const std::string json = home.path() / "figures.json";
  pocketrec_out({"evaluate", "--train", home.path() / "train.txt", "--test",
                 home.path() / "test.txt", "--models", "softmax,ials", "--factors", "16", "--k",
                 "1", "--json", json});
  const Json figures = Json::parse(bytes_of(json));
  ASSERT_EQ(figures.at("models").size(), 2U);
  for (const Json& model : figures.at("models")) {
    EXPECT_EQ(model.at("users"), 2);
    EXPECT_EQ(model.at("recall@1"), 1.0) << model;  // each belongs to the other's taste
  }
}

}  // namespace
}  // namespace pocketrec::testing
