// What a page shows to, and knows of, people as a whole: popular items, audiences, and the columns
// of all items and users.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include "core/dot.h"
#include "core/quantise.h"
#include "core/variety.h"
#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

TEST(Popular, IsTheOrderOfTheCatalogueWithinTheOptions) {
  const Recommender recommender = open_or_die(golden_parts_8());
  const uint32_t exclude[] = {1, 4};
  EXPECT_EQ(indices_of(recommender.popular({.n = 4, .exclude = exclude, .allow = {}}).value()),
            (std::vector<uint32_t>{0, 2, 3, 5}));
  const uint32_t allow[] = {40, 9, 4, 12};
  const auto allowed = recommender.popular({.n = 10, .exclude = exclude, .allow = allow}).value();
  EXPECT_EQ(indices_of(allowed), (std::vector<uint32_t>{9, 12, 40}));
  const uint32_t num_items = recommender.info().num_items;
  for (const auto& [item, score] : allowed) EXPECT_EQ(score, 1.0F - rarity(item, num_items));
}

TEST(Popular, WithDiversityIsTheSameChoiceThatAListMakes) {
  const Recommender recommender = open_or_die(golden_parts_8());
  const ListOptions plain{.n = 60, .exclude = {}, .allow = {}};
  const ListOptions varied{.n = 8, .exclude = {}, .allow = {}, .diversity = 0.5F};
  const ItemsPart items = parse_items(golden_parts_8().items).value();
  std::vector<float> inverse;
  for (uint32_t i = 0; i < items.items.num_rows; ++i) {
    std::vector<int8_t> codes(items.items.num_factors);
    load_row(items.items, i, codes);
    const double squares = std::inner_product(codes.begin(), codes.end(), codes.begin(), 0.0);
    inverse.push_back(static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0));
  }
  const auto chosen = listed(recommender.popular(plain).value(),
                             {items.items, PackedArray<float>(inverse)}, varied);
  EXPECT_EQ(indices_of(recommender.popular(varied).value()), indices_of(chosen));
  EXPECT_NE(indices_of(chosen), (std::vector<uint32_t>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(Popular, OptionsOutOfRangeAreRefused) {
  const Recommender recommender = open_or_die(golden_parts_8());
  EXPECT_EQ(recommender.popular({.n = 0, .exclude = {}, .allow = {}}).error().code,
            ErrorCode::kBadCount);
  const uint32_t beyond[] = {60};
  EXPECT_EQ(recommender.popular({.n = 5, .exclude = beyond, .allow = {}}).error().code,
            ErrorCode::kUnknownItem);
}

TEST(Audience, IsThoseWhoHaveNotChosenTheItemByTheProductOfTheVectors) {
  const PackedParts& parts = golden_parts_8();
  const Recommender recommender = open_or_die(parts);
  const CodeTable items = parse_items(parts.items).value().items;
  const CodeTable users = parse_users(parts.users).value().users;
  for (const uint32_t item : {0U, 7U, 59U}) {
    const auto audience = recommender.audience(item, kMaxResults).value();
    if (items.scales[item] == 0) {  // nobody chose it together with another: nothing is known of it
      EXPECT_TRUE(audience.empty());
      continue;
    }
    std::set<uint32_t> found;
    for (size_t i = 0; i < audience.size(); ++i) {
      const auto [user, score] = audience[i];
      found.insert(user);
      EXPECT_LE(score, audience[i > 0 ? i - 1 : 0].score);
      std::vector<int8_t> u(users.num_factors), v(items.num_factors);
      load_row(users, user, u);
      load_row(items, item, v);
      EXPECT_NEAR(score,
                  static_cast<float>(dot_reference(u, v)) * users.scales[user] * items.scales[item],
                  1e-5);
    }
    for (uint32_t user = 0; user < users.num_rows; ++user) {
      const auto history = recommender.user_history(user).value();
      const bool has_it = std::ranges::any_of(
          history, [&](const HistoryEntry& entry) { return entry.item_index == item; });
      EXPECT_EQ(found.contains(user), !has_it);
    }
  }
}

TEST(Audience, OfNoItemOrWithoutUsersIsRefused) {
  const PackedParts& parts = golden_parts_8();
  const Recommender recommender = open_or_die(parts);
  EXPECT_EQ(recommender.audience(60, 5).error().code, ErrorCode::kUnknownItem);
  EXPECT_EQ(recommender.audience(0, 0).error().code, ErrorCode::kBadCount);
  const Recommender bare =
      Recommender::open({.items = parts.items, .encoder = parts.encoder}).value();
  EXPECT_EQ(bare.audience(0, 5).error().code, ErrorCode::kMissingPart);
  EXPECT_EQ(bare.histories().error().code, ErrorCode::kMissingPart);
  EXPECT_EQ(bare.facets().error().code, ErrorCode::kMissingPart);
}

TEST(Columns, SayOfAllItemsWhatEachSays) {
  const Recommender recommender = open_or_die(golden_parts_8());
  const Facets facets = recommender.facets().value();
  for (uint32_t i = 0; i < recommender.info().num_items; ++i) {
    const ItemFacts facts = recommender.item(i).value();
    EXPECT_EQ(facets.years[i], facts.year);
    EXPECT_EQ(facets.author_names[facets.authors[i]], facts.author);
    std::vector<std::string_view> categories;
    for (uint32_t c = facets.category_offsets[i]; c < facets.category_offsets[i + 1]; ++c) {
      categories.push_back(facets.category_names[facets.categories[c]]);
    }
    EXPECT_EQ(categories, facts.categories);
  }
}

TEST(Columns, SayOfAllUsersWhatEachSays) {
  const Recommender recommender = open_or_die(golden_parts_8());
  const Histories histories = recommender.histories().value();
  for (uint32_t user = 0; user < recommender.info().num_users; ++user) {
    const auto history = recommender.user_history(user).value();
    ASSERT_EQ(histories.offsets[user + 1] - histories.offsets[user], history.size());
    for (uint32_t i = 0; i < history.size(); ++i) {
      const uint32_t entry = histories.offsets[user] + i;
      EXPECT_EQ(histories.item_indices[entry], history[i].item_index);
      EXPECT_EQ(histories.weights[entry], 16 * history[i].weight);
    }
  }
}

}  // namespace
}  // namespace pocketrec
