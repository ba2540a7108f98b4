// `audience`: whom an item is for. Of stored users, those most likely to want it; and, as sums of
// people, where they live who chose it, and how old they are.
#include <memory>
#include <string>

#include "trainer/commands/commands.h"
#include "trainer/commands/group_lists.h"
#include "trainer/commands/print_list.h"
#include "trainer/pack/load.h"
#include "trainer/support/value_or_throw.h"

namespace pocketrec {
namespace {

struct AudienceRequest {
  std::filesystem::path bundle;
  std::string item;
  ListOptions options;
  bool json = false;
};

// A bundle without users still tells of groups.
void audience(const AudienceRequest& request) {
  const LoadedBundle bundle = load_bundle(request.bundle);
  const Recommender& recommender = bundle.recommender;
  const bool has_groups = !bundle.parts.groups.empty();
  if (!has_groups) check_users(bundle);
  const uint32_t item = value_or_throw(recommender.find_item(request.item));
  const bool has_users = recommender.info().has_users;
  const auto users = has_users ? value_or_throw(recommender.audience(item, request.options.n))
                               : std::vector<ScoredUser>();
  if (request.json) {
    nlohmann::ordered_json document = {{"users", users_json(recommender, users)}};
    if (has_groups) document["readers"] = readers_json(bundle, item);
    print_document(document);
    return;
  }
  print_users(recommender, users);
  if (has_groups) print_readers(bundle, item);
}

}  // namespace

void add_audience_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "audience", "The stored users most likely to want an item, and who chose it so far");
  auto request = std::make_shared<AudienceRequest>();
  add_bundle_argument(*command, request->bundle);
  add_item_option(*command, request->item);
  add_list_length(*command, request->options);
  command->add_flag("--json", request->json, "One JSON document on stdout");
  command->callback([request] { audience(*request); });
}

}  // namespace pocketrec
