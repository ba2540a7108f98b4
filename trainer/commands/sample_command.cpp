#include <spdlog/spdlog.h>

#include <memory>

#include "trainer/commands/commands.h"
#include "trainer/sample/sample.h"

namespace pocketrec {

void add_sample_command(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("sample", "Write real books with simulated readers, to try things with");
  auto options = std::make_shared<SampleOptions>();
  auto out = std::make_shared<std::filesystem::path>();
  command->add_option("--out", *out, "Folder to write Books.csv, Users.csv and Ratings.csv to")
      ->required();
  command->add_option("--users", options->users, "Simulated readers")->capture_default_str();
  command->add_option("--interactions", options->interactions, "Different (reader, book) pairs")
      ->capture_default_str();
  command->add_option("--items", options->items,
                      "Books; more than the catalogue has: invented ones (default: the catalogue)");
  command->add_option("--seed", options->seed, "Same seed, same bytes")->capture_default_str();
  command->add_option("--threads", options->threads, "0: all cores; the result is the same")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command->callback([options, out] {
    write_sample(*options, *out);
    spdlog::info("wrote {} simulated readers and {} interactions to {}", options->users,
                 options->interactions, out->string());
  });
}

}  // namespace pocketrec
