#include "trainer/read/ids.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <string>
#include <vector>

#include "trainer/read/id_table.h"

namespace pocketrec {
namespace {

std::string isbn(std::string_view raw) {
  std::string scratch;
  return std::string(clean_id(raw, IdKind::kIsbn, scratch).text);
}

std::string plain(std::string_view raw) {
  std::string scratch;
  return std::string(clean_id(raw, IdKind::kPlain, scratch).text);
}

std::optional<Reason> isbn_repair(std::string_view raw) {
  std::string scratch;
  return clean_id(raw, IdKind::kIsbn, scratch).repair;
}

TEST(Isbn, AProperOneStays) {
  EXPECT_EQ(isbn("034545104X"), "034545104X");
  EXPECT_FALSE(isbn_repair("034545104X"));
}

TEST(Isbn, LeadingZerosAreRestored) {
  EXPECT_EQ(isbn("155061224"), "0155061224");
  EXPECT_EQ(isbn("2005018"), "0002005018");
  EXPECT_EQ(isbn_repair("155061224"), Reason::kLeadingZeros);
}

TEST(Isbn, SmallXIsCapital) { EXPECT_EQ(isbn("096788330x"), "096788330X"); }

TEST(Isbn, TripleQuotesFallAway) { EXPECT_EQ(isbn("\"0155061224\""), "0155061224"); }

TEST(Isbn, PunctuationAndRemarksFallAway) {
  EXPECT_EQ(isbn("2.02.032126.2"), "2020321262");
  EXPECT_EQ(isbn("0-345-45104-x"), "034545104X");
  EXPECT_EQ(isbn("0440907020>>3"), "0440907020");
  EXPECT_EQ(isbn("\\\"8804501367\\\""), "8804501367");
}

TEST(Isbn, LettersForDigitsAreRead) { EXPECT_EQ(isbn("O425173526"), "0425173526"); }

TEST(Isbn, Isbn13BecomesIsbn10) {
  EXPECT_EQ(isbn("9780451162182"), "0451162188");
  EXPECT_EQ(isbn("780451162182"), "0451162188");  // the first digit was lost
}

TEST(Isbn, ScientificNotationIsReadOnlyWithAllItsDigits) {
  EXPECT_EQ(isbn("4.39023483E+08"), "0439023483");
  for (const auto* rounded : {"9,78292E+12", "3,5816E+11", "9.78E+12"}) {
    EXPECT_EQ(isbn(rounded), "") << rounded;
    EXPECT_EQ(isbn_repair(rounded), Reason::kRoundedId) << rounded;
  }
}

TEST(Isbn, WhatCannotBeRepairedSafelyStays) {
  for (const std::string id :
       {"B00005NCS7", "0699854289", "88741800047", "XXXXXXXXXXXXX", "48TEN019", "451Q3761095"}) {
    EXPECT_EQ(isbn(id), id);
  }
  EXPECT_EQ(isbn_repair("0699854289"), Reason::kIsbnBadChecksum);
}

TEST(Isbn, NothingIsNothing) {
  for (const auto* text : {"", "  ", "\"\"", "NULL", "n/a"}) EXPECT_EQ(isbn(text), "");
}

TEST(Isbn, EveryIsbnSurvivesWhatSpreadsheetsDoToIt) {
  EXPECT_TRUE(rc::check([] {
    std::string digits;
    for (int i = 0; i < 9; ++i) digits += static_cast<char>('0' + *rc::gen::inRange(0, 10));
    int sum = 0;
    for (int i = 0; i < 9; ++i) sum += (10 - i) * (digits[static_cast<size_t>(i)] - '0');
    const int check = (11 - sum % 11) % 11;
    const std::string proper = digits + (check == 10 ? 'X' : static_cast<char>('0' + check));
    RC_ASSERT(is_isbn10(proper));
    RC_ASSERT(isbn(proper) == proper);
    std::string lost = proper;
    while (lost.size() > 6 && lost.front() == '0') lost.erase(0, 1);
    RC_ASSERT(isbn(lost) == proper);
    std::string punctuated = proper;
    punctuated.insert(1, 1, '-');
    RC_ASSERT(isbn(' ' + punctuated + ' ') == proper);
  }));
}

TEST(PlainId, IsTrimmedAndUnquoted) {
  EXPECT_EQ(plain(" 12 "), "12");
  EXPECT_EQ(plain("12.0"), "12");
  EXPECT_EQ(plain("1.0.0"), "1.0.0");
  EXPECT_EQ(plain("'sku-7'"), "sku-7");
  EXPECT_EQ(plain("caf\xE9"), "café");
  EXPECT_EQ(plain("NULL"), "");
}

TEST(IdTable, GivesDenseIndicesInOrderOfFirstInsertion) {
  IdTable table;
  for (uint32_t i = 0; i < 5000; ++i) {
    // Ids of 1 to 24 bytes, within the table and beside it.
    const std::string id = std::to_string(i) + std::string(i % 20, 'x');
    EXPECT_EQ(table.insert(id, true).index, i);
  }
  for (uint32_t i = 0; i < 5000; ++i) {
    const std::string id = std::to_string(i) + std::string(i % 20, 'x');
    EXPECT_EQ(table.find(id), i);
    EXPECT_FALSE(table.insert(id, true).is_new);
    EXPECT_EQ(table.id(i), id);
  }
  EXPECT_EQ(table.find("absent"), IdTable::kNone);
  EXPECT_EQ(table.find(""), IdTable::kNone);
}

TEST(IdTable, ABatchEqualsOneByOne) {
  IdTable one_by_one;
  IdTable batched;
  for (uint32_t batch = 0; batch < 50; ++batch) {
    std::vector<std::string> texts;
    for (uint32_t i = 0; i < IdTable::kBatch; ++i) {
      // Repeats within the batch and across batches, short and long.
      texts.push_back(std::to_string(i * i * (batch % 7) % 40));
      texts.back().append(i % 17, 'y');
    }
    std::vector<IdTable::NewId> ids;
    for (const std::string& text : texts) ids.push_back({text, true});
    std::array<uint32_t, IdTable::kBatch> indices{};
    batched.insert_batch(ids, indices);
    for (size_t i = 0; i < ids.size(); ++i) {
      EXPECT_EQ(indices[i], one_by_one.insert(texts[i], true).index);
      EXPECT_EQ(batched.id(indices[i]), texts[i]);
    }
  }
}

TEST(IdTable, TellsApartTextsThatDifferInZeroBytesOnly) {
  IdTable table;
  EXPECT_TRUE(table.insert(std::string_view("a", 1), true).is_new);
  EXPECT_TRUE(table.insert(std::string_view("a\0", 2), true).is_new);
  EXPECT_EQ(table.size(), 2U);
}

}  // namespace
}  // namespace pocketrec
