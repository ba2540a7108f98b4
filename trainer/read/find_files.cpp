#include "trainer/read/find_files.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "trainer/read/columns.h"
#include "trainer/read/source_file.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string_view>;

struct Role {
  const char* what;  // for errors
  Names usual;       // normalised whole names, best first
  Names words;       // failing those, a word of the name ...
  Names never;       // ... but none of these
};

const Role kInteractions = {
    "interactions",
    {"interactions", "ratings", "bxbookratings", "bookratings", "bxratings", "rating", "udata"},
    {"rating", "interaction"},
    {}};
const Role kItems = {"items",
                     {"items", "books", "bxbooks", "movies", "uitem"},
                     {"book", "item", "movie"},
                     {"rating", "interaction", "genre", "tag", "user", "link", "toread"}};
const Role kUsers = {"users", {"users", "bxusers", "uuser"}, {"user"}, {"rating", "interaction"}};
const Role kGenres = {"genres", {"bookgenres"}, {}, {}};
const Role kLists = {"lists", {"train"}, {}, {}};

bool has_text_ending(const fs::path& path) {
  static constexpr std::array<std::string_view, 5> kTextEndings = {"csv", "tsv", "txt", "dat",
                                                                   "tab"};
  const std::string ending = normalised_name(path.extension().string());
  return std::find(kTextEndings.begin(), kTextEndings.end(), ending) != kTextEndings.end();
}

// "BX-Books.csv" -> "bxbooks"; "u.data" -> "udata", as there the ending is the name.
std::string role_name(const fs::path& path) {
  return normalised_name((has_text_ending(path) ? path.stem() : path.filename()).string());
}

bool has_word(std::string_view name, const Names& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return name.find(word) != name.npos; });
}

std::string list_of(const std::vector<fs::path>& files) {
  constexpr size_t kMost = 8;
  std::string text;
  for (size_t i = 0; i < std::min(files.size(), kMost); ++i) {
    text += (i == 0 ? "" : ", ") + files[i].filename().string();
  }
  return files.size() > kMost ? text + ", ..." : text;
}

std::optional<fs::path> only_one(const std::vector<fs::path>& candidates, const Role& role) {
  if (candidates.empty()) return {};
  if (candidates.size() == 1) return candidates.front();
  throw DataError("expected one file of " + std::string(role.what) + " in " +
                  candidates.front().parent_path().string() + ", found " + list_of(candidates) +
                  ": move the others away, or give the one file itself");
}

// Those that may play the role: of the best usual name that occurs, else of the right words.
std::vector<fs::path> candidates_for(const std::vector<fs::path>& files, const Role& role) {
  std::vector<fs::path> candidates;
  for (const std::string_view usual : role.usual) {
    std::copy_if(files.begin(), files.end(), std::back_inserter(candidates),
                 [&](const fs::path& file) { return role_name(file) == usual; });
    if (!candidates.empty()) return candidates;
  }
  std::copy_if(files.begin(), files.end(), std::back_inserter(candidates),
               [&](const fs::path& file) {
                 const std::string name = role_name(file);
                 return has_word(name, role.words) && !has_word(name, role.never);
               });
  return candidates;
}

// What a folder holds, sorted by path.
struct Entries {
  std::vector<fs::path> files;    // that may be data
  std::vector<fs::path> folders;  // that are called like a file of data
};

std::optional<fs::path> find_role(const Entries& entries, const Role& role) {
  const std::vector<fs::path> files = candidates_for(entries.files, role);
  if (!files.empty()) return only_one(files, role);
  const std::vector<fs::path> folders = candidates_for(entries.folders, role);
  if (folders.empty()) return {};
  throw DataError("expected a file of " + std::string(role.what) +
                  ", found a folder: " + folders.front().string() +
                  "; put the file itself in its place, joined from its parts if a program wrote "
                  "it as several");
}

Entries entries_of(const fs::path& folder) {
  static constexpr std::array<std::string_view, 9> kOther = {
      ".md", ".json", ".py", ".ipynb", ".gz", ".zip", ".pdf", ".html", ".genre"};
  Entries entries;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    const bool hidden = entry.path().filename().string().starts_with('.');
    if (hidden) continue;
    if (entry.is_directory() && has_text_ending(entry.path())) {
      entries.folders.push_back(entry.path());
    } else if (entry.is_regular_file() &&
               std::find(kOther.begin(), kOther.end(), ending) == kOther.end()) {
      entries.files.push_back(entry.path());
    }
  }
  std::sort(entries.files.begin(), entries.files.end());
  std::sort(entries.folders.begin(), entries.folders.end());
  return entries;
}

// Lines of non-negative integers with single spaces, of varying length: "0 12 7 3".
bool holds_lists(const fs::path& path) {
  const MappedFile file(path);
  const std::string_view look = file.text().substr(0, 4096);
  const size_t line_end = look.find('\n');
  const std::string_view line = look.substr(0, line_end);
  return line.find(' ') != line.npos && line.find_first_not_of("0123456789 \r") == line.npos;
}

bool has_name(const SourceFile& file, std::string_view name) {
  return std::find(file.header().begin(), file.header().end(), name) != file.header().end();
}

}  // namespace

FoundFiles find_files(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    throw DataError("expected a data set at " + path.string() +
                    ", found no such file or folder: check the path given to --data");
  }
  FoundFiles found;
  found.folder = fs::is_directory(status) ? path : path.parent_path();
  if (!fs::is_directory(status)) {
    (holds_lists(path) ? found.lists : found.interactions) = path;
    return found;
  }
  const Entries entries = entries_of(path);
  found.interactions = find_role(entries, kInteractions);
  found.items = find_role(entries, kItems);
  found.users = find_role(entries, kUsers);
  found.genres = find_role(entries, kGenres);
  found.lists = find_role(entries, kLists);
  if (found.lists && !holds_lists(*found.lists)) found.lists.reset();
  if (found.interactions || found.lists) return found;
  throw DataError("expected a file of interactions in " + path.string() +
                  " (Ratings.csv, BX-Book-Ratings.csv, ratings.dat, u.data, interactions.csv or "
                  "train.txt), found " +
                  (entries.files.empty() ? "no data file" : list_of(entries.files)) +
                  ": rename it, or give the file itself");
}

Format recognise(const FoundFiles& files) {
  if (!files.interactions) return Format::kLightgcn;
  const std::string name = role_name(*files.interactions);
  const bool movie_items =
      files.items && (role_name(*files.items) == "movies" || role_name(*files.items) == "uitem");
  if (movie_items || name == "udata") return Format::kMovielens;
  const SourceFile interactions(*files.interactions);
  if (interactions.dialect().doubled_delimiter || has_name(interactions, "movieid")) {
    return Format::kMovielens;
  }
  if (files.items) {
    const SourceFile items(*files.items);
    if (has_name(items, "bestbookid") || has_name(items, "goodreadsbookid")) {
      return Format::kGoodbooks;
    }
  }
  const bool isbns = interactions.header().empty() ? isbn_column(interactions.sample()).has_value()
                                                   : has_name(interactions, "isbn");
  return isbns ? Format::kBookCrossing : Format::kCsv;
}

}  // namespace pocketrec
