// pocketrec: from dirty CSV files to static files that recommend in the browser.
//
//   CSV -> clean -> split -> content -> factorise -> quantise -> pack -> map -> static files
//
// train_bundle() below is that line; each stage is a folder beside this file.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trainer/commands/commands.h"
#include "trainer/commands/config_file.h"
#include "trainer/commands/logging.h"
#include "trainer/commands/manifest_facts.h"
#include "trainer/commands/usage.h"
#include "trainer/commands/warm_start.h"
#include "trainer/content/content_table.h"
#include "trainer/map/map.h"
#include "trainer/map/neighbours_kept.h"
#include "trainer/pack/load.h"
#include "trainer/pack/pack.h"
#include "trainer/pack/pack_map.h"
#include "trainer/read/read.h"
#include "trainer/split/split.h"
#include "trainer/support/error.h"
#include "trainer/support/parallel.h"
#include "trainer/train/checkpoint.h"
#include "trainer/train/fit.h"

namespace pocketrec {
namespace {

// A map of the items as they are packed.
std::vector<uint8_t> drawn_map(const std::vector<uint8_t>& items, uint64_t id,
                               const TrainRequest& request, const TrainProgress& progress) {
  constexpr uint32_t kNeighbours = 10;
  constexpr uint32_t kItemsAsked = 1000;
  const FactorTable rows = packed_rows(items);
  const std::vector<MapPlace> places = map_rows(rows, {request.fit.seed, request.fit.threads});
  const double kept = neighbours_kept(rows, places, kNeighbours, kItemsAsked, request.fit.threads);
  progress.said(fmt::format("map of {} items: of an item's {} nearest, {:.0f}% are so on it, too",
                            places.size(), kNeighbours, 100 * kept));
  return pack_map(places, id);
}

void train_bundle(const TrainRequest& asked, const TrainProgress& progress) {
  TrainRequest request = asked;
  std::optional<LoadedBundle> before;
  if (!request.warm_start.empty()) before = open_warm_start(request);
  const Dataset dataset = read_dataset(request.data, request.format, request.read);
  progress.cleaned(dataset);
  const InteractionMatrix all = interactions_of(dataset);
  const std::vector<uint32_t> order = bundle_order(all);
  const InteractionMatrix interactions = reorder_items(all, order);
  std::optional<Checkpoint> checkpoint;
  FitOptions options = request.fit;
  std::shared_ptr<const ContentTable> content;
  if (options.use_content.value_or(true)) {
    content = content_of(dataset.items, order, interactions);
    options.softmax.content = rows_of(content);
  }
  if (before) {
    options.softmax.start =
        std::make_shared<const FactorTable>(known_items(*before, dataset, order));
  }
  if (!request.checkpoint.empty()) {
    checkpoint.emplace(request.checkpoint,
                       checkpoint_identity(dataset.fingerprint, dataset.format, request));
    options.checkpoint = &*checkpoint;
  }
  const FitResult fitted = fit(interactions, options, progress.swept);
  const std::string metrics = held_out_metrics(all, dataset.items, request, fitted, progress);
  const ManifestFacts facts = manifest_facts(dataset, request, fitted, metrics);
  PackedParts parts = pack_bundle(fitted.model, dataset, order, interactions, request.pack,
                                  model_id(facts), content.get());
  if (request.with_map) parts.map = drawn_map(parts.items, model_id(facts), request, progress);
  check_cancelled();
  write_bundle(parts, facts, request.out, request.split);
  if (checkpoint) checkpoint->remove();
  progress.written(parts, request.out);
}

// A full disk behind stdout shows only when the last bytes leave.
void flush_results() {
  if (std::fflush(stdout) != 0) {
    throw DataError(fmt::format("cannot write the result to stdout: {}", std::strerror(errno)));
  }
}

int run(int argc, char** argv) {
  CLI::App app{"Recommendations computed in the visitor's browser, from static files.",
               "pocketrec"};
  app.set_version_flag("--version", POCKETREC_VERSION);
  app.require_subcommand(1);
  add_train_command(app, train_bundle);
  add_clean_command(app);
  add_tune_command(app);
  add_evaluate_command(app);
  add_recommend_command(app);
  add_similar_command(app);
  add_audience_command(app);
  add_new_item_command(app);
  add_add_items_command(app);
  add_inspect_command(app);
  add_card_command(app);
  add_diff_command(app);
  add_promote_command(app);
  add_rollback_command(app);
  add_sample_command(app);
  const std::vector<std::string> given(argv + 1, argv + argc);
  try {
    std::vector<std::string> arguments = with_config_file(app, given);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
    app.parse(arguments);
    flush_results();
    return kExitDone;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // prints the help or the version
    spdlog::error("{}", usage_sentence(app, error, given));
    return kExitUsage;
  } catch (const UsageError& error) {
    spdlog::error("{}", error.what());
    return kExitUsage;
  } catch (const Cancelled& cancelled) {
    spdlog::warn("{}", cancelled.what());
    return kExitInterrupted;
  } catch (const std::bad_alloc&) {
    spdlog::error("not enough memory for this data; fewer --factors or a machine with more helps");
    return kExitFailed;
  } catch (const std::exception& error) {
    spdlog::error("{}", error.what());
    return kExitFailed;
  }
}

}  // namespace
}  // namespace pocketrec

int main(int argc, char** argv) {
  pocketrec::log_to_stderr();
  pocketrec::catch_interrupts();
  return pocketrec::run(argc, argv);
}
