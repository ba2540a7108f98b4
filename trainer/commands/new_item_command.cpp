// `new-item`: where an item goes that the bundle does not have, by what it is.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "trainer/commands/commands.h"
#include "trainer/commands/print_list.h"
#include "trainer/commands/usage.h"
#include "trainer/content/content_table.h"
#include "trainer/pack/load.h"
#include "trainer/support/error.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

struct NewItemRequest {
  std::filesystem::path bundle;
  Item item;
  ListOptions options;
  bool json = false;
};

struct Found {
  PlacedItem placed;
  std::vector<ScoredItem> nearest;
  std::vector<ScoredUser> users;  // where the bundle has users
};

Found find(const Recommender& recommender, const NewItemRequest& request) {
  Found found;
  found.placed = placed_by_content(recommender, request.item);
  found.nearest = value_or_throw(recommender.nearest(found.placed, request.options));
  if (recommender.info().has_users) {
    found.users = value_or_throw(recommender.likely_users(found.placed, request.options.n));
  }
  return found;
}

void print_found_json(const Recommender& recommender, const Found& found) {
  print_document({{"keys", found.placed.num_keys},
                  {"known_keys", found.placed.num_known},
                  {"certainty", found.placed.certainty},
                  {"nearest", items_json(recommender, found.nearest)},
                  {"users", users_json(recommender, found.users)}});
}

void print_found(const Recommender& recommender, const Found& found) {
  const PlacedItem& placed = found.placed;
  fmt::print("placed by {} of its {} words, names and other keys; ", placed.num_known,
             placed.num_keys);
  fmt::print("content says less of {:.0f} % of the catalogue\nnearest items\n",
             100 * placed.certainty);
  print_table(recommender, found.nearest);
  if (found.users.empty()) return;
  fmt::print("likely users\n");
  print_users(recommender, found.users);
}

void new_item(const NewItemRequest& request) {
  const LoadedBundle bundle = load_bundle(request.bundle);
  const Found found = find(bundle.recommender, request);
  if (found.placed.num_known == 0) {
    throw DataError(fmt::format(
        "expected words, names or categories that items of the bundle have too, found none among "
        "the new item's {}; tell more of it (--author and --category say most)",
        found.placed.num_keys));
  }
  request.json ? print_found_json(bundle.recommender, found)
               : print_found(bundle.recommender, found);
}

}  // namespace

void add_new_item_command(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("new-item", "Where an item goes that the bundle does not have");
  auto request = std::make_shared<NewItemRequest>();
  add_bundle_argument(*command, request->bundle);
  Item& item = request->item;
  command->add_option("--title", item.title, "Its title")->type_name("TEXT");
  command->add_option("--author", item.author, "Its author; of several, with commas between")
      ->type_name("TEXT");
  command->add_option("--publisher", item.publisher, "Its publisher")->type_name("TEXT");
  command->add_option("--language", item.language, "Its language, as the catalogue has it")
      ->type_name("TEXT");
  command->add_option("--category", item.categories, "A category; may be given several times")
      ->type_name("TEXT");
  command->add_option("--year", item.year, "The year when it came out")
      ->transform(whole_number(1, 9999))
      ->type_name("YEAR");
  add_list_length(*command, request->options);
  command->add_flag("--json", request->json, "One JSON document on stdout");
  command->callback([request] { new_item(*request); });
}

}  // namespace pocketrec
