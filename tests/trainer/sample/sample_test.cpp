#include "trainer/sample/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "tests/trainer/sample/fixture.h"
#include "trainer/sample/reading.h"
#include "trainer/support/error.h"
#include "trainer/support/files.h"

namespace pocketrec {
namespace {

SampleOptions small_options() {
  SampleOptions options;
  options.users = 300;
  options.interactions = 5'000;
  return options;
}

TEST(Sample, SameSeedSameBytes) {
  EXPECT_EQ(sample_bytes(small_options()), sample_bytes(small_options()));
}

TEST(Sample, AnotherSeedAnotherSample) {
  SampleOptions other = small_options();
  other.seed = 2;
  EXPECT_NE(sample_bytes(small_options()), sample_bytes(other));
}

TEST(Sample, ThreadsNeverChangeAByte) {
  SampleOptions options;  // large enough for several blocks
  options.items = 100'000;
  options.threads = 1;
  const std::string one = sample_bytes(options);
  for (const uint32_t threads : {2U, 3U, 7U}) {
    options.threads = threads;
    EXPECT_TRUE(sample_bytes(options) == one) << threads;
  }
}

// A pinned result, from a catalogue of its own so that new books do not move it: another machine,
// compiler or standard library must give the same.
TEST(Sample, BytesAreTheSameOnEveryMachine) {
  const std::string text =
      "PR00000019\tDune\tFrank Herbert\t1965\tChilton Books\tA|B\ten\t5\n"
      "PR00000027\tEmma\tJane Austen\t1815\tJohn Murray\tB|C\ten\t4\n"
      "PR00000035\tPersuasion\tJane Austen\t1817\tJohn Murray\tB|C\ten\t3\n"
      "PR00000043\tFaust\tGoethe\t1808\tCotta\tA|C\tde\t5\n";
  const Library library(parse_catalogue(text, "A\nB\nC\n"), 1000, 1);
  const Tastes tastes(library);
  const std::vector<Place> places = {{"lyon", "x", "france", "fr", 1}, {"ulm", "x", "y", "de", 2}};
  const Readers readers(library, tastes, places, 1);
  Reading reading(library, tastes, readers, 1);
  std::string rows;
  for (uint32_t user = 0; user < 500; ++user) reading.append_rows(user, 20, rows);
  const auto* bytes = reinterpret_cast<const uint8_t*>(rows.data());
  EXPECT_EQ(sha256_hex({bytes, rows.size()}),
            "e7219708f94d0c191550bd6234284369f7e25b2832157da161dfd92f21d6cdde");
}

// The different (reader, work) pairs of rows that name a book of Books.csv.
std::set<std::pair<std::string, std::string>> pairs_of(const SampleRows& sample) {
  std::set<std::string> own;
  for (const Row& row : sample.books) own.insert(row[0]);
  std::set<std::pair<std::string, std::string>> pairs;
  for (const Row& row : sample.ratings) {
    std::string id = row[1];
    std::erase(id, ' ');
    if (!own.contains(id)) continue;
    // An edition's number is four times its book's, plus one or two.
    if (id.starts_with("PE")) id = std::to_string(std::stoi(id.substr(2, 7)) / 4);
    if (id.starts_with("PR")) id = std::to_string(std::stoi(id.substr(2, 7)));
    pairs.insert({row[0], id});
  }
  return pairs;
}

TEST(Sample, CountsAreAsAsked) {
  for (const uint64_t items : {30U, 1200U, 5000U}) {
    SampleOptions options = small_options();
    options.items = items;
    const SampleRows sample(options);
    EXPECT_EQ(sample.users.size(), options.users);
    const auto works = std::ranges::count_if(
        sample.books, [](const Row& row) { return !row[0].starts_with("PE"); });
    EXPECT_EQ(works, items);
    EXPECT_EQ(pairs_of(sample).size(), options.interactions) << items;
  }
}

TEST(Sample, EveryReaderCanHaveReadEverything) {
  SampleOptions options;
  options.users = 40;
  options.items = 50;
  options.interactions = 2'000;
  EXPECT_EQ(pairs_of(SampleRows(options)).size(), 2'000);
}

TEST(Sample, InventedItemsSaySo) {
  SampleOptions options = small_options();
  options.items = 5'000;
  for (const Row& row : SampleRows(options).books) {
    if (!row[0].starts_with("PS")) continue;
    EXPECT_TRUE(row[1].starts_with("Simulated title ") || row[1].starts_with("SIMULATED TITLE "));
    EXPECT_TRUE(row[2].starts_with("Simulated author "));
  }
}

TEST(Sample, ReadersAreSaidToBeSimulated) {
  const TempFolder folder;
  write_sample(small_options(), folder.path());
  const std::string text = bytes_of(folder.path() / "SIMULATED.txt");
  EXPECT_NE(text.find("made up"), std::string::npos);
  EXPECT_NE(text.find("--users 300"), std::string::npos);
}

class SampleReaders : public ::testing::Test {
 protected:
  static const SampleRows& sample() {
    static const SampleRows rows{SampleOptions{}};
    return rows;
  }
};

TEST_F(SampleReaders, PopularityIsSkewed) {
  std::map<std::string, uint64_t> chosen;
  for (const auto& [user, item] : pairs_of(sample())) ++chosen[item];
  std::vector<uint64_t> counts;
  for (const auto& [item, count] : chosen) counts.push_back(count);
  std::ranges::sort(counts, std::greater<>());
  uint64_t head = 0, all = 0;
  for (size_t i = 0; i < counts.size(); ++i) {
    all += counts[i];
    if (i < counts.size() / 10) head += counts[i];
  }
  EXPECT_GT(head * 100, all * 25);  // a tenth of the books has over a quarter of the readers,
  EXPECT_LT(head * 100, all * 60);  // and the others are read too
  EXPECT_GT(counts.front(), 10 * counts[counts.size() / 2]);
}

TEST_F(SampleReaders, SixInTenAreImplicit) {
  size_t implicit = 0, rows = 0;
  for (const Row& row : sample().ratings) {
    if (row[2].empty()) continue;
    const int rating = std::stoi(row[2]);
    EXPECT_TRUE(rating >= 0 && rating <= 10);
    implicit += rating == 0;
    ++rows;
  }
  EXPECT_NEAR(static_cast<double>(implicit) / static_cast<double>(rows), 0.6, 0.04);
}

// What makes the data worth learning from: who reads one book of a kind reads others of it, and
// rates those higher.
TEST_F(SampleReaders, ReadersHaveTastes) {
  std::map<std::string, std::string> categories;
  for (const Row& row : sample().books) categories[row[0]] = row[8];
  std::map<std::string, std::pair<int, int>> of_kind;  // reader -> science fiction, all
  for (const Row& row : sample().ratings) {
    const auto found = categories.find(row[1]);
    if (found == categories.end()) continue;
    of_kind[row[0]].first += found->second.find("Science fiction") != std::string::npos;
    ++of_kind[row[0]].second;
  }
  double kind = 0, all = 0;  // the share of the kind in all that is read,
  double beside = 0;         // and beside a book of the kind, in the same reader's other books
  for (const auto& [reader, counts] : of_kind) {
    kind += counts.first;
    all += counts.second;
    if (counts.first > 1) beside += counts.first * (counts.first - 1.0) / (counts.second - 1);
  }
  EXPECT_GT(beside / kind, 1.7 * kind / all);

  double rated_in = 0, rated_out = 0, num_in = 0, num_out = 0;
  for (const Row& row : sample().ratings) {
    const auto found = categories.find(row[1]);
    if (found == categories.end() || row[2] == "0") continue;
    const auto& [of_the_kind, read] = of_kind[row[0]];
    if (of_the_kind * 2 < read) continue;  // only those who read mostly this kind
    const bool inside = found->second.find("Science fiction") != std::string::npos;
    (inside ? rated_in : rated_out) += std::stoi(row[2]);
    (inside ? num_in : num_out) += 1;
  }
  EXPECT_GT(rated_in / num_in, rated_out / num_out + 0.5);
}

TEST_F(SampleReaders, PlacesGoWithLanguages) {
  std::map<std::string, std::string> language_of;
  for (const Row& row : sample().books) language_of[row[0]] = row[9];
  std::map<std::string, bool> in_egypt;
  for (const Row& row : sample().users) in_egypt[row[0]] = row[1].ends_with(", egypt");
  size_t arabic[2] = {}, read[2] = {};
  for (const Row& row : sample().ratings) {
    const auto found = language_of.find(row[1]);
    if (found == language_of.end()) continue;
    const bool egypt = in_egypt[row[0]];
    arabic[egypt] += found->second == "ar";
    ++read[egypt];
  }
  EXPECT_GT(arabic[1] * 10, read[1] * 4);  // over two fifths of what is read in Egypt,
  EXPECT_LT(arabic[0] * 10, read[0]);      // less than a tenth elsewhere
}

}  // namespace
}  // namespace pocketrec
