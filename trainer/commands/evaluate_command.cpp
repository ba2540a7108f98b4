#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <vector>

#include "core/recommender.h"
#include "trainer/commands/commands.h"
#include "trainer/commands/config_file.h"
#include "trainer/commands/options.h"
#include "trainer/commands/output_path.h"
#include "trainer/commands/usage.h"
#include "trainer/evaluate/cold.h"
#include "trainer/evaluate/evaluate.h"
#include "trainer/evaluate/interview.h"
#include "trainer/evaluate/short_histories.h"
#include "trainer/read/read.h"
#include "trainer/support/error.h"
#include "trainer/support/files.h"

namespace pocketrec {
namespace {

struct EvaluateRequest {
  std::filesystem::path data, new_items, train, test, json;
  Format format = Format::kAuto;
  std::string protocol = "strong";
  ListedUsers listed_users = ListedUsers::kAll;
  ReadOptions read;
  EvaluateOptions options;
};

// What only some protocols take.
void check_protocol(const EvaluateRequest& request, Protocol protocol) {
  const bool is_cold = protocol == Protocol::kCold;
  const EvaluateOptions& options = request.options;
  if (options.among_all && !is_cold) throw UsageError("--among-all takes --protocol cold");
  if (!request.new_items.empty() && !is_cold) throw UsageError("--new-items takes --protocol cold");
  if (options.known_interactions && !is_cold) {
    throw UsageError("--known-interactions takes --protocol cold");
  }
  if (options.exploration > 0 && !options.among_all) {
    throw UsageError("--exploration takes --among-all: without it all candidates are new");
  }
  if (options.history_items && protocol == Protocol::kHoldout) {
    throw UsageError("--history-items takes --protocol strong or cold");
  }
  if (options.answers && protocol != Protocol::kStrong) {
    throw UsageError("--answers takes --protocol strong");
  }
}

EvaluationReport measure(EvaluateRequest& request) {
  EvaluateOptions& options = request.options;
  options.seed = options.fit.seed;
  options.threads = options.fit.threads;
  request.read.threads = options.threads;
  const auto say = [](const std::string& line) { spdlog::info("{}", line); };
  if (!request.train.empty()) {
    const LightgcnSplit lists = read_lightgcn(request.train, request.test);
    EvaluationReport report =
        evaluate_lists(lists.train, lists.test, request.listed_users, options, say);
    report.data_format = name_of(Format::kLightgcn);
    report.data_fingerprint = lists.fingerprint;
    return report;
  }
  const Protocol protocol = protocol_named(request.protocol);
  check_protocol(request, protocol);
  const Dataset dataset = read_dataset(request.data, request.format, request.read);
  if (request.new_items.empty()) return evaluate(dataset, protocol, options, say);
  // Each as it is: an edition of a known work is new here.
  request.read.merge_editions = false;
  const Dataset later = read_dataset(request.new_items, dataset.format, request.read);
  return evaluate_later(dataset, later, options, say);
}

void evaluate_request(EvaluateRequest& request) {
  if (request.data.empty() == request.train.empty()) {
    throw UsageError("evaluate takes either --data DIR, or --train FILE and --test FILE");
  }
  if (!request.json.empty()) check_output_file(request.json);
  const EvaluationReport report = measure(request);
  if (!request.json.empty()) write_atomically(request.json, to_json(report));
  fmt::print("{}", to_table(report));
}

void add_protocol_options(CLI::App& command, EvaluateRequest& request, CLI::Option* train) {
  EvaluateOptions& options = request.options;
  command
      .add_option("--protocol", request.protocol,
                  "holdout, strong: people never trained on, or cold: items never trained on")
      ->type_name("NAME")
      ->capture_default_str()
      ->excludes(train);
  command
      .add_option("--new-items", request.new_items,
                  "Of protocol cold: a folder with the items to rank, and who chose them")
      ->type_name("DIR");
  command.add_flag("--among-all", options.among_all,
                   "Of protocol cold: rank all items, not the new ones alone");
  command
      .add_option("--known-interactions", options.known_interactions,
                  fmt::format("Of protocol cold: train on so many choices of every new item, 0 to "
                              "{0}. For any number the same questions: {0} choices of an item are "
                              "never asked for, and items with no more are not ranked",
                              kSetAsideInteractions))
      ->type_name("N")
      ->transform(whole_number(0, kSetAsideInteractions))
      ->excludes(train);
  command
      .add_option("--history-items", options.history_items,
                  fmt::format("Of protocols strong and cold: know people by so many of their "
                              "items, 0 to {0}; 0: show them what is popular. For any number the "
                              "same people: who has at least {0}",
                              kFewestHistoryItems))
      ->type_name("N")
      ->transform(whole_number(0, kFewestHistoryItems))
      ->excludes(train);
  command
      .add_option("--answers", options.answers,
                  fmt::format("Of protocol strong: the models asked-popular, asked-offered and "
                              "asked-authors know people by so many titles that they rated, of {} "
                              "shown to them",
                              kTitlesAsked))
      ->type_name("N")
      ->transform(whole_number(1, kTitlesAsked))
      ->excludes(train);
}

}  // namespace

void add_evaluate_command(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("evaluate", "Measure models and baselines on held-out interactions");
  auto request = std::make_shared<EvaluateRequest>();
  EvaluateOptions& options = request->options;
  command->add_option("--data", request->data, "Folder of the data set (or its ratings file)")
      ->type_name("DIR");
  auto* train =
      command->add_option("--train", request->train, "Ready-made LightGCN list")->type_name("FILE");
  auto* test = command->add_option("--test", request->test, "Its held-out part")->type_name("FILE");
  train->needs(test);
  test->needs(train);
  command
      ->add_flag_callback(
          "--unseen", [request] { request->listed_users = ListedUsers::kUnseen; },
          "Of ready-made lists: leave a tenth of the users out of training, test them alone")
      ->needs(train);
  add_format_option(*command, request->format);
  add_merge_option(*command, request->read);
  add_protocol_options(*command, *request, train);
  std::vector<std::string> models = model_names();
  models.insert(models.begin(), "all");
  command->add_option("--models", options.models, "all, or names separated by commas")
      ->type_name("NAME")
      ->delimiter(',')
      ->transform(one_of(models));
  command->add_option("--k", options.cutoffs, "List lengths, 1 to 1000, separated by commas")
      ->type_name("N")
      ->delimiter(',')
      ->transform(whole_number(1, kMaxResults))
      ->capture_default_str();
  command->add_flag("--tune-baselines", options.tune_baselines,
                    "Choose the settings of item-knn, ease and ials too, by held-out users");
  add_fit_options(*command, options.fit);
  add_ials_options(*command, options.fit.ials);
  add_bits_option(*command, options.bits);
  add_variety_options(*command, options.diversity, options.novelty);
  add_exploration_option(*command, options.exploration);
  command->add_option("--json", request->json, "Write the figures to this file")->type_name("FILE");
  add_config_option(*command);
  command->callback([request] { evaluate_request(*request); });
}

}  // namespace pocketrec
