// --config FILE.
#include <gtest/gtest.h>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

class Config : public ::testing::Test {
 protected:
  Config() { write_two_tastes(data_); }
  std::filesystem::path out() const { return home_.path() / "bundle"; }
  Outcome train(const std::string& config, const std::vector<std::string>& flags = {}) const {
    const auto path = home_.write("train.toml", config);
    std::vector<std::string> all = {"--config", path.string()};
    all.insert(all.end(), flags.begin(), flags.end());
    return pocketrec(train_command(data_.path(), out(), all));
  }
  nlohmann::json parameters() const {
    return nlohmann::json::parse(bytes_of(out() / "manifest.json")).at("parameters");
  }
  TempFolder data_;
  TempFolder home_;
};

TEST_F(Config, FlagsComeFromTheFile) {
  const Outcome run = train(
      "# smaller\nfactors = 5\nbits = 4\nwith-users = true\nepochs = 3\n"
      "validate = false\ntemperature = 0.25\nneighbour-weight = 1.5\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(parameters().at("factors"), 5);
  EXPECT_EQ(parameters().at("bits"), 4);
  EXPECT_EQ(parameters().at("with_users"), true);
  EXPECT_EQ(parameters().at("epochs"), 3);
  EXPECT_EQ(parameters().at("validated"), false);
  EXPECT_EQ(parameters().at("temperature"), 0.25);
  EXPECT_EQ(parameters().at("neighbour_weight"), 1.5);
}

TEST_F(Config, DefaultsAreWhatShips) {
  EXPECT_EQ(train("", {"--no-validate", "--epochs", "1"}).exit_code, 0);
  EXPECT_EQ(parameters().at("model"), "softmax");
  EXPECT_EQ(parameters().at("factors"), 128);
  EXPECT_EQ(parameters().at("bits"), 4);
  EXPECT_EQ(parameters().at("content"), true);
  for (const char* name : {"temperature", "background_weight", "focus", "smoothing",
                           "neighbour_weight", "neighbour_temperature"}) {
    EXPECT_TRUE(parameters().at(name).is_number()) << name;
  }
}

TEST_F(Config, ContentIsLeftOutWhereThatIsSaid) {
  EXPECT_EQ(train("content = false\nepochs = 1\nvalidate = false\n").exit_code, 0);
  EXPECT_EQ(parameters().at("content"), false);
  EXPECT_EQ(train("content = true\nepochs = 1\nvalidate = false\n").exit_code, 0);
  EXPECT_EQ(parameters().at("content"), true);
  EXPECT_EQ(train("epochs = 1\nvalidate = false\n", {"--no-content"}).exit_code, 0);
  EXPECT_EQ(parameters().at("content"), false);
}

TEST_F(Config, RequiredFlagsMayStandInTheFile) {
  const auto path = home_.write("all.toml", "data = \"" + data_.path().string() + "\"\nout = \"" +
                                                out().string() + "\"\nfactors = 3\nquiet = true\n");
  const Outcome run = pocketrec({"train", "--config=" + path.string()});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(parameters().at("factors"), 3);
}

TEST_F(Config, CommandLineWins) {
  EXPECT_EQ(train("factors = 5\nkeep-editions = true\n", {"--factors", "6"}).exit_code, 0);
  EXPECT_EQ(parameters().at("factors"), 6);
  EXPECT_EQ(parameters().at("merge_editions"), false);
  EXPECT_EQ(train("keep-editions = true\n", {"--merge-editions"}).exit_code, 0);
  EXPECT_EQ(parameters().at("merge_editions"), true);
}

TEST_F(Config, SectionOfTheCommandCountsAndOthersDoNot) {
  const Outcome run = train("[train]\nfactors = 5\n[evaluate]\nfactors = 9\nk = [1, 2]\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(parameters().at("factors"), 5);
}

TEST_F(Config, MistakesAreRefused) {
  expect_refused(train("factrs = 5\n"), 2, {"train.toml", "\"factrs\"", "--help"});
  expect_refused(train("factors = many\n"), 2,
                 {"--factors", "1 to 1024", "\"many\"", "train.toml"});
  expect_refused(train("factors =\n"), 2, {"train.toml", "factors", "found none"});
  expect_refused(train("config = other.toml\n"), 2, {"train.toml", "\"config\""});
  expect_refused(pocketrec(train_command(data_.path(), out(), {"--config", "/nowhere.toml"})), 1,
                 {"/nowhere.toml"});
  EXPECT_FALSE(std::filesystem::exists(out()));
}

}  // namespace
}  // namespace pocketrec::testing
