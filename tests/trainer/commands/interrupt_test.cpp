// Ctrl-C and kill -9 in the middle of training.
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kNone;

class Interrupt : public ::testing::Test {
 protected:
  Interrupt() {
    pocketrec_out({"sample", "--out", data(), "--users", "2000", "--interactions", "40000"});
  }
  fs::path data() const { return home_.path() / "data"; }

  // A training that would take far longer than the test waits.
  std::vector<std::string> long_training(const fs::path& out) const {
    return {"train",     "--data", data(),          "--out",    out,
            "--threads", "2",      "--no-validate", "--epochs", "100000"};
  }
  // Sends `signal` in the midst of the epochs.
  Outcome interrupted(const fs::path& out, int signal) const {
    Process training(long_training(out));
    EXPECT_TRUE(training.wait_for("final 2/"));
    training.send(signal);
    return training.wait();
  }
  TempFolder home_;
};

TEST_F(Interrupt, CtrlCLeavesNothing) {
  const Outcome run = interrupted(home_.path() / "new", SIGINT);
  EXPECT_EQ(run.exit_code, 130);
  EXPECT_EQ(run.out, "");
  EXPECT_NE(run.err.find("cancelled; nothing was written"), std::string::npos) << run.err;
  EXPECT_FALSE(fs::exists(home_.path() / "new"));
}

TEST_F(Interrupt, TerminationIsTheSame) {
  EXPECT_EQ(interrupted(home_.path() / "new", SIGTERM).exit_code, 130);
  EXPECT_FALSE(fs::exists(home_.path() / "new"));
}

TEST_F(Interrupt, OldBundleServesOn) {
  const TwoTastes old;
  const auto before = files_of(old.bundle());
  EXPECT_EQ(interrupted(old.bundle(), SIGINT).exit_code, 130);
  EXPECT_EQ(differences(files_of(old.bundle()), before), kNone);
  EXPECT_EQ(interrupted(old.bundle(), SIGKILL).exit_code, 128 + SIGKILL);
  EXPECT_EQ(differences(files_of(old.bundle()), before), kNone);
  pocketrec_out({"inspect", old.bundle(), "--verify"});
}

// What kill -9 leaves while a bundle is written: new parts, one of them half, and the old manifest.
TEST_F(Interrupt, HalfWrittenBundleBesideAnOldOne) {
  const TwoTastes old;
  const auto list = pocketrec_out({"recommend", old.bundle(), "--user", "1", "--json"});
  pocketrec_out(train_command(old.data(), old.beside("new"), {"--factors", "4", "--seed", "2"}));
  std::string stale;
  for (const auto& [name, bytes] : files_of(old.beside("new"))) {
    if (!name.ends_with(".bin") || fs::exists(old.bundle() / name)) continue;
    fs::copy(old.beside("new") / name, old.bundle() / name);
    fs::resize_file(old.bundle() / name, bytes.size() / 2);
    stale = name;
  }
  ASSERT_NE(stale, "");
  pocketrec_out({"inspect", old.bundle(), "--verify"});
  EXPECT_EQ(list, pocketrec_out({"recommend", old.bundle(), "--user", "1", "--json"}));

  pocketrec_out(train_command(old.data(), old.bundle(), {"--factors", "4", "--seed", "3"}));
  EXPECT_FALSE(fs::exists(old.bundle() / stale)) << "the next training clears up";
}

}  // namespace
}  // namespace pocketrec::testing
