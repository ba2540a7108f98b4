// Parts of a bundle: the only parser of untrusted bytes. FORMAT.md says what each byte means.
//
// Every parse function checks all sizes before use and all numbers against their ranges, so that
// whoever holds a parsed part may index without further checks. Nothing is copied but the small
// encoder: the bytes must outlive what is returned.
#pragma once

#include <cstdint>
#include <span>

#include "core/bytes.h"
#include "core/content_map.h"
#include "core/encoder.h"
#include "core/item_lists.h"
#include "core/quantise.h"
#include "core/recommender.h"
#include "core/token_index.h"

namespace pocketrec {

inline constexpr uint32_t kFormatVersion = 1;
inline constexpr uint32_t kHeaderBytes = 64;
inline constexpr uint32_t kMaxItems = 1U << 28;
inline constexpr uint32_t kMaxUsers = 1U << 28;
inline constexpr uint32_t kMaxLists = 65535;

// "items", "encoder", ... as in manifest.json; and the four bytes that such a part begins with.
const char* name_of(Part part);
const char* magic_of(Part part);

struct ItemsPart {
  uint64_t model_id = 0;
  CodeTable items;         // of a large catalogue, the first ones
  uint32_t first_new = 0;  // items from here on are new: nobody has chosen them yet
  uint32_t num_items = 0;  // in all
};

struct EncoderPart {
  uint64_t model_id = 0;
  uint32_t num_factors = 0;
  Encoder encoder;
};

// Rows of numbers: row i is values[offsets[i], offsets[i + 1]).
struct Rows {
  PackedArray<uint32_t> offsets;
  PackedArray<uint32_t> values;
};

struct TitlesPart {
  uint64_t model_id = 0;
  uint32_t num_items = 0;
  StringTable ids, titles;                            // by item
  StringTable authors, publishers, categories;        // dictionaries
  PackedArray<uint32_t> item_author, item_publisher;  // by item, into the dictionaries
  PackedArray<uint32_t> popularity;                   // by item
  PackedArray<int16_t> year;                          // by item
  Rows item_categories;                               // by item, into `categories`
  PackedArray<uint32_t> other_id_offsets;             // by item, into `other_ids`
  StringTable other_ids;
  // All names (ids, then other_ids) in ascending byte order.
  PackedArray<uint32_t> names_in_order;

  uint32_t num_names() const { return static_cast<uint32_t>(names_in_order.size()); }
  // The position-th name in order, and the item that it names.
  std::string_view name(uint32_t position) const;
  uint32_t named_item(uint32_t position) const;
  // Position of the first name that is not less than `text`; num_names() if none.
  uint32_t first_name_from(std::string_view text) const;
};

struct SearchPart {
  uint64_t model_id = 0;
  TokenIndex index;
};

struct UsersPart {
  uint64_t model_id = 0;
  uint32_t num_items = 0;
  CodeTable users;  // always 8 bits
  StringTable ids;  // ascending
  PackedArray<uint32_t> history_offsets;
  PackedArray<uint32_t> history_items;   // ascending within a user
  PackedArray<uint8_t> history_weights;  // weight * kWeightDivisor

  // Index of the first user whose id is not less than `text`; users.num_rows if none.
  uint32_t first_user_from(std::string_view text) const;
};

struct ContentPart {
  uint64_t model_id = 0;
  uint32_t num_items = 0;
  ContentMap map;
};

Result<ItemsPart> parse_items(std::span<const uint8_t> bytes);
Result<EncoderPart> parse_encoder(std::span<const uint8_t> bytes);
Result<TitlesPart> parse_titles(std::span<const uint8_t> bytes);
Result<SearchPart> parse_search(std::span<const uint8_t> bytes);
Result<UsersPart> parse_users(std::span<const uint8_t> bytes);
Result<ContentPart> parse_content(std::span<const uint8_t> bytes);
Result<ListsPart> parse_lists(std::span<const uint8_t> bytes);
// which: kRows or kBackground, which lie alike.
Result<RowsPart> parse_rows(std::span<const uint8_t> bytes, Part which = Part::kRows);

// The checksum that belongs into the header of these bytes.
uint64_t part_checksum(std::span<const uint8_t> bytes);

}  // namespace pocketrec
