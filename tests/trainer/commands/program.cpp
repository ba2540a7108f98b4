#include "tests/trainer/commands/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/trainer/commands/tiny_data.h"

namespace pocketrec::testing {
namespace {

void redirect(const std::filesystem::path& path, int descriptor) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(127);
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, std::filesystem::path out) {
  if (out.empty()) out = streams_.path() / "out";
  const std::filesystem::path err = streams_.path() / "err";
  std::vector<std::string> all = arguments;
  all.insert(all.begin(), POCKETREC_PROGRAM);
  std::vector<char*> pointers;
  for (std::string& argument : all) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  id_ = ::fork();
  if (id_ == 0) {
    redirect(out, STDOUT_FILENO);
    redirect(err, STDERR_FILENO);
    ::execv(POCKETREC_PROGRAM, pointers.data());
    ::_exit(127);
  }
  if (id_ < 0) throw std::runtime_error("cannot start " POCKETREC_PROGRAM);
}

Process::~Process() {
  if (ended_) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, &status_, 0);
}

bool Process::is_running() {
  if (!ended_) ended_ = ::waitpid(id_, &status_, WNOHANG) == id_;
  return !ended_;
}

bool Process::wait_for(std::string_view text) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (bytes_of(streams_.path() / "err").find(text) == std::string::npos) {
    if (!is_running() || std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

void Process::send(int signal) const { ::kill(id_, signal); }

Outcome Process::wait() {
  if (!ended_) ::waitpid(id_, &status_, 0);
  ended_ = true;
  const int code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
  return {code, bytes_of(streams_.path() / "out"), bytes_of(streams_.path() / "err")};
}

Outcome pocketrec(const std::vector<std::string>& arguments) { return Process(arguments).wait(); }

std::string pocketrec_out(const std::vector<std::string>& arguments) {
  const Outcome run = pocketrec(arguments);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return run.out;
}

nlohmann::ordered_json pocketrec_json(const std::vector<std::string>& arguments) {
  return nlohmann::ordered_json::parse(pocketrec_out(arguments));
}

void expect_refused(const Outcome& run, int exit_code,
                    std::initializer_list<std::string_view> fragments) {
  EXPECT_EQ(run.exit_code, exit_code) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(run.err.starts_with("error: ")) << run.err;
  EXPECT_TRUE(run.err.ends_with('\n')) << run.err;
  EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
  for (const std::string_view noise : {"exception", "std::", "terminate", ".writing-"}) {
    EXPECT_EQ(run.err.find(noise), std::string::npos) << run.err;
  }
  for (const std::string_view fragment : fragments) {
    EXPECT_NE(run.err.find(fragment), std::string::npos)
        << "no \"" << fragment << "\" in: " << run.err;
  }
}

}  // namespace pocketrec::testing
