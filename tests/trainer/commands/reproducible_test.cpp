// Same seed, same bytes: the whole folder, at any number of threads.
#include <gtest/gtest.h>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

const std::vector<std::string> kNone;

class Reproducible : public ::testing::Test {
 protected:
  Reproducible() {
    // Enough people for validation, held-out figures and several blocks a thread.
    pocketrec_out({"sample", "--out", data(), "--users", "400", "--interactions", "8000"});
  }
  std::filesystem::path data() const { return home_.path() / "data"; }
  std::filesystem::path out() const { return home_.path() / "bundle"; }

  // In the same folder: a bundle must not depend on where it is, nor on what was there before.
  Files bundle(const std::vector<std::string>& flags) const {
    std::vector<std::string> all = {"train",   "--data",       data(),      "--out", out(),
                                    "--quiet", "--with-users", "--factors", "16"};
    all.insert(all.end(), flags.begin(), flags.end());
    pocketrec_out(all);
    return files_of(out());
  }

 private:
  TempFolder home_;
};

TEST_F(Reproducible, SameSeedSameBytes) {
  const auto first = bundle({"--seed", "7", "--threads", "1"});
  EXPECT_EQ(first.size(), 11U);
  EXPECT_EQ(differences(first, bundle({"--seed", "7", "--threads", "1"})), kNone);
  EXPECT_EQ(differences(first, bundle({"--seed", "7", "--threads", "2"})), kNone);
  EXPECT_EQ(differences(first, bundle({"--seed", "7", "--threads", "5"})), kNone);
}

TEST_F(Reproducible, EightBitsToo) {
  const Files one = bundle({"--bits", "8", "--threads", "1"});
  EXPECT_EQ(differences(one, bundle({"--bits", "8", "--threads", "2"})), kNone);
}

TEST_F(Reproducible, AnotherSeedAnotherBundle) {
  const auto first = bundle({"--seed", "7"});
  const auto second = bundle({"--seed", "8"});
  EXPECT_NE(first.at("manifest.json"), second.at("manifest.json"));
  EXPECT_EQ(second.size(), 11U);  // the parts of the bundle before are gone
}

// Two bundles that cannot share their parts must not share their id either.
TEST_F(Reproducible, ModelIdTellsWhatTheBytesDependOn) {
  const auto id = [&](std::vector<std::string> flags) {
    flags.emplace_back("--no-validate");  // which takes its time, and would choose what flags set
    return nlohmann::json::parse(bundle(flags).at("manifest.json")).at("model_id");
  };
  const auto standard = id({});
  EXPECT_EQ(standard, id({"--threads", "1"}));
  for (const std::vector<std::string>& flags :
       std::vector<std::vector<std::string>>{{"--seed", "2"},
                                             {"--bits", "8"},
                                             {"--keep-editions"},
                                             {"--temperature", "0.1"},
                                             {"--background-weight", "1"},
                                             {"--focus", "1"},
                                             {"--smoothing", "0.1"},
                                             {"--neighbour-weight", "0.7"},
                                             {"--neighbour-temperature", "0.2"},
                                             {"--epochs", "7"},
                                             {"--negatives", "50"},
                                             {"--batch", "100"},
                                             {"--rate", "0.02"}}) {
    EXPECT_NE(standard, id(flags)) << flags.front();
  }
}

}  // namespace
}  // namespace pocketrec::testing
