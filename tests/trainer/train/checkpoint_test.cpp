// A training that was stopped goes on to the same bits; what cannot be gone on from is refused.
#include "trainer/train/checkpoint.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/trainer/temp_folder.h"
#include "tests/trainer/train/toy.h"
#include "trainer/support/error.h"
#include "trainer/train/fit.h"
#include "trainer/train/softmax.h"

namespace pocketrec {
namespace {

namespace fs = std::filesystem;
using testing::TempFolder;

struct Stopped : std::runtime_error {
  Stopped() : std::runtime_error("stopped") {}
};

const Checkpoint::Identity kIdentity = {{"seed", "1"}, {"data", "books"}};

SoftmaxOptions small_options() {
  SoftmaxOptions options;
  options.num_factors = 12;
  options.num_epochs = 8;
  options.batch_users = 64;
  options.num_negatives = 40;
  options.temperature = 0.2F;
  options.threads = 2;
  return options;
}

FitOptions small_fit() {
  FitOptions options;
  options.softmax = small_options();
  options.num_factors = 12;
  return options;
}

class Keeping : public ::testing::Test {
 protected:
  // Saves after every step.
  Checkpoint checkpoint(Checkpoint::Identity identity = kIdentity) const {
    return Checkpoint(folder(), std::move(identity), 0);
  }
  fs::path folder() const { return home_.path() / "kept"; }
  // The one file whose name begins like this; empty where there is none.
  fs::path file(const std::string& beginning) const {
    for (const auto& entry : fs::directory_iterator(folder())) {
      if (entry.path().filename().string().starts_with(beginning)) return entry.path();
    }
    return {};
  }
  // As train_softmax; stops behind the epoch of this number.
  void train_until(uint32_t epoch) const {
    Checkpoint kept = checkpoint();
    const auto stop = [&](const EpochReport& report) {
      if (report.epoch == epoch) throw Stopped();
    };
    EXPECT_THROW(train_softmax(matrix_, options_, stop, {&kept, true}), Stopped);
  }

  const TempFolder home_;
  const InteractionMatrix matrix_ = random_matrix(300, 100, 0.05, true, 3);
  const SoftmaxOptions options_ = small_options();
};

TEST_F(Keeping, GoesOnToTheSameBits) {
  const SoftmaxTables whole = train_softmax(matrix_, options_);
  for (const uint32_t epoch : {1, 4, 7}) {  // the items are averaged from the fifth on
    train_until(epoch);
    EXPECT_NE(file("going-"), "");
    Checkpoint kept = checkpoint();
    std::vector<uint32_t> epochs;
    const SoftmaxTables rest =
        train_softmax(matrix_, options_,
                      [&](const EpochReport& report) { epochs.push_back(report.epoch); }, {&kept});
    EXPECT_EQ(epochs.front(), epoch) << "of which all steps were done";
    EXPECT_EQ(rest.items.values, whole.items.values) << epoch;
    EXPECT_EQ(rest.audiences.values, whole.audiences.values) << epoch;
    kept.remove();
  }
}

TEST_F(Keeping, FinishedTrainingsAreNotRepeated) {
  Checkpoint kept = checkpoint();
  const SoftmaxTables first = train_softmax(matrix_, options_, {}, {&kept, true});
  EXPECT_EQ(file("going-"), "");
  EXPECT_NE(file("done-"), "");
  const auto never = [](const EpochReport&) { FAIL() << "trained again"; };
  const SoftmaxTables second = train_softmax(matrix_, options_, never, {&kept, true});
  EXPECT_EQ(first.items.values, second.items.values);
  EXPECT_EQ(first.audiences.values, second.audiences.values);
}

// One identity has several trainings: with other settings, and without the people held out.
TEST_F(Keeping, AStateIsOfOneTrainingAlone) {
  train_until(7);
  Checkpoint kept = checkpoint();
  SoftmaxOptions other = options_;
  other.temperature = 0.3F;
  EXPECT_EQ(train_softmax(matrix_, other, {}, {&kept}).items.values,
            train_softmax(matrix_, other).items.values);
  InteractionMatrix fewer = matrix_;
  fewer.weights[0] += 1;
  EXPECT_EQ(train_softmax(fewer, options_, {}, {&kept}).items.values,
            train_softmax(fewer, options_).items.values);
}

TEST_F(Keeping, WhatWasMeasuredIsNotMeasuredAgain) {
  EXPECT_EQ(checkpoint().remember("a", [] { return 0.1; }), 0.1);
  Checkpoint again = checkpoint();
  EXPECT_EQ(again.remember("a", [] { return 2.0; }), 0.1);
  EXPECT_EQ(again.remember("b", [] { return 2.0; }), 2.0);
  EXPECT_EQ(remember(nullptr, "a", [] { return 3.0; }), 3.0);
}

// Stopped in the second short training, and again in the final one.
TEST_F(Keeping, FitGoesOnThroughItsStages) {
  const InteractionMatrix matrix = planted_communities(5, 300, 12, 4).training;
  FitOptions options = small_fit();
  uint32_t all_rounds = 0;
  const FitResult whole = fit(matrix, options, [&](const FitProgress&) { ++all_rounds; });
  uint32_t rounds = 0;
  const auto fit_until = [&](const std::string& stage, uint32_t which) {
    Checkpoint kept = checkpoint();
    options.checkpoint = &kept;
    uint32_t seen = 0;
    return fit(matrix, options, [&](const FitProgress& progress) {
      ++rounds;
      if (progress.stage == stage && ++seen == which) throw Stopped();
    });
  };
  EXPECT_THROW(fit_until("validation", 9), Stopped);
  EXPECT_THROW(fit_until("final", 3), Stopped);
  const FitResult result = fit_until("", 0);
  EXPECT_EQ(result.model.item_factors.values, whole.model.item_factors.values);
  EXPECT_EQ(result.validation_ndcg, whole.validation_ndcg);
  EXPECT_EQ(result.chosen.softmax.temperature, whole.chosen.softmax.temperature);
  // What was trained last of all tries is there still when its other settings are chosen.
  EXPECT_LE(rounds, all_rounds + 2) << "only the epochs in which it was stopped are told twice";
}

TEST_F(Keeping, AnotherTrainingIsRefused) {
  train_until(3);
  const std::pair<Checkpoint::Identity, std::string> others[] = {
      {{{"seed", "2"}, {"data", "books"}}, "expected seed 2, found 1"},
      {{{"seed", "1"}, {"data", "books"}, {"budget", "9"}}, "expected budget 9, found not set"},
      {{{"data", "books"}}, "expected seed not set, found 1"}};
  for (const auto& [other, difference] : others) {
    try {
      checkpoint(other);
      FAIL() << "expected a refusal";
    } catch (const DataError& error) {
      const std::string text = error.what();
      EXPECT_NE(text.find(difference), std::string::npos) << text;
      EXPECT_NE(text.find("delete"), std::string::npos) << text;
    }
  }
  checkpoint();
}

TEST_F(Keeping, AnyDamageIsRefused) {
  train_until(3);
  const auto refuses = [&](const fs::path& path, const auto& open) {
    const std::string bytes = testing::bytes_of(path);
    const size_t step = std::max<size_t>(1, bytes.size() / 97);
    const auto write = [&](const std::string& text) {
      std::ofstream(path, std::ios::binary) << text;
    };
    for (size_t at = 0; at < bytes.size(); at += at < 64 ? 1 : step) {
      write(bytes.substr(0, at));
      EXPECT_THROW(open(), DataError) << path << " of " << at << " bytes";
      std::string changed = bytes;
      changed[at] ^= 4;
      write(changed);
      EXPECT_THROW(open(), DataError) << path << ", byte " << at;
    }
    write(bytes + "x");
    EXPECT_THROW(open(), DataError) << path << ", longer";
    write(bytes);
    open();
  };
  refuses(folder() / "progress", [&] { checkpoint(); });
  Checkpoint kept = checkpoint();
  refuses(file("going-"), [&] {
    try {
      train_softmax(matrix_, options_, [](const EpochReport&) { throw Stopped(); }, {&kept});
    } catch (const Stopped&) {
    }
  });
}

TEST_F(Keeping, LeavesOtherFilesAlone) {
  fs::create_directories(folder());
  std::ofstream(folder() / "done-list.txt") << "mine";
  Checkpoint kept = checkpoint();
  train_softmax(matrix_, options_, {}, {&kept, true});
  kept.remove();
  EXPECT_EQ(testing::bytes_of(folder() / "done-list.txt"), "mine");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder()), fs::directory_iterator()), 1);
  fs::remove(folder() / "done-list.txt");
  checkpoint().remove();
  EXPECT_FALSE(fs::exists(folder()));
}

TEST_F(Keeping, SavesAtMostOnceAnInterval) {
  Checkpoint rarely(folder(), kIdentity, 1e6);
  EXPECT_FALSE(rarely.is_due());
  train_softmax(matrix_, options_, {}, {&rarely, false});
  EXPECT_EQ(file("going-"), "");
  EXPECT_TRUE(checkpoint().is_due());
}

}  // namespace
}  // namespace pocketrec
