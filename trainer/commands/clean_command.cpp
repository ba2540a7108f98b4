// `clean`: what reading makes of a data set, before anything is trained on it.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "trainer/commands/commands.h"
#include "trainer/commands/options.h"
#include "trainer/commands/print_list.h"
#include "trainer/read/read.h"
#include "trainer/support/error.h"

namespace pocketrec {
namespace {

using Json = nlohmann::ordered_json;

struct CleanRequest {
  std::filesystem::path data;
  Format format = Format::kAuto;
  ReadOptions read;
  std::string fingerprint;  // that the data must have; empty: any
  bool json = false;
};

void clean(const CleanRequest& request) {
  const Dataset dataset = read_dataset(request.data, request.format, request.read);
  if (!request.fingerprint.empty() && dataset.fingerprint != request.fingerprint) {
    throw DataError(fmt::format(
        "expected data of the fingerprint {} in {}, found {}; fetch them again, or give the "
        "fingerprint of these",
        request.fingerprint, request.data.string(), dataset.fingerprint));
  }
  if (request.json) {
    print_document({{"fingerprint", dataset.fingerprint},
                    {"format", name_of(dataset.format)},
                    {"simulated", dataset.simulated},
                    {"cleaning", Json::parse(dataset.report.to_json())}});
    return;
  }
  fmt::print("fingerprint: {}\nformat: {}{}\n{}", dataset.fingerprint, name_of(dataset.format),
             dataset.simulated ? ", simulated people" : "", dataset.report.to_text());
}

}  // namespace

void add_clean_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "clean", "Read a data set and say what was dropped and repaired, without training");
  auto request = std::make_shared<CleanRequest>();
  command->add_option("--data", request->data, "Folder of the data set (or its ratings file)")
      ->type_name("DIR")
      ->required();
  add_format_option(*command, request->format);
  add_merge_option(*command, request->read);
  add_threads_option(*command, request->read.threads);
  command->add_option("--fingerprint", request->fingerprint, "Refuse data that have another one")
      ->type_name("SHA256");
  command->add_flag("--json", request->json, "One JSON document on stdout");
  command->callback([request] { clean(*request); });
}

}  // namespace pocketrec
