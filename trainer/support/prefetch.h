// Memory asked for before it is needed.
#pragma once

#include <cstddef>

namespace pocketrec {

inline void prefetch(const float* row, size_t count) {
  constexpr size_t kFloatsPerLine = 16;
  for (size_t k = 0; k < count; k += kFloatsPerLine) __builtin_prefetch(row + k);
}

template <class T>
void prefetch(const T* value) {
  __builtin_prefetch(value);
}

}  // namespace pocketrec
