// Errors of files say what failed, why, and how to mend it.
#include "trainer/support/files.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>

#include "tests/trainer/temp_folder.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

using testing::bytes_of;
using testing::TempFolder;

template <class Call>
std::string failure_of(const Call& call) {
  try {
    call();
  } catch (const DataError& error) {
    return error.what();
  }
  return "(no error)";
}

void expect_says(const std::string& message, std::initializer_list<std::string> parts) {
  for (const std::string& part : parts) {
    EXPECT_NE(message.find(part), std::string::npos) << "\"" << part << "\" in: " << message;
  }
  EXPECT_EQ(message.find(".writing-"), std::string::npos) << message;
}

TEST(Files, MissingFile) {
  const std::string path = TempFolder().path() / "none";
  expect_says(failure_of([&] { MappedFile file(path); }),
              {"cannot open " + path, "No such file", "check the name"});
}

TEST(Files, FolderInPlaceOfAFile) {
  const TempFolder folder;
  expect_says(failure_of([&] { MappedFile file(folder.path()); }),
              {"expected a file, found a folder: " + folder.path().string(), "name the file"});
}

TEST(Files, WritingUnderAFileOrOverAFolder) {
  const TempFolder folder;
  const auto file = folder.write("file", "precious");
  expect_says(failure_of([&] { write_atomically(file / "below", "text"); }),
              {"cannot create", "Not a directory", "check the name"});
  std::filesystem::create_directory(folder.path() / "taken");
  expect_says(failure_of([&] { write_atomically(folder.path() / "taken", "text"); }),
              {"cannot replace", "taken", "name another place"});
  EXPECT_EQ(bytes_of(file), "precious");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

// In a process of its own, as the limit stays.
TEST(FilesDeathTest, AFullDiskLeavesTheOldFile) {
  const TempFolder folder;
  const auto path = folder.write("file", "precious");
  const auto run = [&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};  // bytes a file
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string message = failure_of([&] { write_atomically(path, std::string(5000, 'x')); });
    std::exit(message.find("make room on its disk") != std::string::npos ? 0 : 3);
  };
  EXPECT_EXIT(run(), ::testing::ExitedWithCode(0), "");
  EXPECT_EQ(bytes_of(path), "precious");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace pocketrec
