// Spellings that are near to one another, against the plain definition.
#include "core/typos.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/core/spelling.h"

namespace pocketrec {
namespace {

using Match = TypoMatcher::Match;

std::string utf8(const std::u32string& letters) {
  std::string text;
  for (const char32_t c : letters) {
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else if (c < 0x800) {
      text += static_cast<char>(0xC0 | c >> 6);
      text += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      text += static_cast<char>(0xE0 | c >> 12);
      text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      text += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return text;
}

std::u32string random_word(std::mt19937& random, const std::u32string& alphabet, size_t most) {
  std::u32string word;
  for (size_t n = 1 + random() % most; n > 0; --n) word += alphabet[random() % alphabet.size()];
  return word;
}

TEST(Typos, AreFoundAsTheDefinitionSaysInWhateverOrderWordsCome) {
  std::mt19937 random(5);
  for (const std::u32string& alphabet : {std::u32string(U"ab"), std::u32string(U"abcd"),
                                         std::u32string(U"aبتثjع"), std::u32string(U"字書éñ")}) {
    for (int round = 0; round < 40; ++round) {
      const std::u32string word = random_word(random, alphabet, 12);
      TypoMatcher matcher(utf8(word));
      std::vector<std::u32string> tokens;
      for (int i = 0; i < 60; ++i) {
        // Near ones, too: the word with a few letters changed.
        std::u32string token = i % 2 == 0 ? random_word(random, alphabet, 14) : word;
        for (size_t changes = random() % 4; i % 2 != 0 && changes > 0; --changes) {
          const size_t at = random() % (token.size() + 1);
          if (random() % 2 == 0)
            token.insert(at, 1, alphabet[random() % alphabet.size()]);
          else if (at < token.size() && token.size() > 1)
            token.erase(at, 1);
        }
        tokens.push_back(token);
      }
      if (round % 2 == 0) std::sort(tokens.begin(), tokens.end());
      for (const std::u32string& token : tokens) {
        EXPECT_EQ(matcher.match(utf8(token)), match_by_definition(word, token))
            << utf8(word) << " and " << utf8(token);
      }
    }
  }
}

TEST(Typos, WhatIsDecidedIsSoWhateverFollows) {
  std::mt19937 random(6);
  const std::u32string alphabet = U"abع字";
  uint32_t num_decided = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::u32string word = random_word(random, alphabet, 10);
    TypoMatcher matcher(utf8(word));
    const std::string token = utf8(random_word(random, alphabet, 12));
    const Match match = matcher.match(token);
    const uint32_t decided = matcher.deciding_bytes();
    if (decided > token.size()) continue;
    ++num_decided;
    const std::string other = token.substr(0, decided) + utf8(random_word(random, alphabet, 6));
    EXPECT_EQ(TypoMatcher(utf8(word)).match(other), match) << utf8(word) << " and " << other;
  }
  EXPECT_GT(num_decided, 500);
}

TEST(Typos, TwoNeighboursSwappedAreOneEdit) {
  TypoMatcher matcher("shinign");
  EXPECT_EQ(matcher.match("shining"), Match::kWhole);
  EXPECT_EQ(matcher.match("shinings"), Match::kBeginning);
  EXPECT_EQ(matcher.match("shinnig"), Match::kNone);
}

TEST(Typos, ShortWordsForgiveNothing) {
  EXPECT_EQ(TypoMatcher("cat").num_forgiven(), 0);
  EXPECT_EQ(TypoMatcher("book").num_forgiven(), 1);
  EXPECT_EQ(TypoMatcher("كتاب").num_forgiven(), 1);  // four letters in eight bytes
  EXPECT_EQ(TypoMatcher("kingdoms").num_forgiven(), 2);
}

TEST(Typos, LongAndBrokenTextsAreNoHarm) {
  TypoMatcher matcher(std::string(255, 'a'));
  EXPECT_EQ(matcher.match(std::string(255, 'a')), Match::kBeginning);
  EXPECT_EQ(matcher.match(std::string(32, 'a')), Match::kWhole);
  EXPECT_EQ(matcher.match(std::string(30, 'a')), Match::kWhole);
  EXPECT_EQ(matcher.match(std::string(29, 'a')), Match::kNone);
  for (const char* broken : {"\x80\x80\x80\x80\x80", "\xFF\xFE\xFF\xFE\xFF", ""}) {
    TypoMatcher other(broken);
    other.match("word");
    matcher.match(broken);
  }
}

}  // namespace
}  // namespace pocketrec
