// The built program as a child process.
#pragma once

#include <sys/types.h>

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/trainer/temp_folder.h"

namespace pocketrec::testing {

struct Outcome {
  int exit_code = -1;  // 128 + the signal's number where one ended the process
  std::string out;
  std::string err;
};

// A started process; its stdout goes to `out` where that is named. Killed when it goes out of scope
// unwaited.
class Process {
 public:
  explicit Process(const std::vector<std::string>& arguments, std::filesystem::path out = {});
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  // Waits until stderr holds `text`. False when the process ends, or a minute passes, before that.
  bool wait_for(std::string_view text);
  void send(int signal) const;
  Outcome wait();

 private:
  bool is_running();

  TempFolder streams_;
  pid_t id_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

// Runs it to its end.
Outcome pocketrec(const std::vector<std::string>& arguments);

// The same, expecting exit code 0; what it printed to stdout.
std::string pocketrec_out(const std::vector<std::string>& arguments);
nlohmann::ordered_json pocketrec_json(const std::vector<std::string>& arguments);

// Exit code, nothing on stdout, and one sentence on stderr that holds every fragment.
void expect_refused(const Outcome& run, int exit_code,
                    std::initializer_list<std::string_view> fragments);

}  // namespace pocketrec::testing
