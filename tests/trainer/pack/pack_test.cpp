// Folding, writing and loading bundles.
#include "trainer/pack/pack.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/golden/golden_data.h"
#include "tests/trainer/temp_folder.h"
#include "trainer/pack/load.h"
#include "trainer/pack/pack_map.h"
#include "trainer/support/error.h"
#include "trainer/support/text_folding.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

TEST(TextFolding, IsThatOfTheGoldenFile) {
  std::ifstream file(POCKETREC_GOLDEN_FOLDER "/text_folding.json");
  const auto cases = nlohmann::json::parse(file);
  ASSERT_GT(cases.size(), 20);
  for (const auto& entry : cases) {
    EXPECT_EQ(folded_words(entry["input"].get<std::string>()), entry["words"]) << entry["input"];
  }
}

TEST(TextFolding, RefusesWhatIsNotUtf8) { EXPECT_THROW(folded_words("caf\xE9"), DataError); }

class BundleFolder : public ::testing::Test {
 protected:
  void write(uint32_t bits) {
    write_bundle(golden::golden_parts(input_, bits), golden::golden_facts(), folder_);
  }
  fs::path file_of(const char* part) const {
    return folder_ / load_bundle(folder_).manifest["parts"][part]["file"].get<std::string>();
  }
  std::string failure_of(bool verify = false) const {
    try {
      load_bundle(folder_, verify);
    } catch (const DataError& error) {
      return error.what();
    }
    return "";
  }

  golden::GoldenInput input_ = golden::golden_input();
  testing::TempFolder home_;
  fs::path folder_ = home_.path() / "bundle";
};

TEST_F(BundleFolder, WhatIsWrittenCanBeLoaded) {
  write(8);
  for (const fs::path& path : {folder_, folder_ / "manifest.json"}) {
    const LoadedBundle bundle = load_bundle(path, true);
    EXPECT_EQ(bundle.recommender.info().num_items, 60);
    EXPECT_EQ(bundle.recommender.info().num_users, 24);
    EXPECT_EQ(bundle.manifest["counts"]["bits"], 8);
    EXPECT_EQ(bundle.manifest["model_id"], "90d1e5c0ffee004a");
    EXPECT_TRUE(bundle.manifest["data"]["simulated"]);
  }
}

TEST_F(BundleFolder, TheSameInputGivesTheSameBytes) {
  const PackedParts once = golden::golden_parts(golden::golden_input(), 8);
  const PackedParts again = golden::golden_parts(golden::golden_input(), 8);
  EXPECT_EQ(once.items, again.items);
  EXPECT_EQ(once.encoder, again.encoder);
  EXPECT_EQ(once.titles, again.titles);
  EXPECT_EQ(once.search, again.search);
  EXPECT_EQ(once.users, again.users);
  EXPECT_EQ(once.map, again.map);
  EXPECT_EQ(once.languages, again.languages);
  EXPECT_EQ(once.groups, again.groups);
}

TEST(Map, IsReadAsItWasWrittenAndRefusedWhereItIsOfSomethingElse) {
  const std::vector<MapPlace> places = {{1, 65535}, {0, 0}, {700, 3}};
  BundleInfo info;
  info.num_items = 3;
  info.model_id = 7;
  const std::vector<uint8_t> part = pack_map(places, 7);
  EXPECT_EQ(part.size(), 64 + 3 * 4);
  ASSERT_TRUE(parse_map(part, info).ok());
  EXPECT_EQ(parse_map(part, info).value(), places);
  for (size_t size = 0; size < part.size(); ++size) {
    EXPECT_EQ(parse_map(std::span(part).first(size), info).error().code, ErrorCode::kTruncated);
  }
  EXPECT_EQ(parse_map(pack_map(places, 8), info).error().code, ErrorCode::kPartMismatch);
  EXPECT_EQ(parse_map(pack_map({{1, 1}}, 7), info).error().code, ErrorCode::kPartMismatch);
  EXPECT_EQ(parse_map(pack_map({{1, 1}, {2, 0}, {3, 3}}, 7), info).error().code,
            ErrorCode::kBadValue);
  for (size_t i = 0; i < part.size(); ++i) {
    std::vector<uint8_t> altered = part;
    altered[i] ^= 1;
    EXPECT_FALSE(parse_map(altered, info).ok()) << i;
  }
}

TEST_F(BundleFolder, ANewBundleReplacesTheOldAndNothingElse) {
  write(8);
  const fs::path old_items = file_of("items");
  std::ofstream(folder_ / "notes.bin") << "mine";
  std::ofstream(folder_ / "items.0123456789abcdef.txt") << "mine";
  std::ofstream(folder_ / "items.0123456789abcdef.bin") << "a part of a bundle before";
  write(4);
  EXPECT_FALSE(fs::exists(old_items));
  EXPECT_FALSE(fs::exists(folder_ / "items.0123456789abcdef.bin"));
  EXPECT_TRUE(fs::exists(folder_ / "notes.bin"));
  EXPECT_TRUE(fs::exists(folder_ / "items.0123456789abcdef.txt"));
  EXPECT_EQ(load_bundle(folder_, true).recommender.info().bits, 4);
}

// What `kill -9` leaves goes with the next run; what another run is writing, or is not ours, stays.
TEST_F(BundleFolder, HalfWrittenFilesOfKilledRunsAreRemoved) {
  const pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  ASSERT_EQ(::waitpid(gone, nullptr, 0), gone);
  write(8);
  const auto leave = [&](const std::string& name) {
    std::ofstream(folder_ / name) << "half";
    return folder_ / name;
  };
  const std::string dead = ".writing-" + std::to_string(gone);
  const std::string alive = ".writing-" + std::to_string(::getppid());
  const fs::path old = leave("cleaning.json" + alive);
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
  const fs::path removed[] = {
      leave("items.0123456789abcdef.bin" + dead), leave("manifest.json" + dead),
      leave("users.0123456789abcdef.bin.writing-" + std::to_string(::getpid())), old};
  const fs::path kept[] = {leave("manifest.json" + alive), leave("notes.txt" + dead),
                           leave("manifest.json.writing-"), leave("manifest.json" + dead + "x")};
  write(8);
  for (const fs::path& path : removed) EXPECT_FALSE(fs::exists(path)) << path;
  for (const fs::path& path : kept) EXPECT_TRUE(fs::exists(path)) << path;
}

TEST_F(BundleFolder, AFolderThatCannotBeMadeIsNamed) {
  home_.write("file", "precious");
  for (const fs::path& folder : {home_.path() / "file", home_.path() / "file" / "below"}) {
    try {
      write_bundle(golden::golden_parts(input_, 8), golden::golden_facts(), folder);
      ADD_FAILURE() << folder;
    } catch (const DataError& error) {
      const std::string message = error.what();
      EXPECT_NE(message.find("expected a folder for the bundle at " + folder.string()),
                std::string::npos)
          << message;
      EXPECT_NE(message.find("name another"), std::string::npos) << message;
    }
  }
  EXPECT_EQ(testing::bytes_of(home_.path() / "file"), "precious");
}

TEST_F(BundleFolder, UsersArePublishedOnlyWhereAsked) {
  const PackedParts parts =
      pack_bundle(input_.model, input_.dataset, input_.item_order, input_.histories, {8, false}, 1);
  EXPECT_TRUE(parts.users.empty());
  write_bundle(parts, golden::golden_facts(), folder_);
  EXPECT_FALSE(load_bundle(folder_).manifest["parts"].contains("users"));
}

// What training knew of an item without choices is what a new item like it gets.
TEST_F(BundleFolder, ItemsThatNobodyChoseLieWhereNewOnesWillBePut) {
  input_.model.content->placed = {4, 59};
  const PackedParts parts = golden::golden_parts(input_, 8);
  const Recommender recommender = value_or_throw(Recommender::open(views_of(parts)));
  for (const uint32_t item : input_.model.content->placed) {
    const Item& facts = input_.dataset.items[input_.item_order[item]];
    const PlacedItem placed = value_or_throw(recommender.place(FoldedFacts(facts).facts()));
    const auto nearest = value_or_throw(recommender.nearest(placed, {}));
    EXPECT_EQ(nearest.front().item_index, item);
    EXPECT_NEAR(nearest.front().score, 1, 1e-3);
    double squares = 0;
    for (const int8_t code : placed.vector.codes) squares += code * code;
    EXPECT_NEAR(placed.vector.scale * std::sqrt(squares), input_.model.content->placed_length,
                1e-2);
  }
}

TEST_F(BundleFolder, TwoItemsMayNotShareAnId) {
  input_.dataset.items[5].id = input_.dataset.items[6].id;
  EXPECT_THROW(golden::golden_parts(input_, 8), DataError);
}

TEST_F(BundleFolder, AnOtherIdThatIsTakenIsLeftOut) {
  input_.dataset.items[5].other_ids = {input_.dataset.items[6].id, "new", "new"};
  const PackedParts parts = golden::golden_parts(input_, 8);
  write_bundle(parts, golden::golden_facts(), folder_);
  const LoadedBundle bundle = load_bundle(folder_);
  const auto& recommender = bundle.recommender;
  EXPECT_EQ(recommender.item(recommender.find_item("new").value()).value().other_ids.size(), 1);
  EXPECT_EQ(
      recommender.item(recommender.find_item(input_.dataset.items[6].id).value()).value().title,
      input_.dataset.items[6].title);
}

TEST_F(BundleFolder, EveryDamageIsNamed) {
  EXPECT_NE(failure_of().find("no bundle at"), std::string::npos);
  write(8);
  const fs::path items = file_of("items");
  const auto size = fs::file_size(items);

  fs::resize_file(items, size - 1);
  EXPECT_NE(failure_of().find("should have 2224 bytes, it has 2223"), std::string::npos);
  fs::resize_file(items, size);
  std::fstream(items, std::ios::in | std::ios::out).seekp(100).put('!');
  EXPECT_NE(failure_of().find("checksum"), std::string::npos);
  EXPECT_NE(failure_of(true).find("SHA-256"), std::string::npos);
  fs::remove(items);
  const std::string missing = failure_of();
  EXPECT_NE(missing.find(items.filename().string() + "\", but there is no such file in " +
                         folder_.string()),
            std::string::npos)
      << missing;
  EXPECT_NE(missing.find("copy the whole folder or train again"), std::string::npos) << missing;
}

TEST_F(BundleFolder, AManifestOfAnotherKindIsNamed) {
  write(8);
  const auto replace = [&](const std::string& text) {
    std::ofstream(folder_ / "manifest.json") << text;
  };
  auto manifest = load_bundle(folder_).manifest;
  replace("not json");
  EXPECT_NE(failure_of().find("expected the manifest"), std::string::npos);
  replace("[]");
  EXPECT_NE(failure_of().find("expected the manifest"), std::string::npos);
  auto newer = manifest;
  newer["version"] = 2;
  replace(newer.dump());
  EXPECT_NE(failure_of().find("has format version 2"), std::string::npos);
  for (const char* odd : {"../items.bin", "", ".", ".."}) {
    auto outside = manifest;
    outside["parts"]["items"]["file"] = odd;
    replace(outside.dump());
    EXPECT_NE(failure_of().find("expected the plain name of a file for the items part"),
              std::string::npos)
        << failure_of();
  }
  for (const char* part : {"items", "encoder"}) {
    auto without = manifest;
    without["parts"].erase(part);
    replace(without.dump());
    EXPECT_NE(failure_of().find("expected the " + std::string(part) + " part in "),
              std::string::npos)
        << failure_of();
  }
  auto other = manifest;
  other["model_id"] = "0000000000000000";
  replace(other.dump());
  EXPECT_NE(failure_of().find("different bundles"), std::string::npos);
}

TEST(BundleOrder, IsByPopularityThenByIndex) {
  InteractionMatrix matrix;
  matrix.num_rows = 3;
  matrix.num_columns = 4;
  matrix.offsets = {0, 2, 4, 5};
  matrix.columns = {1, 3, 0, 3, 3};
  EXPECT_EQ(bundle_order(matrix), (std::vector<uint32_t>{3, 0, 1, 2}));
}

TEST(PackModel, RefusesAModelThatDiverged) {
  Model model = golden::golden_input().model;
  model.item_factors.values[3] = NAN;
  EXPECT_THROW(pack_model(model, 8, 1), DataError);
}

}  // namespace
}  // namespace pocketrec
