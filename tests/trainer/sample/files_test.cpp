// What happens when the options or the folder will not do: one sentence, and nothing left behind.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>

#include "tests/trainer/sample/fixture.h"
#include "trainer/sample/staged_files.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

template <class Error>
std::string message_of(const SampleOptions& options, const fs::path& out) {
  try {
    write_sample(options, out);
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "no error of the kind expected";
  return "";
}

void expect_usage_error(const SampleOptions& options, const std::string& part) {
  const TempFolder folder;
  const std::string message = message_of<UsageError>(options, folder.path() / "new");
  EXPECT_NE(message.find(part), std::string::npos) << message;
  EXPECT_EQ(message.find('\n'), std::string::npos);
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(SampleErrors, CountsOutOfRange) {
  SampleOptions options;
  options.users = 0;
  expect_usage_error(options, "--users must be from 1 to 50000000, found 0");
  options = {};
  options.interactions = 0;
  expect_usage_error(options, "--interactions must be from 1");
  options = {};
  options.items = 0;
  expect_usage_error(options, "--items must be from 1 to 10000000, found 0");
  options.items = 10'000'001;
  expect_usage_error(options, "found 10000001");
  options = {.users = 10, .interactions = 51, .items = 5};
  expect_usage_error(options, "10 x 5 = 50), found 51");
}

TEST(SampleErrors, FolderThatCannotBeMade) {
  const TempFolder folder;
  std::ofstream(folder.path() / "file") << "text";
  EXPECT_NE(message_of<DataError>({}, folder.path() / "file").find("found a file"),
            std::string::npos);
  EXPECT_NE(message_of<DataError>({}, folder.path() / "file" / "below").find("cannot create"),
            std::string::npos);
  EXPECT_EQ(bytes_of(folder.path() / "file"), "text");
}

TEST(SampleErrors, NeverOverwritesDataThatNoSampleMade) {
  const TempFolder folder;
  std::ofstream(folder.path() / "Ratings.csv") << "precious";
  const std::string message = message_of<DataError>({}, folder.path());
  EXPECT_NE(message.find("name another folder"), std::string::npos) << message;
  EXPECT_EQ(bytes_of(folder.path() / "Ratings.csv"), "precious");
}

TEST(SampleErrors, AnEarlierSampleIsReplaced) {
  const TempFolder folder;
  SampleOptions options;
  write_sample(options, folder.path());
  options.users = 10;
  options.interactions = 20;
  write_sample(options, folder.path());
  EXPECT_EQ(rows_of(bytes_of(folder.path() / "Users.csv")).size(), 11);
}

// In processes of their own, as the limits and signals stay.
TEST(SampleErrorsDeathTest, AFullDiskLeavesNothing) {
  const TempFolder folder;
  const auto run = [&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200'000, 200'000};  // bytes a file
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      write_sample({}, folder.path() / "a" / "b");
    } catch (const DataError&) {
      std::exit(fs::is_empty(folder.path()) ? 0 : 3);
    }
    std::exit(4);
  };
  EXPECT_EXIT(run(), ::testing::ExitedWithCode(0), "");
}

TEST(SampleErrorsDeathTest, CtrlCLeavesNothing) {
  const TempFolder folder;
  const auto run = [&] {
    catch_interrupts();
    std::raise(SIGINT);
    try {
      write_sample({}, folder.path() / "new");
    } catch (const Cancelled&) {
      std::exit(fs::is_empty(folder.path()) ? 0 : 3);
    }
    std::exit(4);
  };
  EXPECT_EXIT(run(), ::testing::ExitedWithCode(0), "");
}

TEST(StagedFiles, AppearOnlyWithCommit) {
  const TempFolder folder;
  {
    StagedFiles files(folder.path() / "new");
    files.begin("a");
    files.write("text");
    EXPECT_FALSE(fs::exists(folder.path() / "new" / "a"));
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
  StagedFiles files(folder.path() / "new");
  files.begin("a");
  files.write("one");
  files.begin("b");
  files.write("two");
  files.commit();
  EXPECT_EQ(bytes_of(folder.path() / "new" / "a"), "one");
  EXPECT_EQ(bytes_of(folder.path() / "new" / "b"), "two");
}

}  // namespace
}  // namespace pocketrec
