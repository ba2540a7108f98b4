// Views of little-endian arrays inside a part's bytes, at any alignment.
#pragma once

#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace pocketrec {

static_assert(std::endian::native == std::endian::little,
              "a part is read in place: a big-endian machine would need a copy");

// An array of T as it lies in a part. Elements are copied out, because a caller's buffer need not
// be aligned; compilers turn the copy into one load.
template <class T>
class PackedArray {
 public:
  PackedArray() = default;
  PackedArray(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  // The same view of memory that is ours. The vector must outlive it.
  explicit PackedArray(const std::vector<T>& values)
      : data_(reinterpret_cast<const uint8_t*>(values.data())), size_(values.size()) {}

  size_t size() const { return size_; }
  const uint8_t* data() const { return data_; }
  T operator[](size_t i) const {
    assert(i < size_);
    T value;
    std::memcpy(&value, data_ + i * sizeof(T), sizeof(T));
    return value;
  }

 private:
  const uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

// First position in [0, count) whose value is not less than `value`; count if none. value_at(i)
// ascends.
template <class T, class ValueAt>
uint32_t first_not_less(uint32_t count, const T& value, ValueAt value_at) {
  uint32_t low = 0;
  while (count > 0) {
    const uint32_t half = count / 2;
    if (value_at(low + half) < value) {
      low += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return low;
}

// Strings one behind the other: string i is bytes[offsets[i], offsets[i + 1]).
class StringTable {
 public:
  StringTable() = default;
  // offsets: one more than there are strings, ascending, the last one is bytes.size().
  StringTable(PackedArray<uint32_t> offsets, PackedArray<uint8_t> bytes)
      : offsets_(offsets), bytes_(bytes) {}

  size_t size() const { return offsets_.size() == 0 ? 0 : offsets_.size() - 1; }
  const PackedArray<uint32_t>& offsets() const { return offsets_; }
  const PackedArray<uint8_t>& bytes() const { return bytes_; }
  std::string_view operator[](size_t i) const {
    const uint32_t begin = offsets_[i];
    return {reinterpret_cast<const char*>(bytes_.data()) + begin, offsets_[i + 1] - begin};
  }

 private:
  PackedArray<uint32_t> offsets_;
  PackedArray<uint8_t> bytes_;
};

// A set of numbers 0..size-1.
class BitSet {
 public:
  explicit BitSet(uint32_t size = 0, bool full = false)
      : words_((size_t{size} + 63) / 64, full ? ~uint64_t{0} : 0) {}

  // For greater numbers, too. None of them is in it.
  void grow(uint32_t size) { words_.resize((size_t{size} + 63) / 64); }

  void insert(uint32_t i) { words_[i >> 6] |= uint64_t{1} << (i & 63); }
  void erase(uint32_t i) { words_[i >> 6] &= ~(uint64_t{1} << (i & 63)); }
  bool contains(uint32_t i) const { return (words_[i >> 6] >> (i & 63) & 1) != 0; }

  // How many of `count` numbers from `first` (a multiple of 64) on are in it.
  uint32_t count(uint32_t first, uint32_t count) const {
    assert(first % 64 == 0);
    int members = 0;
    for (uint32_t i = 0; i < count; i += 64) {
      const uint64_t asked = count - i < 64 ? (uint64_t{1} << (count - i)) - 1 : ~uint64_t{0};
      members += std::popcount(words_[(first + i) >> 6] & asked);
    }
    return static_cast<uint32_t>(members);
  }

  // 64 members at a time; for a set made with `full` bits beyond the size may be set.
  std::span<uint64_t> words() { return words_; }
  std::span<const uint64_t> words() const { return words_; }

 private:
  std::vector<uint64_t> words_;
};

}  // namespace pocketrec
