// What an item is, as keys: by these content stands in for an audience that is not there yet.
//
// FORMAT.md, "Content keys", defines them. Texts come folded with their marks ("Text folding"), so
// that trainer and browser, who fold by themselves, meet here in one recipe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace pocketrec {

// Changes with every change of what keys an item has; a content part carries the number it was made
// with.
inline constexpr uint32_t kContentRecipe = 1;

// Words with one space between, marks ( ) [ ] , ; : & / among them as words.
struct ContentFacts {
  std::string_view title;
  std::string_view author;
  std::string_view publisher;
  std::string_view language;
  std::span<const std::string_view> categories;
  int32_t year = 0;  // 0: unknown
};

// Keys of one field share one weight: an item with many of them says no more by it.
enum class ContentField : uint8_t {
  kTitle,
  kSeries,
  kAuthor,
  kAuthorWord,
  kPublisher,
  kYear,
  kLanguage,
  kCategory,
};
inline constexpr uint32_t kNumContentFields = 8;

struct ContentKey {
  ContentField field;
  uint32_t print;  // of field and text: the first 32 bits of their XXH3-64
  friend auto operator<=>(const ContentKey&, const ContentKey&) = default;
};

// Each key once, by field, then print. Of a text longer than kMaxContentWords words, the first
// ones.
inline constexpr uint32_t kMaxContentWords = 64;
std::vector<ContentKey> content_keys(const ContentFacts& facts);

}  // namespace pocketrec
