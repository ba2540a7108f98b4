#include "trainer/sample/sample.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "trainer/sample/csv_text.h"
#include "trainer/sample/dirt.h"
#include "trainer/sample/embedded.h"
#include "trainer/sample/reading.h"
#include "trainer/sample/staged_files.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace fs = std::filesystem;
namespace {

constexpr const char* kMarker = "SIMULATED.txt";
constexpr const char* kDataFiles[] = {"Books.csv", "Users.csv", "Ratings.csv"};

// Blocks of about this many rows are made at a time: small enough for the cache, large enough that
// handing them to threads costs nothing.
constexpr uint64_t kRowsPerBlock = 32'768;
constexpr uint32_t kBlocksPerThread = 4;

void check_range(const char* option, uint64_t value, uint64_t most) {
  if (value >= 1 && value <= most) return;
  throw UsageError(std::string(option) + " must be from 1 to " + std::to_string(most) + ", found " +
                   std::to_string(value));
}

void check_options(const SampleOptions& options, uint64_t num_items) {
  check_range("--users", options.users, SampleOptions::kMaxUsers);
  check_range("--items", num_items, Library::kMaxItems);
  if (options.interactions < 1 || options.interactions > options.users * num_items) {
    throw UsageError("--interactions must be from 1 to users times items (" +
                     std::to_string(options.users) + " x " + std::to_string(num_items) + " = " +
                     std::to_string(options.users * num_items) + "), found " +
                     std::to_string(options.interactions) +
                     "; ask for fewer, or for more users or items");
  }
}

// Replacing an earlier sample is fine; replacing somebody's data set is not.
void check_folder(const fs::path& out) {
  std::error_code error;
  if (fs::exists(out / kMarker, error)) return;
  for (const char* name : kDataFiles) {
    if (!fs::exists(out / name, error)) continue;
    throw DataError("expected an empty folder or an earlier sample, found " +
                    (out / name).string() + " without " + kMarker +
                    " beside it: name another folder, so that no real data is overwritten");
  }
}

// Makes rows 0..count-1 on all threads, block by block, and writes them in order.
using AppendBlock = std::function<void(size_t begin, size_t end, std::string& out)>;
void write_rows(size_t count, size_t block, uint32_t threads, StagedFiles& files,
                const AppendBlock& append) {
  std::vector<std::string> texts(size_t{resolve_threads(threads)} * kBlocksPerThread);
  const size_t batch = block * texts.size();
  for (size_t first = 0; first < count; first += batch) {
    const size_t in_batch = std::min(batch, count - first);
    for (std::string& text : texts) text.clear();
    parallel_blocks(in_batch, block, threads, [&](size_t begin, size_t end, uint32_t) {
      append(first + begin, first + end, texts[begin / block]);
    });
    for (const std::string& text : texts) files.write(text);
  }
}

void append_book(const Library& library, uint32_t item, uint64_t seed, std::string& out) {
  const CatalogueBook& book = library.book(library.book_of(item));
  Random random = random_stream(seed, Purpose::kBookDirt, item);
  for (uint32_t edition = 0; edition <= library.num_editions(item); ++edition) {
    BookFields fields{std::string(book.title), std::string(book.author),
                      std::string(book.publisher), book.year};
    if (item >= library.num_books()) {
      fields = {"Simulated title " + std::to_string(item),
                "Simulated author " + std::to_string(library.invented_author(item)),
                "Simulated publisher", book.year};
    }
    soil_book(fields, random);
    library.append_id(item, edition, out);
    for (const std::string* field : {&fields.title, &fields.author}) {
      out += ',';
      append_field(out, *field);
    }
    out += ',';
    append_number(out, fields.year);
    out += ',';
    append_field(out, fields.publisher);
    out += ",,,,";  // no cover images
    append_field(out, book.categories);
    out += ',';
    out += book.language;
    out += '\n';
  }
}

void append_user(const Readers& readers, uint32_t user, uint64_t seed, std::string& out) {
  const Reader reader = readers.reader(user);
  const Place& place = readers.place_of(reader);
  Random random = random_stream(seed, Purpose::kUserDirt, user);
  append_number(out, int64_t{user} + 1);
  out += ',';
  append_field(out, soiled_location(place.city, place.region, place.country, random));
  out += ',';
  append_soiled_age(out, reader.age, random);
  out += '\n';
}

std::string marker_text(const SampleOptions& options, const Library& library) {
  std::string text =
      "SIMULATED DATA\n\n"
      "The readers in Users.csv and every rating in Ratings.csv are made up by a program;\n"
      "no such people exist. The books in Books.csv whose id begins with PR are real, and\n"
      "their titles, authors and years are facts; the ids are not ISBNs. Ids that begin\n"
      "with PE stand for made-up further editions of such books, ids that begin with PS\n"
      "for made-up books. Part of the rows is damaged on purpose, as real files are.\n"
      "Nothing measured on this data says anything about real readers.\n\n";
  text += "made by: pocketrec " POCKETREC_VERSION " sample --users " +
          std::to_string(options.users) + " --items " + std::to_string(library.num_items()) +
          " --interactions " + std::to_string(options.interactions) + " --seed " +
          std::to_string(options.seed) + "\n";
  text += "real books: " + std::to_string(library.num_books()) + "\n";
  return text;
}

}  // namespace

void write_sample(const SampleOptions& options, const fs::path& out) {
  std::vector<CatalogueBook> catalogue = parse_catalogue(kCatalogueText, kCategoriesText);
  const uint64_t num_items = options.items.value_or(catalogue.size());
  check_options(options, num_items);
  check_folder(out);

  StagedFiles files(out);
  const uint64_t seed = options.seed;
  const Library library(std::move(catalogue), num_items, seed);
  const Tastes tastes(library);
  const std::vector<Place> places = parse_places(kPlacesText);
  const Readers readers(library, tastes, places, seed);

  // First, so that the data never stands there without it.
  files.begin(kMarker);
  files.write(marker_text(options, library));

  files.begin("Books.csv");
  files.write(
      "ISBN,Book-Title,Book-Author,Year-Of-Publication,Publisher,Image-URL-S,Image-URL-M,"
      "Image-URL-L,Categories,Language\n");
  write_rows(num_items, kRowsPerBlock, options.threads, files,
             [&](size_t begin, size_t end, std::string& text) {
               for (size_t i = begin; i < end; ++i) {
                 append_book(library, static_cast<uint32_t>(i), seed, text);
               }
             });

  files.begin("Users.csv");
  files.write("User-ID,Location,Age\n");
  write_rows(options.users, kRowsPerBlock, options.threads, files,
             [&](size_t begin, size_t end, std::string& text) {
               for (size_t u = begin; u < end; ++u) {
                 append_user(readers, static_cast<uint32_t>(u), seed, text);
               }
             });

  files.begin("Ratings.csv");
  files.write("User-ID,ISBN,Book-Rating\n");
  const std::vector<uint32_t> activity =
      draw_activity(options.users, options.interactions, num_items, seed);
  const uint64_t users_per_block =
      std::clamp(kRowsPerBlock * options.users / options.interactions, uint64_t{1}, kRowsPerBlock);
  write_rows(options.users, users_per_block, options.threads, files,
             [&](size_t begin, size_t end, std::string& text) {
               Reading reading(library, tastes, readers, seed);
               for (size_t u = begin; u < end; ++u) {
                 reading.append_rows(static_cast<uint32_t>(u), activity[u], text);
               }
             });
  files.commit();
}

}  // namespace pocketrec
