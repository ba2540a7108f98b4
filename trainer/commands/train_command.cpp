#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <system_error>

#include "trainer/commands/commands.h"
#include "trainer/commands/config_file.h"
#include "trainer/commands/logging.h"
#include "trainer/commands/options.h"
#include "trainer/commands/output_path.h"
#include "trainer/commands/usage.h"
#include "trainer/pack/each_part.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

size_t total_bytes(const PackedParts& parts) {
  size_t total = 0;
  for_each_part(parts, [&](Part, const std::vector<uint8_t>& bytes) { total += bytes.size(); });
  return total;
}

TrainProgress progress_to_stderr() {
  TrainProgress progress;
  auto num_interactions = std::make_shared<uint64_t>(0);
  progress.cleaned = [num_interactions](const Dataset& dataset) {
    *num_interactions = dataset.interactions.size();
    spdlog::info("read {}: {} items, {} users, {} interactions{}", name_of(dataset.format),
                 dataset.items.size(), dataset.users.size(), dataset.interactions.size(),
                 dataset.simulated ? " (simulated readers)" : "");
    fmt::print(stderr, "{}", dataset.report.to_text());
  };
  progress.swept = [num_interactions](const FitProgress& round) {
    FitLog{*num_interactions}(round);
  };
  progress.said = [](const std::string& line) { spdlog::info("{}", line); };
  progress.written = [](const PackedParts& parts, const std::filesystem::path& folder) {
    spdlog::info("wrote {} ({:.1f} kB of parts, {:.1f} kB of them items)",
                 (folder / "manifest.json").string(), static_cast<double>(total_bytes(parts)) / 1e3,
                 static_cast<double>(parts.items.size()) / 1e3);
  };
  return progress;
}

void train_or_say_how_to_go_on(const TrainRequest& request, const TrainAction& train,
                               const TrainProgress& progress) {
  try {
    train(request, progress);
  } catch (const Cancelled&) {
    std::error_code ignored;
    if (request.checkpoint.empty() || !std::filesystem::exists(request.checkpoint, ignored)) throw;
    throw Cancelled(
        fmt::format("cancelled; the same command goes on from {}", request.checkpoint.string()));
  }
}

}  // namespace

void add_train_command(CLI::App& app, TrainAction train) {
  CLI::App* command = app.add_subcommand("train", "From CSV files to a bundle of static files");
  auto request = std::make_shared<TrainRequest>();
  auto quiet = std::make_shared<bool>(false);
  command->add_option("--data", request->data, "Folder of the data set (or its ratings file)")
      ->type_name("DIR")
      ->required();
  command->add_option("--out", request->out, "Folder of the bundle")->type_name("DIR")->required();
  add_format_option(*command, request->format);
  add_merge_option(*command, request->read);
  add_fit_options(*command, request->fit);
  add_bits_option(*command, request->pack.bits);
  command->add_flag("--with-users", request->pack.with_users,
                    "Publish users' ids, histories and vectors");
  command
      ->add_option("--least-people", request->pack.least_people,
                   "Publish how many people of each place and age chose an item, counts of fewer "
                   "than N hidden, the others rounded to multiples of it; 0: publish none of this")
      ->transform(whole_number(0, kMostLeastPeople))
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--map,!--no-map", request->with_map,
                    "A map of all items, in two dimensions, for pages to draw (default: on)");
  command
      ->add_option(
          "--lists-above", request->split.above,
          "Catalogues of more items are split: pages load the first ones, and lists of the "
          "others as they need them")
      ->transform(whole_number(kFirstItems, UINT32_MAX))
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--checkpoint", request->checkpoint,
                   "Keep what is done in this folder once a minute and on Ctrl-C; the same command "
                   "goes on from there, to the same bytes")
      ->type_name("DIR");
  command
      ->add_option("--warm-start", request->warm_start,
                   "Go on from an older state's bundle: items and settings as they were, in a "
                   "quarter of the epochs")
      ->type_name("BUNDLE");
  command->add_flag("--quiet", *quiet, "Only warnings and errors");
  add_config_option(*command);
  command->callback([command, request, quiet, train = std::move(train)] {
    if (*quiet) spdlog::set_level(spdlog::level::warn);
    request->read.threads = request->fit.threads;
    request->pack.threads = request->fit.threads;
    request->split.threads = request->fit.threads;
    request->bits_are_fixed = command->count("--bits") > 0;
    TrainProgress progress = progress_to_stderr();
    if (*quiet) progress.cleaned = [](const Dataset&) {};
    check_output_folder(request->out);
    if (command->count("--checkpoint") > 0) check_output_folder(request->checkpoint);
    // The figures of the manifest take a training as long as that of the bundle.
    request->fit.budget.num_final_trainings = request->warm_start.empty() ? 2 : 1;
    train_or_say_how_to_go_on(*request, train, progress);
  });
}

}  // namespace pocketrec
