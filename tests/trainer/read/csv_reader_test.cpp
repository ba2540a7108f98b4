#include "trainer/read/csv_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "trainer/read/encoding.h"

namespace pocketrec {
namespace {

using Row = std::vector<std::string>;
using Table = std::vector<Row>;

Table read_all(std::string_view text, const CsvDialect& dialect) {
  Table table;
  std::string scratch;
  CsvReader reader(text, dialect);
  while (reader.next_row()) {
    Row row;
    for (const CsvField& field : reader.fields()) {
      row.emplace_back(reader.unescape(field, scratch));
    }
    table.push_back(std::move(row));
  }
  return table;
}

Table read_sniffed(std::string_view text) { return read_all(text, sniff_dialect(text)); }

TEST(CsvReader, ReadsQuotedFieldsWithDelimitersQuotesAndLineEndsInThem) {
  EXPECT_EQ(read_sniffed("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\nlines\",z\n"),
            (Table{{"a", "b"}, {"x,y", "say \"hi\""}, {"two\nlines", "z"}}));
}

TEST(CsvReader, ReadsBackslashEscapesWhereTheFileHasThem) {
  EXPECT_EQ(read_sniffed("\"1\";\"esch, \\\"n/a\\\", lux\";NULL\n\"2\";\"plain\";\"3\"\n"),
            (Table{{"1", "esch, \"n/a\", lux", "NULL"}, {"2", "plain", "3"}}));
}

TEST(CsvReader, ABackslashBeforeDoubledQuotesIsText) {
  EXPECT_EQ(read_sniffed("1,\"\\O\\\"\" Is for Outlaw\"\"\",x\n2,b,y\n"),
            (Table{{"1", "\\O\\\" Is for Outlaw\"", "x"}, {"2", "b", "y"}}));
}

TEST(CsvReader, ReadsEveryLineEnd) {
  const Table expected = {{"a", "b"}, {"1", "2"}, {"3", ""}};
  EXPECT_EQ(read_sniffed("a,b\n1,2\n3,\n"), expected);
  EXPECT_EQ(read_sniffed("a,b\r\n1,2\r\n3,"), expected);
  EXPECT_EQ(read_sniffed("a,b\r1,2\r3,\r"), expected);
}

TEST(CsvReader, ReadsEveryDelimiter) {
  const Table expected = {{"1", "2", "3"}, {"4", "5", "6"}};
  for (const std::string delimiter : {",", ";", "\t", "|", "::"}) {
    const std::string text =
        "1" + delimiter + "2" + delimiter + "3\n4" + delimiter + "5" + delimiter + "6\n";
    EXPECT_EQ(read_sniffed(text), expected) << delimiter;
  }
}

TEST(CsvReader, SingleColonsInADoubleColonFileAreText) {
  EXPECT_EQ(read_sniffed("1::Star Wars: A New Hope::Sci-Fi\n2::Alien::Horror\n"),
            (Table{{"1", "Star Wars: A New Hope", "Sci-Fi"}, {"2", "Alien", "Horror"}}));
}

TEST(CsvReader, AQuoteWithoutPartnerCostsOneFieldOnly) {
  const std::string text = "1,\"open,5\n2,b,6\n3,\"c\",7\n";
  CsvReader reader(text, CsvDialect{});
  size_t rows = 0;
  while (reader.next_row()) {
    ++rows;
    EXPECT_EQ(reader.fields().size(), 3U);
  }
  EXPECT_EQ(rows, 3U);
  EXPECT_EQ(reader.unbalanced_quotes(), 1U);
}

TEST(CsvReader, AnUnfinishedQuoteAtTheEndIsText) {
  EXPECT_EQ(read_all("1,\"abc", CsvDialect{}), (Table{{"1", "\"abc"}}));
  EXPECT_EQ(read_all("\"", CsvDialect{}), (Table{{"\""}}));
  EXPECT_EQ(read_all("1,\"ab\\", CsvDialect{.backslash_escapes = true}), (Table{{"1", "\"ab\\"}}));
}

TEST(CsvReader, StrayQuotesInsideQuotesAreText) {
  EXPECT_EQ(read_all("1,\"the \"best\" book\",x\n", CsvDialect{}),
            (Table{{"1", "the \"best\" book", "x"}}));
}

TEST(CsvReader, CountsLinesAndNotRows) {
  const std::string text = "a,b\n\"x\ny\",1\n\nz,2\n";
  CsvReader reader(text, CsvDialect{});
  std::vector<uint64_t> lines;
  while (reader.next_row()) lines.push_back(reader.line());
  EXPECT_EQ(lines, (std::vector<uint64_t>{1, 2, 4, 5}));
}

TEST(CsvReader, EmptyTextHasNoRows) { EXPECT_EQ(read_all("", CsvDialect{}), Table{}); }

TEST(SniffDialect, IsNotMisledByCommasInSemicolonFiles) {
  const CsvDialect dialect = sniff_dialect("id;place;age\n1;nyc, ny, usa;18\n2;rome, , italy;\n");
  EXPECT_EQ(dialect.delimiter, ';');
}

TEST(SniffDialect, DescribesWhatItFound) {
  EXPECT_EQ(describe(sniff_dialect("\"a\";\"b\"\r\n\"1\";\"\\\"x\\\" y\"\r\n")),
            "semicolon, CR LF, quoted, \\\" escapes");
}

// ---- Any table in any dialect comes back as it was.

struct Written {
  std::string text;
  CsvDialect dialect;
};

bool needs_quotes(const std::string& cell, const CsvDialect& dialect) {
  return cell.find_first_of(std::string("\"\r\n") + dialect.delimiter) != cell.npos;
}

std::string quoted(const std::string& cell, const CsvDialect& dialect) {
  std::string text = "\"";
  for (const char c : cell) {
    if (dialect.backslash_escapes && (c == '"' || c == '\\')) {
      text += '\\';
    } else if (c == '"') {
      text += '"';
    }
    text += c;
  }
  return text + "\"";
}

Written write_table(const Table& table, const CsvDialect& dialect, bool quote_all,
                    const std::string& line_end) {
  Written written{"", dialect};
  for (const Row& row : table) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) written.text += std::string(dialect.doubled_delimiter ? 2 : 1, dialect.delimiter);
      const bool quote = quote_all || needs_quotes(row[i], dialect);
      written.text += quote ? quoted(row[i], dialect) : row[i];
    }
    written.text += line_end;
  }
  return written;
}

rc::Gen<Table> tables() {
  const auto character = rc::gen::elementOf(std::string("ab 1,;\t|:\"\\\n\r&\xC3\xA9"));
  const auto cell = rc::gen::container<std::string>(character);
  return rc::gen::nonEmpty(
      rc::gen::container<Table>(rc::gen::nonEmpty(rc::gen::container<Row>(cell))));
}

TEST(CsvReaderProperty, ATableWrittenInAnyDialectIsReadBack) {
  const bool holds = rc::check([] {
    const Table table = *tables();
    CsvDialect dialect;
    dialect.delimiter = *rc::gen::element(',', ';', '\t', '|', ':');
    dialect.doubled_delimiter = dialect.delimiter == ':';
    dialect.backslash_escapes = *rc::gen::arbitrary<bool>();
    dialect.bare_cr = *rc::gen::arbitrary<bool>();
    const std::string line_end =
        dialect.bare_cr ? "\r" : *rc::gen::element(std::string("\n"), std::string("\r\n"));
    const bool quote_all = *rc::gen::arbitrary<bool>();
    const Written written = write_table(table, dialect, quote_all, line_end);
    RC_ASSERT(read_all(written.text, dialect) == table);
  });
  EXPECT_TRUE(holds);
}

// ---- On well-formed text the reader agrees with a plain state machine, byte by byte.

Table read_by_oracle(const std::string& text, char delimiter) {
  Table table;
  Row row;
  std::string cell;
  bool in_quotes = false;
  bool row_open = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    row_open = true;
    if (in_quotes && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      cell += '"';
      ++i;
    } else if (c == '"') {
      in_quotes = !in_quotes;
    } else if (!in_quotes && c == delimiter) {
      row.push_back(std::exchange(cell, {}));
    } else if (!in_quotes && c == '\n') {
      row.push_back(std::exchange(cell, {}));
      table.push_back(std::exchange(row, {}));
      row_open = false;
    } else {
      cell += c;
    }
  }
  if (row_open) {
    row.push_back(cell);
    table.push_back(row);
  }
  return table;
}

TEST(CsvReaderProperty, AgreesWithAPlainStateMachine) {
  const bool holds = rc::check([] {
    Table table = *tables();
    for (Row& row : table) {
      for (std::string& cell : row) std::erase(cell, '\r');
    }
    const CsvDialect dialect;
    const std::string text = write_table(table, dialect, *rc::gen::arbitrary<bool>(), "\n").text;
    RC_ASSERT(read_all(text, dialect) == read_by_oracle(text, ','));
  });
  EXPECT_TRUE(holds);
}

TEST(CsvReaderProperty, FieldsCoverEveryByteOfAnyText) {
  const bool holds = rc::check([](const std::string& text) {
    CsvReader reader(text, sniff_dialect(text));
    size_t end = 0;
    while (reader.next_row()) {
      for (const CsvField& field : reader.fields()) {
        RC_ASSERT(field.text.data() >= text.data() + end);
        end = static_cast<size_t>(field.text.data() + field.text.size() - text.data());
        RC_ASSERT(end <= text.size());
      }
    }
    RC_ASSERT(text.size() - end <= 3);  // a closing quote and a line end
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace pocketrec
