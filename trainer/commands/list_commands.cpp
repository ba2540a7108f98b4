// `recommend` and `similar`: both open a bundle, ask the core for a list, and print it.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "trainer/commands/commands.h"
#include "trainer/pack/load.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

template <class T>
T value_or_throw(Result<T> result) {
  if (result.ok()) return std::move(result).value();
  if (result.error().code == ErrorCode::kBadCount) throw UsageError(result.error().message);
  throw DataError(result.error().message);
}

struct ListRequest {
  std::filesystem::path bundle;
  std::string user;
  std::string item;
  std::vector<std::string> history;
  uint32_t n = 10;
  bool json = false;
};

nlohmann::ordered_json to_json(const ItemFacts& facts, float score) {
  nlohmann::ordered_json item = {{"id", facts.id}, {"title", facts.title}, {"score", score}};
  item["author"] = facts.author;
  item["year"] = facts.year == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(facts.year);
  item["publisher"] = facts.publisher;
  item["categories"] = facts.categories;
  item["popularity"] = facts.popularity;
  return item;
}

void print_json(const Recommender& recommender, const std::vector<ScoredItem>& list) {
  nlohmann::ordered_json items = nlohmann::ordered_json::array();
  for (const ScoredItem& entry : list) {
    items.push_back(to_json(value_or_throw(recommender.item(entry.item_index)), entry.score));
  }
  const nlohmann::ordered_json document = {{"items", std::move(items)}};
  fmt::print("{}\n", document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_table(const Recommender& recommender, const std::vector<ScoredItem>& list) {
  for (size_t rank = 0; rank < list.size(); ++rank) {
    const ItemFacts facts = value_or_throw(recommender.item(list[rank].item_index));
    std::string what{facts.title.empty() ? facts.id : facts.title};
    if (!facts.author.empty()) what += fmt::format(", {}", facts.author);
    if (facts.year != 0) what += fmt::format(" ({})", facts.year);
    fmt::print("{:>4}  {:.4f}  {}  {}\n", rank + 1, list[rank].score, facts.id, what);
  }
}

void print_list(const Recommender& recommender, const std::vector<ScoredItem>& list, bool json) {
  json ? print_json(recommender, list) : print_table(recommender, list);
}

void recommend(const ListRequest& request) {
  const LoadedBundle bundle = load_bundle(request.bundle);
  const Recommender& recommender = bundle.recommender;
  ListOptions options;
  options.n = request.n;
  if (!request.user.empty()) {
    const uint32_t user = value_or_throw(recommender.find_user(request.user));
    return print_list(recommender, value_or_throw(recommender.recommend_for_user(user, options)),
                      request.json);
  }
  std::vector<HistoryEntry> history;
  for (const std::string& id : request.history) {
    if (!id.empty()) history.push_back({value_or_throw(recommender.find_item(id))});
  }
  print_list(recommender, value_or_throw(recommender.recommend(history, options)), request.json);
}

void similar(const ListRequest& request) {
  const LoadedBundle bundle = load_bundle(request.bundle);
  ListOptions options;
  options.n = request.n;
  const uint32_t item = value_or_throw(bundle.recommender.find_item(request.item));
  print_list(bundle.recommender, value_or_throw(bundle.recommender.similar(item, options)),
             request.json);
}

void add_list_options(CLI::App& command, ListRequest& request) {
  command.add_option("BUNDLE", request.bundle, "Folder of the bundle, or its manifest.json")
      ->required();
  command.add_option("--n", request.n, "Length of the list, 1 to 1000")->capture_default_str();
  command.add_flag("--json", request.json, "One JSON document on stdout");
}

}  // namespace

void add_recommend_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand("recommend", "Top N for a stored user or for a history");
  auto request = std::make_shared<ListRequest>();
  add_list_options(*command, *request);
  auto* who = command->add_option_group("who")->require_option(1);
  who->add_option("--user", request->user, "Id of a user stored in the bundle");
  who->add_option("--history", request->history, "Ids of items, separated by commas")
      ->delimiter(',');
  command->callback([request] { recommend(*request); });
}

void add_similar_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand("similar", "Items that the same people choose");
  auto request = std::make_shared<ListRequest>();
  add_list_options(*command, *request);
  command->add_option("--item", request->item, "Id of the item")->required();
  command->callback([request] { similar(*request); });
}

}  // namespace pocketrec
