#include "trainer/evaluate/models.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "trainer/evaluate/baselines.h"
#include "trainer/evaluate/content_baselines.h"
#include "trainer/evaluate/ease.h"
#include "trainer/evaluate/group_popularity.h"
#include "trainer/evaluate/interview.h"
#include "trainer/evaluate/item_knn.h"
#include "trainer/evaluate/model_rankers.h"
#include "trainer/evaluate/tuned_baselines.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

Ranker train_random(Contest& contest) {
  return random_ranker(contest.training().num_columns, contest.options().seed);
}

Ranker train_popularity(Contest& contest) { return popularity_ranker(contest.audiences()); }

Ranker train_place_popularity(Contest& contest) {
  return group_popularity_ranker("place-popularity", contest.training(), *contest.options().people,
                                 {.by_place = true});
}

Ranker train_age_popularity(Contest& contest) {
  return group_popularity_ranker("age-popularity", contest.training(), *contest.options().people,
                                 {.by_age = true});
}

Ranker train_group_popularity(Contest& contest) {
  return group_popularity_ranker("group-popularity", contest.training(), *contest.options().people,
                                 {.by_place = true, .by_age = true});
}

std::string no_known_people(const Contest& contest) {
  const KnownPeople* people = contest.options().people.get();
  const auto is_known = [](const User& user) { return !user.place.empty() || user.age > 0; };
  if (people != nullptr && std::ranges::any_of(people->training, is_known)) return {};
  return "neither the place nor the age of anybody is known here";
}

Ranker train_item_knn(Contest& contest) {
  return item_knn_ranker(contest.training(), contest.audiences(), item_knn_options(contest));
}

Ranker train_ease(Contest& contest) {
  Ranker ranker = ease_ranker(contest.training(), contest.audiences(), ease_options(contest));
  if (contest.training().num_columns > kMaxEaseItems) ranker.name = "ease-popular";
  return ranker;
}

// Rows of one trained model cost the same training, whichever comes first.
Ranker with_seconds(Ranker ranker, const FitResult& fitted) {
  ranker.train_seconds = fitted.seconds;
  return ranker;
}

Ranker train_ials_ranker(Contest& contest) {
  const FitResult fitted = fit(contest.training(), ials_options(contest));
  return with_seconds(float_ranker("ials", fitted.model, contest.options().threads), fitted);
}

Ranker train_packed(Contest& contest) {
  const FitResult& fitted = contest.trained();
  return with_seconds(packed_ranker("softmax", fitted.model, contest.options()), fitted);
}

Ranker asked(const char* name, Contest& contest, InterviewOptions interview) {
  const FitResult& fitted = contest.trained();
  interview.most_answers = *contest.options().answers;
  return with_seconds(
      interview_ranker(name, packed_recommender(fitted.model, contest.options()), interview),
      fitted);
}

Ranker train_asked_popular(Contest& contest) {
  return asked("asked-popular", contest, {.shown = TitlesShown::kPopular, .by_author = nullptr});
}

Ranker train_asked_offered(Contest& contest) {
  return asked("asked-offered", contest, {.shown = TitlesShown::kOffered, .by_author = nullptr});
}

Ranker train_asked_authors(Contest& contest) {
  const InteractionMatrix& audiences = contest.audiences();
  std::vector<uint32_t> popularity;
  for (uint32_t item = 0; item < audiences.num_rows; ++item) {
    popularity.push_back(static_cast<uint32_t>(audiences.row(item).size()));
  }
  const auto titles = std::make_shared<const OfferedTitles>(contest.options().authors, popularity);
  return asked("asked-authors", contest, {.shown = TitlesShown::kByAuthor, .by_author = titles});
}

std::string nobody_asked(const Contest& contest) {
  if (contest.options().answers) return {};
  return "nobody is asked to rate titles here (--answers)";
}

std::string no_author_asked(const Contest& contest) {
  const std::vector<uint32_t>& authors = contest.options().authors;
  std::string obstacle = nobody_asked(contest);
  const auto is_known = [](uint32_t author) { return author != 0; };
  if (!obstacle.empty() || std::ranges::any_of(authors, is_known)) return obstacle;
  return "no item's author is known here";
}

Ranker train_int8(Contest& contest) {
  const FitResult& fitted = contest.trained();
  EvaluateOptions options = contest.options();
  options.bits = 8;
  return with_seconds(packed_ranker("softmax-int8", fitted.model, options), fitted);
}

Ranker train_float(Contest& contest) {
  const FitResult& fitted = contest.trained();
  return with_seconds(float_ranker("softmax-float", fitted.model, contest.options().threads),
                      fitted);
}

std::string no_content(const Contest& contest) {
  if (contest.options().content == nullptr) return "the items' content is not known here";
  return {};
}

// Are those to be ranked items that nobody chose?
bool asks_for_unchosen(const Contest& contest) {
  const EvaluateOptions& options = contest.options();
  return !options.candidates.empty() && options.known_interactions.value_or(0) == 0;
}

std::string no_new_items(const Contest& contest) {
  if (!asks_for_unchosen(contest)) return "there is no new item for ridge to place";
  return no_content(contest);
}

Ranker train_content_knn(Contest& contest) {
  return content_knn_ranker(*contest.options().content, contest.audiences());
}

Ranker train_author(Contest& contest) {
  return author_ranker(*contest.options().content, contest.audiences());
}

Ranker train_ridge(Contest& contest) {
  EvaluateOptions options = contest.options();
  options.fit.softmax.content = nullptr;
  FitOptions fit_options = options.fit;
  fit_options.algorithm = Algorithm::kSoftmax;
  const FitResult fitted = fit(contest.training(), fit_options);
  const Model placed =
      ridge_placed(fitted.model, *options.content, contest.audiences(), options.threads);
  return with_seconds(float_ranker("ridge", placed, options.threads), fitted);
}

std::string no_obstacle(const Contest&) { return {}; }

// Of models that know an item by who chose it.
std::string only_new_items(const Contest& contest) {
  if (!asks_for_unchosen(contest)) return {};
  return "items that nobody chose are all alike to a model of who chose what";
}

std::string too_many_items_for_ease(const Contest& contest) {
  const uint32_t num_items = contest.training().num_columns;
  if (num_items <= kMaxEaseItems) return only_new_items(contest);
  return fmt::format(
      "EASE holds a number for every pair of items: expected at most {} items, found {}",
      kMaxEaseItems, num_items);
}

std::string no_items_left_out(const Contest& contest) {
  if (contest.training().num_columns > kMaxEaseItems) return only_new_items(contest);
  return "EASE takes all items here";
}

constexpr ModelKind kModels[] = {
    {"random", train_random, no_obstacle},
    {"popularity", train_popularity, no_obstacle},
    {"place-popularity", train_place_popularity, no_known_people},
    {"age-popularity", train_age_popularity, no_known_people},
    {"group-popularity", train_group_popularity, no_known_people},
    {"content-knn", train_content_knn, no_content},
    {"author", train_author, no_content},
    {"ridge", train_ridge, no_new_items},
    {"item-knn", train_item_knn, only_new_items},
    {"ease", train_ease, too_many_items_for_ease},
    {"ease-popular", train_ease, no_items_left_out},  // of the most chosen items alone
    {"ials", train_ials_ranker, only_new_items},
    {"softmax", train_packed, no_obstacle},
    {"asked-popular", train_asked_popular, nobody_asked},
    {"asked-offered", train_asked_offered, nobody_asked},
    {"asked-authors", train_asked_authors, no_author_asked},
    {"softmax-int8", train_int8, no_obstacle},
    {"softmax-float", train_float, no_obstacle},
};

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> model_names() {
  std::vector<std::string> names;
  for (const ModelKind& kind : kModels) names.emplace_back(kind.name);
  return names;
}

bool asks_for_all(const std::vector<std::string>& names) {
  return names.empty() || contains(names, "all");
}

std::vector<ModelKind> models_named(const std::vector<std::string>& names) {
  const std::vector<std::string> known = model_names();
  for (const std::string& name : names) {
    if (name == "all" || contains(known, name)) continue;
    throw UsageError(
        fmt::format("unknown model '{}'; expected all, or any of {}", name, fmt::join(known, ",")));
  }
  std::vector<ModelKind> kinds;
  for (const ModelKind& kind : kModels) {
    if (asks_for_all(names) || contains(names, kind.name)) kinds.push_back(kind);
  }
  return kinds;
}

}  // namespace pocketrec
