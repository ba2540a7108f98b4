#include "core/content.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace pocketrec {
namespace {

using Json = nlohmann::json;
using Key = std::pair<ContentField, uint32_t>;

const std::vector<std::pair<const char*, ContentField>> kFields = {
    {"title", ContentField::kTitle},         {"series", ContentField::kSeries},
    {"author", ContentField::kAuthor},       {"author word", ContentField::kAuthorWord},
    {"publisher", ContentField::kPublisher}, {"year", ContentField::kYear},
    {"language", ContentField::kLanguage},   {"category", ContentField::kCategory}};

// FORMAT.md: the field's number as a byte, then the text.
Key key_of(ContentField field, const std::string& text) {
  const std::string keyed = static_cast<char>(field) + text;
  return {field, static_cast<uint32_t>(XXH3_64bits(keyed.data(), keyed.size()) >> 32)};
}

std::set<Key> expected_keys(const Json& keys) {
  std::set<Key> expected;
  for (const auto& [name, field] : kFields) {
    for (const std::string text : keys.value(name, Json::array())) {
      expected.insert(key_of(field, text));
    }
  }
  return expected;
}

std::vector<ContentKey> keys_of_title(const std::string& title) {
  ContentFacts facts;
  facts.title = title;
  return content_keys(facts);
}

TEST(ContentKeys, AreThoseOfTheGoldenFile) {
  std::ifstream file(POCKETREC_GOLDEN_FOLDER "/content.json");
  const Json items = Json::parse(file).at("items");
  ASSERT_GE(items.size(), 7);
  for (const Json& item : items) {
    const std::string title = item["folded"].value("title", "");
    const std::string author = item["folded"].value("author", "");
    const std::string publisher = item["folded"].value("publisher", "");
    const std::string language = item["facts"].value("language", "");
    // Categories are folded without marks.
    const std::vector<std::string> categories =
        item["keys"].value("category", std::vector<std::string>{});
    const std::vector<std::string_view> views(categories.begin(), categories.end());
    const auto keys =
        content_keys({title, author, publisher, language, views, item["facts"].value("year", 0)});
    std::set<Key> found;
    for (const ContentKey key : keys) found.emplace(key.field, key.print);
    EXPECT_EQ(found.size(), keys.size()) << "each key once";
    EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
    EXPECT_EQ(found, expected_keys(item["keys"])) << item["facts"];
  }
}

TEST(ContentKeys, NothingIsKnownOfNothing) { EXPECT_TRUE(content_keys({}).empty()); }

TEST(ContentKeys, WaysToWriteANameMeetInOneKey) {
  std::set<uint32_t> prints;
  for (const std::string_view name : {"j k rowling", "joanne rowling", "j rowling"}) {
    ContentFacts facts;
    facts.author = name;
    const auto keys = content_keys(facts);
    ASSERT_EQ(keys.front().field, ContentField::kAuthor);
    prints.insert(keys.front().print);
  }
  EXPECT_EQ(prints.size(), 1U);
}

TEST(ContentKeys, PeriodsOfFiveYears) {
  const auto key = [](int32_t year) {
    ContentFacts facts;
    facts.year = year;
    return content_keys(facts).at(0);
  };
  EXPECT_EQ(key(2001), key(2005));
  EXPECT_NE(key(2000), key(2001));
  EXPECT_EQ(key(3), key(5));
}

TEST(ContentKeys, LongTextsCountByTheirFirstWords) {
  std::string title;
  for (uint32_t word = 0; word < kMaxContentWords; ++word) {
    title += "w";
    title += std::to_string(word) + " ";
  }
  const auto keys = keys_of_title(title);
  EXPECT_EQ(keys.size(), kMaxContentWords);
  EXPECT_EQ(keys_of_title(title + "another"), keys);
}

// Whoever folds may hand over anything.
TEST(ContentKeys, TakesAnyBytes) {
  for (const std::string text :
       {"\xE0", "\xF0\x9F", "\x80\x80\x80\x80", "( ( [", ") ]", "   ", ";", "\xE0\xB9"}) {
    ContentFacts facts;
    facts.title = facts.author = facts.publisher = facts.language = text;
    const std::string_view category = text;
    facts.categories = {&category, 1};
    EXPECT_LE(content_keys(facts).size(), 10U) << text;
  }
}

}  // namespace
}  // namespace pocketrec
