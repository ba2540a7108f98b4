// Large blocks of memory come in huge pages where the system gives them to those who ask (Linux
// with transparent huge pages set to "madvise", as most distributions have it). Training reads rows
// of tables of gigabytes in no order: with pages of 4 kB nearly every row costs a walk through the
// page tables before it is read.
//
// Linked into programs, not into libraries: it replaces their operator new.
#include <cstddef>
#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::size_t kFewestPages = 4;  // below, rounding up would waste more than a tenth

void* allocate(std::size_t size) {
#if defined(__linux__)
  if (size >= kFewestPages * kHugePage) {
    const std::size_t whole_pages = (size + kHugePage - 1) / kHugePage * kHugePage;
    if (whole_pages < size) return nullptr;  // beyond any address
    void* block = std::aligned_alloc(kHugePage, whole_pages);
    if (block != nullptr) madvise(block, whole_pages, MADV_HUGEPAGE);  // a wish: may be refused
    return block;
  }
#endif
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

void* operator new(std::size_t size) {
  void* block = allocate(size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
