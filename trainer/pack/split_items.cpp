#include "trainer/pack/split_items.h"

#include <algorithm>
#include <string>

#include "core/bundle.h"
#include "core/dot.h"
#include "trainer/index/item_clusters.h"
#include "trainer/pack/file_group.h"
#include "trainer/pack/pack_parts.h"
#include "trainer/pack/part_writer.h"
#include "trainer/support/parallel.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

// Files of lists are loaded whole, and static hosts limit how large files may be.
constexpr uint32_t kMostFileBytes = 4U << 20;
// A list of more than so many times the average is cut.
constexpr uint32_t kMostTimesAverage = 4;

std::span<const uint8_t> bytes_of(const CodeTable& table) {
  return {table.codes, size_t{table.num_rows} * table.stride()};
}

std::vector<uint8_t> pack_first(const ItemsPart& all, uint32_t first) {
  CodeTable table = all.items;
  table.num_rows = first;
  PartWriter writer(Part::kItems, all.model_id,
                    {first, table.num_factors, table.bits, table.stride(),
                     all.num_items - all.first_new, all.num_items});
  writer.array(bytes_of(table));
  writer.array(std::span<const uint8_t>(table.scales.data(), size_t{first} * sizeof(float)));
  return writer.finish();
}

// which: kRows, of a list; kBackground, where the list is 0.
std::vector<uint8_t> pack_some(Part which, const ItemsPart& all, std::span<const uint32_t> items,
                               uint32_t list) {
  const CodeTable& table = all.items;
  PartWriter writer(which, all.model_id,
                    {static_cast<uint32_t>(items.size()), table.num_factors, table.bits,
                     table.stride(), list, all.num_items});
  std::vector<uint8_t> codes;
  std::vector<float> scales;
  for (const uint32_t item : items) {
    codes.insert(codes.end(), table.row(item), table.row(item) + table.stride());
    scales.push_back(table.scales[item]);
  }
  writer.array(codes);
  writer.array(scales);
  writer.array(items);
  return writer.finish();
}

// Of those items that were there in training: others are in nobody's background, and leave it as it
// is.
std::vector<uint8_t> pack_background(const ItemsPart& all, const SoftmaxParameters& fold_in,
                                     uint32_t count) {
  std::vector<uint32_t> items;
  const uint32_t trained =
      fold_in.num_trained == 0 ? all.num_items : std::min(all.num_items, fold_in.num_trained);
  const uint32_t stride = (trained - 1) / count + 1;
  for (uint64_t item = 0; item < trained; item += stride) {
    items.push_back(static_cast<uint32_t>(item));
  }
  return pack_some(Part::kBackground, all, items, 0);
}

float longest_row(const CodeTable& table, std::span<const uint32_t> items) {
  float longest = 0.0F;
  for (const uint32_t item : items) {
    const float inverse = inverse_length(squared_length(table, item));
    if (inverse > 0.0F) longest = std::max(longest, table.scales[item] / inverse);
  }
  return std::min(longest, kMaxScale);
}

}  // namespace

SplitItems split_items(std::span<const uint8_t> items, std::span<const uint8_t> encoder,
                       const SplitOptions& options) {
  const ItemsPart all = value_or_throw(parse_items(items));
  const CodeTable& table = all.items;
  const uint32_t num_listed = all.num_items - options.first;
  // Lists that are cut make more of them: both together stay below kMaxLists.
  const uint32_t average = std::max(options.rows_per_list, num_listed / (kMaxLists / 2));
  const uint32_t row_bytes = table.stride() + sizeof(float) + sizeof(uint32_t);
  const uint32_t most_rows =
      std::min(kMostTimesAverage * average, (kMostFileBytes - 1024) / row_bytes);
  const uint32_t num_lists = num_listed / average + 1;
  const ItemClusters clusters =
      cluster_items(table, options.first, num_lists, most_rows, options.threads);
  const auto items_of = [&](size_t list) {
    return std::span(clusters.items)
        .subspan(clusters.begins[list], clusters.begins[list + 1] - clusters.begins[list]);
  };

  SplitItems split;
  split.items = pack_first(all, options.first);
  const SoftmaxParameters fold_in =
      value_or_throw(parse_encoder(encoder)).encoder.fold_in.parameters();
  split.background = pack_background(
      all, fold_in, options.background == 0 ? fold_in.num_sampled : options.background);
  split.rows.resize(clusters.num_lists());
  split.list_of.resize(all.num_items);
  for (uint32_t list = 0; list < clusters.num_lists(); ++list) {
    for (const uint32_t item : items_of(list)) {
      split.list_of[item] = static_cast<uint16_t>(list + 1);
    }
  }
  parallel_blocks(split.rows.size(), 16, options.threads, [&](size_t begin, size_t end, uint32_t) {
    for (size_t list = begin; list < end; ++list) {
      split.rows[list] = pack_some(Part::kRows, all, items_of(list), static_cast<uint32_t>(list));
    }
  });
  std::vector<float> longest;
  std::vector<uint32_t> sizes;
  for (size_t list = 0; list < split.rows.size(); ++list) {
    longest.push_back(longest_row(table, items_of(list)));
    sizes.push_back(static_cast<uint32_t>(items_of(list).size()));
  }
  FileHasher hasher;
  hasher.add_all(split.rows);
  const uint64_t files = hasher.hash();
  PartWriter writer(Part::kLists, all.model_id,
                    {all.num_items, table.num_factors, clusters.num_lists(), options.first,
                     upper_half(files), lower_half(files)});
  writer.array(clusters.centres);
  writer.array(longest);
  writer.array(sizes);
  split.lists = writer.finish();
  return split;
}

std::vector<uint8_t> joined_items(std::span<const uint8_t> items,
                                  const std::vector<std::span<const uint8_t>>& rows) {
  const ItemsPart first = value_or_throw(parse_items(items));
  const CodeTable& table = first.items;
  const uint32_t stride = table.stride();
  QuantisedRows joined{table.num_factors, table.bits,
                       std::vector<uint8_t>(size_t{first.num_items} * stride),
                       std::vector<float>(first.num_items)};
  const auto put = [&](const CodeTable& from, uint32_t row, uint32_t item) {
    std::copy_n(from.row(row), stride, joined.codes.data() + size_t{item} * stride);
    joined.scales[item] = from.scales[row];
  };
  for (uint32_t row = 0; row < table.num_rows; ++row) put(table, row, row);
  for (const auto bytes : rows) {
    const RowsPart part = value_or_throw(parse_rows(bytes));
    for (uint32_t row = 0; row < part.rows.num_rows; ++row) put(part.rows, row, part.items[row]);
  }
  return pack_rows(joined, first.model_id, first.num_items - first.first_new);
}

std::vector<FileGroup> rows_files(std::span<const uint8_t> lists) {
  const auto part = parse_lists(lists);
  if (!part.ok()) return {};
  return {{Part::kRows, part.value().files, part.value().sizes.size()}};
}

}  // namespace pocketrec
