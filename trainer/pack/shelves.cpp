#include "trainer/pack/shelves.h"

#include <algorithm>
#include <bit>
#include <span>
#include <string_view>
#include <tuple>

#include "core/part_reader.h"
#include "trainer/pack/part_writer.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

// Files with names that a directory may have: a hostile one has no more than can be looked for.
constexpr uint32_t kMostNameFiles = 1U << 20;

// FNV-1a of 64 bits (draft-eastlake-fnv): a few lines in a browser, too.
uint64_t hash_of_name(std::string_view name) {
  uint64_t hash = 14695981039346656037U;
  for (const char byte : name) hash = (hash ^ static_cast<uint8_t>(byte)) * 1099511628211U;
  return hash;
}

// As two sections: the upper halves, and the lower ones.
void write_hashes(PartWriter& writer, std::span<const uint64_t> hashes) {
  std::vector<uint32_t> upper, lower;
  for (const uint64_t hash : hashes) {
    upper.push_back(upper_half(hash));
    lower.push_back(lower_half(hash));
  }
  writer.array(upper);
  writer.array(lower);
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
  uint64_t hash;
  uint32_t item;
  uint32_t file;
};

// The file with a name, of a power of 2. The lower bits, to which all of a name's bytes lead.
uint32_t file_of(uint64_t hash, uint32_t num_files) {
  return (upper_half(hash) ^ lower_half(hash)) & (num_files - 1);
}

// All names, by file and hash.
std::vector<NamedItem> names_of(const TitlesPart& titles, uint32_t num_files) {
  std::vector<NamedItem> names;
  const auto add = [&](std::string_view name, uint32_t item) {
    const uint64_t hash = hash_of_name(name);
    names.push_back({hash, item, file_of(hash, num_files)});
  };
  for (uint32_t item = 0; item < titles.num_items; ++item) {
    add(titles.ids[item], item);
    for (uint32_t i = titles.other_id_offsets[item]; i < titles.other_id_offsets[item + 1]; ++i) {
      add(titles.other_ids[i], item);
    }
  }
  std::sort(names.begin(), names.end(), [](const NamedItem& a, const NamedItem& b) {
    return std::tie(a.file, a.hash, a.item) < std::tie(b.file, b.hash, b.item);
  });
  return names;
}

std::vector<uint8_t> pack_names(const TitlesPart& titles, const std::vector<uint16_t>& list_of,
                                std::span<const NamedItem> names, uint32_t file) {
  std::vector<uint64_t> hashes;
  std::vector<uint32_t> items;
  std::vector<uint16_t> lists;
  for (const NamedItem& name : names) {
    hashes.push_back(name.hash);
    items.push_back(name.item);
    lists.push_back(list_of[name.item]);
  }
  PartWriter writer(Part::kNames, titles.model_id,
                    {titles.num_items, file, static_cast<uint32_t>(names.size())});
  write_hashes(writer, hashes);
  writer.array(items);
  writer.array(lists);
  return writer.finish();
}

std::vector<std::vector<uint8_t>> pack_all_names(const TitlesPart& titles,
                                                 const std::vector<uint16_t>& list_of,
                                                 const ShelfOptions& options) {
  const size_t num_names = titles.ids.size() + titles.other_ids.size();
  const uint32_t num_files =
      std::bit_ceil(static_cast<uint32_t>(num_names / options.names_per_file + 1));
  const std::vector<NamedItem> names = names_of(titles, num_files);
  std::vector<std::vector<uint8_t>> files;
  size_t begin = 0;
  for (uint32_t file = 0; file < num_files; ++file) {
    size_t end = begin;
    while (end < names.size() && names[end].file == file) ++end;
    files.push_back(
        pack_names(titles, list_of, std::span(names).subspan(begin, end - begin), file));
    begin = end;
  }
  return files;
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
  Shelves packed;
  packed.shelves.resize(begins.size() - 1);
  parallel_blocks(packed.shelves.size(), 16, threads, [&](size_t first, size_t end, uint32_t) {
    for (size_t s = first; s < end; ++s) {
      packed.shelves[s] = pack_shelf(titles, list_of, begins[s], begins[s + 1]);
    }
  });
  packed.names = pack_all_names(titles, list_of, options);
  FileHasher hasher;
  hasher.add_all(packed.shelves);
  hasher.add_all(packed.names);
  const uint64_t hash = hasher.hash();
  PartWriter writer(
      Part::kShelves, titles.model_id,
      {titles.num_items, options.num_first, options.first_size, options.size, upper_half(hash),
       lower_half(hash), checked_count(packed.names.size(), "files with names")});
  std::vector<uint64_t> hashes;
  for (uint32_t item = 0; item < std::min(options.num_first, titles.num_items); ++item) {
    hashes.push_back(hash_of_name(titles.ids[item]));
  }
  write_hashes(writer, hashes);
  packed.directory = writer.finish();
  return packed;
}

std::vector<FileGroup> shelf_files(std::span<const uint8_t> directory) {
  PartReader reader(Part::kShelves, directory);
  const uint32_t num_items = reader.field(0);
  const ShelfOptions options{reader.field(1), reader.field(2), reader.field(3)};
  reader.check_range("number of items", num_items, 1, kMaxItems);
  reader.check_range("files with names", reader.field(6), 1, kMostNameFiles);
  reader.check_range("items of a shelf", std::min(options.first_size, options.size), 1, kMaxItems);
  const uint32_t num_first = std::min(options.num_first, num_items);
  reader.array<uint32_t>("ids", num_first);
  reader.array<uint32_t>("ids", num_first);
  if (reader.finish()) return {};
  const uint64_t hash = reader.long_field(4);
  return {{Part::kShelf, hash, shelf_begins(num_items, options).size() - 1},
          {Part::kNames, hash, reader.field(6)}};
}

}  // namespace pocketrec
