// `promote` and `rollback`: which bundle a site serves, changed by one small file.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trainer/commands/commands.h"
#include "trainer/commands/output_path.h"
#include "trainer/commands/print_list.h"
#include "trainer/commands/promotion_guard.h"
#include "trainer/commands/usage.h"
#include "trainer/pack/deployed.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint64_t kMostKept = 1000;

struct PromoteRequest {
  std::filesystem::path bundle, to;
  GuardOptions guard;
  uint32_t keep = 2;
  bool force = false;
  bool dry_run = false;
};

std::string model_of(const Json& manifest) {
  return manifest.value("model_id", Json()).dump();  // load_bundle has compared it with the parts
}

void print_figures(const std::vector<GuardedFigure>& figures) {
  for (const auto& [name, in_use, offered] : figures) {
    const std::string change = change_text(in_use, offered);
    fmt::print("{:<12} {} -> {}{}{}\n", name, text_of(in_use), text_of(offered),
               change.empty() ? "" : ", ", change);
  }
}

void promote(const PromoteRequest& request) {
  check_output_folder(request.to);
  const LoadedBundle bundle = load_bundle(request.bundle, true);
  check_for_deployment(bundle);
  std::optional<Json> in_use;
  if (!request.force) in_use = manifest_in_use(request.to);
  std::vector<GuardedFigure> figures;
  if (in_use) {
    figures = guard(*in_use, bundle.manifest, request.to.string(), request.guard);
    for (const std::string& line : surprises(*in_use, bundle.manifest)) spdlog::warn("{}", line);
  }
  const std::string model = model_of(bundle.manifest);
  if (request.dry_run) {
    spdlog::info("{} may serve model {}; nothing was changed", request.to.string(), model);
  } else if (!deploy(bundle, request.to, request.keep)) {
    spdlog::info("{} serves model {} already", request.to.string(), model);
  } else {
    spdlog::info("{} serves model {}{}", request.to.string(), model,
                 in_use ? ", before: " + model_of(*in_use) : "");
  }
  print_figures(figures);
}

void rollback(const std::filesystem::path& folder) {
  const LoadedBundle bundle = roll_back(folder);
  spdlog::info("{} serves model {} again", folder.string(), model_of(bundle.manifest));
}

}  // namespace

void add_promote_command(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("promote", "Make a bundle the one that a site serves, if it is no worse");
  auto request = std::make_shared<PromoteRequest>();
  add_bundle_argument(*command, request->bundle);
  command
      ->add_option("--to", request->to,
                   "The site's folder of the bundle; what it serves stays until the last step")
      ->type_name("DIR")
      ->required();
  command
      ->add_option("--margin", request->guard.margin,
                   "Refuse where Recall@20 or NDCG@20 of people held out fell by more than this "
                   "share, 0 to 1")
      ->transform(number_between(0, 1))
      ->type_name("X")
      ->capture_default_str();
  command->add_flag("--allow-unmeasured", request->guard.allow_unmeasured,
                    "Let pass what has no figures that can be compared");
  command->add_flag("--force", request->force, "Compare nothing with what is in use");
  command
      ->add_option("--keep", request->keep,
                   "So many bundles before it stay, for rollback and for pages that are open")
      ->transform(whole_number(0, kMostKept))
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--dry-run", request->dry_run, "Check and compare, and change nothing");
  command->callback([request] { promote(*request); });
}

void add_rollback_command(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("rollback", "Serve the bundle again that was promoted before");
  auto folder = std::make_shared<std::filesystem::path>();
  command->add_option("DIR", *folder, "Folder that bundles were promoted to")
      ->type_name("")
      ->required();
  command->callback([folder] { rollback(*folder); });
}

}  // namespace pocketrec
