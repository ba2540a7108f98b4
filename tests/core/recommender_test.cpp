#include "core/recommender.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/top_k.h"
#include "tests/core/toy_bundle.h"

namespace pocketrec {
namespace {

using History = std::vector<HistoryEntry>;

class RecommenderTest : public testing::Test {
 protected:
  Recommender recommender_ = open_or_die(golden_parts_8());
  History history_ = {{4}, {9, 2.0F}, {30, 0.5F}};
};

TEST_F(RecommenderTest, KnowsWhatItHolds) {
  const BundleInfo info = recommender_.info();
  EXPECT_EQ(info.num_items, 60);
  EXPECT_EQ(info.num_factors, 20);
  EXPECT_EQ(info.bits, 8);
  EXPECT_EQ(info.num_users, 24);  // 25 readers, one without a history
  EXPECT_EQ(info.model_id, golden::kModelId + 8);
  EXPECT_TRUE(info.has_titles && info.has_search && info.has_users);
}

TEST_F(RecommenderTest, ListsAreSortedAndLeaveTheHistoryOut) {
  const auto list = recommender_.recommend(history_, {1000, {}, {}, false});
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(list.value().size(), 57);
  for (size_t i = 1; i < list.value().size(); ++i) {
    EXPECT_GE(list.value()[i - 1].score, list.value()[i].score);
  }
  for (const HistoryEntry& entry : history_) {
    for (const ScoredItem& item : list.value()) EXPECT_NE(item.item_index, entry.item_index);
  }
}

TEST_F(RecommenderTest, HistoryComesBackWhereAsked) {
  const auto list = recommender_.recommend(history_, {1000, {}, {}, true});
  EXPECT_EQ(list.value().size(), 60);
}

TEST_F(RecommenderTest, WhatWasNotLikedNeverComesBack) {
  const History with_dislike = {{4}, {9, 2.0F}, {30, 0.0F}};
  for (const bool include_history : {false, true}) {
    const auto list =
        indices_of(recommender_.recommend(with_dislike, {1000, {}, {}, include_history}).value());
    EXPECT_EQ(list.size(), include_history ? 59 : 57);
    EXPECT_EQ(std::count(list.begin(), list.end(), 30U), 0);
  }
}

TEST_F(RecommenderTest, AShorterListIsTheBeginningOfALongerOne) {
  const auto all = indices_of(recommender_.recommend(history_, {1000, {}, {}, false}).value());
  for (const uint32_t n : {1U, 2U, 10U, 56U}) {
    const auto some = indices_of(recommender_.recommend(history_, {n, {}, {}, false}).value());
    EXPECT_EQ(some, std::vector<uint32_t>(all.begin(), all.begin() + n));
  }
}

TEST_F(RecommenderTest, ExcludeTakesOutAndAllowLeavesNothingElse) {
  const auto all = indices_of(recommender_.recommend(history_, {1000, {}, {}, false}).value());
  const std::vector<uint32_t> exclude = {all[0], all[2], 4, all[0]};
  auto expected = all;
  std::erase_if(expected, [&](uint32_t i) { return i == all[0] || i == all[2]; });
  EXPECT_EQ(indices_of(recommender_.recommend(history_, {1000, exclude, {}, false}).value()),
            expected);

  const std::vector<uint32_t> allow = {all[5], all[2], all[40], 9};
  const std::vector<uint32_t> left = {all[5], all[40]};
  EXPECT_EQ(indices_of(recommender_.recommend(history_, {10, exclude, allow, false}).value()),
            left);
}

TEST_F(RecommenderTest, OptionsApplyToSimilarItemsToo) {
  const auto all = indices_of(recommender_.similar(5, {1000, {}, {}, false}).value());
  EXPECT_EQ(all.size(), 59);
  EXPECT_EQ(std::count(all.begin(), all.end(), 5U), 0);
  const std::vector<uint32_t> exclude = {all[0]};
  EXPECT_EQ(indices_of(recommender_.similar(5, {1, exclude, {}, false}).value())[0], all[1]);
}

TEST_F(RecommenderTest, RefusesIndicesThatAreNone) {
  const std::vector<uint32_t> beyond = {60};
  EXPECT_EQ(recommender_.recommend(history_, {10, beyond, {}, false}).error().code,
            ErrorCode::kUnknownItem);
  EXPECT_EQ(recommender_.recommend(history_, {10, {}, beyond, false}).error().code,
            ErrorCode::kUnknownItem);
  EXPECT_EQ(recommender_.similar(60, {}).error().code, ErrorCode::kUnknownItem);
  EXPECT_EQ(recommender_.explain(history_, 60).error().code, ErrorCode::kUnknownItem);
  EXPECT_EQ(recommender_.item(60).error().code, ErrorCode::kUnknownItem);
  EXPECT_EQ(recommender_.recommend_for_user(24, {}).error().code, ErrorCode::kUnknownUser);
  EXPECT_EQ(recommender_.user_history(24).error().code, ErrorCode::kUnknownUser);
  EXPECT_EQ(recommender_.user_id(24).error().code, ErrorCode::kUnknownUser);
}

TEST_F(RecommenderTest, RefusesCountsOutsideTheRange) {
  for (const uint32_t n : {0U, 1001U, 1000000U}) {
    EXPECT_EQ(recommender_.recommend(history_, {n, {}, {}, false}).error().code,
              ErrorCode::kBadCount);
    EXPECT_EQ(recommender_.recommend_for_user(0, {n, {}, {}, false}).error().code,
              ErrorCode::kBadCount);
    EXPECT_EQ(recommender_.similar(0, {n, {}, {}, false}).error().code, ErrorCode::kBadCount);
    EXPECT_EQ(recommender_.search_items("a", n).error().code, ErrorCode::kBadCount);
    EXPECT_EQ(recommender_.search_users("a", 0, n).error().code, ErrorCode::kBadCount);
  }
  EXPECT_EQ(recommender_.similar(0, {0, {}, {}, false}).error().message,
            "the number of results should be from 1 to 1000, it is 0");
}

TEST_F(RecommenderTest, RefusesSharesOutsideTheRange) {
  for (const float bad : {-0.01F, 1.01F, 1e30F, INFINITY, -INFINITY, NAN}) {
    const ListOptions diverse{10, {}, {}, false, bad, 0.0F};
    const ListOptions novel{10, {}, {}, false, 0.0F, bad};
    const ListOptions exploring{10, {}, {}, false, 0.0F, 0.0F, bad};
    for (const ListOptions& options : {diverse, novel, exploring}) {
      EXPECT_EQ(recommender_.recommend(history_, options).error().code, ErrorCode::kBadValue);
      EXPECT_EQ(recommender_.recommend_for_user(0, options).error().code, ErrorCode::kBadValue);
      EXPECT_EQ(recommender_.similar(0, options).error().code, ErrorCode::kBadValue);
    }
    EXPECT_EQ(recommender_.similar(0, diverse).error().message,
              "the list's diversity is outside 0 to 1; give 0 to list by score alone");
    EXPECT_EQ(recommender_.similar(0, novel).error().message,
              "the list's novelty is outside 0 to 1; give 0 to list by score alone");
    EXPECT_EQ(recommender_.recommend(history_, exploring).error().message,
              "the list's exploration is outside 0 to 1; give 0 to list by score alone");
  }
}

TEST_F(RecommenderTest, AVariedListHasTheSameItemsAndScoresInAnotherOrder) {
  const auto expect_reordered = [](std::vector<ScoredItem> varied, std::vector<ScoredItem> plain) {
    ASSERT_EQ(varied.size(), plain.size());
    EXPECT_NE(indices_of(varied), indices_of(plain));
    std::sort(varied.begin(), varied.end(), ranks_before);
    for (size_t i = 0; i < plain.size(); ++i) {
      EXPECT_EQ(varied[i].item_index, plain[i].item_index);
      EXPECT_EQ(varied[i].score, plain[i].score);
    }
  };
  const std::vector<uint32_t> exclude = {0, 12};
  const ListOptions plain{1000, exclude, {}, false};
  for (const auto& [diversity, novelty] : {std::pair(0.5F, 0.0F), {0.0F, 0.5F}, {0.5F, 0.5F}}) {
    ListOptions varied = plain;
    varied.diversity = diversity;
    varied.novelty = novelty;
    expect_reordered(recommender_.recommend(history_, varied).value(),
                     recommender_.recommend(history_, plain).value());
    expect_reordered(recommender_.recommend_for_user(3, varied).value(),
                     recommender_.recommend_for_user(3, plain).value());
    expect_reordered(recommender_.similar(5, varied).value(),
                     recommender_.similar(5, plain).value());
  }
}

TEST_F(RecommenderTest, DescribesItemsAsTheDataSetDid) {
  const golden::GoldenInput input = golden::golden_input();
  for (uint32_t i = 0; i < 60; ++i) {
    const Item& expected = input.dataset.items[input.item_order[i]];
    const auto facts = recommender_.item(i);
    ASSERT_TRUE(facts.ok());
    EXPECT_EQ(facts.value().id, expected.id);
    EXPECT_EQ(facts.value().title, expected.title);
    EXPECT_EQ(facts.value().author, expected.author);
    EXPECT_EQ(facts.value().publisher, expected.publisher);
    EXPECT_EQ(facts.value().year, expected.year);
    EXPECT_EQ(
        std::vector<std::string>(facts.value().categories.begin(), facts.value().categories.end()),
        expected.categories);
    EXPECT_EQ(
        std::vector<std::string>(facts.value().other_ids.begin(), facts.value().other_ids.end()),
        expected.other_ids);
  }
}

TEST_F(RecommenderTest, FindsEveryIdAndEveryOtherId) {
  const golden::GoldenInput input = golden::golden_input();
  for (uint32_t i = 0; i < 60; ++i) {
    const Item& item = input.dataset.items[input.item_order[i]];
    EXPECT_EQ(recommender_.find_item(item.id).value(), i);
    for (const std::string& id : item.other_ids) EXPECT_EQ(recommender_.find_item(id).value(), i);
  }
  for (const char* id : {"", "0440010003", "0440010003XX", "~"}) {
    EXPECT_EQ(recommender_.find_item(id).error().code, ErrorCode::kUnknownItem);
  }
}

TEST_F(RecommenderTest, AStoredUserGetsWhatTheirHistoryGets) {
  uint32_t with_history = 0;
  for (uint32_t user = 0; user < recommender_.info().num_users; ++user) {
    const auto stored = recommender_.recommend_for_user(user, {30, {}, {}, false});
    const auto folded =
        recommender_.recommend(recommender_.user_history(user).value(), {30, {}, {}, false});
    ASSERT_EQ(stored.ok(), folded.ok());
    if (!stored.ok()) {
      EXPECT_EQ(stored.error().code, ErrorCode::kEmptyHistory);
      continue;
    }
    ++with_history;
    ASSERT_EQ(stored.value().size(), folded.value().size());
    for (size_t i = 0; i < stored.value().size(); ++i) {
      EXPECT_EQ(stored.value()[i].item_index, folded.value()[i].item_index);
      EXPECT_EQ(stored.value()[i].score, folded.value()[i].score);
    }
  }
  EXPECT_EQ(with_history, 23);  // one reader liked nothing
}

TEST_F(RecommenderTest, FindsUsersByIdAndByBeginning) {
  EXPECT_EQ(recommender_.find_user("reader 3").error().code, ErrorCode::kUnknownUser);
  const uint32_t user = recommender_.find_user("reader 12").value();
  EXPECT_EQ(recommender_.user_id(user).value(), "reader 12");
  const auto ids = [&](const char* prefix, uint32_t offset, uint32_t n) {
    std::vector<std::string> found;
    for (const uint32_t u : recommender_.search_users(prefix, offset, n).value()) {
      found.emplace_back(recommender_.user_id(u).value());
    }
    return found;
  };
  EXPECT_EQ(ids("reader 2", 0, 3),
            (std::vector<std::string>{"reader 2", "reader 20", "reader 21"}));
  EXPECT_EQ(ids("reader 2", 4, 10), (std::vector<std::string>{"reader 23", "reader 24"}));
  EXPECT_EQ(ids("", 0, 1000).size(), 24);
  EXPECT_TRUE(ids("", 24, 10).empty());
  EXPECT_TRUE(ids("", 0xFFFFFFFF, 10).empty());
  EXPECT_TRUE(ids("zz", 0, 10).empty());
}

TEST_F(RecommenderTest, UserHistoriesKeepWeightsAndDislikes) {
  const golden::GoldenInput input = golden::golden_input();
  const auto history = recommender_.user_history(recommender_.find_user("reader 4").value());
  const auto row = input.histories.row(4);
  ASSERT_EQ(history.value().size(), row.size());
  for (size_t i = 0; i < row.size(); ++i) {
    EXPECT_EQ(history.value()[i].item_index, row[i]);
    EXPECT_EQ(history.value()[i].weight, 0.0F);
  }
}

TEST(Attach, PartsMayComeLater) {
  const PackedParts& parts = golden_parts_8();
  auto opened = Recommender::open({.items = parts.items, .encoder = parts.encoder});
  ASSERT_TRUE(opened.ok());
  Recommender& recommender = opened.value();
  EXPECT_TRUE(recommender.recommend(History{{1}}, {}).ok());
  EXPECT_EQ(recommender.item(0).error().code, ErrorCode::kMissingPart);
  EXPECT_EQ(recommender.find_item("x").error().code, ErrorCode::kMissingPart);
  EXPECT_EQ(recommender.search_items("s", 5).error().code, ErrorCode::kMissingPart);
  EXPECT_EQ(recommender.find_user("x").error().code, ErrorCode::kMissingPart);
  EXPECT_EQ(recommender.recommend_for_user(0, {}).error().code, ErrorCode::kMissingPart);

  EXPECT_TRUE(recommender.attach(Part::kSearch, parts.search).value().has_search);
  EXPECT_FALSE(recommender.search_items("creme", 5).value().empty());
  EXPECT_TRUE(recommender.search_items("0440010003x", 5).value().empty());  // ids need titles
  EXPECT_TRUE(recommender.attach(Part::kTitles, parts.titles).value().has_titles);
  EXPECT_EQ(recommender.search_items("0440010003x", 5).value().size(), 1);
  EXPECT_EQ(recommender.attach(Part::kUsers, parts.users).value().num_users, 24);
  EXPECT_TRUE(recommender.recommend_for_user(0, {}).ok());
}

TEST(Attach, ABadPartChangesNothing) {
  const PackedParts& parts = golden_parts_8();
  const PackedParts other = golden::golden_parts(golden::golden_input(), 4);
  Recommender recommender = open_or_die(parts);
  EXPECT_EQ(recommender.attach(Part::kTitles, other.titles).error().code, ErrorCode::kPartMismatch);
  EXPECT_EQ(recommender.attach(Part::kUsers, other.users).error().code, ErrorCode::kPartMismatch);
  EXPECT_EQ(recommender.attach(Part::kSearch, parts.titles).error().code, ErrorCode::kBadMagic);
  EXPECT_EQ(recommender.attach(Part::kTitles, {}).error().code, ErrorCode::kTruncated);
  EXPECT_EQ(recommender.attach(Part::kItems, parts.items).error().code, ErrorCode::kBadValue);
  EXPECT_EQ(recommender.item(0).value().id, "0440010003X");
}

}  // namespace
}  // namespace pocketrec
