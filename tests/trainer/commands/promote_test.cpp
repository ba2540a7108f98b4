// promote and rollback: what a site serves, changed by one small file, and guarded.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const std::vector<std::string> kNone;

Json manifest_in(const fs::path& folder, const std::string& name = "manifest.json") {
  return Json::parse(bytes_of(folder / name));
}

class Promote : public ::testing::Test {
 protected:
  fs::path site() const { return tastes_.beside("site"); }

  // The same data with another seed, and figures as the test wants them.
  fs::path bundle(uint32_t seed, double recall, double ndcg) const {
    const fs::path folder = tastes_.beside("bundle" + std::to_string(seed));
    pocketrec_out(train_command(tastes_.data(), folder,
                                {"--factors", "4", "--no-map", "--seed", std::to_string(seed)}));
    set_figures(folder, recall, ndcg);
    return folder;
  }
  static void set_figures(const fs::path& folder, double recall, double ndcg) {
    edit(folder, [&](Json& manifest) {
      manifest["metrics"] = {{"protocol", "strong"}, {"recall@20", recall}, {"ndcg@20", ndcg}};
    });
  }
  static void edit(const fs::path& folder, const std::function<void(Json&)>& change) {
    Json manifest = manifest_in(folder);
    change(manifest);
    std::ofstream(folder / "manifest.json", std::ios::binary) << manifest.dump(2) << "\n";
  }
  Outcome promote(const fs::path& folder, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> command = {"promote", folder, "--to", site()};
    command.insert(command.end(), more.begin(), more.end());
    return pocketrec(command);
  }
  void promoted(const fs::path& folder, const std::vector<std::string>& more = {}) const {
    const Outcome run = promote(folder, more);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    expect_serves(folder);
  }
  void expect_serves(const fs::path& folder) const {
    EXPECT_EQ(bytes_of(site() / "manifest.json"), bytes_of(folder / "manifest.json"));
    pocketrec_out({"inspect", site(), "--verify"});
  }
  // Refused, with nothing in the site changed.
  void expect_kept(const fs::path& folder, const std::vector<std::string>& more,
                   std::initializer_list<std::string_view> said) const {
    const Files before = files_of(site());
    expect_refused(promote(folder, more), 1, said);
    EXPECT_EQ(differences(before, files_of(site())), kNone);
  }
  TwoTastes tastes_;
};

TEST_F(Promote, TheFirstIntoAnEmptyFolderPasses) {
  const fs::path first = bundle(1, 0.2, 0.1);
  promoted(first);
  Files expected = files_of(first);
  expected.erase("cleaning.json");  // rows of the data are not for a site
  EXPECT_EQ(differences(expected, files_of(site())), kNone);
}

TEST_F(Promote, SaysWhatItComparedAndServes) {
  promoted(bundle(1, 0.2, 0.1));
  const Outcome run = promote(bundle(2, 0.21, 0.1));
  EXPECT_NE(run.out.find("recall@20    .2000 -> .2100, +5.0 %"), std::string::npos) << run.out;
  EXPECT_NE(run.err.find("serves model"), std::string::npos) << run.err;
  const Outcome again = promote(tastes_.beside("bundle2"));
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_NE(again.err.find("already"), std::string::npos) << again.err;
  EXPECT_FALSE(fs::exists(site() / "manifest.2.json"));
}

TEST_F(Promote, RefusesFiguresThatFellByMoreThanTheMargin) {
  promoted(bundle(1, 0.2, 0.1));
  const fs::path worse = bundle(2, 0.2, 0.0979);
  expect_kept(worse, {}, {"ndcg@20", "2 %", "found .0979 after .1000, -2.1 %", "--margin"});
  set_figures(worse, 0.1, 0.2);
  expect_kept(worse, {"--margin", "0.4"}, {"recall@20", "40 %", "-50.0 %"});
  promoted(worse, {"--margin", "0.5"});
  expect_refused(promote(worse, {"--margin", "2"}), 2, {"--margin", "from 0 to 1"});
}

TEST_F(Promote, TheMarginItselfPasses) {
  promoted(bundle(1, 0.25, 0.5));
  promoted(bundle(2, 0.125, 0.25), {"--margin", "0.5"});
  const fs::path third = bundle(3, 0.124, 0.25);
  expect_kept(third, {"--margin", "0"}, {"recall@20", "0 %"});
  promoted(third, {"--force"});
}

TEST_F(Promote, RefusesWhatWasNotMeasuredUnlessAllowed) {
  const fs::path first = bundle(1, 0.2, 0.1), second = bundle(2, 0.2, 0.1);
  promoted(first);
  for (const Json& metrics : {Json{{"users", 0}}, Json{{"recall@20", "0.2"}}, Json(7)}) {
    edit(second, [&](Json& manifest) { manifest["metrics"] = metrics; });
    expect_kept(second, {}, {"expected recall@20", "to promote", "--allow-unmeasured"});
  }
  promoted(second, {"--allow-unmeasured"});
  expect_kept(first, {}, {"expected recall@20", "in use in", "--allow-unmeasured"});
}

TEST_F(Promote, DoesNotCompareFiguresOfDifferentProtocols) {
  promoted(bundle(1, 0.2, 0.1));
  const fs::path other = bundle(2, 0.1, 0.1);
  edit(other, [](Json& manifest) { manifest["metrics"]["protocol"] = "weak"; });
  set_figures(tastes_.beside("bundle1"), 0.2, 0.1);
  expect_kept(other, {}, {"protocol \"strong\"", "by \"weak\"", "--allow-unmeasured"});
  promoted(other, {"--allow-unmeasured"});
}

TEST_F(Promote, WarnsOfOtherDataAndOfUsers) {
  promoted(bundle(1, 0.2, 0.1));
  set_figures(tastes_.bundle(), 0.2, 0.1);
  edit(tastes_.bundle(), [](Json& manifest) {
    manifest["data"]["format"] = "movielens";
    manifest["data"]["simulated"] = true;
  });
  const Outcome run = promote(tastes_.bundle());
  EXPECT_EQ(run.exit_code, 0);
  for (const char* said : {"\"movielens\" takes the place of \"book-crossing\"",
                           "simulated people: true", "publishes users' ids"}) {
    EXPECT_NE(run.err.find(said), std::string::npos) << said << " in " << run.err;
  }
}

TEST_F(Promote, DryRunChangesNothing) {
  const fs::path first = bundle(1, 0.2, 0.1);
  EXPECT_EQ(promote(first, {"--dry-run"}).exit_code, 0);
  EXPECT_FALSE(fs::exists(site()));
  promoted(first);
  const Files before = files_of(site());
  EXPECT_EQ(promote(bundle(2, 0.3, 0.3), {"--dry-run"}).exit_code, 0);
  EXPECT_EQ(differences(before, files_of(site())), kNone);
  expect_kept(bundle(3, 0.1, 0.1), {"--dry-run"}, {"recall@20"});
}

TEST_F(Promote, RefusesDamagedBundlesAndOddNames) {
  const fs::path first = bundle(1, 0.2, 0.1), second = bundle(2, 0.2, 0.1);
  promoted(first);
  const auto file_of = [&](const char* part) {
    return second / manifest_in(second)["parts"][part]["file"].get<std::string>();
  };
  const std::string titles = bytes_of(file_of("titles"));
  std::string altered = titles;
  altered.back() = static_cast<char>(altered.back() ^ 1);
  std::ofstream(file_of("titles"), std::ios::binary) << altered;
  expect_kept(second, {}, {"titles", "SHA-256", "copy it again"});
  std::ofstream(file_of("titles"), std::ios::binary) << titles;
  expect_kept(tastes_.beside("none"), {}, {"no bundle at"});

  fs::copy(file_of("titles"), second / "index.html");
  edit(second, [](Json& manifest) { manifest["parts"]["titles"]["file"] = "index.html"; });
  expect_kept(second, {}, {"expected parts that this pocketrec knows", "titles", "index.html"});
  edit(second, [](Json& manifest) {
    manifest["parts"].erase("titles");
    manifest["parts"].erase("search");
    manifest["parts"]["later"] = {{"file", "x"}, {"bytes", 1}, {"sha256", "0"}};
  });
  expect_kept(second, {}, {"expected parts that this pocketrec knows", "later"});
}

TEST_F(Promote, OverADamagedManifestOnlyByForce) {
  promoted(bundle(1, 0.2, 0.1));
  std::ofstream(site() / "manifest.json") << "not json";
  const fs::path second = bundle(2, 0.2, 0.1);
  expect_kept(second, {}, {"expected the manifest of a Pocketrec bundle"});
  promoted(second, {"--force"});
  expect_refused(pocketrec({"rollback", site()}), 1, {"expected an earlier manifest"});
}

TEST_F(Promote, IntoWhatIsNoFolder) {
  const fs::path first = bundle(1, 0.2, 0.1);
  std::ofstream(site()) << "a file";
  expect_refused(promote(first), 1, {"expected a folder to write to"});
  expect_refused(pocketrec({"promote", first}), 2, {"--to"});
}

// A folder in the place of a part stands for a disk that takes no more.
TEST_F(Promote, AFailedRunLeavesTheOldBundleInUse) {
  const fs::path first = bundle(1, 0.2, 0.1), second = bundle(2, 0.2, 0.1);
  promoted(first);
  const fs::path blocked =
      site() / manifest_in(second)["parts"]["titles"]["file"].get<std::string>();
  fs::create_directories(blocked / "in the way");
  expect_refused(promote(second), 1, {"cannot replace", "titles"});
  expect_serves(first);
  fs::remove_all(blocked);
  promoted(second);
}

// What kill -9 leaves at each step, and what the next run makes of it.
TEST_F(Promote, AKilledRunLeavesTheOldBundleInUseAndTheNextTidiesUp) {
  const fs::path first = bundle(1, 0.2, 0.1), second = bundle(2, 0.2, 0.1);
  promoted(first);
  const std::string half = manifest_in(second)["parts"]["items"]["file"];
  std::ofstream(site() / half) << "half";
  std::ofstream(site() / "titles.0123456789abcdef.bin") << "of another one";
  std::ofstream(site() / (half + ".writing-999999999")) << "half";
  std::ofstream(site() / "index.html") << "not ours";
  fs::copy(site() / "manifest.json", site() / "manifest.1.json");
  expect_serves(first);
  promoted(second);
  EXPECT_FALSE(fs::exists(site() / "titles.0123456789abcdef.bin"));
  EXPECT_FALSE(fs::exists(site() / (half + ".writing-999999999")));
  EXPECT_TRUE(fs::exists(site() / "index.html"));
  EXPECT_FALSE(fs::exists(site() / "manifest.2.json")) << "the first is kept once";
  pocketrec_out({"rollback", site()});
  expect_serves(first);
}

TEST_F(Promote, PutsMissingPartsOfTheBundleInUseRight) {
  const fs::path first = bundle(1, 0.2, 0.1);
  promoted(first);
  fs::remove(site() / manifest_in(first)["parts"]["titles"]["file"].get<std::string>());
  promoted(first);
}

TEST_F(Promote, IsRefusedWhileAnotherIsUnderWay) {
  const fs::path first = bundle(1, 0.2, 0.1);
  promoted(first);
  const int descriptor = ::open(site().c_str(), O_RDONLY | O_DIRECTORY);
  ASSERT_EQ(::flock(descriptor, LOCK_EX), 0);
  expect_kept(bundle(2, 0.2, 0.1), {}, {"another promotion or rollback under way", "try again"});
  expect_refused(pocketrec({"rollback", site()}), 1, {"under way"});
  ::close(descriptor);
}

TEST_F(Promote, KeepsSoManyBundlesBeforeIt) {
  const fs::path first = bundle(1, 0.2, 0.1), second = bundle(2, 0.2, 0.1),
                 third = bundle(3, 0.2, 0.1), fourth = bundle(4, 0.2, 0.1);
  for (const fs::path& folder : {first, second, third, fourth}) promoted(folder);
  EXPECT_FALSE(fs::exists(site() / "manifest.1.json"));
  EXPECT_EQ(manifest_in(site(), "manifest.2.json"), manifest_in(second));
  EXPECT_EQ(manifest_in(site(), "manifest.3.json"), manifest_in(third));
  EXPECT_FALSE(fs::exists(site() / manifest_in(first)["parts"]["items"]["file"]));
  for (const char* kept : {"manifest.2.json", "manifest.3.json"}) {
    pocketrec_out({"inspect", site() / kept, "--verify"});
  }
  promoted(first, {"--keep", "0"});
  EXPECT_EQ(files_of(site()).size(), files_of(first).size() - 1) << "without cleaning.json";
}

TEST_F(Promote, RollbackGoesBackStepByStep) {
  const fs::path first = bundle(1, 0.2, 0.1), second = bundle(2, 0.2, 0.1),
                 third = bundle(3, 0.2, 0.1);
  for (const fs::path& folder : {first, second, third}) promoted(folder);
  const Outcome run = pocketrec({"rollback", site()});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.out, "");
  EXPECT_NE(run.err.find("again"), std::string::npos);
  expect_serves(second);
  const Json parts = manifest_in(third)["parts"];
  for (const auto& [name, part] : parts.items()) {
    EXPECT_TRUE(fs::exists(site() / part["file"])) << name << ", for pages that are open";
  }
  fs::copy(site() / "manifest.json", site() / "manifest.9.json");  // killed at its last step
  pocketrec_out({"rollback", site()});
  expect_serves(first);
  expect_refused(pocketrec({"rollback", site()}), 1,
                 {"expected an earlier manifest", "found none"});
  promoted(third);
}

TEST_F(Promote, RollbackRefusesWhatIsNotWhole) {
  const fs::path first = bundle(1, 0.2, 0.1), second = bundle(2, 0.2, 0.1);
  promoted(first);
  promoted(second);
  fs::resize_file(site() / manifest_in(first)["parts"]["titles"]["file"].get<std::string>(), 10);
  const Files before = files_of(site());
  expect_refused(pocketrec({"rollback", site()}), 1, {"titles", "copy it again"});
  EXPECT_EQ(differences(before, files_of(site())), kNone);
  expect_refused(pocketrec({"rollback", tastes_.beside("none")}), 1,
                 {"pocketrec promote --to", "found none"});
}

// Whoever trains straight into a site's folder keeps the way back.
TEST_F(Promote, TrainingIntoTheFolderKeepsPartsOfEarlierBundles) {
  const fs::path first = bundle(1, 0.2, 0.1), second = bundle(2, 0.2, 0.1);
  promoted(first);
  promoted(second);
  pocketrec_out(train_command(tastes_.data(), site(), {"--factors", "4", "--seed", "3"}));
  EXPECT_FALSE(fs::exists(site() / manifest_in(second)["parts"]["items"]["file"]));
  pocketrec_out({"rollback", site()});
  expect_serves(first);
}

}  // namespace
}  // namespace pocketrec::testing
