#include <algorithm>
#include <charconv>

#include "trainer/read/formats.h"
#include "trainer/read/read.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

constexpr uint32_t kMaxId = 0x7FFFFFFF;

[[noreturn]] void fail(const std::filesystem::path& path, uint64_t line, std::string_view found) {
  throw DataError("expected a line `user item item ...` of numbers below 2147483648 at " +
                  path.string() + ":" + std::to_string(line) + ", found \"" + as_example(found) +
                  "\": check that this is a list in LightGCN's form");
}

// Calls visit(user, item) for each pair, and visit_user(user) for each line.
template <class VisitUser, class Visit>
uint64_t for_each_pair(std::string_view text, const std::filesystem::path& path,
                       const VisitUser& visit_user, const Visit& visit) {
  uint64_t line = 0;
  while (!text.empty()) {
    ++line;
    const size_t line_end = std::min(text.find('\n'), text.size());
    const std::string_view row = text.substr(0, line_end);
    text.remove_prefix(std::min(line_end + 1, text.size()));
    const char* at = row.data();
    const char* const end = at + row.size();
    bool is_first = true;
    uint32_t user = 0;
    for (;;) {
      while (at != end && (*at == ' ' || *at == '\t' || *at == '\r')) ++at;
      if (at == end) break;
      uint32_t value = 0;
      const auto [next, error] = std::from_chars(at, end, value);
      const bool ends_well = next == end || *next == ' ' || *next == '\t' || *next == '\r';
      if (error != std::errc() || !ends_well || value > kMaxId) fail(path, line, row);
      at = next;
      if (is_first) {
        user = value;
        visit_user(user);
      } else {
        visit(user, value);
      }
      is_first = false;
    }
  }
  return line;
}

// Do rows list items in the order in which they were chosen? Most lists that are shared were made
// from such an order, and keep it within a row; others were sorted, and tell nothing. (Where a list
// was shuffled, what came last is as good a part as any.)
class RowOrder {
 public:
  void begin_row() { is_first_ = true; }
  void add(uint32_t item) {
    if (!is_first_) {
      ++num_pairs_;
      if (item < last_) ++num_descents_;
    }
    is_first_ = false;
    last_ = item;
  }
  bool tells_times() const { return num_descents_ * 100 > num_pairs_; }

 private:
  bool is_first_ = true;
  uint32_t last_ = 0;
  uint64_t num_pairs_ = 0, num_descents_ = 0;
};

struct PlacedColumn {
  uint32_t column, place;
};

// Columns ascending, repeats once, at their last place. `keep_places`: as times.
void sort_rows(InteractionMatrix& matrix, bool keep_places) {
  if (keep_places) matrix.times.resize(matrix.columns.size());
  std::vector<PlacedColumn> row;
  uint64_t kept = 0;
  for (uint32_t r = 0; r < matrix.num_rows; ++r) {
    const auto columns = matrix.row(r);
    row.clear();
    for (uint32_t i = 0; i < columns.size(); ++i) row.push_back({columns[i], i + 1});
    std::sort(row.begin(), row.end(), [](const PlacedColumn& a, const PlacedColumn& b) {
      return a.column != b.column ? a.column < b.column : a.place < b.place;
    });
    matrix.offsets[r] = kept;
    for (size_t i = 0; i < row.size(); ++i) {
      if (i + 1 < row.size() && row[i + 1].column == row[i].column) continue;
      matrix.columns[kept] = row[i].column;
      if (keep_places) matrix.times[kept] = row[i].place;
      ++kept;
    }
  }
  matrix.offsets[matrix.num_rows] = kept;
  matrix.columns.resize(kept);
  if (keep_places) matrix.times.resize(kept);
}

// Pairs of one file in rows; columns ascending, repeats once.
InteractionMatrix read_pairs(const std::filesystem::path& path) {
  const MappedFile file(path);
  InteractionMatrix matrix;
  matrix.offsets.assign(1, 0);
  const auto count_user = [&](uint32_t user) {
    matrix.num_rows = std::max(matrix.num_rows, user + 1);
    matrix.offsets.resize(std::max<size_t>(matrix.offsets.size(), size_t{matrix.num_rows} + 1), 0);
  };
  for_each_pair(file.text(), path, count_user, [&](uint32_t user, uint32_t item) {
    matrix.num_columns = std::max(matrix.num_columns, item + 1);
    ++matrix.offsets[size_t{user} + 1];
  });
  for (size_t r = 0; r < matrix.num_rows; ++r) matrix.offsets[r + 1] += matrix.offsets[r];
  if (matrix.offsets.back() == 0) {
    throw DataError("expected lines `user item item ...` in " + path.string() +
                    ", found no pair at all: download or export the file again");
  }
  matrix.columns.resize(matrix.offsets.back());
  std::vector<uint64_t> next(matrix.offsets.begin(), matrix.offsets.end() - 1);
  RowOrder order;
  for_each_pair(
      file.text(), path, [&](uint32_t) { order.begin_row(); },
      [&](uint32_t user, uint32_t item) {
        matrix.columns[next[user]++] = item;
        order.add(item);
      });
  sort_rows(matrix, order.tells_times());
  return matrix;
}

void widen(InteractionMatrix& matrix, uint32_t num_rows, uint32_t num_columns) {
  matrix.offsets.resize(size_t{num_rows} + 1, matrix.offsets.back());
  matrix.num_rows = num_rows;
  matrix.num_columns = num_columns;
}

}  // namespace

InteractionMatrix read_lightgcn(const std::filesystem::path& path) { return read_pairs(path); }

LightgcnSplit read_lightgcn(const std::filesystem::path& train, const std::filesystem::path& test) {
  LightgcnSplit split{read_pairs(train), read_pairs(test), fingerprint_of({train, test}, 0)};
  const uint32_t num_rows = std::max(split.train.num_rows, split.test.num_rows);
  const uint32_t num_columns = std::max(split.train.num_columns, split.test.num_columns);
  widen(split.train, num_rows, num_columns);
  widen(split.test, num_rows, num_columns);
  return split;
}

void draft_lightgcn(const FoundFiles& files, Draft& draft) {
  const std::filesystem::path& path = files.lists ? *files.lists : *files.interactions;
  SourceFile& file = draft.open(path);
  RowOrder order;
  int64_t place = 0;
  file.rows_read = for_each_pair(
      file.text(), path, [&](uint32_t) { order.begin_row(); },
      [&](uint32_t user, uint32_t item) {
        order.add(item);
        draft.interactions.push_back({draft.user_ids.insert(std::to_string(user), true).index,
                                      draft.item_ids.insert(std::to_string(item), true).index,
                                      kImplicit, ++place});
      });
  if (!order.tells_times()) {
    for (Interaction& entry : draft.interactions) entry.timestamp = 0;
  }
  if (draft.interactions.empty()) {
    throw DataError("expected lines `user item item ...` in " + path.string() +
                    ", found no pair at all: download or export the file again");
  }
}

}  // namespace pocketrec
