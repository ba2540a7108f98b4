#include "trainer/evaluate/contest.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "trainer/evaluate/baselines.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"
#include "trainer/train/softmax_settings.h"

namespace pocketrec {
namespace {

// Enough people to turn a dot product a person into a product of matrices, few enough that their
// scores of a large catalogue stay small.
constexpr size_t kPeopleBlock = 32;

void rank_people(const Ranker& ranker, std::span<const Person> people, uint32_t threads,
                 RankedLists& lists) {
  parallel_blocks(people.size(), kPeopleBlock, threads, [&](size_t begin, size_t end, uint32_t) {
    ranker.rank(people.subspan(begin, end - begin), lists);
  });
}

// Which part of the lists, cut at each length, these items are.
std::vector<double> shares_of(std::span<const uint32_t> items, const RankedLists& lists,
                              std::span<const uint32_t> cutoffs) {
  std::vector<double> shares;
  for (const uint32_t k : cutoffs) {
    uint64_t shown = 0, of_these = 0;
    for (uint32_t r = 0; r < lists.num_lists(); ++r) {
      for (const uint32_t item : lists.list(r).first(std::min(k, lists.length))) {
        if (item == kNoItem) continue;
        ++shown;
        of_these += std::ranges::binary_search(items, item) ? 1 : 0;
      }
    }
    shares.push_back(static_cast<double>(of_these) /
                     static_cast<double>(std::max<uint64_t>(1, shown)));
  }
  return shares;
}

std::string describe(const FitProgress& step) {
  std::string line = fmt::format("softmax: {}{} {} of at most {}", step.stage, step.what,
                                 step.round, step.max_rounds);
  if (step.validation_ndcg >= 0) {
    line += fmt::format(", validation NDCG@20 {:.4f}", step.validation_ndcg);
  }
  return line;
}

}  // namespace

Contest::Contest(const InteractionMatrix& training, const EvaluationSet& test,
                 const EvaluateOptions& options, EvaluateProgress progress)
    : training_(training),
      test_(test),
      options_(options),
      progress_(std::move(progress)),
      audiences_(transpose(training)),
      chosen_(chosen_only(test.histories)) {
  gather_people();
}

void Contest::gather_people() {
  for (uint32_t row = 0; row < test_.targets.num_rows; ++row) {
    if (test_.targets.row(row).empty()) continue;
    const Person person{row,
                        test_.histories.row(row),
                        test_.histories.row_weights(row),
                        chosen_.row(row),
                        chosen_.row_weights(row),
                        options_.candidates};
    (person.chosen.empty() ? newcomers_ : people_).push_back(person);
  }
  if (people_.empty() && newcomers_.empty()) {
    throw DataError(
        "there is nobody to test: expected users with at least two liked items, found too few; use "
        "more data, or see in the cleaning report why interactions were dropped");
  }
}

const FitResult& Contest::trained() {
  if (!trained_) {
    FitOptions options = options_.fit;
    options.algorithm = Algorithm::kSoftmax;
    trained_ = fit(training_, options, [&](const FitProgress& step) { say(describe(step)); });
    say("softmax: " + to_text(settings_of(trained_->chosen.softmax)));
  }
  return *trained_;
}

RankedLists Contest::rank_everyone(const Ranker& ranker) const {
  RankedLists lists(test_.targets.num_rows, options_.cutoffs.back());
  rank_people(ranker, people_, options_.threads, lists);
  if (!newcomers_.empty()) {
    // Who needs a history shows what most people choose, as the page does.
    rank_people(ranker.needs_history ? popularity_ranker(audiences_) : ranker, newcomers_,
                options_.threads, lists);
  }
  return lists;
}

ModelReport Contest::judge(const Ranker& ranker) const {
  ModelReport report;
  report.name = ranker.name;
  report.num_factors = ranker.num_factors;
  report.bits = ranker.bits;
  report.bytes_per_item = ranker.bytes_per_item;
  report.train_seconds = ranker.train_seconds;
  const Stopwatch watch;
  const RankedLists lists = rank_everyone(ranker);
  report.rank_seconds = watch.seconds();
  const BootstrapOptions bootstrap = {
      .num_resamples = options_.num_resamples, .seed = options_.seed, .threads = options_.threads};
  report.metrics = measure(lists, test_.targets, audiences_, options_.cutoffs, bootstrap);
  if (options_.warm_targets != nullptr) {
    report.warm = measure(lists, *options_.warm_targets, audiences_, options_.cutoffs, bootstrap);
    report.new_shares = shares_of(options_.new_items, lists, options_.cutoffs);
  }
  say(fmt::format("{}: trained in {:.1f} s, ranked {} people in {:.1f} s, measured in {:.1f} s",
                  report.name, report.train_seconds, report.metrics.num_people, report.rank_seconds,
                  watch.seconds() - report.rank_seconds));
  return report;
}

std::vector<std::vector<ScoredOutcome>> Contest::outcomes(const Ranker& ranker,
                                                          uint32_t length) const {
  std::vector<std::vector<ScoredOutcome>> outcomes(people_.size());
  parallel_blocks(
      people_.size(), kPeopleBlock, options_.threads, [&](size_t begin, size_t end, uint32_t) {
        const auto lists = ranker.recommend(std::span(people_).subspan(begin, end - begin), length);
        for (size_t p = begin; p < end; ++p) {
          const auto held_out = test_.targets.row(people_[p].number);
          for (const ScoredItem& item : lists[p - begin]) {
            outcomes[p].push_back(
                {item.score, std::ranges::binary_search(held_out, item.item_index)});
          }
        }
      });
  return outcomes;
}

void Contest::say(const std::string& line) const {
  if (progress_) progress_(line);
}

}  // namespace pocketrec
