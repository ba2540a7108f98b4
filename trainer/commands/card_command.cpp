#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

#include "trainer/commands/commands.h"
#include "trainer/commands/model_card.h"
#include "trainer/commands/output_path.h"
#include "trainer/commands/print_list.h"
#include "trainer/support/files.h"

namespace pocketrec {
namespace {

struct CardRequest {
  std::filesystem::path bundle, out;
};

void write_card(const CardRequest& request) {
  if (!request.out.empty()) check_output_file(request.out);
  const std::string card = model_card(load_bundle(request.bundle, true));
  if (request.out.empty()) {
    fmt::print("{}", card);
    return;
  }
  write_atomically(request.out, card);
  spdlog::info("wrote {}", request.out.string());
}

}  // namespace

void add_card_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "card", "A model card: what a bundle is, for what, how good, and what it tells others");
  auto request = std::make_shared<CardRequest>();
  add_bundle_argument(*command, request->bundle);
  command->add_option("--out", request->out, "Write it to this Markdown file, not to stdout")
      ->type_name("FILE");
  command->callback([request] { write_card(*request); });
}

}  // namespace pocketrec
