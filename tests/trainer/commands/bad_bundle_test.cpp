// Bundles that were cut, altered, mixed up or made by somebody hostile.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/trainer/commands/program.h"
#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kParts[] = {"items", "encoder", "titles", "search",
                                  "users", "content", "map",    "groups"};

void write_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class BadBundle : public ::testing::Test {
 protected:
  // Every command that opens a bundle refuses it.
  void expect_all_refused(std::initializer_list<std::string_view> fragments) {
    const std::string bundle = tastes_.bundle();
    expect_refused(pocketrec({"recommend", bundle, "--user", "1", "--json"}), 1, fragments);
    expect_refused(pocketrec({"similar", bundle, "--item", "SEA1"}), 1, fragments);
    expect_refused(pocketrec({"inspect", bundle}), 1, fragments);
    expect_refused(pocketrec({"inspect", bundle, "--verify", "--json"}), 1, fragments);
  }
  // Replaces the manifest by an edited one, checks, and puts it back.
  void expect_edit_refused(const std::function<void(Json&)>& edit,
                           std::initializer_list<std::string_view> fragments) {
    const std::string manifest = bytes_of(tastes_.bundle() / "manifest.json");
    tastes_.edit_manifest(edit);
    expect_refused(pocketrec({"inspect", tastes_.bundle()}), 1, fragments);
    write_bytes(tastes_.bundle() / "manifest.json", manifest);
  }
  TwoTastes tastes_;
};

TEST_F(BadBundle, IsNotThere) {
  expect_refused(pocketrec({"inspect", tastes_.beside("none")}), 1,
                 {"no bundle at", "pocketrec train --out"});
  fs::remove(tastes_.bundle() / "manifest.json");
  expect_all_refused({"no bundle at", "manifest.json is missing"});
}

TEST_F(BadBundle, ManifestIsNoJson) {
  for (const std::string text : {"", "not json", "[]", "7", "{}", "{\"format\":\"\xff\"}"}) {
    write_bytes(tastes_.bundle() / "manifest.json", text);
    expect_all_refused({"expected the manifest of a Pocketrec bundle", "manifest.json"});
  }
  write_bytes(tastes_.bundle() / "manifest.json", std::string(300'000, '['));
  expect_all_refused({"expected the manifest of a Pocketrec bundle"});
}

TEST_F(BadBundle, ManifestOfANewerVersion) {
  tastes_.edit_manifest([](Json& manifest) { manifest["version"] = 99; });
  expect_all_refused({"version 99", "reads version 1", "update pocketrec"});
}

TEST_F(BadBundle, ManifestLacksFieldsOrHasWrongTypes) {
  expect_edit_refused([](Json& m) { m.erase("version"); }, {"format version"});
  expect_edit_refused([](Json& m) { m["version"] = "1"; }, {"format version"});
  expect_edit_refused([](Json& m) { m.erase("parts"); }, {"names no parts"});
  expect_edit_refused([](Json& m) { m["parts"] = {1, 2}; }, {"names no parts"});
  expect_edit_refused([](Json& m) { m["parts"].erase("items"); }, {"items part"});
  expect_edit_refused([](Json& m) { m["parts"].erase("encoder"); }, {"encoder part"});
  expect_edit_refused([](Json& m) { m["parts"]["titles"] = 7; }, {"titles part"});
  expect_edit_refused([](Json& m) { m["model_id"] = 7; }, {"different bundles"});
  for (const char* field : {"file", "bytes", "sha256"}) {
    expect_edit_refused([&](Json& m) { m["parts"]["items"].erase(field); }, {"items part"});
    expect_edit_refused([&](Json& m) { m["parts"]["items"][field] = {1}; }, {"items part"});
  }
  expect_edit_refused([](Json& m) { m["parts"]["items"]["bytes"] = -1; }, {"items part"});
}

TEST_F(BadBundle, ManifestLeadsOutOfItsFolder) {
  fs::copy(tastes_.part("items"), tastes_.beside("outside.bin"));
  for (const std::string& file :
       {std::string("../outside.bin"), tastes_.beside("outside.bin").string(),
        std::string("../../etc/passwd")}) {
    expect_edit_refused([&](Json& m) { m["parts"]["items"]["file"] = file; },
                        {"manifest.json", "items part"});
  }
  for (const char* file : {"", ".", ".."}) {
    expect_edit_refused([&](Json& m) { m["parts"]["items"]["file"] = file; },
                        {"expected the plain name of a file", "items part"});
  }
}

// A part of a kind that only later versions know is none of our business.
TEST_F(BadBundle, UnknownPartIsShownAndPassedOver) {
  for (const Json& odd : {Json(7), Json{{"file", 3}, {"bytes", "x"}}, Json::array({1}),
                          Json{{"file", "f.bin"}, {"bytes", 3}, {"sha256", "0"}}}) {
    tastes_.edit_manifest([&](Json& manifest) { manifest["parts"]["later"] = odd; });
    EXPECT_NE(pocketrec_out({"inspect", tastes_.bundle()}).find("later"), std::string::npos);
  }
}

TEST_F(BadBundle, PartIsTruncated) {
  for (const char* part : kParts) {
    const fs::path path = tastes_.part(part);
    const std::string bytes = bytes_of(path);
    for (const size_t size : {size_t{0}, size_t{10}, bytes.size() - 1}) {
      write_bytes(path, bytes.substr(0, size));
      expect_refused(pocketrec({"recommend", tastes_.bundle(), "--user", "1"}), 1,
                     {part, std::to_string(bytes.size()), std::to_string(size), "copy it again"});
    }
    write_bytes(path, bytes);
  }
}

TEST_F(BadBundle, PartIsAltered) {
  for (const char* part : kParts) {
    const fs::path path = tastes_.part(part);
    const std::string bytes = bytes_of(path);
    std::string altered = bytes;
    altered.back() = static_cast<char>(altered.back() ^ 1);
    write_bytes(path, altered);
    expect_refused(pocketrec({"recommend", tastes_.bundle(), "--user", "1"}), 1,
                   {part, "altered", "checksum"});
    expect_refused(pocketrec({"inspect", tastes_.bundle(), "--verify"}), 1,
                   {part, "SHA-256", "copy it again"});
    write_bytes(path, bytes);
  }
  pocketrec_out({"inspect", tastes_.bundle(), "--verify"});
}

TEST_F(BadBundle, PartIsMissing) {
  for (const char* part : kParts) {
    const fs::path path = tastes_.part(part);
    fs::rename(path, tastes_.beside("away"));
    expect_all_refused({part, "no such file in", "copy the whole folder or train again"});
    fs::rename(tastes_.beside("away"), path);
  }
}

TEST_F(BadBundle, PartIsOfANewerVersion) {
  constexpr size_t kVersionOffset = 4;  // core/FORMAT.md
  for (const char* part : kParts) {
    const fs::path path = tastes_.part(part);
    const std::string bytes = bytes_of(path);
    std::string newer = bytes;
    newer[kVersionOffset] = 2;
    write_bytes(path, newer);
    expect_refused(pocketrec({"recommend", tastes_.bundle(), "--user", "1"}), 1,
                   {part, "version 2", "reads version 1"});
    write_bytes(path, bytes);
  }
}

TEST_F(BadBundle, PartIsOfAnotherBundle) {
  // The same data with another seed: parts of the same sizes.
  pocketrec_out(
      train_command(tastes_.data(), tastes_.beside("other"),
                    {"--factors", "4", "--with-users", "--least-people", "1", "--seed", "2"}));
  const auto other = Json::parse(bytes_of(tastes_.beside("other") / "manifest.json"));
  for (const char* part : kParts) {
    const fs::path path = tastes_.part(part);
    const std::string bytes = bytes_of(path);
    write_bytes(
        path, bytes_of(tastes_.beside("other") / other["parts"][part]["file"].get<std::string>()));
    ASSERT_EQ(bytes.size(), fs::file_size(path)) << part;
    expect_refused(pocketrec({"recommend", tastes_.bundle(), "--user", "1"}), 1, {"bundle"});
    write_bytes(path, bytes);
  }
}

TEST_F(BadBundle, OnePartInThePlaceOfAnother) {
  const std::string titles = bytes_of(tastes_.part("titles"));
  tastes_.edit_manifest(
      [&](Json& manifest) { manifest["parts"]["items"] = manifest["parts"]["titles"]; });
  expect_refused(pocketrec({"inspect", tastes_.bundle()}), 1, {"items part"});
}

}  // namespace
}  // namespace pocketrec::testing
