// Opens bundles with one hostile part, and makes every call on what opens.
//
// A run of random bytes would never get past the checksum, so the input says how to alter a valid
// part, and magic, version, size, model id and checksum are made right afterwards:
//   byte 0      lower five bits: which part; the next two: of which bundle, with 8 or 4 bits, large
//               or not; the highest: how the rest is meant
//   bit clear   triples (u16 offset, u8 value): bytes to overwrite, in the valid part
//   bit set     the whole part behind the magic and version
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/part_reader.h"
#include "core/recommender.h"
#include "tests/golden/golden_data.h"
#include "trainer/pack/split_items.h"

namespace {

using namespace pocketrec;

// The parts of a bundle that the core reads, in the order in which they can be attached; of a large
// catalogue, its lists and some of their rows, too.
using Bundle = std::vector<std::pair<Part, std::vector<uint8_t>>>;

// bits: 8 or 4.
Bundle valid_bundle(uint32_t bits, bool is_large) {
  PackedParts packed = golden::golden_parts(golden::golden_input(), bits);
  Bundle further;
  if (is_large) {
    SplitItems split = split_items(packed.items, packed.encoder, {.first = 16, .rows_per_list = 6});
    packed.items = split.items;
    further = {{Part::kBackground, split.background}, {Part::kLists, split.lists}};
    for (size_t list = 0; list < split.rows.size(); list += 2) {
      further.emplace_back(Part::kRows, split.rows[list]);
    }
  }
  Bundle bundle = {{Part::kItems, packed.items}, {Part::kEncoder, packed.encoder}};
  for (auto& part : further) bundle.push_back(std::move(part));
  bundle.emplace_back(Part::kTitles, packed.titles);
  bundle.emplace_back(Part::kSearch, packed.search);
  bundle.emplace_back(Part::kUsers, packed.users);
  bundle.emplace_back(Part::kContent, packed.content);
  return bundle;
}

void alter(std::vector<uint8_t>& part, std::span<const uint8_t> edits) {
  for (; edits.size() >= 3; edits = edits.subspan(3)) {
    part[(edits[0] + 256U * edits[1]) % part.size()] = edits[2];
  }
}

// Everything that a random altering would have to guess.
void make_acceptable(std::vector<uint8_t>& part, const std::vector<uint8_t>& valid) {
  if (part.size() < kHeaderBytes) part.resize(kHeaderBytes);
  const uint64_t size = part.size();
  std::memcpy(part.data(), valid.data(), header::kChecksumAt);  // magic and version
  std::memcpy(part.data() + header::kSizeAt, &size, sizeof(size));
  std::memcpy(part.data() + header::kModelIdAt, valid.data() + header::kModelIdAt, 8);
  const uint64_t checksum = part_checksum(part);
  std::memcpy(part.data() + header::kChecksumAt, &checksum, sizeof(checksum));
}

template <class T>
void use(const Result<T>& result) {
  if (!result.ok() && result.error().message.empty()) __builtin_trap();
}

void make_every_call(const Recommender& recommender) {
  const BundleInfo info = recommender.info();
  const std::vector<HistoryEntry> history = {
      {0}, {info.num_items - 1, 0.3F}, {7, 0.0F}, {3, 16.0F}};
  const std::vector<uint32_t> some = {1, 5};
  use(recommender.recommend(history, {}));
  std::vector<uint32_t> missing;
  use(recommender.recommend(history, {.n = 20, .missing = &missing}));
  use(recommender.recommend(history, {.n = 1000, .exact = true}));
  use(recommender.recommend(history, {1000, some, some, true}));
  use(recommender.recommend(history, {10, {}, {}, false, 0.5F, 0.5F}));
  use(recommender.encode(history));
  use(recommender.explain(history, 0));
  use(recommender.popular({}));
  use(recommender.facets());
  use(recommender.histories());
  for (uint32_t item = 0; item < info.num_items && item < 64; item += 9) {
    use(recommender.similar(item, {3, {}, {}, false}));
    use(recommender.audience(item, 3));
    const auto facts = recommender.item(item);
    if (facts.ok()) use(recommender.find_item(facts.value().id));
  }
  for (uint32_t user = 0; user < info.num_users && user < 32; user += 5) {
    use(recommender.recommend_for_user(user, {}));
    use(recommender.user_history(user));
    use(recommender.find_user(recommender.user_id(user).value()));
  }
  const std::string_view kinds[] = {"fiction", "kind 1"};
  const auto placed =
      recommender.place({"creme brulee 3", "sren aero", "publisher 1", "", kinds, 1961});
  use(placed);
  if (placed.ok()) {
    use(recommender.nearest(placed.value(), {}));
    use(recommender.likely_users(placed.value(), 5));
  }
  for (const char* query : {"", "s", "0", "the great 1", "\xff\xff", "zz zz"}) {
    use(recommender.search_items(query, 10));
    use(recommender.search_users(query, 1, 10));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Bundle kValid[4] = {valid_bundle(8, false), valid_bundle(4, false),
                                   valid_bundle(8, true), valid_bundle(4, true)};
  if (size == 0) return 0;
  Bundle parts = kValid[data[0] >> 5 & 3];
  std::vector<uint8_t>& part = parts[(data[0] & 0x1F) % parts.size()].second;
  const std::vector<uint8_t> before = part;
  const std::span rest(data + 1, size - 1);
  if ((data[0] & 0x80) == 0) {
    alter(part, rest);
  } else {
    part.assign(header::kChecksumAt, 0);
    part.insert(part.end(), rest.begin(), rest.end());
  }
  make_acceptable(part, before);

  auto opened = Recommender::open({.items = parts[0].second, .encoder = parts[1].second});
  if (!opened.ok()) return 0;
  for (size_t i = 2; i < parts.size(); ++i) {
    use(opened.value().attach(parts[i].first, parts[i].second));
  }
  make_every_call(opened.value());
  return 0;
}
