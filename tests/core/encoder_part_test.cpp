// The encoder part, kind by kind: what is read, and everything that is refused.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

constexpr size_t kNumbersAt = kHeaderBytes;       // 4 f32
constexpr size_t kCountsAt = kHeaderBytes + 16;   // 3 u32
constexpr size_t kSoftmaxBytes = kCountsAt + 12;  // nothing follows

const std::vector<uint8_t>& softmax_part() { return golden_softmax_parts().encoder; }

template <class T>
std::vector<uint8_t> with(size_t offset, T value) {
  std::vector<uint8_t> part = softmax_part();
  overwrite(part, offset, value);
  return part;
}

std::vector<uint8_t> resized(size_t size) {
  std::vector<uint8_t> part = softmax_part();
  part.resize(size);
  overwrite<uint64_t>(part, header::kSizeAt, size);
  return part;
}

ErrorCode refusal(const std::vector<uint8_t>& part) {
  const auto parsed = parse_encoder(part);
  EXPECT_FALSE(parsed.ok());
  return parsed.ok() ? ErrorCode{} : parsed.error().code;
}

TEST(EncoderPart, SoftmaxIsRead) {
  const auto parsed = parse_encoder(softmax_part());
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  EXPECT_EQ(parsed.value().num_factors, 20U);
  EXPECT_EQ(parsed.value().model_id, golden::kModelId + 8);
  EXPECT_TRUE(std::holds_alternative<SoftmaxFoldIn>(parsed.value().encoder));
  EXPECT_EQ(softmax_part().size(), kSoftmaxBytes);
}

TEST(EncoderPart, RidgeIsRead) {
  const auto parsed = parse_encoder(golden_parts_8().encoder);
  ASSERT_TRUE(parsed.ok());
  EXPECT_TRUE(std::holds_alternative<RidgeFoldIn>(parsed.value().encoder));
}

// The parameters that come out are those that went in: the vectors tell.
TEST(EncoderPart, EveryParameterChangesTheVector) {
  const std::vector<HistoryEntry> history = {{2}, {9, 2.0F}, {30, 0.5F}, {41}};
  const auto codes_with = [&](const std::vector<uint8_t>& encoder) {
    PackedParts parts = golden_softmax_parts();
    parts.encoder = encoder;
    return open_or_die(parts).encode(history).value();
  };
  const UserVector standard = codes_with(softmax_part());
  const auto expect_change = [&](const std::vector<uint8_t>& encoder, const char* what) {
    const UserVector changed = codes_with(encoder);
    EXPECT_TRUE(changed.codes != standard.codes || changed.scale != standard.scale) << what;
  };
  expect_change(with(kNumbersAt, 0.25F), "temperature");
  expect_change(with(kNumbersAt + 4, 0.5F), "background weight");
  expect_change(with(kNumbersAt + 8, 4.0F), "focus");
  expect_change(with(kNumbersAt + 12, 0.5F), "step size");
  expect_change(with(kCountsAt, 2U), "steps");
  expect_change(with(kCountsAt + 4, 7U), "items sampled");
}

TEST(EncoderPart, LimitsAreAccepted) {
  for (const auto& [offset, values] :
       std::vector<std::pair<size_t, std::vector<float>>>{{0, {kMinTemperature, kMaxTemperature}},
                                                          {4, {0.0F, kMaxBackgroundWeight}},
                                                          {8, {0.0F, kMaxFocus}},
                                                          {12, {kMinStepSize, kMaxStepSize}}}) {
    for (const float value : values) {
      EXPECT_TRUE(parse_encoder(with(kNumbersAt + offset, value)).ok()) << offset << " " << value;
    }
  }
  for (const uint32_t steps : {1U, kMaxSteps}) {
    EXPECT_TRUE(parse_encoder(with(kCountsAt, steps)).ok());
  }
  for (const size_t offset : {4, 8}) {
    for (const uint32_t count : {1U, kMaxBackground}) {
      EXPECT_TRUE(parse_encoder(with(kCountsAt + offset, count)).ok());
    }
  }
}

TEST(EncoderPart, SoftmaxNumbersOutOfRangeAreRefused) {
  const std::pair<float, float> limits[] = {{kMinTemperature, kMaxTemperature},
                                            {0.0F, kMaxBackgroundWeight},
                                            {0.0F, kMaxFocus},
                                            {kMinStepSize, kMaxStepSize}};
  for (size_t i = 0; i < 4; ++i) {
    for (const float bad :
         {std::nextafter(limits[i].first, -1.0F), std::nextafter(limits[i].second, 1e9F), -1.0F,
          NAN, -NAN, INFINITY, -INFINITY, 1e30F}) {
      EXPECT_EQ(refusal(with(kNumbersAt + 4 * i, bad)), ErrorCode::kBadValue) << i << " " << bad;
    }
  }
  for (const uint32_t steps : {0U, kMaxSteps + 1, 0x80000000U, 0xFFFFFFFFU}) {
    EXPECT_EQ(refusal(with(kCountsAt, steps)), ErrorCode::kBadValue) << steps;
  }
  for (const size_t offset : {4, 8}) {
    for (const uint32_t count : {0U, kMaxBackground + 1, 0x80000000U, 0xFFFFFFFFU}) {
      EXPECT_EQ(refusal(with(kCountsAt + offset, count)), ErrorCode::kBadValue) << count;
    }
  }
  EXPECT_EQ(
      parse_encoder(with(kNumbersAt, 0.001F)).error().message,
      "the encoder part's softmax parameters break the format's rules; write the bundle again");
}

TEST(EncoderPart, WrongSizesAreRefused) {
  for (size_t size = kHeaderBytes; size < kSoftmaxBytes; ++size) {
    EXPECT_EQ(refusal(resized(size)), ErrorCode::kBadValue) << size;
  }
  for (const size_t size : {kSoftmaxBytes + 1, kSoftmaxBytes + 4, kSoftmaxBytes + 64}) {
    EXPECT_EQ(refusal(resized(size)), ErrorCode::kBadValue) << size;
  }
}

TEST(EncoderPart, HeaderFieldsAreChecked) {
  for (const uint32_t num_factors : {0U, 1025U, 0xFFFFFFFFU}) {
    EXPECT_EQ(refusal(with(header::kFieldsAt + 4, num_factors)), ErrorCode::kBadValue);
  }
  for (uint32_t field = 2; field < kNumHeaderFields; ++field) {
    EXPECT_EQ(refusal(with(header::kFieldsAt + 4 * field, 1U)), ErrorCode::kBadValue) << field;
  }
  PackedParts parts = golden_softmax_parts();
  overwrite(parts.encoder, header::kFieldsAt + 4, 21U);  // the items have 20
  EXPECT_EQ(Recommender::open(views_of(parts)).error().code, ErrorCode::kPartMismatch);
}

TEST(EncoderPart, UnknownKindsAskForAnUpdate) {
  for (const uint32_t kind : {0U, 3U, 7U, 0xFFFFFFFFU}) {
    const auto parsed = parse_encoder(with(header::kFieldsAt, kind));
    ASSERT_FALSE(parsed.ok());
    EXPECT_EQ(parsed.error().code, ErrorCode::kUnsupportedVersion);
    EXPECT_EQ(parsed.error().message,
              "the encoder part holds an encoder of kind " + std::to_string(kind) +
                  ", this Pocketrec knows kinds 1 (ridge) and 2 (softmax); update Pocketrec");
  }
}

// One kind's bytes under the other's number.
TEST(EncoderPart, KindsAreNotMixedUp) {
  EXPECT_FALSE(parse_encoder(with(header::kFieldsAt, 1U)).ok());
  std::vector<uint8_t> ridge = golden_parts_8().encoder;
  overwrite(ridge, header::kFieldsAt, 2U);
  EXPECT_FALSE(parse_encoder(ridge).ok());
}

}  // namespace
}  // namespace pocketrec
