// A bundle whose items are split: written, opened, promoted and tidied up as one that is not.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "tests/golden/golden_data.h"
#include "tests/trainer/temp_folder.h"
#include "trainer/pack/bundle_files.h"
#include "trainer/pack/deployed.h"
#include "trainer/pack/load.h"
#include "trainer/pack/shelves.h"
#include "trainer/support/error.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

constexpr SplitOptions kSplit{.above = 0, .first = 16, .rows_per_list = 6};

class SplitBundle : public ::testing::Test {
 protected:
  SplitBundle() { write_bundle(parts_, golden::golden_facts(), folder_, kSplit); }

  std::set<std::string> names(const fs::path& folder, const std::string& kind) const {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(kind + ".")) found.insert(name);
    }
    return found;
  }

  PackedParts parts_ = golden::golden_parts(golden::golden_input(), 8);
  testing::TempFolder home_;
  fs::path folder_ = home_.path() / "bundle";
};

TEST_F(SplitBundle, HasItsItemsInOnePartAgainWhereTheyAreLookedAtAtOnce) {
  const LoadedBundle bundle = load_bundle(folder_, true);
  EXPECT_TRUE(std::ranges::equal(bundle.parts.items, parts_.items));
  EXPECT_EQ(bundle.recommender.info().num_items, 60);
  EXPECT_GT(bundle.recommender.info().num_lists, 4);
  EXPECT_LT(bundle.manifest["parts"]["items"]["bytes"], parts_.items.size());
  const size_t num_files = names(folder_, "rows").size() + names(folder_, "shelf").size() +
                           names(folder_, "names").size();
  EXPECT_EQ(bundle.manifest["further_files"]["files"], num_files);
}

TEST_F(SplitBundle, RecommendsAsOneThatIsNotSplit) {
  const LoadedBundle bundle = load_bundle(folder_);
  const Recommender whole = value_or_throw(Recommender::open(views_of(parts_)));
  for (const std::vector<HistoryEntry>& history :
       {std::vector<HistoryEntry>{{3}}, std::vector<HistoryEntry>{{20}, {55, 2.0F}, {7, 0.0F}}}) {
    const auto expected = whole.recommend(history, {.n = 30}).value();
    const auto found = bundle.recommender.recommend(history, {.n = 30, .exact = true}).value();
    ASSERT_EQ(found.size(), expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].item_index, expected[i].item_index);
      EXPECT_EQ(found[i].score, expected[i].score);
    }
  }
}

TEST_F(SplitBundle, IsTheSameAtAnyNumberOfThreads) {
  const fs::path other = home_.path() / "other";
  SplitOptions split = kSplit;
  split.threads = 3;
  write_bundle(parts_, golden::golden_facts(), other, split);
  for (const std::string kind : {"rows", "lists", "background", "shelves", "shelf", "names"}) {
    EXPECT_FALSE(names(folder_, kind).empty()) << kind;
    EXPECT_EQ(names(other, kind), names(folder_, kind));
  }
}

TEST_F(SplitBundle, IsSplitAgainWhereOneIsMadeFromIt) {
  EXPECT_EQ(split_as(load_bundle(folder_)).above, kFirstItems);
  write_bundle(parts_, golden::golden_facts(), folder_);
  EXPECT_EQ(split_as(load_bundle(folder_)).above, SplitOptions().above);
}

TEST_F(SplitBundle, LeavesNothingBehindWhereItIsWrittenAnew) {
  write_bundle(parts_, golden::golden_facts(), folder_);  // too few items to be split
  for (const std::string kind : {"rows", "lists", "background", "shelves", "shelf", "names"}) {
    EXPECT_TRUE(names(folder_, kind).empty()) << kind;
  }
  EXPECT_EQ(load_bundle(folder_, true).recommender.info().num_lists, 0);
}

TEST_F(SplitBundle, IsPromotedWithAllOfItsFiles) {
  const fs::path site = home_.path() / "site";
  const LoadedBundle bundle = load_bundle(folder_, true);
  check_for_deployment(bundle);
  EXPECT_TRUE(deploy(bundle, site, 2));
  EXPECT_EQ(names(site, "rows"), names(folder_, "rows"));
  EXPECT_EQ(names(site, "shelf"), names(folder_, "shelf"));
  EXPECT_EQ(load_bundle(site, true).recommender.info().num_items, 60);
  // Another is served; the way back keeps its files.
  const fs::path next = home_.path() / "next";
  write_bundle(golden::golden_parts(golden::golden_input(), 4), golden::golden_facts(), next);
  EXPECT_TRUE(deploy(load_bundle(next), site, 2));
  EXPECT_EQ(names(site, "rows"), names(folder_, "rows"));
  EXPECT_GT(roll_back(site).recommender.info().num_lists, 0);
}

TEST_F(SplitBundle, SaysWhichFileIsMissingOrDamaged) {
  const auto failure = [&] {
    try {
      load_bundle(folder_, true);
    } catch (const DataError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  for (const std::string kind : {"rows", "shelf", "names"}) {
    const std::string name = *names(folder_, kind).begin();
    fs::rename(folder_ / name, home_.path() / name);
    EXPECT_NE(failure().find(name), std::string::npos) << failure();
    fs::copy(home_.path() / name, folder_ / name);
    fs::resize_file(folder_ / name, fs::file_size(folder_ / name) + 1);
    EXPECT_NE(failure().find(name), std::string::npos) << failure();
    fs::remove(folder_ / name);
    fs::rename(home_.path() / name, folder_ / name);
    EXPECT_EQ(failure(), "");
  }
  // Whole ones, each in the other's place.
  const std::set<std::string> shelves = names(folder_, "shelf");
  const fs::path one = folder_ / *shelves.begin(), other = folder_ / *shelves.rbegin();
  fs::rename(one, home_.path() / "one");
  fs::rename(other, one);
  fs::rename(home_.path() / "one", other);
  EXPECT_NE(failure().find("should be those of one bundle"), std::string::npos) << failure();
}

}  // namespace
}  // namespace pocketrec
