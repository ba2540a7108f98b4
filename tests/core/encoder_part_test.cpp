// The encoder part: what is read, and everything that is refused.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

constexpr size_t kTrainedItemsAt = header::kFieldsAt + 8;
constexpr size_t kNumbersAt = kHeaderBytes;      // 6 f32, then 8 bytes up to the next section
constexpr size_t kCountsAt = kHeaderBytes + 32;  // 3 u32
constexpr size_t kBytes = kCountsAt + 12;        // nothing follows

// Least and greatest of each number, in their order.
constexpr std::pair<float, float> kLimits[] = {
    {kMinTemperature, kMaxTemperature},
    {0.0F, kMaxBackgroundWeight},
    {0.0F, kMaxFocus},
    {kMinStepSize, kMaxStepSize},
    {0.0F, kMaxNeighbourWeight},
    {kMinNeighbourTemperature, kMaxNeighbourTemperature}};
// Of each count; the least is 1.
constexpr uint32_t kMostCounts[] = {kMaxSteps, kMaxBackground, kMaxBackground};

const std::vector<uint8_t>& valid_part() { return golden_parts_8().encoder; }

template <class T>
std::vector<uint8_t> with(size_t offset, T value) {
  std::vector<uint8_t> part = valid_part();
  overwrite(part, offset, value);
  return part;
}

std::vector<uint8_t> resized(size_t size) {
  std::vector<uint8_t> part = valid_part();
  part.resize(size);
  overwrite<uint64_t>(part, header::kSizeAt, size);
  return part;
}

ErrorCode refusal(const std::vector<uint8_t>& part) {
  const auto parsed = parse_encoder(part);
  EXPECT_FALSE(parsed.ok());
  return parsed.ok() ? ErrorCode{} : parsed.error().code;
}

TEST(EncoderPart, IsRead) {
  const auto parsed = parse_encoder(valid_part());
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed.value().num_factors, 20U);
  EXPECT_EQ(parsed.value().model_id, golden::kModelId + 8);
  EXPECT_EQ(valid_part().size(), kBytes);
}

// The parameters that come out are those that went in, each in its place: the lists tell.
TEST(EncoderPart, EveryParameterChangesTheList) {
  const std::vector<HistoryEntry> history = {{2}, {9, 2.0F}, {30, 0.5F}, {41}};
  const auto list_with = [&](const std::vector<uint8_t>& encoder) {
    PackedParts parts = golden_parts_8();
    parts.encoder = encoder;
    return open_or_die(parts).recommend(history, {60, {}, {}, false}).value();
  };
  const std::vector<ScoredItem> standard = list_with(valid_part());
  const auto expect_change = [&](const std::vector<uint8_t>& encoder, const char* what) {
    const std::vector<ScoredItem> changed = list_with(encoder);
    bool differs = false;
    for (size_t i = 0; i < standard.size(); ++i) {
      differs |=
          changed[i].item_index != standard[i].item_index || changed[i].score != standard[i].score;
    }
    EXPECT_TRUE(differs) << what;
  };
  expect_change(with(kNumbersAt, 0.25F), "temperature");
  expect_change(with(kNumbersAt + 4, 0.5F), "background weight");
  expect_change(with(kNumbersAt + 8, 4.0F), "focus");
  expect_change(with(kNumbersAt + 12, 0.5F), "step size");
  expect_change(with(kNumbersAt + 16, 0.5F), "weight of neighbours");
  expect_change(with(kNumbersAt + 20, 0.5F), "temperature of neighbours");
  expect_change(with(kTrainedItemsAt, 40U), "trained items");
  expect_change(with(kCountsAt, 2U), "steps");
  expect_change(with(kCountsAt + 4, 7U), "items sampled");
  expect_change(with(kCountsAt + 8, 3U), "items near");
}

TEST(EncoderPart, NeighboursLeaveTheVectorAlone) {
  const std::vector<HistoryEntry> history = {{2}, {9, 2.0F}, {30, 0.5F}, {41}};
  PackedParts parts = golden_parts_8();
  const UserVector before = open_or_die(parts).encode(history).value();
  parts.encoder = with(kNumbersAt + 16, 9.0F);
  const UserVector after = open_or_die(parts).encode(history).value();
  EXPECT_EQ(after.codes, before.codes);
  EXPECT_EQ(after.scale, before.scale);
}

TEST(EncoderPart, LimitsAreAccepted) {
  for (size_t i = 0; i < std::size(kLimits); ++i) {
    for (const float value : {kLimits[i].first, kLimits[i].second}) {
      EXPECT_TRUE(parse_encoder(with(kNumbersAt + 4 * i, value)).ok()) << i << " " << value;
    }
  }
  for (size_t i = 0; i < std::size(kMostCounts); ++i) {
    for (const uint32_t count : {1U, kMostCounts[i]}) {
      EXPECT_TRUE(parse_encoder(with(kCountsAt + 4 * i, count)).ok()) << i << " " << count;
    }
  }
}

TEST(EncoderPart, NumbersOutOfRangeAreRefused) {
  for (size_t i = 0; i < std::size(kLimits); ++i) {
    for (const float bad :
         {std::nextafter(kLimits[i].first, -1.0F), std::nextafter(kLimits[i].second, 1e9F), -1.0F,
          NAN, -NAN, INFINITY, -INFINITY, 1e30F}) {
      EXPECT_EQ(refusal(with(kNumbersAt + 4 * i, bad)), ErrorCode::kBadValue) << i << " " << bad;
    }
  }
  for (size_t i = 0; i < std::size(kMostCounts); ++i) {
    for (const uint32_t bad : {0U, kMostCounts[i] + 1, 0x80000000U, 0xFFFFFFFFU}) {
      EXPECT_EQ(refusal(with(kCountsAt + 4 * i, bad)), ErrorCode::kBadValue) << i << " " << bad;
    }
  }
  EXPECT_EQ(
      parse_encoder(with(kNumbersAt, 0.001F)).error().message,
      "the encoder part's softmax parameters break the format's rules; write the bundle again");
}

TEST(EncoderPart, BytesBetweenTheSectionsAreZero) {
  for (size_t offset = kNumbersAt + 24; offset < kCountsAt; ++offset) {
    EXPECT_EQ(refusal(with(offset, uint8_t{1})), ErrorCode::kBadValue) << offset;
  }
}

TEST(EncoderPart, WrongSizesAreRefused) {
  for (size_t size = kHeaderBytes; size < kBytes; ++size) {
    EXPECT_EQ(refusal(resized(size)), ErrorCode::kBadValue) << size;
  }
  for (const size_t size : {kBytes + 1, kBytes + 4, kBytes + 64}) {
    EXPECT_EQ(refusal(resized(size)), ErrorCode::kBadValue) << size;
  }
}

TEST(EncoderPart, HeaderFieldsAreChecked) {
  for (const uint32_t num_factors : {0U, 1025U, 0xFFFFFFFFU}) {
    EXPECT_EQ(refusal(with(header::kFieldsAt + 4, num_factors)), ErrorCode::kBadValue);
  }
  EXPECT_EQ(refusal(with(kTrainedItemsAt, kMaxItems + 1)), ErrorCode::kBadValue);
  for (const uint32_t num_trained : {1U, kMaxItems}) {
    EXPECT_TRUE(parse_encoder(with(kTrainedItemsAt, num_trained)).ok()) << num_trained;
  }
  for (uint32_t field = 3; field < kNumHeaderFields; ++field) {
    EXPECT_EQ(refusal(with(header::kFieldsAt + 4 * field, 1U)), ErrorCode::kBadValue) << field;
  }
  PackedParts parts = golden_parts_8();
  overwrite(parts.encoder, header::kFieldsAt + 4, 21U);  // the items have 20
  EXPECT_EQ(Recommender::open(views_of(parts)).error().code, ErrorCode::kPartMismatch);
}

// 1 was a ridge regression: who made such a bundle trains again.
TEST(EncoderPart, OtherKindsAreRefusedByName) {
  for (const uint32_t kind : {0U, 1U, 3U, 7U, 0xFFFFFFFFU}) {
    const auto parsed = parse_encoder(with(header::kFieldsAt, kind));
    ASSERT_FALSE(parsed.ok());
    EXPECT_EQ(parsed.error().code, ErrorCode::kUnsupportedVersion);
    EXPECT_EQ(parsed.error().message,
              "the encoder part holds an encoder of kind " + std::to_string(kind) +
                  ", this Pocketrec knows kind 2 (softmax); update Pocketrec, or train again");
  }
}

}  // namespace
}  // namespace pocketrec
