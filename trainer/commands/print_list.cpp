#include "trainer/commands/print_list.h"

#include <fmt/format.h>

#include <string>

#include "trainer/commands/printable.h"
#include "trainer/commands/usage.h"
#include "trainer/content/content_table.h"
#include "trainer/support/error.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

nlohmann::ordered_json to_json(const ItemFacts& facts, float score) {
  nlohmann::ordered_json item = {{"id", facts.id}, {"title", facts.title}, {"score", score}};
  item["author"] = facts.author;
  item["year"] = facts.year == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(facts.year);
  item["publisher"] = facts.publisher;
  item["categories"] = facts.categories;
  item["popularity"] = facts.popularity;
  return item;
}

}  // namespace

nlohmann::ordered_json items_json(const Recommender& recommender,
                                  const std::vector<ScoredItem>& list,
                                  const Calibration& calibration) {
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  for (const ScoredItem& entry : list) {
    items.push_back(to_json(value_or_throw(recommender.item(entry.item_index)), entry.score));
    if (calibration.scores.empty()) continue;
    items.back()["share"] = share_at(calibration, entry.score);
  }
  return items;
}

void print_table(const Recommender& recommender, const std::vector<ScoredItem>& list) {
  for (size_t rank = 0; rank < list.size(); ++rank) {
    const ItemFacts facts = value_or_throw(recommender.item(list[rank].item_index));
    std::string what{facts.title.empty() ? facts.id : facts.title};
    if (!facts.author.empty()) what += fmt::format(", {}", facts.author);
    if (facts.year != 0) what += fmt::format(" ({})", facts.year);
    fmt::print("{:>4}  {:.4f}  {}  {}\n", rank + 1, list[rank].score, printable(facts.id),
               printable(what));
  }
}

nlohmann::ordered_json users_json(const Recommender& recommender,
                                  const std::vector<ScoredUser>& list) {
  nlohmann::ordered_json users = nlohmann::ordered_json::array();
  for (const auto& [user, score] : list) {
    users.push_back({{"id", value_or_throw(recommender.user_id(user))}, {"score", score}});
  }
  return users;
}

void print_users(const Recommender& recommender, const std::vector<ScoredUser>& list) {
  for (size_t rank = 0; rank < list.size(); ++rank) {
    const auto [user, score] = list[rank];
    fmt::print("{:>4}  {:.4f}  {}\n", rank + 1, score,
               printable(value_or_throw(recommender.user_id(user))));
  }
}

void print_document(const nlohmann::ordered_json& document) {
  fmt::print("{}\n", document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

void check_users(const LoadedBundle& bundle, const std::string& else_do) {
  if (bundle.recommender.info().has_users) return;
  throw DataError("expected users in the bundle in " + bundle.folder.string() +
                  ", found none; train it with --with-users" + else_do);
}

void check_titles(const LoadedBundle& bundle) {
  if (bundle.recommender.info().has_titles) return;
  throw DataError("expected the titles part in the bundle in " + bundle.folder.string() +
                  ", by whose ids items are known again, found none; copy the whole folder");
}

PlacedItem placed_by_content(const Recommender& recommender, const Item& item) {
  return value_or_throw(recommender.place(FoldedFacts(item).facts()));
}

void add_bundle_argument(CLI::App& command, std::filesystem::path& bundle) {
  command.add_option("BUNDLE", bundle, "Folder of the bundle, or its manifest.json")
      ->type_name("")
      ->required();
}

void add_item_option(CLI::App& command, std::string& item) {
  command.add_option("--item", item, "Id of the item, or of one of its editions")
      ->type_name("ID")
      ->required();
}

void add_list_length(CLI::App& command, ListOptions& options) {
  command.add_option("--n", options.n, "Length of the list, 1 to 1000")
      ->transform(whole_number(1, kMaxResults))
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace pocketrec
