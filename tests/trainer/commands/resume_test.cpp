// Training that goes on: from its own checkpoint (`train --checkpoint`), and from the bundle of an
// older state of the data (`train --warm-start`).
#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <string>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kNone;

class Resume : public ::testing::Test {
 protected:
  Resume() {
    pocketrec_out({"sample", "--out", data(), "--users", "1000", "--interactions", "20000"});
  }
  fs::path data() const { return home_.path() / "data"; }
  fs::path out() const { return home_.path() / "bundle"; }
  fs::path kept() const { return home_.path() / "kept"; }

  std::vector<std::string> command(const std::vector<std::string>& extra = {}) const {
    std::vector<std::string> all = {"train",     "--data",   data(),      "--out", out(),
                                    "--factors", "48",       "--threads", "2",     "--focus",
                                    "0",         "--epochs", "24"};
    all.insert(all.end(), extra.begin(), extra.end());
    return all;
  }
  std::vector<std::string> keeping(const std::vector<std::string>& extra = {}) const {
    std::vector<std::string> all = command(extra);
    all.insert(all.end(), {"--checkpoint", kept()});
    return all;
  }
  // Sends `signal` as soon as `text` is logged.
  Outcome stopped(std::string_view text, int signal) const {
    Process training(keeping());
    EXPECT_TRUE(training.wait_for(text));
    training.send(signal);
    return training.wait();
  }
  TempFolder home_;
};

// In every stage; and once more as by kill -9, from where Ctrl-C left it.
TEST_F(Resume, SameBytesAsWithoutInterruption) {
  pocketrec_out(command({"--quiet"}));
  const Files whole = files_of(out());
  fs::remove_all(out());
  for (const char* stage : {"validation", "final 2/", "final 12/", "measuring"}) {
    const Outcome run = stopped(stage, SIGINT);
    EXPECT_EQ(run.exit_code, 130) << stage;
    EXPECT_NE(run.err.find("the same command goes on from " + kept().string()), std::string::npos)
        << run.err;
    EXPECT_FALSE(fs::exists(out()));
    if (std::string_view(stage) == "measuring") continue;
    EXPECT_EQ(stopped(stage == std::string_view("validation") ? "validation" : "final", SIGKILL)
                  .exit_code,
              128 + SIGKILL)
        << stage;
  }
  const Outcome last = pocketrec(keeping());
  EXPECT_EQ(last.exit_code, 0) << last.err;
  EXPECT_EQ(last.err.find("validation"), std::string::npos) << "chosen before";
  EXPECT_EQ(last.err.find("final"), std::string::npos) << "trained before";
  EXPECT_EQ(differences(files_of(out()), whole), kNone);
  EXPECT_FALSE(fs::exists(kept())) << "it has done its work";
}

TEST_F(Resume, AnotherCommandOrOtherDataIsRefused) {
  ASSERT_EQ(stopped("validation", SIGINT).exit_code, 130);
  const std::vector<std::pair<std::vector<std::string>, std::string>> others = {
      {{"--seed", "2"}, "expected seed 2, found 1"},
      {{"--bits", "8"}, "expected bits 8, found 4"},
      {{"--smoothing", "0.07"}, "smoothing"},
      {{"--budget", "5"}, "expected budget in seconds 300, found 0"}};
  for (const auto& [flags, difference] : others) {
    expect_refused(pocketrec(keeping([&] {
                     auto all = flags;
                     all.emplace_back("--quiet");
                     return all;
                   }())),
                   1, {difference, kept().string(), "delete"});
  }
  fs::remove_all(data());
  pocketrec_out({"sample", "--out", data(), "--users", "300", "--interactions", "3000"});
  expect_refused(pocketrec(keeping({"--quiet"})), 1, {"data", kept().string(), "delete"});
}

TEST_F(Resume, ADamagedCheckpointIsRefused) {
  ASSERT_EQ(stopped("final 2/", SIGINT).exit_code, 130);
  for (const auto& [name, bytes] : files_of(kept())) {
    fs::resize_file(kept() / name, bytes.size() / 2);
    expect_refused(pocketrec(keeping({"--quiet"})), 1, {name, "damaged", "delete"});
    std::ofstream(kept() / name, std::ios::binary) << bytes;
  }
  EXPECT_EQ(pocketrec(keeping()).exit_code, 0);
}

TEST_F(Resume, AFolderThatCannotBeIsRefusedBeforeTheWork) {
  const fs::path file = home_.write("file", "");
  expect_refused(pocketrec(command({"--checkpoint", file.string()})), 1, {"folder", file.string()});
}

class WarmStart : public ::testing::Test {
 protected:
  std::vector<std::string> going_on(const std::vector<std::string>& extra = {}) const {
    std::vector<std::string> all = {"--warm-start", old_.bundle().string()};
    all.insert(all.end(), extra.begin(), extra.end());
    return train_command(data_.path(), old_.beside("new"), all);
  }
  nlohmann::ordered_json manifest_of(const fs::path& bundle) const {
    return nlohmann::ordered_json::parse(bytes_of(bundle / "manifest.json"));
  }
  WarmStart() {
    // Another reader, of a book that nobody knew.
    write_two_tastes(data_);
    std::ofstream(data_.path() / "Books.csv", std::ios::app)
        << "SEA5,Tales of the SEA part 5,Author of SEA5,1995,Press\n";
    std::ofstream(data_.path() / "Users.csv", std::ios::app) << "11,\"cairo, cairo, egypt\",30\n";
    std::ofstream(data_.path() / "Ratings.csv", std::ios::app) << "11,SEA5,9\n11,SEA2,9\n";
  }
  const TwoTastes old_;
  const TempFolder data_;
};

TEST_F(WarmStart, TakesSettingsAndFactorsFromTheBundleUnlessFlagsSayOtherwise) {
  old_.edit_manifest([](auto& manifest) {
    manifest["parameters"]["temperature"] = 0.11;
    manifest["parameters"]["smoothing"] = 0.35;
    manifest["parameters"]["epochs"] = 40;
    manifest["parameters"]["batch_users"] = 3;
    manifest["parameters"]["negatives"] = 5;
  });
  const auto model = manifest_of(old_.bundle()).at("model_id");
  EXPECT_EQ(pocketrec(going_on({"--smoothing", "0.5"})).exit_code, 0);
  const auto first = manifest_of(old_.beside("new"));
  EXPECT_EQ(first.at("parameters").at("warm_start"), model);
  EXPECT_EQ(first.at("parameters").at("factors"), 4);
  EXPECT_EQ(first.at("parameters").at("temperature"), 0.11);
  EXPECT_EQ(first.at("parameters").at("smoothing"), 0.5);
  EXPECT_EQ(first.at("parameters").at("epochs"), 10);
  EXPECT_EQ(first.at("parameters").at("batch_users"), 3);
  EXPECT_EQ(first.at("parameters").at("negatives"), 5);
  EXPECT_EQ(first.at("parameters").at("validated"), false);
  EXPECT_EQ(first.at("metrics"), nlohmann::ordered_json::parse(R"({"users": 0})"));
  EXPECT_EQ(first.at("counts").at("items"), 9);

  // And on from there: no fewer epochs.
  pocketrec_out(train_command(data_.path(), old_.beside("third"),
                              {"--warm-start", old_.beside("new").string(), "--batch", "4"}));
  const auto third = manifest_of(old_.beside("third")).at("parameters");
  EXPECT_EQ(third.at("epochs"), 10);
  EXPECT_EQ(third.at("batch_users"), 4);
  EXPECT_EQ(third.at("negatives"), 5);
  EXPECT_EQ(third.at("warm_start"), first.at("model_id"));
}

TEST_F(WarmStart, TakesBitsFromTheBundleUnlessAFlagSaysOtherwise) {
  const auto bits_of = [&](const char* bundle) {
    return manifest_of(old_.beside(bundle)).at("parameters").at("bits");
  };
  pocketrec_out(going_on({"--bits", "8"}));
  EXPECT_EQ(bits_of("new"), 8);
  pocketrec_out(train_command(data_.path(), old_.beside("third"),
                              {"--warm-start", old_.beside("new").string()}));
  EXPECT_EQ(bits_of("third"), 8);
}

TEST_F(WarmStart, OtherFactorsAreRefused) {
  expect_refused(pocketrec(going_on({"--factors", "8"})), 1,
                 {"8 factors", "found 4", old_.bundle().string(), "--warm-start"});
}

TEST_F(WarmStart, ABundleOfOtherItemsIsRefused) {
  const TempFolder other;
  std::string lines = "user,item\n";
  for (int user = 0; user < 9; ++user) {
    for (int item = 0; item < 6; ++item) {
      if (item == user % 6) continue;
      lines.append("u").append(std::to_string(user)).append(",i");
      lines.append(std::to_string(item)).append("\n");
    }
  }
  other.write("interactions.csv", lines);
  expect_refused(pocketrec(train_command(other.path(), old_.beside("new"),
                                         {"--warm-start", old_.bundle().string()})),
                 1, {"found none of 6", old_.bundle().string()});
}

TEST_F(WarmStart, NoBundleIsRefusedBeforeTheWork) {
  expect_refused(pocketrec(train_command(data_.path(), old_.beside("new"),
                                         {"--warm-start", data_.path().string()})),
                 1, {"no bundle", data_.path().string()});
}

}  // namespace
}  // namespace pocketrec::testing
