// Rows whose texts were split at a delimiter that belongs to them, put together again.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "trainer/read/columns.h"

namespace pocketrec {

enum class RowShape { kGood, kRejoined, kSplit, kHopeless };

// Makes `cells` a row of `num_columns` cells. `separator` is what stood where the text was split.
// - "Angels &amp" | " Demons": an entity cut before its semicolon is certain.
// - In the layout title, author, year, publisher[, links] the year and the first link are anchors:
//   what is left of author and year is title, what is between year and link is publisher.
// - `Creating the X-Men\";Michael Teitelbaum` | "2000": two cells in one are split again.
// kHopeless: `cells` have too many columns and no anchor.
RowShape reshape(std::vector<std::string>& cells, size_t num_columns, const ColumnMap& columns,
                 char separator);

}  // namespace pocketrec
