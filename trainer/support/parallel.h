// Parallel loops whose results never depend on the number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace pocketrec {

// 0 -> the machine's cores.
uint32_t resolve_threads(uint32_t requested);

// Calls body(begin, end, thread) for consecutive blocks of at most `block_size` of 0..count-1.
// Which thread runs a block is not defined; the blocks themselves are always the same. The first
// exception is rethrown here after all threads have stopped. Throws Cancelled when Ctrl-C came.
void parallel_blocks(size_t count, size_t block_size, uint32_t num_threads,
                     const std::function<void(size_t begin, size_t end, uint32_t thread)>& body);

// Installs the SIGINT/SIGTERM handler that parallel_blocks and check_cancelled look at.
void catch_interrupts();
bool is_interrupted();
void check_cancelled();  // throws Cancelled

// While one lives, an interrupt waits: neither check_cancelled nor parallel_blocks throws
// Cancelled. For work that must be done whole, or not at all.
class InterruptsHeld {
 public:
  InterruptsHeld();
  InterruptsHeld(const InterruptsHeld&) = delete;
  InterruptsHeld& operator=(const InterruptsHeld&) = delete;
  ~InterruptsHeld();
};

}  // namespace pocketrec
