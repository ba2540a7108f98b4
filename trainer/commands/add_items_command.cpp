// `add-items`: many new items into a finished bundle, by what they are, without a training.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "trainer/commands/commands.h"
#include "trainer/commands/manifest_facts.h"
#include "trainer/commands/output_path.h"
#include "trainer/commands/print_list.h"
#include "trainer/pack/add_items.h"
#include "trainer/pack/load.h"
#include "trainer/pack/pack.h"
#include "trainer/read/read.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

struct AddItemsRequest {
  std::filesystem::path bundle;
  std::filesystem::path items;
  std::filesystem::path out;
  bool quiet = false;
};

LoadedBundle open_to_add(const std::filesystem::path& path) {
  LoadedBundle bundle = load_bundle(path, true);
  if (!bundle.recommender.info().has_content) {
    throw DataError(fmt::format(
        "expected a content part in the bundle in {}, by which new items are placed, found none; "
        "train it again with --content, from items that have titles or authors",
        bundle.folder.string()));
  }
  check_titles(bundle);
  return bundle;
}

// What the bundle says of its training; checked before the work.
ManifestFacts facts_of(const LoadedBundle& bundle) {
  try {
    const Json& manifest = bundle.manifest;
    const Json& data = manifest.at("data");
    ManifestFacts facts;
    facts.data_fingerprint = data.at("fingerprint").get<std::string>();
    facts.format = data.at("format").get<std::string>();
    facts.simulated = data.at("simulated").get<bool>();
    facts.seed = manifest.at("seed").get<uint64_t>();
    facts.parameters_json = manifest.at("parameters").dump();
    facts.metrics_json = manifest.at("metrics").dump();
    facts.cleaning_json = cleaning_of(bundle);
    if (facts.cleaning_json.empty()) facts.cleaning_json = CleaningReport{}.to_json();
    return facts;
  } catch (const Json::exception&) {
    throw DataError(fmt::format(
        "expected data, seed, parameters and metrics as training writes them in {}, found "
        "something else; copy the bundle again",
        (bundle.folder / "manifest.json").string()));
  }
}

// How many of the bundle's items came after its training, with `num_more`.
std::string added_json(const Json& manifest, uint64_t num_more) {
  const Json before = manifest.value("added", Json::object());
  const Json items = before.is_object() ? before.value("items", Json()) : Json();
  const bool is_first = !items.is_number_unsigned();
  const Json added = {{"items", num_more + (is_first ? 0 : items.get<uint64_t>())},
                      {"trained_model_id", is_first ? manifest.at("model_id")
                                                    : before.value("trained_model_id", Json())}};
  return added.dump();
}

// As the bundle's own items were read.
ItemTable read_as_before(const ManifestFacts& facts, const std::filesystem::path& items) {
  ReadOptions options;
  const Json merge = Json::parse(facts.parameters_json).value("merge_editions", Json());
  if (merge.is_boolean()) options.merge_editions = merge.get<bool>();
  return read_item_table(items, format_named(facts.format), options);
}

// Leaves those that the bundle does not have.
std::vector<Item> new_ones(const Recommender& recommender, const std::vector<Item>& items) {
  std::vector<Item> unknown;
  for (const Item& item : items) {
    if (index_in(recommender, item) < 0) unknown.push_back(item);
  }
  return unknown;
}

void run_add_items(const AddItemsRequest& request) {
  if (request.quiet) spdlog::set_level(spdlog::level::warn);
  check_output_folder(request.out);
  const LoadedBundle bundle = open_to_add(request.bundle);
  ManifestFacts facts = facts_of(bundle);
  const ItemTable table = read_as_before(facts, request.items);
  const std::vector<Item> items = new_ones(bundle.recommender, table.items);
  if (items.empty()) {
    throw DataError(fmt::format(
        "expected items in {} that the bundle in {} does not have, found all {} there already; "
        "there is nothing to add",
        request.items.string(), bundle.folder.string(), table.items.size()));
  }
  if (!request.quiet) fmt::print(stderr, "{}", table.report.to_text());
  const AddedItems added =
      add_items(bundle, items, model_id_with(bundle.manifest.at("model_id"), table.fingerprint));
  facts.added_json = added_json(bundle.manifest, items.size());
  check_cancelled();
  write_bundle(added.parts, facts, request.out, split_as(bundle));
  spdlog::info(
      "wrote {}: {} items added to {}, of which {} without a place, as nothing of what they are is "
      "known; {} left out, as they were there already",
      (request.out / "manifest.json").string(), items.size(), bundle.recommender.info().num_items,
      added.num_unplaced, table.items.size() - items.size());
}

}  // namespace

void add_add_items_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "add-items", "New items into a finished bundle, by what they are, without a training");
  auto request = std::make_shared<AddItemsRequest>();
  add_bundle_argument(*command, request->bundle);
  command
      ->add_option("--items", request->items,
                   "File of items, in the form that those of the training data had")
      ->type_name("FILE")
      ->required();
  command->add_option("--out", request->out, "Folder of the new bundle; may be that of the old one")
      ->type_name("DIR")
      ->required();
  command->add_flag("--quiet", request->quiet, "Only warnings and errors");
  command->callback([request] { run_add_items(*request); });
}

}  // namespace pocketrec
