// How much of items' vectors is their content, in bundles whose vectors are made to measure.
#include "trainer/pack/content_lean.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/bundle.h"
#include "tests/golden/golden_data.h"
#include "tests/trainer/temp_folder.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

// A direction at a right angle to this one of length 1.
std::vector<float> across(const std::vector<float>& direction) {
  std::vector<float> other(direction.size());
  other[0] = 1;
  double length = 0;
  for (size_t k = 0; k < other.size(); ++k) {
    other[k] -= direction[0] * direction[k];
    length += double{other[k]} * double{other[k]};
  }
  for (float& value : other) value /= static_cast<float>(std::sqrt(length));
  return other;
}

class ContentLeanOf : public ::testing::Test {
 protected:
  // Of the vectors of items chosen by one person, three fifths along their content, and four across
  // it; of the others four and three.
  void lean_on_content() {
    const LoadedBundle before = written();
    const ContentPart content = value_or_throw(parse_content(before.parts.content));
    FactorTable& rows = input_.model.item_factors;
    for (uint32_t i = 0; i < rows.num_rows; ++i) {
      const ItemFacts facts = value_or_throw(before.recommender.item(i));
      std::vector<float> along(rows.num_factors);
      if (!(place(content.map, keys_of(item_of(facts)), along).length > 0)) continue;
      const std::vector<float> aside = across(along);
      const float a = facts.popularity == 1 ? 0.6F : 0.8F, b = facts.popularity == 1 ? 0.8F : 0.6F;
      for (uint32_t k = 0; k < rows.num_factors; ++k) rows.row(i)[k] = a * along[k] + b * aside[k];
    }
  }
  LoadedBundle written() {
    const auto folder = home_.path() / "bundle";
    write_bundle(golden::golden_parts(input_, 8), golden::golden_facts(), folder);
    return load_bundle(folder);
  }

  golden::GoldenInput input_ = golden::golden_input();
  testing::TempFolder home_;
};

TEST_F(ContentLeanOf, AVectorIsTheShareAlongItsContent) {
  lean_on_content();
  const std::vector<ContentLean> leans = content_lean(written());
  ASSERT_GE(leans.size(), 2U);
  EXPECT_EQ(leans[0].people, 1U);
  EXPECT_NEAR(leans[0].share, 0.36, 0.01);
  EXPECT_EQ(leans[1].people, 5U);
  EXPECT_NEAR(leans[1].share, 0.64, 0.01);
  for (const ContentLean& lean : leans) EXPECT_GT(lean.num_items, 0U);
}

TEST_F(ContentLeanOf, NothingIsSaidWithoutContent) {
  LoadedBundle bundle = written();
  PackedParts parts = golden::golden_parts(input_, 8);
  parts.content.clear();
  write_bundle(parts, golden::golden_facts(), home_.path() / "bare");
  EXPECT_TRUE(content_lean(load_bundle(home_.path() / "bare")).empty());
  EXPECT_FALSE(content_lean(bundle).empty());
}

}  // namespace
}  // namespace pocketrec
