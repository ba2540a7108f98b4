#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "trainer/commands/commands.h"
#include "trainer/commands/config_file.h"
#include "trainer/commands/logging.h"
#include "trainer/commands/manifest_facts.h"
#include "trainer/commands/options.h"
#include "trainer/commands/output_path.h"
#include "trainer/commands/tune_report.h"
#include "trainer/commands/usage.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/pack/pack.h"
#include "trainer/read/read.h"
#include "trainer/split/split.h"
#include "trainer/support/error.h"
#include "trainer/support/files.h"
#include "trainer/train/tune.h"

namespace pocketrec {
namespace {

struct TuneRequest {
  std::filesystem::path data, train, out, json, checkpoint;
  Format format = Format::kAuto;
  ReadOptions read;
  std::string protocol;  // empty: tune on all data
  TuneOptions options;
};

struct TuningData {
  InteractionMatrix interactions;
  std::vector<Item> items;  // of its columns; empty: nothing is known of them
  std::string fingerprint;
  Format format = Format::kLightgcn;
};

// Never what `evaluate` tests on.
TuningData read_tuning_data(const TuneRequest& request) {
  if (!request.train.empty()) {
    return {read_lightgcn(request.train),
            {},
            fingerprint_of({request.train}, request.options.fit.threads)};
  }
  Dataset dataset = read_dataset(request.data, request.format, request.read);
  InteractionMatrix interactions = interactions_of(dataset);
  if (!request.protocol.empty()) {
    const Protocol protocol = protocol_named(request.protocol);
    interactions = split_by(protocol, interactions, request.options.fit.seed).training;
  }
  return {std::move(interactions), std::move(dataset.items), dataset.fingerprint, dataset.format};
}

Checkpoint::Identity identity_of(const TuneRequest& request, const TuningData& data) {
  TrainRequest training;
  training.fit = request.options.fit;
  training.read = request.read;
  Checkpoint::Identity identity = checkpoint_identity(data.fingerprint, data.format, training);
  identity.emplace_back("protocol", request.protocol.empty() ? "none" : request.protocol);
  identity.emplace_back("trials", std::to_string(request.options.num_trials));
  return identity;
}

TuneResult search(TuneRequest& request) {
  const TuningData data = read_tuning_data(request);
  std::optional<Checkpoint> checkpoint;
  if (!request.checkpoint.empty()) {
    checkpoint.emplace(request.checkpoint, identity_of(request, data));
    request.options.fit.checkpoint = &*checkpoint;
  }
  const std::vector<uint32_t> order = bundle_order(data.interactions);
  const InteractionMatrix interactions = reorder_items(data.interactions, order);
  FitOptions& fit = request.options.fit;
  if (fit.use_content.value_or(true) && !data.items.empty()) {
    fit.softmax.content = rows_of(content_of(data.items, order, interactions));
  }
  TuneResult result = tune(interactions, request.options, FitLog{interactions.num_entries()});
  if (checkpoint) checkpoint->remove();
  return result;
}

void tune_request(TuneRequest& request) {
  if (request.data.empty() == request.train.empty()) {
    throw UsageError("tune takes either --data DIR or --train FILE");
  }
  if (!request.train.empty() && !request.protocol.empty()) {
    throw UsageError(
        "tune takes --protocol with --data alone, found it with --train; leave it out: what a "
        "ready-made list is tested on is in another file");
  }
  for (const std::filesystem::path& file : {request.out, request.json}) {
    if (!file.empty()) check_output_file(file);
  }
  if (!request.checkpoint.empty()) check_output_folder(request.checkpoint);
  request.read.threads = request.options.fit.threads;
  try {
    const TuneResult result = search(request);
    write_atomically(request.out, to_toml(result));
    if (!request.json.empty()) write_atomically(request.json, to_json(result));
    fmt::print("{}", to_table(result));
    spdlog::info("wrote {}, for --config of train and evaluate", request.out.string());
  } catch (const Cancelled&) {
    std::error_code ignored;
    if (!std::filesystem::exists(request.checkpoint, ignored)) throw;
    throw Cancelled(
        fmt::format("cancelled; the same command goes on from {}", request.checkpoint.string()));
  }
}

}  // namespace

void add_tune_command(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("tune", "Search for better settings than training chooses by itself");
  auto request = std::make_shared<TuneRequest>();
  command->add_option("--data", request->data, "Folder of the data set (or its ratings file)")
      ->type_name("DIR");
  command->add_option("--train", request->train, "Ready-made LightGCN list")->type_name("FILE");
  command->add_option("--out", request->out, "The settings found, for --config of train")
      ->type_name("FILE")
      ->required();
  command->add_option("--json", request->json, "Write a report of all trials to this file")
      ->type_name("FILE");
  command
      ->add_option("--checkpoint", request->checkpoint,
                   "Keep what is found in this folder; the same command goes on from there")
      ->type_name("DIR");
  command
      ->add_option("--trials", request->options.num_trials,
                   "Settings in the first round (default: 27, or as many as fit the budget)")
      ->transform(whole_number(1, 10'000))
      ->type_name("N");
  command
      ->add_option("--protocol", request->protocol,
                   "Leave out of --data what `evaluate --protocol NAME` tests on: holdout or "
                   "strong (default: nothing)")
      ->type_name("NAME");
  add_format_option(*command, request->format);
  add_merge_option(*command, request->read);
  add_fit_options(*command, request->options.fit);
  add_config_option(*command);
  command->callback([request] { tune_request(*request); });
}

}  // namespace pocketrec
