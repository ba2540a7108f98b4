#include "trainer/support/parallel.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "trainer/support/error.h"

namespace pocketrec {
namespace {

// A signal handler can reach nothing but a lock-free global.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

std::atomic<int> holders{0};  // of InterruptsHeld: those who throw are in other threads

void note_interrupt(int) {
  // A second Ctrl-C ends the process the ordinary way, should cleaning up hang.
  if (interrupted.exchange(true)) {
    std::signal(SIGINT, SIG_DFL);
    std::raise(SIGINT);
  }
}

}  // namespace

uint32_t resolve_threads(uint32_t requested) {
  if (requested != 0) return requested;
  return std::max(1U, std::thread::hardware_concurrency());
}

void catch_interrupts() {
  std::signal(SIGINT, note_interrupt);
  std::signal(SIGTERM, note_interrupt);
}

bool is_interrupted() { return interrupted.load(std::memory_order_relaxed); }

void check_cancelled() {
  if (is_interrupted() && holders.load(std::memory_order_relaxed) == 0) throw Cancelled();
}

InterruptsHeld::InterruptsHeld() { ++holders; }
InterruptsHeld::~InterruptsHeld() { --holders; }

void parallel_blocks(size_t count, size_t block_size, uint32_t num_threads,
                     const std::function<void(size_t, size_t, uint32_t)>& body) {
  const size_t num_blocks = (count + block_size - 1) / block_size;
  const auto threads = static_cast<uint32_t>(
      std::min<size_t>(std::max<size_t>(num_blocks, 1), resolve_threads(num_threads)));
  std::atomic<size_t> next_block{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  std::mutex failure_mutex;

  const auto work = [&](uint32_t thread) {
    try {
      for (size_t block; !failed && (block = next_block++) < num_blocks;) {
        check_cancelled();
        body(block * block_size, std::min(count, (block + 1) * block_size), thread);
      }
    } catch (...) {
      const std::lock_guard lock(failure_mutex);
      if (!failure) failure = std::current_exception();
      failed = true;
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (uint32_t t = 1; t < threads; ++t) helpers.emplace_back(work, t);
    work(0);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace pocketrec
