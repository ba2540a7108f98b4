// The golden bundles have the same bytes and give the same bits everywhere, ever.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/golden/golden_expectations.h"

namespace pocketrec::golden {
namespace {

TEST(Golden, AnswersToTheBit) {
  std::ifstream file(POCKETREC_GOLDEN_FOLDER "/expected.json");
  const auto expected = nlohmann::ordered_json::parse(file);
  const auto found = golden_expectations();
  for (const char* bundle : {"int8", "int4"}) {
    ASSERT_TRUE(expected.contains(bundle)) << bundle;
    EXPECT_EQ(found[bundle]["parts"], expected[bundle]["parts"]) << bundle;
    ASSERT_EQ(found[bundle]["calls"].size(), expected[bundle]["calls"].size());
    for (size_t i = 0; i < found[bundle]["calls"].size(); ++i) {
      EXPECT_EQ(found[bundle]["calls"][i], expected[bundle]["calls"][i])
          << bundle << ", call " << i;
    }
  }
}

}  // namespace
}  // namespace pocketrec::golden
