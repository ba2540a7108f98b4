// Lists of numbers in LightGCN's form: pairs, their shared space, and what the order of a row
// tells.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "tests/trainer/temp_folder.h"
#include "trainer/read/read.h"

namespace pocketrec {
namespace {

using testing::TempFolder;

Dataset read(const TempFolder& folder) { return read_dataset(folder.path(), Format::kAuto, {}); }

TEST(Lightgcn, TrainsOnTrainOnly) {
  const TempFolder folder;
  folder.write("train.txt", "0 0 1 2\n1 2\n2\n");
  folder.write("test.txt", "0 5\n1 0\n");
  const Dataset data = read(folder);
  EXPECT_EQ(data.format, Format::kLightgcn);
  EXPECT_EQ(data.interactions.size(), 4U);
  EXPECT_EQ(data.items.size(), 3U);
  for (const Interaction& entry : data.interactions) EXPECT_EQ(entry.rating, kImplicit);
  EXPECT_EQ(data.scale.maximum, 0.0F);
}

TEST(Lightgcn, ASplitSharesItsSpace) {
  const TempFolder folder;
  const auto train = folder.write("train.txt", "0 2 1 1\n2 0\n");
  const auto test = folder.write("test.txt", "1 4 \n3 0\n");
  const LightgcnSplit split = read_lightgcn(train, test);
  EXPECT_EQ(split.train.num_rows, 4U);
  EXPECT_EQ(split.test.num_rows, 4U);
  EXPECT_EQ(split.train.num_columns, 5U);
  EXPECT_EQ(split.test.num_columns, 5U);
  EXPECT_EQ(split.train.columns, (std::vector<uint32_t>{1, 2, 0}));
  EXPECT_EQ(split.train.offsets, (std::vector<uint64_t>{0, 2, 2, 3, 3}));
  EXPECT_EQ(split.test.columns, (std::vector<uint32_t>{4, 0}));
  EXPECT_EQ(split.test.offsets, (std::vector<uint64_t>{0, 0, 1, 1, 2}));
  EXPECT_EQ(split.fingerprint.size(), 64U);
}

TEST(Lightgcn, RowsThatAreNotSortedAreInTheOrderOfTime) {
  const TempFolder folder;
  const auto train = folder.write("train.txt", "0 2 1 3 1\n1 0 2\n");
  const LightgcnSplit split = read_lightgcn(train, folder.write("test.txt", "0 0\n"));
  EXPECT_EQ(split.train.columns, (std::vector<uint32_t>{1, 2, 3, 0, 2}));
  EXPECT_EQ(split.train.times, (std::vector<uint32_t>{4, 1, 3, 1, 2}));  // a repeat at its last
  EXPECT_TRUE(split.test.times.empty());

  const Dataset data = read(folder);  // places in the file: later is larger within a user
  ASSERT_EQ(data.interactions.size(), 5U);
  std::map<std::pair<std::string, std::string>, int64_t> times;
  for (const Interaction& entry : data.interactions) {
    times[{data.users[entry.user_index].id, data.items[entry.item_index].id}] = entry.timestamp;
  }
  EXPECT_GT(times.at({"0", "2"}), 0);
  EXPECT_LT(times.at({"0", "2"}), times.at({"0", "3"}));
  EXPECT_LT(times.at({"0", "3"}), times.at({"0", "1"}));
  EXPECT_LT(times.at({"1", "0"}), times.at({"1", "2"}));
}

TEST(Lightgcn, SortedRowsTellNoTimes) {
  const TempFolder folder;
  const auto train = folder.write("train.txt", "0 1 2 3\n1 0 2\n");
  EXPECT_TRUE(read_lightgcn(train).times.empty());
  for (const Interaction& entry : read(folder).interactions) EXPECT_EQ(entry.timestamp, 0);
}

}  // namespace
}  // namespace pocketrec
