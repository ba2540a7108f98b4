// `diff`: what changed between two bundles, in data, parameters, figures, parts and lists.
#include <fmt/format.h>

#include <memory>
#include <string>

#include "trainer/commands/bundle_diff.h"
#include "trainer/commands/commands.h"
#include "trainer/commands/manifest_metrics.h"
#include "trainer/commands/print_list.h"
#include "trainer/commands/printable.h"
#include "trainer/commands/usage.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

struct DiffRequest {
  std::filesystem::path a, b;
  SampleOptions options;
  bool json = false;
};

std::string value_text(const Json& value) {
  if (value.is_null()) return "none";
  return printable(value.is_string() ? value.get<std::string>() : value.dump());
}

void print_row(const std::string& name, const std::string& text) {
  fmt::print("  {:<24} {}\n", printable(name), text);
}

// "1 -> 2", or "1, the same".
std::string pair_text(const Json& pair) {
  if (pair["a"] == pair["b"]) return value_text(pair["a"]) + ", the same";
  return value_text(pair["a"]) + " -> " + value_text(pair["b"]);
}

std::string counts_text(const Json& counts) {
  return fmt::format("{} -> {} ({} in both, {} added, {} gone)", counts["a"].dump(),
                     counts["b"].dump(), counts["both"].dump(), counts["added"].dump(),
                     counts["removed"].dump());
}

void print_data(const Json& data) {
  fmt::print("data\n");
  for (const char* name : {"fingerprint", "format", "simulated"}) {
    print_row(name, pair_text(data[name]));
  }
  print_row("items", counts_text(data["items"]));
  print_row("users", data["users"].is_null() ? "not in both bundles" : counts_text(data["users"]));
}

void print_parameters(const Json& parameters) {
  fmt::print("parameters\n");
  if (parameters.empty()) print_row("", "the same");
  for (const Json& row : parameters) print_row(row["name"], pair_text(row));
}

// "12" or ".1234", as the manifest's own kind of number is.
std::string figure_text(const Json& row, const char* side) {
  if (row[side].is_number_integer()) return row[side].dump();
  Measured figure;
  if (row[side].is_number()) figure.value = row[side].get<double>();
  const Json& interval = row[std::string(side) + "_interval"];
  if (interval.is_array()) figure.interval = {interval[0].get<double>(), interval[1].get<double>()};
  return text_of(figure);
}

void print_metrics(const Json& document) {
  fmt::print("metrics{}\n", document["same_people"] == true
                                ? ""
                                : ", measured on other people, as data or seed are different");
  if (document["metrics"].empty()) print_row("", "not measured");
  for (const Json& row : document["metrics"]) {
    std::string text = figure_text(row, "a") + " -> " + figure_text(row, "b");
    if (row["a"].is_number_float() && row["b"].is_number_float()) {
      const std::string change =
          change_text({row["a"].get<double>(), {}}, {row["b"].get<double>(), {}});
      if (!change.empty()) text += ", " + change;
    }
    print_row(row["name"], text);
  }
}

void print_parts(const Json& parts) {
  fmt::print("parts, in bytes\n");
  for (const Json& row : parts) {
    const bool same_size = row["a"] == row["b"];
    print_row(row["name"], row["same"] == true ? value_text(row["a"]) + ", the same"
                           : same_size         ? value_text(row["a"]) + ", other content"
                                               : pair_text(row));
  }
}

void print_lists(const Json& lists) {
  if (lists.is_null()) {
    fmt::print("lists: nothing to compare, as no history is known to both\n");
    return;
  }
  fmt::print("lists of {} for {} {}, drawn by seed {}\n", lists["n"].dump(),
             lists["histories"].dump(),
             lists["of"] == "users" ? "users of both, by their history in the first"
                                    : "histories of one item each",
             lists["seed"].dump());
  print_row("stays of a list", fmt::format("{:.1f} %", 100 * lists["stays"].get<double>()));
  print_row("first item stays",
            fmt::format("{:.1f} % of lists", 100 * lists["first_stays"].get<double>()));
  const std::pair<const char*, const char*> bands[] = {{"all", "all stay"},
                                                       {"three_quarters", "three quarters or more"},
                                                       {"half", "half or more"},
                                                       {"quarter", "a quarter or more"},
                                                       {"less", "fewer"}};
  for (const auto& [key, words] : bands) print_row(words, lists[key].dump() + " lists");
}

void print_text(const Json& document) {
  for (const char* side : {"a", "b"}) {
    const Json& bundle = document[side];
    fmt::print("{}  {}: model {}, made by version {}\n", side, value_text(bundle["path"]),
               value_text(bundle["model_id"]), value_text(bundle["code_version"]));
  }
  if (document["same"] == true) fmt::print("the same bundle, byte for byte\n");
  print_data(document["data"]);
  print_parameters(document["parameters"]);
  print_metrics(document);
  print_parts(document["parts"]);
  print_lists(document["lists"]);
}

void diff(const DiffRequest& request) {
  const LoadedBundle a = load_bundle(request.a, true);
  const LoadedBundle b = load_bundle(request.b, true);
  const Json document = diff_json(a, b, request.options);
  request.json ? print_document(document) : print_text(document);
}

}  // namespace

void add_diff_command(CLI::App& app) {
  constexpr uint64_t kMostHistories = 1'000'000;
  CLI::App* command = app.add_subcommand("diff", "What changed between two bundles");
  auto request = std::make_shared<DiffRequest>();
  SampleOptions& options = request->options;
  command->add_option("A", request->a, "Folder of the older bundle, or its manifest.json")
      ->type_name("")
      ->required();
  command->add_option("B", request->b, "The same of the newer one")->type_name("")->required();
  command->add_option("--n", options.n, "Length of the lists that are compared, 1 to 1000")
      ->transform(whole_number(1, kMaxResults))
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--sample", options.sample,
                   "Histories whose lists are compared: of users that both bundles store, else of "
                   "one item each")
      ->transform(whole_number(1, kMostHistories))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--seed", options.seed, "By which the histories are drawn")
      ->transform(whole_number(0, UINT64_MAX))
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--json", request->json, "One JSON document on stdout");
  command->callback([request] { diff(*request); });
}

}  // namespace pocketrec
