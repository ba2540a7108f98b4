// pocketrec tune: from data to a file for --config.
#include <gtest/gtest.h>
#include <signal.h>

#include <string>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;

class TuneCommand : public ::testing::Test {
 protected:
  TuneCommand() {
    pocketrec_out({"sample", "--out", data(), "--users", "1000", "--interactions", "20000"});
  }
  fs::path data() const { return home_.path() / "data"; }
  fs::path settings() const { return home_.path() / "tuned.toml"; }
  fs::path report() const { return home_.path() / "report.json"; }
  std::vector<std::string> command(const std::vector<std::string>& extra = {}) const {
    std::vector<std::string> all = {"tune",   "--data",   data(),     "--out", settings(),
                                    "--json", report(),   "--trials", "6",     "--factors",
                                    "16",     "--epochs", "54"};
    all.insert(all.end(), extra.begin(), extra.end());
    return all;
  }
  TempFolder home_;
};

TEST_F(TuneCommand, TrainingTakesWhatItFound) {
  const std::string table = pocketrec_out(command());
  const auto json = nlohmann::json::parse(bytes_of(report()));
  const double best = json.at("best").at("ndcg@20"), automatic = json.at("automatic").at("ndcg@20");
  EXPECT_GE(best, automatic);
  EXPECT_NEAR(json.at("gain").get<double>(), best / automatic - 1, 1e-12);
  EXPECT_GE(json.at("trials").size(), 6U);
  EXPECT_NE(table.find("people held out of training"), std::string::npos) << table;

  const fs::path bundle = home_.path() / "bundle";
  pocketrec_out({"train", "--data", data(), "--out", bundle, "--config", settings(), "--quiet"});
  const auto manifest = nlohmann::json::parse(bytes_of(bundle / "manifest.json"));
  const auto& trained = manifest.at("parameters");
  const auto& found = json.at("best").at("settings");
  EXPECT_EQ(trained.at("factors"), 16);
  EXPECT_EQ(trained.at("epochs"), 54);
  EXPECT_EQ(trained.at("temperature"), found.at("temperature"));
  EXPECT_EQ(trained.at("background_weight"), found.at("background-weight"));
  EXPECT_EQ(trained.at("rate"), found.at("rate"));
  EXPECT_EQ(trained.at("batch_users"), found.at("batch"));
  EXPECT_EQ(trained.at("negatives"), found.at("negatives"));
  EXPECT_EQ(trained.at("smoothing"), found.at("smoothing"));
  EXPECT_EQ(trained.at("neighbour_weight"), found.at("neighbour-weight"));
  EXPECT_EQ(trained.at("neighbour_temperature"), found.at("neighbour-temperature"));
  EXPECT_EQ(trained.at("focus"), found.at("focus"));
}

TEST_F(TuneCommand, GoesOnFromWhereItWasStopped) {
  pocketrec_out(command());
  const std::string whole = bytes_of(report());
  fs::remove(report());
  const fs::path kept = home_.path() / "kept";
  for (const int signal : {SIGINT, SIGKILL}) {
    Process search(command({"--checkpoint", kept}));
    EXPECT_TRUE(search.wait_for(signal == SIGINT ? "trial 2 in round 1" : "trial 0 in round 3"));
    search.send(signal);
    const Outcome run = search.wait();
    EXPECT_EQ(run.exit_code, signal == SIGINT ? 130 : 128 + SIGKILL);
    EXPECT_FALSE(fs::exists(report()));
  }
  expect_refused(pocketrec(command({"--checkpoint", kept, "--trials", "9"})), 2, {"--trials"});
  const Outcome last = pocketrec(command({"--checkpoint", kept}));
  EXPECT_EQ(last.exit_code, 0) << last.err;
  EXPECT_EQ(last.err.find("trial 1 in round 1"), std::string::npos) << "measured before";
  EXPECT_EQ(bytes_of(report()), whole);
  EXPECT_FALSE(fs::exists(kept)) << "it has done its work";
}

TEST_F(TuneCommand, NeverSeesWhatEvaluateTestsOn) {
  pocketrec_out(command());
  const std::string of_all = bytes_of(report());
  pocketrec_out(command({"--protocol", "strong"}));
  EXPECT_NE(bytes_of(report()), of_all);
  expect_refused(pocketrec(command({"--protocol", "weak"})), 2, {"weak", "strong"});
}

TEST_F(TuneCommand, WrongUsageIsRefused) {
  expect_refused(pocketrec({"tune", "--out", settings()}), 2, {"--data", "--train"});
  expect_refused(pocketrec({"tune", "--train", "x", "--protocol", "strong", "--out", settings()}),
                 2, {"--protocol", "--data alone", "--train"});
  expect_refused(pocketrec({"tune", "--data", data()}), 2, {"--out"});
  expect_refused(pocketrec({"tune", "--data", data(), "--out", home_.path() / "no" / "t.toml"}), 1,
                 {"no"});
  const TempFolder lonely;
  write_two_tastes(lonely);
  EXPECT_EQ(pocketrec({"tune", "--data", lonely.path(), "--out", settings()}).exit_code, 1);
  EXPECT_FALSE(fs::exists(settings()));
}

}  // namespace
}  // namespace pocketrec::testing
