#include "trainer/read/read.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "trainer/read/formats.h"
#include "trainer/read/merge.h"
#include "trainer/support/error.h"
#include "trainer/support/files.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;

void read_draft(const FoundFiles& files, Format format, Draft& draft) {
  if (format != Format::kLightgcn && !files.interactions) {
    throw DataError("expected a file of interactions for the format " +
                    std::string(name_of(format)) + " in " + files.folder.string() +
                    ", found lists only: use --format lightgcn");
  }
  switch (format) {
    case Format::kBookCrossing:
      return draft_book_crossing(files, draft);
    case Format::kGoodbooks:
      return draft_goodbooks(files, draft);
    case Format::kMovielens:
      return draft_movielens(files, draft);
    case Format::kLightgcn:
      return draft_lightgcn(files, draft);
    case Format::kCsv:
    case Format::kAuto:
      return draft_csv(files, draft);
  }
}

// The top of the scale that people will have used: the lowest customary one that holds `seen`.
RatingScale scale_of(const RatingScale& seen, Format format) {
  RatingScale scale = seen;
  if (seen.maximum == 0.0F) return scale;
  if (format == Format::kBookCrossing) {
    scale.maximum = 10.0F;
  } else if (format == Format::kGoodbooks || format == Format::kMovielens) {
    scale.maximum = 5.0F;
  } else if (seen.minimum != seen.maximum) {
    for (const float top : {1.0F, 5.0F, 10.0F, 100.0F}) {
      if (seen.maximum > top) continue;
      scale.maximum = top;
      break;
    }
  }
  return scale;
}

// The file of items that was read; nothing where the format has none, or there is none.
const SourceFile* item_file(const Draft& draft, const FoundFiles& files) {
  const auto found =
      std::find_if(draft.files.begin(), draft.files.end(),
                   [&](const SourceFile& file) { return file.path() == files.items; });
  return found == draft.files.end() ? nullptr : &*found;
}

// What there is to say of a file of items without a row of use, up to how to mend it.
std::string no_usable_items(const SourceFile& items) {
  const std::string why = items.tally.dropped_summary();
  return "expected rows of items in " + items.path().string() + ", found none that can be used" +
         (why.empty() ? "" : ": " + why) + "; check the file's columns (recognised as " +
         items.recognised() + ")";
}

// Items of which not one was chosen: two files that do not belong together.
[[noreturn]] void throw_no_match(const Draft& draft, const SourceFile& items) {
  const auto known = std::find_if(draft.items.begin(), draft.items.end(),
                                  [](const Item& item) { return !item.id.empty(); });
  if (known == draft.items.end()) {
    throw DataError(no_usable_items(items) + ", or take it away to go on without titles");
  }
  const std::string rated(draft.item_ids.id(draft.interactions.front().item_index));
  throw DataError("expected the items of " + draft.files.front().path().string() + " (such as \"" +
                  as_example(rated) + "\") in " + items.path().string() +
                  ", found not one of them (its ids are like \"" + as_example(known->id) +
                  "\"): get both files from the same data set, name the column of ids in their "
                  "first lines, or take the items away to go on without titles");
}

// Gives items and users that have no row of facts their ids, and counts the items' ratings.
void complete(Draft& draft, const SourceFile* items, Tally& tally) {
  draft.items.resize(draft.item_ids.size());
  if (items != nullptr) {
    size_t without_facts = 0;
    for (const Interaction& entry : draft.interactions) {
      if (!draft.items[entry.item_index].id.empty()) continue;
      tally.count(Reason::kItemWithoutFacts, 0, draft.item_ids.id(entry.item_index));
      ++without_facts;
    }
    if (without_facts == draft.interactions.size()) throw_no_match(draft, *items);
  }
  for (uint32_t i = 0; i < draft.items.size(); ++i) {
    if (draft.items[i].id.empty()) draft.items[i].id = draft.item_ids.id(i);
  }
  draft.users.resize(draft.user_ids.size());
  for (uint32_t u = 0; u < draft.users.size(); ++u) draft.users[u].id = draft.user_ids.id(u);
}

CleaningReport report_on(const Draft& draft, size_t num_items) {
  CleaningReport report;
  for (const SourceFile& file : draft.files) {
    report.rows_read[file.name()] = file.rows_read;
    report.recognised[file.name()] = file.recognised();
    file.tally.write_to(report, file.name());
  }
  report.items_kept = num_items;
  return report;
}

void write_report(const Draft& draft, Dataset& data) {
  data.report = report_on(draft, data.items.size());
  data.report.users_kept = data.users.size();
  data.report.interactions_kept = data.interactions.size();
}

bool merges_editions(Format format, const ReadOptions& options) {
  const bool books = format == Format::kBookCrossing || format == Format::kGoodbooks;
  return options.merge_editions.value_or(books);
}

// In a data set, interactions go with either row; of items alone, nobody can say which is meant.
void refuse_repeated_ids(const SourceFile& file) {
  const uint64_t count = file.tally.count_of(Reason::kSameItemAgain);
  if (count == 0) return;
  CleaningReport report;
  file.tally.write_to(report, file.name());
  const CleaningEntry& entry =
      report.entries.at(file.name() + ": " + facts_of(Reason::kSameItemAgain).text);
  throw DataError("expected every id once in " + file.path().string() + ", found " +
                  std::to_string(count) + (count == 1 ? " row" : " rows") +
                  " with the id of an earlier one, the first at " + file.name() + ":" +
                  std::to_string(entry.line) + " (\"" + entry.example +
                  "\"); remove one row of each two, or give them ids of their own");
}

}  // namespace

std::string fingerprint_of(std::vector<fs::path> files, uint32_t threads) {
  std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
    return std::tuple(a.filename(), a) < std::tuple(b.filename(), b);
  });
  std::vector<std::string> lines(files.size());
  parallel_blocks(files.size(), 1, resolve_threads(threads), [&](size_t i, size_t, uint32_t) {
    const MappedFile file(files[i]);
    lines[i] = files[i].filename().string() + ' ' + std::to_string(file.bytes().size()) + ' ' +
               sha256_hex(file.bytes()) + '\n';
  });
  std::string all;
  for (const std::string& line : lines) all += line;
  return sha256_hex({reinterpret_cast<const uint8_t*>(all.data()), all.size()});
}

Dataset read_dataset(const fs::path& path, Format format, const ReadOptions& options) {
  const FoundFiles files = find_files(path);
  Dataset data;
  data.format = format == Format::kAuto ? recognise(files) : format;
  data.simulated = fs::exists(files.folder / "SIMULATED.txt");

  Draft draft;
  read_draft(files, data.format, draft);
  Tally& tally = draft.files.front().tally;
  const uint32_t num_users = draft.user_ids.size();
  sort_and_merge(draft.interactions, num_users, Reason::kSameRowAgain, Reason::kRatedAgain, tally);
  complete(draft, item_file(draft, files), tally);

  if (merges_editions(data.format, options)) {
    merge_editions(draft.items, draft.interactions, num_users, tally);
  }
  data.items = std::move(draft.items);
  data.users = std::move(draft.users);
  data.interactions = std::move(draft.interactions);
  data.scale = scale_of(draft.seen, data.format);

  std::vector<fs::path> read_files;
  for (const SourceFile& file : draft.files) read_files.push_back(file.path());
  data.fingerprint = fingerprint_of(read_files, options.threads);
  write_report(draft, data);
  return data;
}

ItemTable read_item_table(const fs::path& path, Format format, const ReadOptions& options) {
  if (fs::is_directory(path)) {
    throw DataError("expected a file of items, found a folder: " + path.string() +
                    "; give the CSV file itself");
  }
  Draft draft;
  draft_item_table(path, format, draft);
  SourceFile& file = draft.files.front();
  if (draft.items.empty()) throw DataError(no_usable_items(file));
  refuse_repeated_ids(file);
  if (merges_editions(format, options))
    merge_editions(draft.items, draft.interactions, 0, file.tally);
  const CleaningReport report = report_on(draft, draft.items.size());
  return {std::move(draft.items), fingerprint_of({path}, options.threads), report};
}

}  // namespace pocketrec
