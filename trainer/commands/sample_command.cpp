#include <spdlog/spdlog.h>

#include <memory>

#include "trainer/commands/commands.h"
#include "trainer/commands/options.h"
#include "trainer/commands/usage.h"
#include "trainer/sample/sample.h"

namespace pocketrec {

void add_sample_command(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("sample", "Write real books with simulated readers, to try things with");
  auto options = std::make_shared<SampleOptions>();
  auto out = std::make_shared<std::filesystem::path>();
  command->add_option("--out", *out, "Folder to write Books.csv, Users.csv and Ratings.csv to")
      ->type_name("DIR")
      ->required();
  command->add_option("--users", options->users, "Simulated readers")
      ->transform(whole_number(1, SampleOptions::kMaxUsers))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--interactions", options->interactions, "Different (reader, book) pairs")
      ->transform(whole_number(1, UINT64_MAX))
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--items", options->items,
                   "Books; more than the catalogue has: invented ones (default: the catalogue)")
      ->transform(whole_number(1, UINT64_MAX))
      ->type_name("N");
  add_seed_option(*command, options->seed);
  add_threads_option(*command, options->threads);
  command->callback([options, out] {
    write_sample(*options, *out);
    spdlog::info("wrote {} simulated readers and {} interactions to {}", options->users,
                 options->interactions, out->string());
  });
}

}  // namespace pocketrec
