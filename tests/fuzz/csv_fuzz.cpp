// Any bytes as a data file: the reader either gives a proper Dataset or one DataError.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "trainer/read/encoding.h"
#include "trainer/read/fold.h"
#include "trainer/read/ids.h"
#include "trainer/read/read.h"
#include "trainer/read/read_rows.h"
#include "trainer/read/text_repair.h"
#include "trainer/support/error.h"

namespace {

using namespace pocketrec;

void require(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "violated: %s\n", claim);
  std::abort();
}

// The bytes as a file that has a path.
class MemoryFile {
 public:
  MemoryFile(const uint8_t* data, size_t size) : fd_(::memfd_create("csv", MFD_CLOEXEC)) {
    require(fd_ >= 0, "memfd_create");
    while (size > 0) {
      const ssize_t written = ::write(fd_, data, size);
      require(written > 0, "write");
      data += written;
      size -= static_cast<size_t>(written);
    }
  }
  ~MemoryFile() { ::close(fd_); }
  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

void check_item(const Item& item) {
  require(!item.id.empty(), "an item has an id");
  require(is_valid_utf8(item.id + item.title + item.author + item.publisher + item.language),
          "texts are UTF-8");
  for (const std::string& category : item.categories) {
    require(is_valid_utf8(category), "categories are UTF-8");
  }
}

void check_dataset(const Dataset& data) {
  require(!data.interactions.empty(), "something was read");
  for (const Item& item : data.items) check_item(item);
  for (size_t i = 0; i < data.interactions.size(); ++i) {
    const Interaction& entry = data.interactions[i];
    require(entry.user_index < data.users.size(), "users are known");
    require(entry.item_index < data.items.size(), "items are known");
    require(entry.rating >= 0.0F, "ratings are not negative");
    if (i == 0) continue;
    const Interaction& before = data.interactions[i - 1];
    require(before.user_index < entry.user_index ||
                (before.user_index == entry.user_index && before.item_index < entry.item_index),
            "interactions are sorted and unique");
  }
  require(!data.report.to_json().empty() && is_valid_utf8(data.report.to_text()),
          "the report is UTF-8");
}

void read_as_items_and_users(const std::filesystem::path& path) {
  Draft draft;
  SourceFile& file = draft.open(path);
  read_items(file,
             file.header().empty() ? guess_item_columns(file.sample()) : columns_of(file.header()),
             IdKind::kIsbn, draft);
  for (const Item& item : draft.items) check_item(item);
  ColumnMap columns;
  columns.set(Column::kUser, 0);
  columns.set(Column::kPlace, 1);
  columns.set(Column::kAge, 2);
  draft.user_ids.insert("1", true);
  read_users(file, columns, draft);
  require(is_valid_utf8(draft.users[0].place), "places are UTF-8");
}

void check_texts(std::string_view text) {
  Tally tally;
  std::string scratch;
  const std::string cleaned(clean_text(text, scratch, tally, 1));
  require(is_valid_utf8(cleaned), "cleaned text is UTF-8");
  require(is_valid_utf8(fold_title(cleaned).words), "folded titles are UTF-8");
  require(is_valid_utf8(fold_author(cleaned)), "folded authors are UTF-8");
  for (const IdKind kind : {IdKind::kPlain, IdKind::kIsbn}) {
    require(is_valid_utf8(clean_id(text, kind, scratch).text), "ids are UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const MemoryFile file(data, size);
  for (const Format format : {Format::kAuto, Format::kBookCrossing, Format::kMovielens}) {
    try {
      check_dataset(read_dataset(file.path(), format, {}));
    } catch (const DataError& error) {
      require(is_valid_utf8(error.what()), "errors are UTF-8");
    }
  }
  try {
    read_as_items_and_users(file.path());
  } catch (const DataError&) {
    // Bytes that are no table.
  }
  check_texts({reinterpret_cast<const char*>(data), size});
  return 0;
}
