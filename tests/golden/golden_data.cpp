#include "tests/golden/golden_data.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "trainer/pack/pack_map.h"

namespace pocketrec::golden {
namespace {

constexpr uint32_t kNumItems = 60;
constexpr uint32_t kNumNew = 5;       // of them, the last
constexpr uint32_t kNumFactors = 20;  // no multiple of a register, so that padding is seen
constexpr uint32_t kNumUsers = 25;
constexpr uint32_t kGoldenLeastPeople = 1;  // a group then has ten people

// Knuth's MMIX generator; its upper half is random enough.
class Sequence {
 public:
  explicit Sequence(uint64_t seed) : state_(seed) {}
  uint32_t below(uint32_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<uint32_t>(state_ >> 33) % limit;
  }

 private:
  uint64_t state_;
};

// None is a default, and the catalogue is large enough that its background is sampled.
EncoderParameters golden_encoder() {
  return {{0.125F, 1.25F, 0.5F, 1.5F, 6, 24, 8}, {0.75F, 0.125F}};
}

Model golden_model() {
  Model model;
  model.item_factors = {kNumItems, kNumFactors, {}};
  Sequence random(1);
  for (uint32_t i = 0; i < kNumItems * kNumFactors; ++i) {
    model.item_factors.values.push_back((static_cast<float>(random.below(2001)) - 1000.0F) / 1024);
  }
  // One item without an audience, and two with the same: zero rows and ties are seen too.
  std::fill_n(model.item_factors.row(kNumItems - 1), kNumFactors, 0.0F);
  std::copy_n(model.item_factors.row(7), kNumFactors, model.item_factors.row(23));

  model.encoder = golden_encoder();
  return model;
}

std::vector<Item> golden_items() {
  const std::vector<std::string> titles = {
      "Crème Brûlée", "موسم الهجرة إلى الشمال", "三体",
      "Война и мир",  "The Great Straße",       "Łódź by Night"};
  const std::vector<std::string> authors = {"Ærø Søren", "الطيب صالح", "刘慈欣", ""};
  Sequence random(2);
  std::vector<Item> items;
  for (uint32_t i = 0; i < kNumItems; ++i) {
    Item item;
    item.id =
        i % 10 == 9 ? "Odd-id " + std::to_string(i) : "04400" + std::to_string(10000 + i) + "X";
    item.title = titles[i % titles.size()] + " " + std::to_string(i);
    item.author = authors[random.below(4)];
    item.publisher = random.below(3) == 0 ? "" : "Publisher " + std::to_string(random.below(5));
    item.year = i % 7 == 0 ? 0 : static_cast<int32_t>(1900 + random.below(120));
    if (i % 2 == 0) item.categories = {"fiction", "kind " + std::to_string(random.below(4))};
    if (i % 5 == 0) item.other_ids = {"99" + std::to_string(i), "98" + std::to_string(i)};
    items.push_back(item);
  }
  return items;
}

// Half of them in one country, the others in two that are too small to show, as one of the two ages
// is; of some neither place nor age is known.
User golden_user(uint32_t u) {
  const char* place = u % 2 == 0   ? "القاهرة, Égypte"
                      : u % 3 == 0 ? "x, nauru"
                      : u % 5 == 0 ? ""
                                   : "y, tuvalu";
  const auto age = static_cast<int16_t>(u % 7 == 0 ? 0 : u % 3 == 0 ? 20 : 40);
  return {"reader " + std::to_string(u), place, age};
}

// What the items are, in bundle order, with a vector for every key.
void add_content(GoldenInput& input) {
  std::vector<std::vector<ContentKey>> keys;
  for (const uint32_t item : input.item_order) keys.push_back(keys_of(input.dataset.items[item]));
  input.content = content_table(keys, std::vector<uint32_t>(kNumItems, 1));
  const auto num_features = static_cast<uint32_t>(input.content.keys.size());
  ContentModel content{{num_features, kNumFactors, {}}, {}, 0.5F};
  Sequence random(4);
  for (uint32_t i = 0; i < num_features * kNumFactors; ++i) {
    content.features.values.push_back((static_cast<float>(random.below(2001)) - 1000.0F) / 1024);
  }
  input.model.content = std::move(content);
}

// Weights from 0 (seen, not liked) to above what a byte can hold.
InteractionMatrix golden_histories() {
  Sequence random(3);
  InteractionMatrix matrix;
  matrix.num_rows = kNumUsers;
  matrix.num_columns = kNumItems;
  matrix.offsets = {0};
  for (uint32_t u = 0; u < kNumUsers; ++u) {
    for (uint32_t i = 0; i < kNumItems; ++i) {
      // User 3 has no history; user 4 liked nothing; user 5 chose more items than there are
      // factors; the last items are new.
      if (u == 3 || random.below(u == 5 ? 2 : 3 + i / 4) != 0 || i + kNumNew >= kNumItems) continue;
      matrix.columns.push_back(i);
      matrix.weights.push_back(u == 4 ? 0.0F : static_cast<float>(random.below(40)) / 16);
    }
    matrix.offsets.push_back(matrix.columns.size());
  }
  matrix.weights.back() = 16.0F;
  return matrix;
}

// Drawn, not laid out; the last item has none.
std::vector<MapPlace> golden_places() {
  Sequence random(4);
  std::vector<MapPlace> places(kNumItems);
  for (uint32_t i = 0; i + 1 < kNumItems; ++i) {
    places[i].x = static_cast<uint16_t>(1 + random.below(65535));
    places[i].y = static_cast<uint16_t>(1 + random.below(65535));
  }
  return places;
}

}  // namespace

GoldenInput golden_input() {
  GoldenInput input;
  input.model = golden_model();
  input.dataset.items = golden_items();
  for (uint32_t u = 0; u < kNumUsers; ++u) input.dataset.users.push_back(golden_user(u));
  input.histories = golden_histories();
  // Bundle item i is item (i * 7 + 3) % 60 of the data set: no order is the identity by chance.
  for (uint32_t i = 0; i < kNumItems; ++i) input.item_order.push_back((i * 7 + 3) % kNumItems);
  add_content(input);
  // Behind the content, which does not know them.
  for (uint32_t i = 0; i < kNumItems; ++i) {
    input.dataset.items[i].language = i % 4 == 0 ? "" : i % 3 == 0 ? "中文" : "en";
  }
  return input;
}

PackedParts golden_parts(const GoldenInput& input, uint32_t bits) {
  PackedParts parts =
      pack_bundle(input.model, input.dataset, input.item_order, input.histories,
                  {bits, true, kGoldenLeastPeople}, kModelId + bits, &input.content);
  parts.map = pack_map(golden_places(), kModelId + bits);
  return parts;
}

std::vector<std::pair<std::string, PackedParts>> golden_bundles() {
  const GoldenInput input = golden_input();
  return {{"int8", golden_parts(input, 8)}, {"int4", golden_parts(input, 4)}};
}

ManifestFacts golden_facts() {
  ManifestFacts facts;
  facts.data_fingerprint = "made up for tests";
  facts.format = "csv";
  facts.simulated = true;
  facts.seed = 1;
  facts.parameters_json = "{}";
  facts.metrics_json = "{}";
  facts.cleaning_json = "{}\n";
  return facts;
}

}  // namespace pocketrec::golden
