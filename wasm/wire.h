// How values cross between JavaScript and the core, in both directions: as 32-bit little-endian
// words, one value behind the other. wasm/src/wire.ts is the other side, and writes and reads in
// the same order; neither says what a word is.
//
//   number, real   a word: a u32, or the bits of an f32
//   text, array    a word with the number of bytes or elements, then these, filled up to whole
//   words view           two words: the address of an array in memory, and its number of elements
#pragma once

#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace pocketrec {

constexpr size_t words_for(size_t bytes) { return (bytes + 3) / 4; }

// What JavaScript asks with. It writes the words; what is read here views them.
class Request {
 public:
  // Room for this many words, to be filled before they are read. Old ones are gone.
  uint32_t* reserve(size_t num_words) {
    words_.resize(num_words);
    at_ = 0;
    return words_.data();
  }

  uint32_t number() { return *take(1); }
  float real() { return reals(1)[0]; }
  std::string_view text() {
    const uint32_t size = number();
    return {reinterpret_cast<const char*>(take(words_for(size))), size};
  }
  std::span<const uint32_t> numbers() {
    const uint32_t count = number();
    return {take(count), count};
  }
  std::span<const float> reals() { return reals(number()); }

 private:
  // JavaScript wrote floats here.
  std::span<const float> reals(uint32_t count) {
    return {reinterpret_cast<const float*>(take(count)), count};
  }
  const uint32_t* take(size_t num_words) {
    assert(at_ + num_words <= words_.size());
    const uint32_t* taken = words_.data() + at_;
    at_ += num_words;
    return taken;
  }

  std::vector<uint32_t> words_;
  size_t at_ = 0;
};

// What JavaScript gets. It copies all of it, views too, before it asks again.
class Reply {
 public:
  void clear() { words_.clear(); }
  const uint32_t* words() const { return words_.data(); }

  void number(uint32_t value) { words_.push_back(value); }
  void real(float value) {
    words_.emplace_back();
    std::memcpy(&words_.back(), &value, sizeof value);
  }
  void text(std::string_view text) { array(text.size(), text.data(), text.size()); }
  void numbers(const std::vector<uint32_t>& numbers) {
    array(numbers.size(), numbers.data(), numbers.size() * sizeof(uint32_t));
  }
  // Pairs of a number and a real.
  template <class T>
  void pairs(const std::vector<T>& pairs) {
    static_assert(sizeof(T) == 2 * sizeof(uint32_t));
    array(pairs.size(), pairs.data(), pairs.size() * sizeof(T));
  }
  // Sections of a part are aligned, and so are numbers in them.
  template <class T>
  void view(const PackedArray<T>& values) {
    number(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(values.data())));
    number(static_cast<uint32_t>(values.size()));
  }
  void view(const StringTable& table) {
    view(table.offsets());
    view(table.bytes());
  }

 private:
  void array(size_t count, const void* data, size_t num_bytes) {
    number(static_cast<uint32_t>(count));
    const size_t at = words_.size();
    words_.resize(at + words_for(num_bytes));
    if (num_bytes > 0) std::memcpy(words_.data() + at, data, num_bytes);
  }

  std::vector<uint32_t> words_;
};

}  // namespace pocketrec
