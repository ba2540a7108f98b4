// The parts that the core leaves aside are read as they were written, and refused where they are
// damaged or of something else.
#include <gtest/gtest.h>

#include <vector>

#include "core/bundle.h"
#include "trainer/pack/pack_groups.h"
#include "trainer/pack/pack_languages.h"

namespace pocketrec {
namespace {

BundleInfo bundle_of(uint32_t num_items) {
  BundleInfo info;
  info.num_items = num_items;
  info.model_id = 7;
  return info;
}

template <class Parse>
void expect_refused_when_damaged(const std::vector<uint8_t>& part, Parse parse) {
  for (size_t size = 0; size < part.size(); ++size) {
    EXPECT_FALSE(parse(std::span(part).first(size)).ok()) << size;
  }
  for (size_t i = 0; i < part.size(); ++i) {
    std::vector<uint8_t> altered = part;
    altered[i] ^= 1;
    EXPECT_FALSE(parse(altered).ok()) << i;
  }
}

// `part` with other bytes from `offset` on, and the checksum that belongs to them.
std::vector<uint8_t> forged(std::vector<uint8_t> part, size_t offset,
                            const std::vector<uint8_t>& bytes) {
  std::copy(bytes.begin(), bytes.end(), part.begin() + static_cast<ptrdiff_t>(offset));
  const uint64_t checksum = part_checksum(part);
  for (size_t i = 0; i < 8; ++i) part[8 + i] = static_cast<uint8_t>(checksum >> (8 * i));
  return part;
}

AudienceGroups two_groups() {
  AudienceGroups groups;
  groups.people = 300;
  groups.least_people = 5;
  groups.groups = {{"perú", 100}, {"18-24", 200}};
  groups.num_places = 1;
  groups.offsets = {0, 2, 2, 3};
  groups.counts = {{0, 10}, {1, 15}, {1, 205}};
  return groups;
}

// Where the sections of two_groups() lie: after the names' offsets (12 bytes) and bytes (10).
constexpr size_t kNames = 64 + 16, kSizes = 64 + 48, kNumbers = kSizes + 16,
                 kCounts = kNumbers + 16;

TEST(GroupsPart, IsReadAsItWasWritten) {
  const AudienceGroups groups = two_groups();
  const auto read = parse_groups(pack_groups(groups, 7), bundle_of(3)).value();
  EXPECT_EQ(read.people, 300);
  EXPECT_EQ(read.least_people, 5);
  EXPECT_EQ(read.num_places, 1);
  ASSERT_EQ(read.num_groups(), 2);
  EXPECT_EQ(read.groups[0].name, "perú");
  EXPECT_EQ(read.groups[1].people, 200);
  EXPECT_EQ(read.offsets, groups.offsets);
  ASSERT_EQ(read.counts.size(), 3);
  EXPECT_EQ(read.counts[2].people, 205);
  EXPECT_EQ(read.counts[2].group, 1);
}

TEST(GroupsPart, IsRefusedWhereItIsDamagedOrOfAnotherBundle) {
  const auto part = pack_groups(two_groups(), 7);
  const auto parse = [](std::span<const uint8_t> bytes) {
    return parse_groups(bytes, bundle_of(3));
  };
  expect_refused_when_damaged(part, parse);
  EXPECT_EQ(parse_groups(part, bundle_of(4)).error().code, ErrorCode::kPartMismatch);
  EXPECT_EQ(parse(pack_groups(two_groups(), 8)).error().code, ErrorCode::kPartMismatch);
}

TEST(GroupsPart, IsRefusedWhereItsNumbersCannotBe) {
  const auto part = pack_groups(two_groups(), 7);
  const auto refused = [&](size_t offset, const std::vector<uint8_t>& bytes) {
    const auto read = parse_groups(forged(part, offset, bytes), bundle_of(3));
    return !read.ok() && read.error().code == ErrorCode::kBadValue;
  };
  EXPECT_FALSE(refused(kNames, {'p'}));
  EXPECT_TRUE(refused(kNames + 5, {'x'}));        // an age that is no number
  EXPECT_TRUE(refused(kSizes, {3}));              // more counts than there are
  EXPECT_TRUE(refused(kSizes + 2, {0}));          // fewer
  EXPECT_TRUE(refused(kNumbers, {2}));            // a group that is not there
  EXPECT_TRUE(refused(kNumbers, {1, 0}));         // not ascending
  EXPECT_TRUE(refused(kCounts, {0, 0, 0, 0}));    // nobody
  EXPECT_TRUE(refused(kCounts, {200, 0, 0, 0}));  // more people than there are
  EXPECT_TRUE(refused(kCounts, {255, 255, 255, 255}));
  EXPECT_TRUE(refused(32 + 4 * 5, {0, 0, 0, 0}));  // least people
  EXPECT_TRUE(refused(32 + 4 * 2, {3, 0, 0, 0}));  // more places than groups
  EXPECT_TRUE(refused(32 + 4 * 6, {1, 0, 0, 0}));  // a field without a meaning
}

TEST(GroupsPart, IsNoneWhereThereAreNoGroups) {
  AudienceGroups none;
  none.least_people = 5;
  none.offsets = {0, 0};
  EXPECT_TRUE(pack_groups(none, 7).empty());
}

TEST(LanguagesPart, IsReadAsItWasWrittenTheMostCommonFirst) {
  const std::vector<std::string> languages = {"fr", "", "中文", "fr", ""};
  const auto part = pack_languages(languages, 7);
  EXPECT_EQ(parse_languages(part, bundle_of(5)).value(), languages);
  EXPECT_EQ(std::string(part.end() - 5, part.end()), std::string("\1\0\2\1\0", 5));
}

TEST(LanguagesPart, IsRefusedWhereItIsDamagedOrOfAnotherBundle) {
  const auto part = pack_languages({"fr", "", "en"}, 7);
  const auto parse = [](std::span<const uint8_t> bytes) {
    return parse_languages(bytes, bundle_of(3));
  };
  expect_refused_when_damaged(part, parse);
  EXPECT_EQ(parse(forged(part, part.size() - 1, {3})).error().code, ErrorCode::kBadValue);
  EXPECT_EQ(parse(pack_languages({"fr", "en"}, 7)).error().code, ErrorCode::kPartMismatch);
  EXPECT_EQ(parse(pack_languages({"fr", "", "en"}, 8)).error().code, ErrorCode::kPartMismatch);
}

TEST(LanguagesPart, IsNoneWhereNoLanguageIsKnownOrHardlyAnyIsOne) {
  EXPECT_TRUE(pack_languages({"", ""}, 7).empty());
  std::vector<std::string> many;
  for (int i = 0; i < 256; ++i) many.push_back("language " + std::to_string(i));
  EXPECT_TRUE(pack_languages(many, 7).empty());
  many.pop_back();
  EXPECT_FALSE(pack_languages(many, 7).empty());
}

}  // namespace
}  // namespace pocketrec
