#include "trainer/metrics/calibration.h"

#include <gtest/gtest.h>

#include "trainer/support/random.h"

namespace pocketrec {
namespace {

// Scores in 0..1, each chosen with a chance that the score determines.
template <class Chance>
std::vector<ScoredOutcome> drawn(size_t count, uint64_t seed, Chance chance) {
  Random random(seed);
  std::vector<ScoredOutcome> outcomes;
  for (size_t i = 0; i < count; ++i) {
    const double score = random.uniform();
    outcomes.push_back({static_cast<float>(score), random.uniform() < chance(score)});
  }
  return outcomes;
}

TEST(Calibration, FindsTheChanceBehindTheScore) {
  const auto chance = [](double score) { return 0.4 * score * score; };
  const Calibration calibration = calibrate(drawn(200'000, 1, chance));
  for (const float score : {0.1F, 0.3F, 0.5F, 0.7F, 0.9F}) {
    EXPECT_NEAR(share_at(calibration, score), chance(score), 0.02) << score;
  }
  EXPECT_LT(calibration_error(calibration, drawn(200'000, 2, chance)), 0.005);
}

TEST(Calibration, ErrorSeesWhatIsWrong) {
  const Calibration calibration =
      calibrate(drawn(50'000, 1, [](double score) { return 0.4 * score; }));
  const double error = calibration_error(
      calibration, drawn(50'000, 2, [](double score) { return 0.4 * score + 0.1; }));
  EXPECT_NEAR(error, 0.1, 0.01);
}

TEST(Calibration, NeverDescends) {
  const Calibration calibration =
      calibrate(drawn(5'000, 3, [](double score) { return score < 0.5 ? 0.3 : 0.1; }));
  for (size_t k = 1; k < calibration.scores.size(); ++k) {
    EXPECT_GT(calibration.scores[k], calibration.scores[k - 1]);
    EXPECT_GT(calibration.shares[k], calibration.shares[k - 1]);
  }
  EXPECT_NEAR(share_at(calibration, 0.25F), 0.2, 0.03);
  EXPECT_NEAR(share_at(calibration, 0.75F), 0.2, 0.03);
}

TEST(Calibration, KnotsAndWhatLiesBetween) {
  const Calibration line = {{0.0F, 1.0F}, {0.1F, 0.5F}};
  EXPECT_FLOAT_EQ(share_at(line, -3.0F), 0.1F);
  EXPECT_FLOAT_EQ(share_at(line, 0.0F), 0.1F);
  EXPECT_FLOAT_EQ(share_at(line, 0.25F), 0.2F);
  EXPECT_FLOAT_EQ(share_at(line, 1.0F), 0.5F);
  EXPECT_FLOAT_EQ(share_at(line, 9.0F), 0.5F);
}

TEST(Calibration, LittleOrNothing) {
  EXPECT_EQ(share_at(calibrate({}), 0.5F), 0.0F);
  EXPECT_EQ(calibration_error({}, {}), 0.0);
  EXPECT_EQ(share_at(calibrate({{0.3F, true}}), 0.1F), 1.0F);
  const Calibration ties = calibrate({{0.3F, true}, {0.3F, false}, {0.3F, false}, {0.3F, true}});
  EXPECT_EQ(share_at(ties, 0.3F), 0.5F);
}

}  // namespace
}  // namespace pocketrec
