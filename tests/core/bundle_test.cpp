// A bundle that was cut, altered, mixed up or made by somebody else is refused with a sentence.
#include "core/bundle.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

using Member = std::vector<uint8_t> PackedParts::*;

struct NamedPart {
  Part part;
  Member member;
  const char* name;
};

constexpr NamedPart kAllParts[] = {{Part::kItems, &PackedParts::items, "items"},
                                   {Part::kEncoder, &PackedParts::encoder, "encoder"},
                                   {Part::kTitles, &PackedParts::titles, "titles"},
                                   {Part::kSearch, &PackedParts::search, "search"},
                                   {Part::kUsers, &PackedParts::users, "users"},
                                   {Part::kContent, &PackedParts::content, "content"}};

class Bundle : public testing::TestWithParam<NamedPart> {
 protected:
  std::vector<uint8_t>& altered() { return parts_.*GetParam().member; }
  Result<Recommender> open() const { return Recommender::open(views_of(parts_)); }
  ErrorCode code() const {
    const auto result = open();
    EXPECT_FALSE(result.ok());
    return result.ok() ? ErrorCode{} : result.error().code;
  }
  PackedParts parts_ = golden_parts_8();
};

TEST_P(Bundle, EveryPrefixIsRefused) {
  const std::vector<uint8_t> whole = altered();
  for (size_t size = 1; size < whole.size(); ++size) {
    altered().assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    ASSERT_EQ(code(), ErrorCode::kTruncated) << "at " << size << " bytes";
  }
}

TEST_P(Bundle, EveryFlippedByteIsRefused) {
  for (size_t i = 0; i < altered().size(); ++i) {
    for (const uint8_t flip : {uint8_t{0x01}, uint8_t{0x80}, uint8_t{0xFF}}) {
      altered()[i] ^= flip;
      ASSERT_FALSE(open().ok()) << "byte " << i << " ^ " << int{flip};
      altered()[i] ^= flip;
    }
  }
  EXPECT_TRUE(open().ok());
}

TEST_P(Bundle, TrailingBytesAreRefused) {
  altered().push_back(0);
  EXPECT_EQ(code(), ErrorCode::kTrailingBytes);
}

TEST_P(Bundle, ANewerVersionSaysSo) {
  overwrite<uint32_t>(altered(), header::kVersionAt, 2);
  const auto result = open();
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupportedVersion);
  EXPECT_EQ(result.error().message,
            std::string("the ") + name_of(GetParam().part) +
                " part has format version 2, this Pocketrec reads version 1; update Pocketrec");
}

TEST_P(Bundle, APartOfAnotherBundleIsRefused) {
  overwrite<uint64_t>(altered(), header::kModelIdAt, 1234);
  EXPECT_EQ(code(), ErrorCode::kPartMismatch);
}

TEST_P(Bundle, HeaderFieldsOutOfRangeAreRefused) {
  for (uint32_t field = 0; field < kNumHeaderFields; ++field) {
    const size_t offset = header::kFieldsAt + 4 * field;
    const std::vector<uint8_t> whole = altered();
    const bool any_count = GetParam().part == Part::kEncoder && field == 2;  // of trained items
    const bool new_items = GetParam().part == Part::kItems && field == 4;    // of all the 60
    for (const uint32_t value : {0U, 1U, 5U, 63U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFFU}) {
      if (std::memcmp(whole.data() + offset, &value, 4) == 0) continue;
      if (any_count && value <= kMaxItems) continue;
      if (new_items && value <= 60) continue;
      overwrite(altered(), offset, value);
      EXPECT_FALSE(open().ok()) << "field " << field << " = " << value;
      altered() = whole;
    }
  }
}

TEST_P(Bundle, HostileBytesBehindAValidChecksumNeverCrash) {
  // Each byte altered, resealed, and every call made: the sanitizers watch.
  for (size_t i = kHeaderBytes; i < altered().size(); ++i) {
    const uint8_t before = altered()[i];
    altered()[i] = static_cast<uint8_t>(before + 0x7F);
    reseal(altered());
    const auto result = open();
    if (result.ok()) {
      const Recommender& recommender = result.value();
      for (uint32_t item = 0; item < recommender.info().num_items; item += 13) {
        (void)recommender.item(item);
        (void)recommender.similar(item, {});
      }
      (void)recommender.recommend(std::vector<HistoryEntry>{{1}, {2}}, {});
      (void)recommender.find_item("0440010003X");
      (void)recommender.search_items("s 1", 10);
      for (uint32_t user = 0; user < recommender.info().num_users; user += 5) {
        (void)recommender.recommend_for_user(user, {});
      }
      (void)recommender.search_users("r", 0, 10);
    }
    altered()[i] = before;
  }
}

INSTANTIATE_TEST_SUITE_P(Parts, Bundle, testing::ValuesIn(kAllParts),
                         [](const auto& named) { return std::string(named.param.name); });

TEST(BundleErrors, SwappedFilesAreNamed) {
  BundleParts views = views_of(golden_parts_8());
  std::swap(views.items, views.encoder);
  const auto result = Recommender::open(views);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadMagic);
  EXPECT_EQ(result.error().message,
            "expected the items part, found the encoder part; swap the two files");
}

TEST(BundleErrors, AnUnknownEncoderAsksForAnUpdate) {
  PackedParts parts = golden_parts_8();
  overwrite<uint32_t>(parts.encoder, header::kFieldsAt, 7);
  const auto result = Recommender::open(views_of(parts));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupportedVersion);
  EXPECT_NE(result.error().message.find("update Pocketrec"), std::string::npos);
}

TEST(BundleErrors, ItemsAndEncoderAreNeeded) {
  BundleParts views = views_of(golden_parts_8());
  views.encoder = {};
  const auto result = Recommender::open(views);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kMissingPart);
}

TEST(BundleErrors, BitsOtherThanFourOrEightAreRefused) {
  PackedParts parts = golden_parts_8();
  overwrite<uint32_t>(parts.items, header::kFieldsAt + 8, 5);
  EXPECT_EQ(Recommender::open(views_of(parts)).error().message,
            "the items part's bits (4 or 8) break the format's rules; write the bundle again");
}

TEST(BundleErrors, CodesOutsideTheRangeAreRefused) {
  PackedParts parts = golden_parts_8();
  overwrite<int8_t>(parts.items, kHeaderBytes + 3, -128);
  EXPECT_EQ(Recommender::open(views_of(parts)).error().code, ErrorCode::kBadValue);
  parts = golden_parts_8();
  overwrite<int8_t>(parts.items, kHeaderBytes + 20, 1);  // padding: 20 factors in 32 bytes
  EXPECT_EQ(Recommender::open(views_of(parts)).error().code, ErrorCode::kBadValue);
  parts = golden::golden_parts(golden::golden_input(), 4);
  overwrite<uint8_t>(parts.items, kHeaderBytes + 2, 0x81);
  EXPECT_EQ(Recommender::open(views_of(parts)).error().code, ErrorCode::kBadValue);
}

TEST(BundleErrors, ScalesMustBeNumbers) {
  PackedParts parts = golden_parts_8();
  const size_t first_scale = parts.items.size() - 4 * 60;
  for (const float scale : {-1.0F, 1e20F, NAN, INFINITY}) {
    overwrite(parts.items, first_scale, scale);
    EXPECT_EQ(Recommender::open(views_of(parts)).error().code, ErrorCode::kBadValue);
  }
}

TEST(BundleParts, MayLieAtAnyAddress) {
  const PackedParts& parts = golden_parts_8();
  const auto shifted = [](const std::vector<uint8_t>& part) {
    std::vector<uint8_t> bytes(part.size() + 1);
    std::copy(part.begin(), part.end(), bytes.begin() + 1);
    return bytes;
  };
  const PackedParts moved{shifted(parts.items),
                          shifted(parts.encoder),
                          shifted(parts.titles),
                          shifted(parts.search),
                          shifted(parts.users),
                          shifted(parts.content),
                          {},
                          {},
                          {}};
  const auto tail = [](const std::vector<uint8_t>& bytes) { return std::span(bytes).subspan(1); };
  const auto result =
      Recommender::open({tail(moved.items), tail(moved.encoder), tail(moved.titles),
                         tail(moved.search), tail(moved.users), tail(moved.content)});
  ASSERT_TRUE(result.ok());
  const auto here = open_or_die(parts).recommend_for_user(0, {});
  const auto there = result.value().recommend_for_user(0, {});
  EXPECT_EQ(indices_of(here.value()), indices_of(there.value()));
}

TEST(ErrorNames, AreThoseOfTypeScript) {
  EXPECT_STREQ(name_of(ErrorCode::kTruncated), "truncated");
  EXPECT_STREQ(name_of(ErrorCode::kTrailingBytes), "trailing-bytes");
  EXPECT_STREQ(name_of(ErrorCode::kBadMagic), "bad-magic");
  EXPECT_STREQ(name_of(ErrorCode::kUnsupportedVersion), "unsupported-version");
  EXPECT_STREQ(name_of(ErrorCode::kBadChecksum), "bad-checksum");
  EXPECT_STREQ(name_of(ErrorCode::kBadValue), "bad-value");
  EXPECT_STREQ(name_of(ErrorCode::kPartMismatch), "part-mismatch");
  EXPECT_STREQ(name_of(ErrorCode::kMissingPart), "missing-part");
  EXPECT_STREQ(name_of(ErrorCode::kUnknownItem), "unknown-item");
  EXPECT_STREQ(name_of(ErrorCode::kUnknownUser), "unknown-user");
  EXPECT_STREQ(name_of(ErrorCode::kEmptyHistory), "empty-history");
  EXPECT_STREQ(name_of(ErrorCode::kBadCount), "bad-count");
}

}  // namespace
}  // namespace pocketrec
