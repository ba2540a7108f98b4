// `recommend` and `similar`: each opens a bundle, asks for a list, and prints it.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "trainer/commands/commands.h"
#include "trainer/commands/group_lists.h"
#include "trainer/commands/manifest_metrics.h"
#include "trainer/commands/options.h"
#include "trainer/commands/print_list.h"
#include "trainer/commands/usage.h"
#include "trainer/pack/load.h"
#include "trainer/support/error.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

constexpr uint32_t kMostYears = 150;

struct ListRequest {
  std::filesystem::path bundle;
  std::optional<std::string> user;
  std::optional<std::string> history;  // ids, separated by commas
  std::optional<std::string> place;
  std::optional<uint32_t> age;  // years
  std::string item;
  std::string by = "audience";  // or "content"
  ListOptions options;
  bool json = false;
};

void print_json(const Recommender& recommender, const std::vector<ScoredItem>& list,
                const Calibration& calibration) {
  print_document({{"items", items_json(recommender, list, calibration)}});
}

void print_list(const Recommender& recommender, const std::vector<ScoredItem>& list, bool json,
                const Calibration& calibration = {}) {
  json ? print_json(recommender, list, calibration) : print_table(recommender, list);
}

// The items of `ids`, separated by commas, with or without spaces around them.
std::vector<HistoryEntry> history_of(const Recommender& recommender, const std::string& ids) {
  std::vector<HistoryEntry> history;
  for (const std::string& part : CLI::detail::split(ids, ',')) {
    const std::string id = CLI::detail::trim_copy(part);
    if (!id.empty()) history.push_back({value_or_throw(recommender.find_item(id))});
  }
  if (history.empty()) {
    throw UsageError("expected ids of items in --history, found none; give at least one");
  }
  return history;
}

std::vector<ScoredItem> list_for_user(const LoadedBundle& bundle, const std::string& id,
                                      const ListOptions& options) {
  check_users(bundle, ", or give --history instead");
  const uint32_t user = value_or_throw(bundle.recommender.find_user(id));
  return value_or_throw(bundle.recommender.recommend_for_user(user, options));
}

void recommend(const ListRequest& request) {
  const bool by_group = request.place || request.age;
  if (int{request.user.has_value()} + int{request.history.has_value()} + int{by_group} != 1) {
    throw UsageError(
        "recommend takes one of --user ID, --history ID,ID,..., and --place NAME with or without "
        "--age YEARS");
  }
  const LoadedBundle bundle = load_bundle(request.bundle);
  const Recommender& recommender = bundle.recommender;
  if (by_group) {
    print_list(recommender,
               list_for_group(bundle, request.place.value_or(""), request.age.value_or(0),
                              request.options.n),
               request.json);
    return;
  }
  print_list(recommender,
             request.user ? list_for_user(bundle, *request.user, request.options)
                          : value_or_throw(recommender.recommend(
                                history_of(recommender, *request.history), request.options)),
             request.json, calibration_of(bundle));
}

// Items that are near to where content alone would put this one.
std::vector<ScoredItem> similar_by_content(const Recommender& recommender, uint32_t item_index,
                                           ListOptions options) {
  const Item item = item_of(value_or_throw(recommender.item(item_index)));
  const uint32_t itself[] = {item_index};
  options.exclude = itself;
  return value_or_throw(recommender.nearest(placed_by_content(recommender, item), options));
}

void similar(const ListRequest& request) {
  const LoadedBundle bundle = load_bundle(request.bundle);
  const Recommender& recommender = bundle.recommender;
  const uint32_t item = value_or_throw(recommender.find_item(request.item));
  print_list(recommender,
             request.by == "content" ? similar_by_content(recommender, item, request.options)
                                     : value_or_throw(recommender.similar(item, request.options)),
             request.json);
}

void add_list_options(CLI::App& command, ListRequest& request) {
  add_bundle_argument(command, request.bundle);
  add_list_length(command, request.options);
  add_variety_options(command, request.options.diversity, request.options.novelty);
  command.add_flag("--exact", request.options.exact,
                   "Of a large catalogue, look at all items, not only at the lists that are near");
  command.add_flag("--json", request.json, "One JSON document on stdout");
}

}  // namespace

void add_recommend_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "recommend", "Top N for a stored user, for a history, or for people of a place or an age");
  auto request = std::make_shared<ListRequest>();
  add_list_options(*command, *request);
  add_exploration_option(*command, request->options.exploration);
  command->add_option("--user", request->user, "Id of a user stored in the bundle")
      ->type_name("ID");
  command
      ->add_option("--history", request->history,
                   "Or: ids of items, separated by commas (an id with a comma cannot be given)")
      ->type_name("ID,...");
  command
      ->add_option("--place", request->place,
                   "Or: where they live, a country as the data write it, of whom nothing else is "
                   "known; scores are shares of such people")
      ->type_name("NAME");
  command->add_option("--age", request->age, "Or, with or without --place: how old they are")
      ->transform(whole_number(1, kMostYears))
      ->type_name("YEARS");
  command->callback([request] { recommend(*request); });
}

void add_similar_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand("similar", "Items that the same people choose");
  auto request = std::make_shared<ListRequest>();
  add_list_options(*command, *request);
  add_item_option(*command, request->item);
  command
      ->add_option("--by", request->by,
                   "What makes items alike: audience, or content: what they are alone")
      ->transform(one_of({"audience", "content"}))
      ->type_name("NAME")
      ->capture_default_str();
  command->callback([request] { similar(*request); });
}

}  // namespace pocketrec
