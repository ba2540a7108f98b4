// Items nobody is trained on: the split, the models that content alone gives, and the table.
#include "trainer/evaluate/cold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/trainer/evaluate/toy_data.h"
#include "trainer/evaluate/content_baselines.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

TEST(SplitCold, NobodyIsTrainedOnAColdItemAndOnlyThoseAreAskedFor) {
  const Dataset dataset = tasteful_dataset();
  InteractionMatrix interactions = interactions_of(dataset);
  // Every fourth choice was rated low.
  interactions.weights.assign(interactions.columns.size(), 1.0F);
  for (size_t e = 0; e < interactions.weights.size(); e += 4) {
    interactions.weights[e] = kChosenWeight;
  }
  const ColdSplit split = split_cold(interactions, ColdOptions{.seed = 5});
  EXPECT_EQ(split.cold_items.size(), 12U) << "a fifth of 60";
  EXPECT_TRUE(std::ranges::is_sorted(split.cold_items));
  const auto is_cold = [&](uint32_t item) {
    return std::ranges::binary_search(split.cold_items, item);
  };
  EXPECT_EQ(split.training.num_rows, interactions.num_rows);
  EXPECT_TRUE(std::ranges::none_of(split.training.columns, is_cold));
  EXPECT_TRUE(std::ranges::none_of(split.test.histories.columns, is_cold));
  EXPECT_TRUE(std::ranges::all_of(split.test.targets.columns, is_cold));
  const auto warm =
      std::ranges::count_if(interactions.columns, [&](uint32_t item) { return !is_cold(item); });
  EXPECT_EQ(split.training.num_entries(), static_cast<uint64_t>(warm));
  ASSERT_GT(split.test.targets.num_rows, 100U);
  for (uint32_t row = 0; row < split.test.targets.num_rows; ++row) {
    EXPECT_GE(split.test.targets.row(row).size(), 1U);
    const auto weights = split.test.histories.row_weights(row);
    EXPECT_GE(std::ranges::count_if(weights, is_liked), 3) << "ColdOptions::fewest_liked";
  }
  EXPECT_EQ(split_cold(interactions, ColdOptions{.seed = 5}).cold_items, split.cold_items);
  EXPECT_NE(split_cold(interactions, ColdOptions{.seed = 6}).cold_items, split.cold_items);
  EXPECT_EQ(split_cold(interactions, ColdOptions{.max_users = 9}).test.targets.num_rows, 9U);
}

TEST(SplitCold, HoldsAFifthOfTheWarmItemsWhereAllAreRanked) {
  const InteractionMatrix interactions = interactions_of(tasteful_dataset());
  const ColdSplit without = split_cold(interactions, ColdOptions{.seed = 5});
  EXPECT_EQ(without.warm_targets.num_entries(), 0U);
  EXPECT_EQ(without.warm_targets.num_rows, without.test.targets.num_rows);
  const ColdSplit split = split_cold(interactions, ColdOptions{.hold_warm = true, .seed = 5});
  EXPECT_EQ(split.cold_items, without.cold_items);
  EXPECT_EQ(split.test.targets.columns, without.test.targets.columns);
  for (uint32_t row = 0; row < split.warm_targets.num_rows; ++row) {
    std::vector<uint32_t> together(split.test.histories.row(row).begin(),
                                   split.test.histories.row(row).end());
    const auto held = split.warm_targets.row(row);
    const auto all = without.test.histories.row(row);
    EXPECT_EQ(held.size(), std::max<size_t>(1, all.size() / 5));
    together.insert(together.end(), held.begin(), held.end());
    std::ranges::sort(together);
    EXPECT_TRUE(std::ranges::equal(together, all));
  }
  EXPECT_EQ(split.training.num_entries() + split.warm_targets.num_entries(),
            without.training.num_entries());
}

TEST(AddLaterItems, JoinsByIdAndScale) {
  Dataset dataset = tasteful_dataset();
  dataset.scale = {1, 10};
  dataset.items[4].other_ids = {"edition"};
  Dataset later;
  for (const char* id : {"i3", "edition", "new", "newer"}) {
    later.items.emplace_back();
    later.items.back().id = id;
  }
  later.users.resize(2);
  later.users[0].id = "u7";
  later.users[1].id = "stranger";
  later.scale = {1, 5};
  later.interactions = {{0, 0, 4}, {0, 2, 4}, {0, 3, kImplicit}, {1, 2, 5}};
  const size_t before = dataset.interactions.size();
  EXPECT_EQ(add_later_items(dataset, later), 60U);
  ASSERT_EQ(dataset.items.size(), 62U);
  EXPECT_EQ(dataset.items[60].id, "new");
  EXPECT_EQ(dataset.items[61].id, "newer");
  EXPECT_EQ(dataset.interactions.size(), before + 2);
  const InteractionMatrix interactions = interactions_of(dataset);
  const auto row = interactions.row(7);
  EXPECT_TRUE(std::ranges::is_sorted(row));
  EXPECT_TRUE(std::ranges::binary_search(row, 60U));
  EXPECT_TRUE(std::ranges::binary_search(row, 61U));
  EXPECT_EQ(interactions.row_weights(7)[row.size() - 2], weight_of(8, dataset.scale));
  EXPECT_THROW(add_later_items(dataset, later), DataError) << "nothing new any more";
}

TEST(RankScores, RanksCandidatesAlone) {
  const std::vector<uint32_t> seen = {1, 4}, candidates = {1, 2, 4, 5, 6};
  RankedLists lists(1, 4);
  std::vector<float> scores = {9, 8, 1, 7, 6, 3, 3};
  rank_scores(scores, {0, seen, {}, seen, {}, candidates}, lists);
  EXPECT_EQ(lists.items, (std::vector<uint32_t>{5, 6, 2, kNoItem}));
  scores = {9, 8, 1, 7, 6, 3, 3};
  rank_scores(scores, {0, seen, {}, seen, {}, {}}, lists);
  EXPECT_EQ(lists.items, (std::vector<uint32_t>{0, 3, 5, 6}));
}

// Features x and y are shared words, z an author. Items 0..2 are known, 3..5 new.
struct Toy {
  ContentTable content{{{ContentField::kTitle, 1},
                        {ContentField::kTitle, 2},
                        {ContentField::kAuthor, 1},
                        {ContentField::kAuthor, 2}},
                       {6,
                        4,
                        {0, 2, 4, 5, 7, 9, 10},
                        {0, 2, 1, 3, 3, 0, 2, 1, 3, 1},
                        {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}};
  // Items x users.
  InteractionMatrix audiences{6, 4, {0, 2, 3, 6, 6, 6, 6}, {0, 1, 2, 0, 1, 3}, {}};
};

std::vector<uint32_t> list_of(const Ranker& ranker, const std::vector<uint32_t>& history,
                              const std::vector<uint32_t>& candidates) {
  RankedLists lists(1, static_cast<uint32_t>(candidates.size()));
  const std::vector<Person> people = {{0, history, {}, history, {}, candidates}};
  ranker.rank(people, lists);
  return lists.items;
}

TEST(ContentKnn, RanksByWhatIsSharedWithTheHistory) {
  const Toy toy;
  const Ranker ranker = content_knn_ranker(toy.content, toy.audiences);
  EXPECT_EQ(list_of(ranker, {0}, {3, 4, 5}), (std::vector<uint32_t>{3, 4, 5}));
  EXPECT_EQ(list_of(ranker, {1}, {3, 4, 5}).back(), 3U);
  EXPECT_EQ(list_of(ranker, {1}, {3, 4, 5}).front(), 4U);
}

TEST(AuthorRanker, OwnAuthorsFirstThenThoseOfOthers) {
  const Toy toy;
  const Ranker ranker = author_ranker(toy.content, toy.audiences);
  EXPECT_EQ(list_of(ranker, {0}, {3, 4, 5}), (std::vector<uint32_t>{3, 4, 5}));
  EXPECT_EQ(list_of(ranker, {2}, {3, 4, 5}), (std::vector<uint32_t>{4, 3, 5}));
  // Of nobody's author: the second author has more readers.
  EXPECT_EQ(list_of(ranker, {5}, {3, 4}), (std::vector<uint32_t>{4, 3}));
}

TEST(RidgePlaced, PlacesNewItemsByTheirFeaturesAndLeavesTheOthers) {
  const Toy toy;
  Model model;
  model.item_factors = {6, 2, {1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0}};
  const Model placed = ridge_placed(model, toy.content, toy.audiences, 2);
  for (uint32_t item = 0; item < 3; ++item) {
    for (uint32_t k = 0; k < 2; ++k) {
      EXPECT_EQ(placed.item_factors.row(item)[k], model.item_factors.row(item)[k]);
    }
  }
  EXPECT_GT(placed.item_factors.row(3)[0], 0.9F);
  EXPECT_GT(placed.item_factors.row(4)[1], 0.9F);
}

TEST(EvaluateCold, ContentFindsTheReadersOfNewItems) {
  EvaluateOptions options = quick_options();
  options.models = {"random", "content-knn", "author", "ridge", "softmax", "softmax-float"};
  const EvaluationReport report = evaluate(tasteful_dataset(), Protocol::kCold, options);
  EXPECT_EQ(report.protocol, "cold");
  EXPECT_EQ(report.num_items, 60U);
  EXPECT_EQ(report.num_candidates, 12U);
  const auto ndcg = [&](size_t model) { return report.models[model].metrics.at("ndcg", 5).value; };
  for (size_t model = 1; model < report.models.size(); ++model) {
    EXPECT_GT(ndcg(model), 1.3 * ndcg(0)) << report.models[model].name;
  }
  EXPECT_EQ(nlohmann::json::parse(to_json(report)).at("data").at("candidates"), 12);
  // In float and in 4 bits the same neighbours are looked for, among the candidates.
  EXPECT_NEAR(ndcg(4), ndcg(5), 0.03);
  options.models = {"softmax"};
  options.fit.use_content = false;
  const EvaluationReport blind = evaluate(tasteful_dataset(), Protocol::kCold, options);
  EXPECT_LT(blind.models[0].metrics.at("ndcg", 5).value, 0.8 * ndcg(4));
}

// Among all items: the shorter new items are, the less they are shown.
TEST(EvaluateCold, AmongAllTheLengthOfNewItemsDecidesHowOftenTheyAreShown) {
  EvaluateOptions options = quick_options();
  options.models = {"softmax"};
  options.among_all = true;
  std::vector<ModelReport> reports;
  for (const float length : {0.0F, 0.5F, 1.0F}) {
    options.fit.softmax.new_item_length = length;
    const EvaluationReport report = evaluate(tasteful_dataset(), Protocol::kCold, options);
    EXPECT_EQ(report.num_candidates, 60U);
    reports.push_back(report.models[0]);
    const auto json = nlohmann::json::parse(to_json(report)).at("models")[0];
    EXPECT_EQ(json.at("new_share@5"), report.models[0].new_shares[0]);
    EXPECT_EQ(json.at("warm_recall@5"), report.models[0].warm->at("recall", 5).value);
    EXPECT_NE(to_table(report).find("% of what is shown is new"), std::string::npos);
  }
  EXPECT_LT(reports[0].new_shares[0], reports[2].new_shares[0]);
  EXPECT_GT(reports[2].new_shares[0], 0.05);
  EXPECT_GE(reports[2].metrics.at("recall", 5).value, reports[0].metrics.at("recall", 5).value);
  EXPECT_GE(reports[0].warm->at("recall", 5).value, reports[2].warm->at("recall", 5).value);
}

TEST(EvaluateCold, ExplorationIsTheLeastShareOfNewItems) {
  EvaluateOptions options = quick_options();
  options.models = {"softmax"};
  options.among_all = true;
  options.fit.softmax.new_item_length = 0.2F;
  const ModelReport plain = evaluate(tasteful_dataset(), Protocol::kCold, options).models[0];
  ASSERT_LT(plain.new_shares[0], 0.2);
  options.exploration = 0.2F;
  const ModelReport explored = evaluate(tasteful_dataset(), Protocol::kCold, options).models[0];
  EXPECT_GE(explored.new_shares[0], 0.2);
  EXPECT_LE(explored.new_shares[0], plain.new_shares[0] + 0.2) << "one slot of five at most";
  EXPECT_GT(explored.metrics.at("recall", 5).value, plain.metrics.at("recall", 5).value);
}

TEST(EvaluateCold, TakesNewItemsOfTheirOwn) {
  Dataset dataset = tasteful_dataset(), later = dataset;
  later.items.erase(later.items.begin(), later.items.begin() + 45);
  std::erase_if(later.interactions, [](const Interaction& i) { return i.item_index < 45; });
  for (Interaction& interaction : later.interactions) interaction.item_index -= 45;
  dataset.items.resize(45);
  std::erase_if(dataset.interactions, [](const Interaction& i) { return i.item_index >= 45; });
  EvaluateOptions options = quick_options();
  options.models = {"random", "softmax"};
  const EvaluationReport report = evaluate_later(dataset, later, options);
  EXPECT_EQ(report.num_candidates, 15U);
  EXPECT_GT(report.models[1].metrics.at("ndcg", 5).value,
            1.3 * report.models[0].metrics.at("ndcg", 5).value);
}

TEST(EvaluateCold, ModelsThatSayNothingOfNewItemsDoNotTakePart) {
  EvaluateOptions options = quick_options();
  options.models = {"item-knn"};
  EXPECT_THROW(evaluate(tasteful_dataset(), Protocol::kCold, options), UsageError);
  options.models = {"content-knn"};
  Dataset nameless = tasteful_dataset();
  for (Item& item : nameless.items) item.title = item.author = "";
  EXPECT_THROW(evaluate(nameless, Protocol::kCold, options), UsageError);
}

}  // namespace
}  // namespace pocketrec
