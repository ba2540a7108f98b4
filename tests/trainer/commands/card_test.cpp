// card: what a bundle says of itself, for people; clean: what reading makes of the data.
#include <gtest/gtest.h>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

void expect_says(const std::string& text, std::initializer_list<std::string_view> fragments) {
  for (const std::string_view fragment : fragments) {
    EXPECT_NE(text.find(fragment), std::string::npos) << "no \"" << fragment << "\" in:\n" << text;
  }
}

void expect_silent_on(const std::string& text, std::initializer_list<std::string_view> fragments) {
  for (const std::string_view fragment : fragments) {
    EXPECT_EQ(text.find(fragment), std::string::npos) << "\"" << fragment << "\" in:\n" << text;
  }
}

TEST(Card, SaysWhatTheManifestSays) {
  const TwoTastes tastes;
  const auto manifest = Json::parse(bytes_of(tastes.bundle() / "manifest.json"));
  const std::string card = pocketrec_out({"card", tastes.bundle()});
  expect_says(card, {"# Model card of", "among 8 items", "## For what", "## Data", "## Training",
                     "## How good it is", "## What a score means", "## Cold start",
                     "## Who learns what", "## Parts", "## How to check it"});
  expect_says(card, {manifest["model_id"].get<std::string>(),
                     manifest["data"]["fingerprint"].get<std::string>(), "| `factors` | `4` |",
                     "| recipe of content keys | `1` |", "histories and vectors of 10 users"});
  for (const auto& [name, part] : manifest["parts"].items()) {
    expect_says(card, {part["sha256"].get<std::string>(), part["bytes"].dump()});
  }
  expect_silent_on(card, {"simulated.**", "nan", "null"});
}

TEST(Card, SaysHowGoodItIsAndHowSure) {
  const TwoTastes tastes;
  tastes.edit_manifest([](Json& manifest) {
    manifest["data"]["simulated"] = true;
    manifest["metrics"] = Json::parse(R"({"protocol": "strong", "users": 1234,
        "recall@20": 0.3, "recall@20_interval": [0.25, 0.35], "ndcg@20": 0.2,
        "popularity": {"recall@20": 0.1, "recall@20_interval": [0.08, 0.12]},
        "calibration": {"scores": [-0.1, 0.5], "shares": [0.01, 0.5], "error": 0.02}})");
  });
  const std::string card = pocketrec_out({"card", tastes.bundle()});
  expect_says(card, {"people of its data are simulated", "`1234` people",
                     "| recall@20 | .3000 (.2500 to .3500) | .1000 (.0800 to .1200) |",
                     "| ndcg@20 | .2000 | not measured |", "30.0 % is among the 20 items",
                     "3.0 times as much", "(10.0 %)", "| 0.500 | 50.0 % |", "off by 2.00 points"});
  expect_silent_on(card, {"may be chance"});
  tastes.edit_manifest([](Json& manifest) {
    manifest["metrics"]["recall@20_interval"] = {0.1, 0.4};
  });
  expect_says(pocketrec_out({"card", tastes.bundle()}), {"may be chance"});
}

TEST(Card, SaysWhatIsMissing) {
  const TwoTastes tastes;
  pocketrec_out(train_command(tastes.data(), tastes.beside("b"), {"--no-content"}));
  fs::remove(tastes.beside("b") / "cleaning.json");
  auto manifest = Json::parse(bytes_of(tastes.beside("b") / "manifest.json"));
  manifest["metrics"] = {{"users", 0}};
  manifest["parameters"] = {{"odd | name", "a `b`\n# c"}};
  manifest.erase("data");
  std::ofstream(tastes.beside("b") / "manifest.json") << manifest.dump();
  const std::string card = pocketrec_out({"card", tastes.beside("b")});
  expect_says(card, {"| simulated people | not known |", "no `cleaning.json`",
                     "Not measured: nobody", "no person's id", "nothing of where people live",
                     "holds no content part", "| `odd / name` | `a 'b' # c` |"});
  expect_silent_on(card, {"## Cold start", "recipe of content keys"});
}

TEST(Card, GoesIntoAFile) {
  const TwoTastes tastes;
  const fs::path file = tastes.beside("card.md");
  EXPECT_EQ(pocketrec_out({"card", tastes.bundle(), "--out", file}), "");
  EXPECT_EQ(bytes_of(file), pocketrec_out({"card", tastes.bundle()}));
  expect_refused(pocketrec({"card", tastes.bundle(), "--out", tastes.bundle()}), 1,
                 {"expected a file to write to, found a folder"});
  expect_refused(pocketrec({"card", tastes.beside("none")}), 1, {"no bundle at"});
  fs::resize_file(tastes.part("items"), 10);
  expect_refused(pocketrec({"card", tastes.bundle()}), 1, {"items", "copy it again"});
}

TEST(Clean, ReportsWithoutTraining) {
  const TwoTastes tastes;
  const Json found = pocketrec_json({"clean", "--data", tastes.data(), "--json"});
  const auto manifest = Json::parse(bytes_of(tastes.bundle() / "manifest.json"));
  EXPECT_EQ(found.at("fingerprint"), manifest.at("data").at("fingerprint"));
  EXPECT_EQ(found.at("format"), "book-crossing");
  EXPECT_EQ(found.at("simulated"), false);
  EXPECT_EQ(found.at("cleaning"), Json::parse(bytes_of(tastes.bundle() / "cleaning.json")));
  expect_says(pocketrec_out({"clean", "--data", tastes.data()}),
              {"fingerprint: ", "format: book-crossing", "Ratings.csv", "kept: 8 items"});
}

TEST(Clean, RefusesOtherData) {
  const TwoTastes tastes;
  const Json found = pocketrec_json({"clean", "--data", tastes.data(), "--json"});
  const std::string right = found.at("fingerprint");
  pocketrec_out({"clean", "--data", tastes.data(), "--fingerprint", right});
  const std::string wrong(64, '0');
  expect_refused(pocketrec({"clean", "--data", tastes.data(), "--fingerprint", wrong}), 1,
                 {"expected data of the fingerprint " + wrong, "found " + right, "fetch them"});
  expect_refused(pocketrec({"clean", "--data", tastes.beside("none")}), 1, {"none"});
  expect_refused(pocketrec({"clean"}), 2, {"--data"});
}

}  // namespace
}  // namespace pocketrec::testing
