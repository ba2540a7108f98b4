#include "trainer/pack/shelves.h"

#include <algorithm>
#include <bit>
#include <span>
#include <string_view>

#include "core/part_reader.h"
#include "trainer/pack/file_numbers.h"
#include "trainer/pack/part_writer.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

// FNV-1a of 32 bits (draft-eastlake-fnv): a few lines in a browser, too.
uint32_t hash_of_name(std::string_view name) {
  uint32_t hash = 2166136261U;
  for (const char byte : name) hash = (hash ^ static_cast<uint8_t>(byte)) * 16777619U;
  return hash;
}

std::vector<uint8_t> pack_shelf(const TitlesPart& titles, const std::vector<uint16_t>& list_of,
                                uint32_t begin, uint32_t end) {
  std::vector<std::string_view> ids, texts, authors, publishers, categories, other_ids;
  std::vector<uint32_t> category_ends{0}, other_ends{0}, popularity;
  std::vector<int16_t> years;
  const Rows& of_items = titles.item_categories;
  for (uint32_t item = begin; item < end; ++item) {
    ids.push_back(titles.ids[item]);
    texts.push_back(titles.titles[item]);
    authors.push_back(titles.authors[titles.item_author[item]]);
    publishers.push_back(titles.publishers[titles.item_publisher[item]]);
    for (uint32_t i = of_items.offsets[item]; i < of_items.offsets[item + 1]; ++i) {
      categories.push_back(titles.categories[of_items.values[i]]);
    }
    category_ends.push_back(static_cast<uint32_t>(categories.size()));
    for (uint32_t i = titles.other_id_offsets[item]; i < titles.other_id_offsets[item + 1]; ++i) {
      other_ids.push_back(titles.other_ids[i]);
    }
    other_ends.push_back(static_cast<uint32_t>(other_ids.size()));
    popularity.push_back(titles.popularity[item]);
    years.push_back(titles.year[item]);
  }
  PartWriter writer(
      Part::kShelf, titles.model_id,
      {titles.num_items, begin, end - begin, category_ends.back(), other_ends.back()});
  for (const auto* strings : {&ids, &texts, &authors, &publishers, &categories, &other_ids}) {
    writer.strings(*strings);
  }
  writer.array(category_ends);
  writer.array(other_ends);
  writer.array(popularity);
  writer.array(years);
  writer.array(std::span(list_of).subspan(begin, end - begin));
  return writer.finish();
}

struct NamedItem {
  uint32_t hash, item;
};

// All names by their hash.
std::vector<NamedItem> names_of(const TitlesPart& titles) {
  std::vector<NamedItem> names;
  for (uint32_t item = 0; item < titles.num_items; ++item) {
    names.push_back({hash_of_name(titles.ids[item]), item});
    for (uint32_t i = titles.other_id_offsets[item]; i < titles.other_id_offsets[item + 1]; ++i) {
      names.push_back({hash_of_name(titles.other_ids[i]), item});
    }
  }
  std::sort(names.begin(), names.end(), [](const NamedItem& a, const NamedItem& b) {
    return a.hash < b.hash || (a.hash == b.hash && a.item < b.item);
  });
  return names;
}

std::vector<uint8_t> pack_names(const TitlesPart& titles, std::span<const NamedItem> names,
                                uint32_t file) {
  std::vector<uint32_t> hashes, items;
  for (const auto& [hash, item] : names) {
    hashes.push_back(hash);
    items.push_back(item);
  }
  PartWriter writer(Part::kNames, titles.model_id,
                    {titles.num_items, file, static_cast<uint32_t>(names.size())});
  writer.array(hashes);
  writer.array(items);
  return writer.finish();
}

// Where the shelves begin, and the end of the last one.
std::vector<uint32_t> shelf_begins(uint32_t num_items, const ShelfOptions& options) {
  std::vector<uint32_t> begins;
  for (uint32_t item = 0; item < num_items;
       item += item < options.num_first ? options.first_size : options.size) {
    begins.push_back(item);
  }
  begins.push_back(num_items);
  return begins;
}

}  // namespace

Shelves pack_shelves(const TitlesPart& titles, const std::vector<uint16_t>& list_of,
                     const ShelfOptions& options, uint32_t threads) {
  const std::vector<uint32_t> begins = shelf_begins(titles.num_items, options);
  const size_t num_shelves = begins.size() - 1;
  Shelves packed;
  packed.files.resize(num_shelves);
  parallel_blocks(num_shelves, 16, threads, [&](size_t first, size_t end, uint32_t) {
    for (size_t s = first; s < end; ++s) {
      packed.files[s] = pack_shelf(titles, list_of, begins[s], begins[s + 1]);
    }
  });
  const std::vector<NamedItem> names = names_of(titles);
  const auto wanted = static_cast<uint32_t>(names.size() / options.names_per_file);
  const uint32_t num_files = std::bit_ceil(std::max(1U, wanted));
  // A file has the names whose hashes begin with its number.
  const int shift = 32 - std::countr_zero(num_files);
  size_t begin = 0;
  for (uint32_t file = 0; file < num_files; ++file) {
    size_t end = begin;
    while (end < names.size() && (uint64_t{names[end].hash} >> shift) == file) ++end;
    packed.files.push_back(pack_names(titles, std::span(names).subspan(begin, end - begin), file));
    begin = end;
  }
  PartWriter writer(Part::kShelves, titles.model_id,
                    {titles.num_items, options.num_first, options.first_size, options.size,
                     checked_count(num_shelves, "shelves"), num_files});
  const std::span<const std::vector<uint8_t>> files = packed.files;
  writer.array(file_numbers(files.first(num_shelves)));
  writer.array(file_numbers(files.subspan(num_shelves)));
  packed.directory = writer.finish();
  return packed;
}

std::vector<std::string> shelf_files(std::span<const uint8_t> directory) {
  PartReader reader(Part::kShelves, directory);
  const uint32_t num_shelves = reader.field(4);
  const uint32_t num_files = reader.field(5);
  const auto shelves = reader.array<uint32_t>("shelves", uint64_t{num_shelves} * 2);
  const auto names = reader.array<uint32_t>("names", uint64_t{num_files} * 2);
  std::vector<std::string> files;
  if (reader.finish()) return files;
  append_files(Part::kShelf, shelves, files);
  append_files(Part::kNames, names, files);
  return files;
}

}  // namespace pocketrec
