#include "core/bundle.h"

#include <algorithm>
#include <utility>

#include "core/part_reader.h"

namespace pocketrec {
namespace {

constexpr uint32_t kNoLimit = 0xFFFFFFFF;

struct PartName {
  char name[11];
  char magic[5];
};

// By the part's number.
constexpr PartName kPartNames[kLastPart + 1] = {
    {"unknown", "????"},    {"items", "PRit"},   {"encoder", "PRen"}, {"titles", "PRti"},
    {"search", "PRse"},     {"users", "PRus"},   {"content", "PRco"}, {"map", "PRma"},
    {"languages", "PRla"},  {"groups", "PRgr"},  {"lists", "PRls"},   {"rows", "PRro"},
    {"background", "PRba"}, {"shelves", "PRsv"}, {"shelf", "PRsh"},   {"names", "PRna"}};

// Whether each row's values ascend without repetition.
bool rows_ascend(PackedArray<uint32_t> offsets, PackedArray<uint32_t> values) {
  for (size_t r = 0; r + 1 < offsets.size(); ++r) {
    for (size_t i = size_t{offsets[r]} + 1; i < offsets[r + 1]; ++i) {
      if (values[i - 1] >= values[i]) return false;
    }
  }
  return true;
}

// Copies `values`, or refuses them where one lies outside [least, most] (or is NaN).
std::vector<float> checked_floats(PartReader& reader, const char* what, uint32_t count, float least,
                                  float most) {
  const auto values = reader.array<float>(what, count);
  std::vector<float> copy(values.size());
  bool all_valid = true;
  for (size_t i = 0; i < values.size(); ++i) {
    copy[i] = values[i];
    all_valid &= values[i] >= least && values[i] <= most;
  }
  if (!all_valid) reader.refuse(what);
  return copy;
}

Error unknown_encoder(uint32_t kind) {
  return failure(ErrorCode::kUnsupportedVersion,
                 {"the encoder part holds an encoder of kind ", kind,
                  ", this Pocketrec knows kind 2 (softmax); update Pocketrec, or train again"});
}

Error unknown_recipe(uint32_t recipe) {
  return failure(
      ErrorCode::kUnsupportedVersion,
      {"the content part is of recipe ", recipe, ", this Pocketrec makes content keys by ",
       "recipe ", kContentRecipe, "; update Pocketrec, or train again"});
}

EncoderParameters read_parameters(PartReader& reader) {
  EncoderParameters parameters;
  const auto numbers = checked_floats(reader, "softmax parameters", 6, 0.0F, kMaxFocus);
  const auto counts = reader.array<uint32_t>("softmax counts", 3);
  if (!reader.ok()) return parameters;
  parameters.fold_in = {numbers[0], numbers[1], numbers[2], numbers[3],
                        counts[0],  counts[1],  counts[2]};
  parameters.neighbours = {numbers[4], numbers[5]};
  if (!are_valid(parameters.fold_in) || !are_valid(parameters.neighbours)) {
    reader.refuse("softmax parameters");
  }
  return parameters;
}

}  // namespace

const char* name_of(Part part) { return kPartNames[static_cast<uint32_t>(part)].name; }

const char* magic_of(Part part) { return kPartNames[static_cast<uint32_t>(part)].magic; }

std::string_view TitlesPart::name(uint32_t position) const {
  const uint32_t name = names_in_order[position];
  return name < num_items ? ids[name] : other_ids[name - num_items];
}

uint32_t TitlesPart::named_item(uint32_t position) const {
  const uint32_t name = names_in_order[position];
  if (name < num_items) return name;
  // The last item whose other ids begin at or before this one.
  uint32_t low = 0;
  uint32_t high = num_items;
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    (other_id_offsets[middle] <= name - num_items ? low : high) = middle;
  }
  return low;
}

uint32_t TitlesPart::first_name_from(std::string_view text) const {
  return first_not_less(num_names(), text, [this](uint32_t position) { return name(position); });
}

uint32_t UsersPart::first_user_from(std::string_view text) const {
  return first_not_less(users.num_rows, text, [this](uint32_t user) { return ids[user]; });
}

namespace {

// What the items part and the rows of a list have in common: fields 0 to 3, codes and scales.
CodeTable read_rows(PartReader& reader) {
  const uint32_t num_rows = reader.field(0);
  const uint32_t num_factors = reader.field(1);
  const uint32_t bits = reader.field(2);
  reader.check_range("number of items", num_rows, 1, kMaxItems);
  reader.check_range("number of factors", num_factors, 1, kMaxFactors);
  if (bits != 4 && bits != 8) reader.refuse("bits (4 or 8)");
  if (!reader.ok()) return {};
  const uint32_t stride = row_stride(num_factors, bits);
  reader.check_range("row stride", reader.field(3), stride, stride);
  reader.check_unused_fields(6);
  return reader.codes(num_rows, num_factors, bits);
}

}  // namespace

Result<ItemsPart> parse_items(std::span<const uint8_t> bytes) {
  PartReader reader(Part::kItems, bytes);
  ItemsPart part{reader.model_id(), read_rows(reader)};
  part.num_items = part.items.num_rows;
  if (reader.field(5) != 0) {
    reader.check_range("number of all items", reader.field(5), part.num_items + 1, kMaxItems);
    part.num_items = reader.field(5);
  }
  const uint32_t num_new = reader.field(4);
  reader.check_range("number of new items", num_new, 0, part.num_items);
  part.first_new = part.num_items - num_new;
  if (auto error = reader.finish()) return *std::move(error);
  return part;
}

Result<RowsPart> parse_rows(std::span<const uint8_t> bytes, Part which) {
  PartReader reader(which, bytes);
  RowsPart part{reader.model_id(), reader.field(5), reader.field(4), {}, read_rows(reader)};
  part.items = reader.indices("items", part.rows.num_rows, part.num_items);
  for (uint32_t i = 1; i < part.items.size(); ++i) {
    if (part.items[i - 1] >= part.items[i]) reader.refuse("items");
  }
  if (auto error = reader.finish()) return *std::move(error);
  return part;
}

Result<EncoderPart> parse_encoder(std::span<const uint8_t> bytes) {
  PartReader reader(Part::kEncoder, bytes);
  const uint32_t kind = reader.field(0);
  const uint32_t num_factors = reader.field(1);
  if (reader.ok() && kind != static_cast<uint32_t>(EncoderKind::kSoftmax)) {
    return unknown_encoder(kind);
  }
  const uint32_t num_trained = reader.field(2);
  reader.check_range("number of factors", num_factors, 1, kMaxFactors);
  reader.check_range("number of trained items", num_trained, 0, kMaxItems);
  reader.check_unused_fields(3);
  EncoderParameters parameters = read_parameters(reader);
  parameters.fold_in.num_trained = num_trained;
  if (auto error = reader.finish()) return *std::move(error);
  return EncoderPart{reader.model_id(), num_factors, Encoder(parameters, num_factors)};
}

Result<ContentPart> parse_content(std::span<const uint8_t> bytes) {
  PartReader reader(Part::kContent, bytes);
  ContentPart part{reader.model_id(), reader.field(0), {}};
  const uint32_t num_factors = reader.field(1);
  const uint32_t bits = reader.field(2);
  const uint32_t num_features = reader.field(3);
  if (reader.ok() && reader.field(4) != kContentRecipe) return unknown_recipe(reader.field(4));
  reader.check_range("number of items", part.num_items, 1, kMaxItems);
  reader.check_range("number of factors", num_factors, 1, kMaxFactors);
  reader.check_range("number of features", num_features, 1, kMaxItems);
  if (bits != 4 && bits != 8) reader.refuse("bits (4 or 8)");
  reader.check_unused_fields(5);
  ContentMap& map = part.map;
  map.field_begins = reader.offsets("field begins", kNumContentFields, num_features);
  map.prints = reader.array<uint32_t>("prints", num_features);
  if (reader.ok() && !rows_ascend(map.field_begins, map.prints)) reader.refuse("prints");
  if (reader.ok()) map.features = reader.codes(num_features, num_factors, bits);
  const auto placed_length = checked_floats(reader, "placed length", 1, 0.0F, kMaxPlacedLength);
  if (reader.ok()) map.placed_length = placed_length[0];
  map.length_quantiles =
      checked_floats(reader, "length quantiles", kNumLengthQuantiles, 0.0F, kMaxScale);
  if (!std::is_sorted(map.length_quantiles.begin(), map.length_quantiles.end())) {
    reader.refuse("length quantiles");
  }
  if (auto error = reader.finish()) return *std::move(error);
  return part;
}

Result<TitlesPart> parse_titles(std::span<const uint8_t> bytes) {
  PartReader reader(Part::kTitles, bytes);
  TitlesPart part;
  part.model_id = reader.model_id();
  part.num_items = reader.field(0);
  const uint32_t num_authors = reader.field(1);
  const uint32_t num_publishers = reader.field(2);
  const uint32_t num_categories = reader.field(3);
  const uint32_t num_item_categories = reader.field(4);
  const uint32_t num_other_ids = reader.field(5);
  reader.check_range("number of items", part.num_items, 1, kMaxItems);
  reader.check_range("number of other ids", num_other_ids, 0, kMaxItems);
  reader.check_unused_fields(6);

  part.ids = reader.strings("ids", part.num_items);
  part.titles = reader.strings("titles", part.num_items);
  part.authors = reader.strings("authors", num_authors);
  part.publishers = reader.strings("publishers", num_publishers);
  part.categories = reader.strings("categories", num_categories);
  part.item_author = reader.indices("author indices", part.num_items, num_authors);
  part.item_publisher = reader.indices("publisher indices", part.num_items, num_publishers);
  part.popularity = reader.array<uint32_t>("popularity counts", part.num_items);
  part.year = reader.array<int16_t>("years", part.num_items);
  part.item_categories.offsets =
      reader.offsets("category offsets", part.num_items, num_item_categories);
  part.item_categories.values =
      reader.indices("category indices", num_item_categories, num_categories);
  part.other_id_offsets = reader.offsets("offsets of other ids", part.num_items, num_other_ids);
  part.other_ids = reader.strings("other ids", num_other_ids);
  const uint32_t num_names = part.num_items + num_other_ids;
  part.names_in_order = reader.indices("names in order", num_names, num_names);
  if (auto error = reader.finish()) return *std::move(error);
  return part;
}

Result<SearchPart> parse_search(std::span<const uint8_t> bytes) {
  PartReader reader(Part::kSearch, bytes);
  SearchPart part;
  part.model_id = reader.model_id();
  part.index.num_items = reader.field(0);
  part.index.num_tokens = reader.field(1);
  const uint32_t stream_bytes = reader.field(2);
  reader.check_range("number of items", part.index.num_items, 1, kMaxItems);
  reader.check_range("number of words", part.index.num_tokens, 0, kNoLimit - kTokensPerBlock);
  reader.check_unused_fields(3);
  if (reader.ok()) {
    const uint32_t blocks = (part.index.num_tokens + kTokensPerBlock - 1) / kTokensPerBlock;
    part.index.block_offsets = reader.array<uint32_t>("block offsets", blocks);
    const auto stream = reader.array<uint8_t>("words", stream_bytes);
    part.index.stream = {stream.data(), stream.size()};
  }
  if (reader.ok() && !is_valid(part.index)) reader.refuse("words");
  if (auto error = reader.finish()) return *std::move(error);
  return part;
}

Result<UsersPart> parse_users(std::span<const uint8_t> bytes) {
  PartReader reader(Part::kUsers, bytes);
  UsersPart part;
  part.model_id = reader.model_id();
  const uint32_t num_users = reader.field(0);
  const uint32_t num_factors = reader.field(1);
  part.num_items = reader.field(2);
  const uint32_t num_entries = reader.field(3);
  reader.check_range("number of users", num_users, 1, kMaxUsers);
  reader.check_range("number of factors", num_factors, 1, kMaxFactors);
  reader.check_range("number of items", part.num_items, 1, kMaxItems);
  reader.check_unused_fields(4);

  if (reader.ok()) part.users = reader.codes(num_users, num_factors, 8);
  part.ids = reader.strings("ids", num_users);
  part.history_offsets = reader.offsets("history offsets", num_users, num_entries);
  part.history_items = reader.indices("history items", num_entries, part.num_items);
  part.history_weights = reader.array<uint8_t>("history weights", num_entries);
  if (reader.ok() && !rows_ascend(part.history_offsets, part.history_items)) {
    reader.refuse("history items");
  }
  if (auto error = reader.finish()) return *std::move(error);
  return part;
}

Result<ListsPart> parse_lists(std::span<const uint8_t> bytes) {
  PartReader reader(Part::kLists, bytes);
  ListsPart part;
  part.model_id = reader.model_id();
  part.num_items = reader.field(0);
  const uint32_t num_factors = reader.field(1);
  const uint32_t num_lists = reader.field(2);
  part.first_item = reader.field(3);
  reader.check_range("number of items", part.num_items, 1, kMaxItems);
  reader.check_range("number of factors", num_factors, 1, kMaxFactors);
  reader.check_range("number of lists", num_lists, 1, kMaxLists);
  if (reader.ok()) reader.check_range("first item", part.first_item, 1, part.num_items - 1);
  part.files = reader.long_field(4);
  reader.check_unused_fields(6);
  if (reader.ok()) part.centres = reader.codes(num_lists, num_factors, 8);
  part.sizes = reader.array<uint32_t>("sizes", num_lists);
  if (reader.ok()) {
    uint64_t num_listed = 0;
    bool has_empty = false;
    for (uint32_t list = 0; list < num_lists; ++list) {
      has_empty |= part.sizes[list] == 0;
      num_listed += part.sizes[list];
    }
    if (has_empty || num_listed != part.num_items - part.first_item) reader.refuse("sizes");
  }
  if (auto error = reader.finish()) return *std::move(error);
  return part;
}

}  // namespace pocketrec
